"""JSON: one array, an object per line in it, UTF-8."""

from collections.abc import Iterable, Iterator

from newsscrape.archive.tables import Table
from newsscrape.export import jsonl
from newsscrape.export.options import Options
from newsscrape.model import Article


def articles(articles: Iterable[Article], options: Options) -> Iterator[str]:
    """Yield the array, article by article."""
    return array(jsonl.articles(articles, options), "[\n", "\n]\n")


def table(table: Table, options: Options) -> Iterator[str]:
    """Yield the array, row by row, each an object of its columns."""
    return array(jsonl.table(table, options), "[\n", "\n]\n")


def array(lines: Iterable[str], before: str, behind: str) -> Iterator[str]:
    """Yield lines of JSON as an array, between what stands before its first item and behind its last."""
    part = before
    for line in lines:
        yield part + line.removesuffix("\n")
        part = ",\n"
    yield before.rstrip("\n") + behind.lstrip("\n") if part == before else behind
