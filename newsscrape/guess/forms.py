"""An article's address taken apart: which of its pieces are a date, a number, or words."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from newsscrape import urls

Piece = Literal["year", "month", "day", "date", "number", "words"]
Place = Literal["all", "end", "start", "none"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:199\d|20[0-4]\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?|-[01]?\d(?:-[0-3]?\d)?)")
_DAY = re.compile(r"(?:19|20)\d\d(?:[01]\d[0-3]\d)?")
_SUFFIX = re.compile(r"\.(?:html?|php\d?|aspx?|shtml|jsp|cgi)$", re.IGNORECASE)
_AT_END = re.compile(r"(?:.*[-_,.])(?P<lead>[A-Za-z]{0,2})(?P<id>\d{4,})")
_AT_START = re.compile(r"(?P<id>\d{3,})[-_].+")
_ID_NAME = re.compile(r"(?:\w*_)?(?:id|nid|aid|p|story|article|news|artikel|post)|\w*(?:id|Id|ID|No)|id[A-Z]\w*")
_LONG = 3  # digits: a page's number is shorter


@dataclass(frozen=True, slots=True)
class Form:
    """An address in pieces."""

    address: str
    """Path and query."""
    folders: tuple[str, ...]
    """The segments before the last one."""
    name: str
    """The last segment without its suffix."""
    suffix: str
    """``.html`` and its like, or nothing."""
    id_name: str | None
    """The parameter whose number tells the article, where nothing in the path does."""
    place: Place
    """Where in the name its number stands."""
    lead: str
    """The letters right before the number at the end."""
    may_be_year: bool
    """Whether a number at the end is left out because it may be a year, or a day."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What each folder is."""
        found: list[Piece] = []
        for folder in self.folders:
            before = found[-1] if found else None
            found.append(_piece(folder, before))
        return tuple(found)


def address(url: str) -> str:
    """Return path and query of a URL, without what only tracks.

    >>> address("https://www.a.example/news/7?utm_source=x")
    '/news/7'
    """
    split = urlsplit(urls.normalise(url))
    return split.path + (f"?{split.query}" if split.query else "")


def read(text: str) -> Form:
    """Take an address (path and query) apart.

    >>> form = read("/2024/06/a-fold-123456.html")
    >>> form.pieces, form.name, form.suffix, form.place
    (('year', 'month'), 'a-fold-123456', '.html', 'end')
    """
    path, _, query = text.partition("?")
    *folders, last = path.strip("/").split("/")
    suffix = match[0] if (match := _SUFFIX.search(last)) else ""
    name = last.removesuffix(suffix)
    id_name = _id_name(query) if not _tells(name) else None
    place, lead = _place(name)
    match = _AT_END.fullmatch(name)
    return Form(text, tuple(folders), name, suffix, id_name, place, lead, place == "none" and match is not None)


def _tells(name: str) -> bool:
    """Tell whether a path's last segment names an article: a number, or several words."""
    return any(letter.isdigit() for letter in name) or "-" in name


def _id_name(query: str) -> str | None:
    """Return the first number's parameter that is named like an id, else the only one of a number as long as most ids are."""
    numbers = [(key, value) for key, value in parse_qsl(query) if value.isascii() and value.isdigit()]
    found = [key for key, _ in numbers if _ID_NAME.fullmatch(key)]
    long = [key for key, value in numbers if len(value) >= _LONG]
    return found[0] if found else long[0] if len(long) == 1 else None


def _place(name: str) -> tuple[Place, str]:
    if name.isascii() and name.isdigit():
        return "all", ""
    if (match := _AT_END.fullmatch(name)) and not _DAY.fullmatch(match["id"]):
        return "end", match["lead"]
    match = _AT_START.fullmatch(name)
    return ("start", "") if match and not _DAY.fullmatch(match["id"]) else ("none", "")


def _piece(folder: str, before: Piece | None) -> Piece:
    number = folder.isascii() and folder.isdigit()
    if _YEAR.fullmatch(folder):
        return "year"
    if number and len(folder) <= 2 and before in ("year", "month"):  # noqa: PLR2004 - a month or day has two digits at most
        return "month" if before == "year" else "day"
    if _DATE.fullmatch(folder):
        return "date"
    return "number" if number else "words"
