"""The pieces that stand at one place of several addresses, as a pattern; and which of them is the article's key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsscrape.guess.forms import Form, Piece

_SITES_OWN = frozenset(
    [
        *(
            "news",
            "article",
            "articles",
            "story",
            "stories",
            "blog",
            "post",
            "posts",
            "review",
            "reviews",
            "archives",
            "archive",
        ),
        *("artikel", "nachrichten", "meldung", "test", "tests", "noticias", "noticia", "actualite", "actualites", "notizie"),
        *("nieuws", "novosti", "aktuality", "haber", "nyheter", "en", "de"),
    ]
)
"""Folders that one address is enough to know as the site's own, not as a section among others."""
_FEW, _OFTEN = 3, 4
_SHORT = 3
"""Digits that are hardly all of a number: ``/0/789/123.htm`` is article 789123."""
_ANY = "[^/?]+"


def literal(text: str) -> str:
    """Return the pattern of a text that stands for itself, as people write it."""
    return re.escape(text).replace("\\-", "-")


@dataclass(frozen=True, slots=True)
class Column:
    """The folders at one place."""

    piece: Piece
    values: Sequence[str]
    """One for each address."""

    @property
    def varies(self) -> bool:
        """Whether it is not known to be the same always."""
        return len(set(self.values)) > 1 or len(self.values) == 1

    @property
    def is_date(self) -> bool:
        """Whether it is a date or a piece of one."""
        return self.piece in ("year", "month", "day", "date")

    @property
    def tells(self) -> bool:
        """Whether it is a number that tells the addresses apart."""
        return self.piece == "number" and len(set(self.values)) == len(self.values)

    @property
    def pattern(self) -> str:
        """What it looks like: few values that come again and again are named, else anything goes."""
        unique = tuple(dict.fromkeys(self.values))
        if self.is_date:
            return _date(self.piece, unique)
        if len(unique) == 1 and (len(self.values) > 1 or unique[0] in _SITES_OWN):
            return literal(unique[0])
        if self.piece == "number":
            return r"\d+"
        if 1 < len(unique) <= _FEW and len(self.values) >= _OFTEN * len(unique):
            return f"(?:{'|'.join(map(literal, sorted(unique)))})"
        return _ANY


def _date(piece: Piece, values: Sequence[str]) -> str:
    if piece == "year":
        return r"\d{4}"
    if piece in ("month", "day"):
        return r"\d\d" if all(len(value) > 1 for value in values) else r"\d\d?"
    shapes = {re.sub(r"\d+", lambda digits: rf"\d{{{len(digits[0])}}}", value) for value in values}
    return shapes.pop() if len(shapes) == 1 else r"[\d-]+"


def keyed(group: Sequence[Form], words: int, digits: int, *, with_parts: bool) -> str:
    """Return the pattern of folders and name, with the group ``key``: a number where there is one, else date and name.

    Args:
        group: addresses of one shape.
        words: hyphens that a name without a number must have.
        digits: digits that the number must have.
        with_parts: something may follow the name that it must not swallow.
    """
    columns = [Column(piece, [form.folders[n] for form in group]) for n, piece in enumerate(group[0].pieces)]
    folders = [column.pattern for column in columns]
    number = r"\d+" if digits == 1 else rf"\d{{{digits},}}"
    lazy = "?" if with_parts else ""
    place = group[0].place
    if place == "all":
        short = max(len(form.name) for form in group) <= _SHORT
        first = len(columns)
        while first and short and folders[first - 1] == r"\d+":
            first -= 1
        return _closed([*folders, number], first)
    if place == "end":
        signs = "".join(sorted({form.name[: len(form.name.rstrip("0123456789")) - len(form.lead)][-1] for form in group}))
        lead = group[0].lead if len({form.lead for form in group}) == 1 else "[A-Za-z]{0,2}"
        sign = signs if signs in "-_," and len(signs) == 1 else f"[{re.escape(signs)}]"
        return "/".join([*folders, f"[^/?]*{lazy}{sign}{lead}(?P<key>{number})"])
    if place == "start":
        return "/".join([*folders, f"(?P<key>{number})[-_][^/?]*{lazy}"])
    more = {0: _ANY, 1: "[^/?-]+(?:-[^/?-]+)+"}
    slug = more.get(words, rf"[^/?-]+(?:-[^/?-]+){{{words},}}") + lazy
    telling = [n for n, column in enumerate(columns) if column.tells]
    if telling:
        folders[telling[-1]] = f"(?P<key>{number})"
        return "/".join([*folders, f"[^/?]*{lazy}"])
    return _closed([*folders, slug], _opening(columns, group))


def _opening(columns: Sequence[Column], group: Sequence[Form]) -> int:
    """Return where the key of an article without a number begins: at its date, else where names alone would not do."""
    dated = [n for n, column in enumerate(columns) if column.is_date]
    if dated:
        return dated[0]
    names = [form.name for form in group]
    varied = [n for n, column in enumerate(columns) if column.varies]
    return varied[0] if varied and len(set(names)) < len(names) else len(columns)


def _closed(pieces: Sequence[str], first: int) -> str:
    return "/".join([*pieces[:first], f"(?P<key>{'/'.join(pieces[first:])})"])
