"""CSV by RFC 4180, one flat row per article, safe to open in a spreadsheet."""

import base64
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsscrape import forms
from newsscrape.archive.tables import Table
from newsscrape.export.options import Options
from newsscrape.model import Article

# OWASP, "CSV Injection": where a spreadsheet would begin a formula, also behind blanks and after a line break in the cell.
_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|[\r\n])(?=[^\S\r\n]*[=+\-@＝＋－＠])")  # noqa: RUF001 - wide signs count, too


class _Line:
    """What `csv.writer` writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def articles(articles: Iterable[Article], options: Options) -> Iterator[str]:
    """Yield a header and one row per article, lists joined readably (`newsscrape.forms.flat`)."""
    columns = options.columns or forms.FIELDS
    rows = (forms.flat(forms.to_dict(article)) for article in articles)
    return _lines(columns, ([row[column] for column in columns] for row in rows), options)


def table(table: Table, options: Options) -> Iterator[str]:
    """Yield a header and the rows; what a spreadsheet would run as a formula gets a quote mark in front, unless `raw`."""
    return _lines(table.columns, table.rows, options)


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Any]], options: Options) -> Iterator[str]:
    writer = csv.writer(_Line())
    cell = _plain if options.raw else _safe
    yield "\ufeff" * options.bom + _line(writer.writerow(columns))
    for row in rows:
        yield _line(writer.writerow([cell(value) for value in row]))


def _line(written: object) -> str:
    return str(written)  # typeshed does not say that writerow returns what write returned


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _safe(value: Any) -> Any:
    value = _plain(value)
    if not isinstance(value, str) or (value[:1].isalnum() and "\n" not in value and "\r" not in value):
        return value  # the most of them, and a search costs more than a look
    return _FORMULA.sub(r"\g<0>'", value)
