"""Articles and tables to a file or the standard output, in any of the formats that stand in this folder."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from newsscrape import forms
from newsscrape.errors import BadExport
from newsscrape.export.target import opened
from newsscrape.model import Article

_MACHINERY = frozenset({"target", "write", "warc", "wacz"})

FORMATS = tuple(sorted(module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name not in _MACHINERY))
"""The names of the formats."""


class Format(Protocol):
    """What a format's module has. Both yield text to be written one after the other."""

    def articles(self, forms: Iterable[forms.Form], *, raw: bool = False) -> Iterator[str]:
        """Yield articles in the form of `newsscrape.forms.to_dict`.

        Args:
            forms: the articles.
            raw: leave every value as it is, also where a spreadsheet would take it for a formula.
        """

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> Iterator[str]:
        """Yield the rows of one table; `raw` as above."""


def chunks(articles: Iterable[Article], form: str, *, raw: bool = False) -> Iterator[str]:
    """Yield the articles as text of the format `form`, bounded in memory by the largest article.

    Raises:
        BadExport: no such format.
    """
    return _format(form).articles(map(forms.to_dict, articles), raw=raw)


def table_chunks(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str, *, raw: bool = False) -> Iterator[str]:
    """Yield a table's rows as text of the format `form`.

    Raises:
        BadExport: no such format.
    """
    return _format(form).table(columns, rows, raw=raw)


def write(articles: Iterable[Article], form: str, target: Path | None, *, raw: bool = False) -> int:
    """Write the articles; return how many.

    Args:
        articles: read one by one.
        form: one of `FORMATS`.
        target: a file, replaced as a whole once all is written; ``None``: the standard output.
        raw: see `Format`.

    Raises:
        BadExport: no such format, or the target cannot be written; a former file there is untouched.
    """
    counter = _Counter(articles)
    _pour(chunks(counter, form, raw=raw), target)
    return counter.seen


def write_table(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str, target: Path | None, *, raw: bool = False
) -> int:
    """Write a table's rows as `write` does articles; return how many.

    Raises:
        BadExport: as for `write`.
    """
    counter = _Counter(rows)
    _pour(table_chunks(columns, counter, form, raw=raw), target)
    return counter.seen


class _Counter:
    """Counts what passes by."""

    def __init__(self, things: Iterable[Any]) -> None:
        self.things = things
        self.seen = 0

    def __iter__(self) -> Iterator[Any]:
        for thing in self.things:
            yield thing
            self.seen += 1


def _pour(pieces: Iterator[str], target: Path | None) -> None:
    with opened(target) as file:
        for piece in pieces:
            # A lone surrogate cannot be written as UTF-8; it must not end the export.
            file.write(piece.encode("utf-8", "replace"))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise BadExport(f"there is no export format {name!r}; choose one of {', '.join(FORMATS)}")
    return cast("Format", import_module(f"newsscrape.export.{name}"))
