"""JSON: one array, an object per line in it, UTF-8."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsscrape.export import jsonl
from newsscrape.forms import Form


def articles(articles: Iterable[Form], *, raw: bool = False) -> Iterator[str]:
    """Yield the array, article by article."""
    return _array(jsonl.articles(articles, raw=raw))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> Iterator[str]:
    """Yield the array, row by row, each an object of its columns."""
    return _array(jsonl.table(columns, rows, raw=raw))


def _array(lines: Iterator[str]) -> Iterator[str]:
    before = "[\n"
    for line in lines:
        yield before + line.removesuffix("\n")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
