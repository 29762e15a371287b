"""What the words around a date make of it: a publication, or an update, which is never taken for one."""

import re

from newsscrape.hinted import Hinted

_STEM = re.compile(r"(?:\\b)?([^\W\d_]+)")


def _cue(*words: str) -> Hinted:
    """Return the pattern of any of the words, hinted at by the letters that each begins with."""
    return Hinted("|".join(words), *(match[1] for word in words if (match := _STEM.match(word))))


UPDATED = _cue(
    *(r"updat", r"modif", r"\bedit(?:ed)?\b", r"revis", r"correct", r"\blast\b"),
    *(r"aktualisi", r"geändert", r"änderung", r"\bstand\b", r"zuletzt", r"letzte[rn]?\b"),
    *(r"mis à jour", r"màj", r"actualiz", r"aggiorn", r"atualiz", r"bijgewerkt", r"aktualiz", r"güncelle"),
    *(r"обновл", r"оновлен", r"измен", r"змінен", r"更新", r"最終", r"修正", r"갱신", r"수정", r"업데이트"),
)
PUBLISHED = _cue(
    *(r"publish", r"\bposted\b", r"\bissued\b"),
    *(r"publié", r"publiz", r"publika", r"publica(?:do|da|t(?!ions?(?:\s(?!date)|$)))"),
    *(r"veröffentlich", r"erschienen", r"erstellt", r"geschrieben", r"\bwurde am\b", r"beitrag vom"),
    *(r"mis en ligne", r"\bparu\b", r"pubbl", r"geplaatst", r"gepubliceerd", r"opublikowan", r"\bdodan"),
    *(r"zveřejněn", r"publikov", r"vydáno", r"yay\u0131n", r"eklenme", r"опублик", r"опублік", r"publicerad"),
    *(r"發布", r"发布", r"发表", r"発表", r"公開", r"掲載", r"投稿", r"게시", r"입력", r"등록"),
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
    update = UPDATED.search(said)
    if update is None:
        return said
    if (cue := PUBLISHED.search(said)) and cue.start() > update.start():
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
