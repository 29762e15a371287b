"""How a line says that somebody wrote it, in the words of many languages: "By …", "Text: …", "4. Mai 2024 von …".

The patterns are those of text in small letters: to look for both takes three to five times as long.
"""

import re

from newsscrape.dates.months import MONTHS, WEEKDAYS
from newsscrape.extract.cues import PUBLISHED
from newsscrape.text import small

_BY = r"by|von|par|por|di|door|av|af|od|przez|от|від"
_LABEL = (
    r"autor(?:in|en|es|a|zy|ka)?|autore|autrice|auteure?|author|te(?:xt[eo]?|kst)|words|story|interview|redaktion|redacción|red(?:aktor|aktør)?"
    r"|yazar|yazan|haber|editör|автор|текст|作者|作家|文字|撰文|记者|記者|責任編集|責任編輯|责任编辑|责编|編輯|编辑|(?:採訪|采访)?撰文|編譯|编译|(?:取材・)?文(?:・写真)?|取材|執筆|著者|筆者|投稿者|執筆者"
    r"|ライター|글(?:·사진)?|작성자|글쓴이"
)
_NAMED = r"autor(?:in|en|es|ka)?|auteurs?|author|автор|yazar|yazan|기자명|글쓴이|작성자"  # these need no colon
_WROTE = (
    r"written|posted|published|reported|submitted|created|story|article|articles|posts|stories|report|review"
    r"|analysis|opinion|comment|interview|column|guest\s+post|test|recensione|reseña|recensie"
    r"|blog[\s-]?(?:beitrag|post|entry)|geschrieben|gespeichert|eingestellt|verfasst|erstellt|veröffentlicht|beitrag|beiträge|artikel|text|kolumne|kommentar|gastbeitrag|essay|bericht"
    r"|publié|écrit|rédigé|propos\s+recueillis|publicado|escrito|texto|pubblicato|scritto|articolo|geschreven|geplaatst|autor|napisał[ay]?"
    r"|dodan[eoy]|opublikowan[eoy]|publikováno|zveřejněno|опубликовано|опубліковано|написал[аи]?|a\s+cura"
)
BEFORE_REPORTER = "선임|수석|인턴|객원|전문"  # before the word for a reporter: senior, chief, trainee, guest, expert
_THEN_BY = rf"(?:{_BY}|da|del?la|автором)"  # behind a verb these say "by", too
_SIGNED = r"napisał[ay]?|napsal[ai]?|написал[аи]?|написав|написала"  # verbs that need no word for "by"
_LEAD = re.compile(
    rf"^\W*(?:(?:(?:\w+\W+){{0,3}}(?:{_WROTE}|reviewed|tested)\b[^|\u2022\u00b7]{{0,30}}?\s)?(?:{_BY}|vom)(?:\s*:|(?=\s))"
    rf"|(?:{_WROTE})\s+{_THEN_BY}(?=\s)|(?:{_LABEL})\s*(?:[:\uff1a/\uff0f|\uff5c\u25cf]|(?:{_BY})\s)"
    rf"|(?:文|글|记者|記者|作者|{_SIGNED}|(?:l['\u2019])?(?:{_NAMED}))(?=[\s:])|[\uac00-\ud7af]+\s(?=(?!{BEFORE_REPORTER})[\uac00-\ud7af]{{2,4}}\s?기자)|(?:记者|記者)(?=[\u3400-\u9fff]))[\s:\uff1a/\uff0f|\uff5c\u25cf]*",
)
_SAYS_BY = re.compile(
    rf"^\W*(?:(?:(?:(?:an?|eine?|une?|uma?)\s+)?(?:{_WROTE})\s+{_THEN_BY}|{_BY})\b(?!\u0307)|(?:{_LABEL})\s*[:\uff1a/\uff0f|\uff5c\u25cf]"
    rf"|(?:文|글|记者|記者)[:\uff1a/\uff0f\s]|(?:记者|記者)(?=[\u3400-\u9fff])|(?:{_SIGNED}|{_NAMED})[\s:]"
    rf"|(?:[\uac00-\ud7af]+\s)?[\uac00-\ud7af]{{2,4}}\s?(?:{BEFORE_REPORTER})?\s?기자(?![\uac00-\ud7af]))",
)
_POSTED = re.compile(rf"^\W*(?:{_WROTE})\s+{_THEN_BY}\s")
_BEHIND_DATE = re.compile(rf"(?<![^\W\d_])(?:({_BY}|da|автором)(?=\s|:)|(?:{_LABEL})\s*[:\uff1a/\uff0f])")
_SOURCE_FIRST = re.compile(r".{0,40}?(?:来源|來源|出处|稿源).{1,40}?(?:作者|撰文|记者|記者)\s*[:\uff1a/|\uff5c]\s*")
_LETTERS, _DAY = re.compile(r"[^\W\d_]+"), re.compile(r"\d(?:\d{3}|[./-]\s?\d)")
_FROM = re.compile(r"(?:来源|來源|出处|稿源|출처)\s*[:\uff1a]\s*\S+")
_CALENDAR = MONTHS.keys() | WEEKDAYS | {"cest", "alle", "года"}
_DATED = 60  # characters in which a line begins with a date


def said_by(text: str) -> bool:
    """Tell whether a line begins as a byline does: "By …", "Von …", "Text: …".

    >>> [said_by(text) for text in ("By Ann Lee", "文/李安", "Bystanders saw it")]
    [True, True, False]
    """
    return bool(_SAYS_BY.match(text.lower()) or ((rest := behind_date(text)) is not text and _SAYS_BY.match(rest.lower())))


def posted(text: str) -> bool:
    """Tell whether a line begins with a verb and "by": "Posted by …"."""
    return bool(_POSTED.match(small(text)))


def behind_date(text: str) -> str:
    """Return what says "by" behind the date that a line begins with: "Posted on May 4, 2024 by Ann Lee"; else the line."""
    day = _DAY.search(text, 0, _DATED)
    if not day or not (match := _BEHIND_DATE.search(small(text), day.end(), _DATED + day.end())):
        return text
    words = _LETTERS.findall(_FROM.sub("", text[: match.start()]).casefold())
    if any(len(word) > 3 and word not in _CALENDAR and not PUBLISHED.search(word) for word in words):  # noqa: PLR2004 - shorter: on, le, Uhr, EST
        return text
    return f"by{text[match.end() :]}" if match[1] else text[match.start() :]


def without_lead(text: str) -> str:
    """Return a line without the words that lead to the names."""
    match = _SOURCE_FIRST.match(text) or _LEAD.match(small(text))
    return text[match.end() :] if match else text
