"""Articles and tables to a file, a folder or the standard output, in any of the formats that stand in this room."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from newsscrape import forms
from newsscrape.archive.tables import Table, chosen
from newsscrape.errors import BadExport
from newsscrape.export.options import Options, Piece
from newsscrape.export.target import opened
from newsscrape.model import Article

_MACHINERY = frozenset({"folder", "markup", "options", "target", "warc", "wacz", "write"})

FORMATS = tuple(sorted(module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name not in _MACHINERY))
"""The names of the formats."""

_DEFAULT = Options()


class Format(Protocol):
    """What a format's module has: one of `articles` and `files`, and `table` if it is one of rows and columns."""

    def articles(self, articles: Iterable[Article], options: Options) -> Iterator[Piece]:
        """Yield articles as the pieces of one file."""

    def files(self, articles: Iterable[Article], options: Options) -> Iterator[tuple[str, Iterator[Piece] | Path]]:
        """Yield articles as files of a folder: each its path there, and its pieces; and files to copy, some more than once."""

    def table(self, table: Table, options: Options) -> Iterator[Piece]:
        """Yield the rows of one table as the pieces of one file."""


def holds(form: str, what: str) -> bool:
    """Tell whether a format has ``articles``, ``files`` or ``table``.

    Raises:
        BadExport: no such format.
    """
    return hasattr(_format(form), what)


def chunks(articles: Iterable[Article], form: str, options: Options = _DEFAULT) -> Iterator[bytes]:
    """Yield the articles as bytes of the format `form`, bounded in memory by the largest article.

    Raises:
        BadExport: no such format, or one of several files.
        BadArgument: no such column.
    """
    if not holds(form, "articles"):
        raise BadExport(f"{form}: writes a folder; name it with -o DIR")
    if options.columns and not holds(form, "table"):
        raise BadExport(f"{form}: has no columns to choose; leave --columns out")
    chosen(options.columns, forms.FIELDS)
    return _encoded(_format(form).articles(articles, options))


def table_chunks(table: Table, form: str, options: Options = _DEFAULT) -> Iterator[bytes]:
    """Yield a table's rows as bytes of the format `form`.

    Raises:
        BadExport: no such format, or one that holds articles only.
    """
    if not holds(form, "table"):
        tabular = ", ".join(name for name in FORMATS if holds(name, "table"))
        raise BadExport(f"{form}: holds articles, not tables; choose one of {tabular}")
    return _encoded(_format(form).table(table, options))


def write(articles: Iterable[Article], form: str, target: Path | None, options: Options = _DEFAULT) -> int:
    """Write the articles; return how many.

    Args:
        articles: read one by one.
        form: one of `FORMATS`.
        target: a file, replaced as a whole once all is written; ``None``: the standard output.
        options: what was chosen.

    Raises:
        BadExport: no such format, or the target cannot be written; a former file there is untouched.
        BadArgument: no such column.
    """
    counter = _Counter(articles)
    _pour(chunks(counter, form, options), target)
    return counter.seen


def write_table(table: Table, form: str, target: Path | None, options: Options = _DEFAULT) -> int:
    """Write a table's rows as `write` does articles; return how many.

    Raises:
        BadExport: as for `write`.
    """
    counter = _Counter(table.rows)
    _pour(table_chunks(table._replace(rows=iter(counter)), form, options), target)
    return counter.seen


def files(articles: Iterable[Article], form: str, options: Options = _DEFAULT) -> Iterator[tuple[str, Iterator[bytes] | Path]]:
    """Yield the articles as files of a folder, for `newsscrape.export.folder`.

    Raises:
        BadExport: no such format, or one of a single file.
    """
    if not holds(form, "files"):
        raise BadExport(f"{form}: writes one file, not a folder")
    found = _format(form).files(articles, options)
    return ((path, pieces if isinstance(pieces, Path) else _encoded(pieces)) for path, pieces in found)


class _Counter:
    """Counts what passes by."""

    def __init__(self, things: Iterable[Any]) -> None:
        self.things = things
        self.seen = 0

    def __iter__(self) -> Iterator[Any]:
        for thing in self.things:
            yield thing
            self.seen += 1


def _pour(pieces: Iterator[bytes], target: Path | None) -> None:
    with opened(target) as file:
        for piece in pieces:
            file.write(piece)


def _encoded(pieces: Iterator[Piece]) -> Iterator[bytes]:
    # A lone surrogate cannot be written as UTF-8; it must not end the export.
    return (piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace") for piece in pieces)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise BadExport(f"there is no export format {name!r}; choose one of {', '.join(FORMATS)}")
    return cast("Format", import_module(f"newsscrape.export.{name}"))
