"""JSON Lines: one object per line, UTF-8."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newsscrape import forms
from newsscrape.archive import content
from newsscrape.archive.tables import Table
from newsscrape.export.options import Options
from newsscrape.model import Article


def articles(articles: Iterable[Article], options: Options) -> Iterator[str]:
    """Yield one line per article."""
    for article in articles:
        form = forms.to_dict(article)
        yield line({column: form[column] for column in options.columns} if options.columns else form)


def table(table: Table, options: Options) -> Iterator[str]:  # noqa: ARG001 - the same for every choice
    """Yield one line per row: an object of its columns, as `newsscrape.archive.content` has it."""
    return (content.line(table.columns, row) for row in table.rows)


def line(value: Mapping[str, Any]) -> str:
    """Return the object on one line. RFC 8259 has no NaN: ValueError where there is one."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
