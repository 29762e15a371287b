"""What the user may choose about an export; each format heeds what concerns it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsscrape.model import Article

Piece = str | bytes
"""A part of a file, to be written behind the one before it; text is written as UTF-8."""
Pictures = Callable[[Article], Mapping[str, Path]]
"""Gives the files of an article's images, by the addresses under which the article shows them."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All of them."""

    columns: tuple[str, ...] = ()
    """Fields of `newsscrape.forms.to_dict` to write, in this order; none: all. A table is chosen from its own by its query."""
    raw: bool = False
    """csv: leave every value as it is, also where a spreadsheet would take it for a formula."""
    bom: bool = False
    """csv: begin with a byte order mark, by which a spreadsheet knows UTF-8."""
    comments: bool = False
    """markdown: the readers' comments below each article."""
    pictures: Pictures = lambda _: {}
    """markdown: what files there are, to be copied; other images stay as their addresses."""
    title: str = "Articles"
    """atom: of the feed, and its identity."""
    now: dt.datetime = field(default_factory=_now)
    """atom: when the feed is made, aware."""
