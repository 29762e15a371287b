"""What the words around a date make of it: a publication, or an update, which is never taken for one."""

import re

UPDATED = re.compile(
    r"updat|modif|\bedit(?:ed)?\b|revis|correct|aktualisi|geändert|änderung|\bstand\b|zuletzt|letzte[rn]?\b|\blast\b"
    r"|mis à jour|màj|actualiz|aggiorn|atualiz|bijgewerkt|aktualiz|обновл|оновлен|измен|змінен|güncelle"
    r"|更新|最終|修正|갱신|수정|업데이트",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publish|publié|publiz|publika|publica(?:do|da|t(?!ions?(?:\s(?!date)|$)))|\bposted\b|\bissued\b"
    r"|veröffentlich|erschienen|erstellt|geschrieben|\bwurde am\b|beitrag vom|mis en ligne|\bparu\b|pubbl|geplaatst"
    r"|gepubliceerd|opublikowan|\bdodan|zveřejněn|publikov|vydáno|yay\u0131n|eklenme|опублик|опублік|publicerad"
    r"|發布|发布|发表|発表|公開|掲載|投稿|게시|입력|등록",
    re.IGNORECASE,
)


def published_part(said: str, context: str = "") -> str:
    """Return the part of a line that speaks of the publication, ``""`` where all of it speaks of an update.

    Args:
        said: the line with its dates.
        context: the words before it, and its class.

    >>> published_part("Posted: Oct 14, 2022 | Last updated: Oct 15, 2022")
    'Posted: Oct 14, 2022 | '
    >>> published_part("Updated 12 June 2024"), published_part("12 June 2024", "Updated on")
    ('', '')
    """
    if UPDATED.search(context) and not PUBLISHED.search(context):
        return ""
    update, cue = UPDATED.search(said), PUBLISHED.search(said)
    if update is None:
        return said
    if cue and cue.start() > update.start():
        return said[cue.start() :]
    first = said[: update.start()]
    return first if any(c.isdigit() for c in first) else ""


def updated_part(said: str, context: str = "") -> str:
    """Return the part of a line that speaks of an update, ``""`` where none does.

    >>> updated_part("Posted: Oct 14, 2022 | Updated: Oct 15, 2022"), updated_part("Posted: Oct 14, 2022")
    ('Updated: Oct 15, 2022', '')
    """
    if update := UPDATED.search(said):
        cue = PUBLISHED.search(said, update.end())
        return said[update.start() : cue.start() if cue else None]
    return said if UPDATED.search(context) and not PUBLISHED.search(context) else ""
