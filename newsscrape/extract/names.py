"""From a byline's text to persons' names."""

import re

from newsscrape.text import cut, fold

_BY_WORD = r"(?:by|von|par|por|di|door|af|av|autore?|autor(?:in)?|auteur|author|text|words|写者|作者|文)"
_BY = re.compile(
    rf"^\W*(?:(?:written|posted|published|reported|edited|story|review|submitted|article|ein\s+\w+|geschrieben)\s+)?{_BY_WORD}(?:\b|(?=[:\s\uff1a]))"
    r"[:\s\uff1a]*",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    rf"^\W*(?:(?:written|posted|published|reported|story|review)\s+)?{_BY_WORD}[:\s\uff1a]\s*\S", re.IGNORECASE
)
_PARTS = re.compile(
    r"\s*(?:[;|\u2022\u00b7\n/]|\s(?:and|und|et|y|&)\s|,\s+and\s|,\s+(?=\S+\s+\S)|\s[\u2013\u2014-]\s)\s*", re.IGNORECASE
)
_JUNK = re.compile(
    r"https?:|www\.|@|\d|[<>{}\[\]=_*!?\"]|^(?:admin(?:istrator)?|editors?|guest|staff|redaktion|newsroom|contributors?|unknown"
    r"|author|autor|by|von|home|news|share|follow|comments?|about|profile|more|read more"
    r"|all posts|view all|uncategorized|anonymous"
    r"|photo"
    r"|bild|foto|image|online|team|redakcja|redaction|rédaction|redazione)$|\b(?:updated|published|posted|minutes?|hours?|ago|reading"
    r"|follow|subscribe|newsletter|comments?|copyright|shutterstock|getty|reuters/|photos?|pictures?|images?|share|email|profile"
    r"|gmt|uhr|edt|est|pst|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_ROLE_WORD = (
    r"(?:editors?|reporters?|writers?|correspondents?|contributors?|analysts?|journalists?|columnists?|critic|producer|bureau|"
    r"redakteur(?:in)?|journaliste|correspondante?|staff|editor-in-chief|in\schief|freelance\w*)"
)
_ROLE = re.compile(
    r"(?:^|,\s*|\s+)(?:(?:senior|chief|staff|associate|deputy|managing|contributing|news|executive|sports?|tech\w*|political|science|special"
    rf"|features?|digital|business|health|freelance|assistant|lead|global)\s+)*{_ROLE_WORD}\b.*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\uff08][^()\uff08\uff09]{0,80}[)\uff09]")
_TURNED = re.compile(r"([^\s,]+),\s+([^\s,]+)")
_TAIL = re.compile(
    r"\s+(?:for|on|at|in|via|from)\s+.*$|(?<!\w)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.*$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\s*[,|\u2022\u00b7]?\s*(?:on\s+)?(?:\b[A-Z][a-z]{2,8}\.?\s+)?\d.*$", re.DOTALL)
_LONGEST, _MOST_WORDS, _READ = 50, 5, 400


def said_by(text: str) -> bool:
    """Tell whether a line begins as a byline does: "By …", "Von …"."""
    return bool(_SAID_BY.match(text[:_READ]))


def persons(text: str) -> list[str]:
    """Return the persons' names in a byline's text.

    >>> persons("By Ann Lee, Senior Editor")
    ['Ann Lee']
    >>> persons("Ann Lee and Bo Chan | 4 May 2024")
    ['Ann Lee', 'Bo Chan']
    >>> persons("Lee, Ann")
    ['Ann Lee']
    """
    if "://" in text:
        return []
    text = _ASIDE.sub("", fold(cut(text, _READ)))
    text = _DATE.sub("", _BY.sub("", text, count=1))
    if turned := _TURNED.fullmatch(text):
        return _kept([f"{turned[2]} {turned[1]}"])
    return _kept([_TAIL.sub("", _ROLE.sub("", _BY.sub("", part, count=1))) for part in _PARTS.split(text)])


def _kept(parts: list[str]) -> list[str]:
    names = (part.strip(" ,.:-\u2013|\u2019'") for part in parts)
    return [name for name in names if 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS and not _JUNK.search(name)]
