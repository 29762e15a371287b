"""CSV by RFC 4180, one flat row per article, safe to open in a spreadsheet."""

import base64
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsscrape import forms
from newsscrape.model import Article

# OWASP, "CSV Injection": where a spreadsheet would begin a formula, also behind blanks and after a line break in the cell.
_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|[\r\n])(?=[^\S\r\n]*[=+\-@＝＋－＠])")  # noqa: RUF001 - wide signs count, too
_COLUMNS = tuple(forms.flat(forms.to_dict(Article(site="", key="", url=""))))


class _Line:
    """What `csv.writer` writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def articles(articles: Iterable[forms.Form], *, raw: bool = False) -> Iterator[str]:
    """Yield a header and one row per article, lists joined readably (`newsscrape.forms.flat`)."""
    return table(_COLUMNS, ([*forms.flat(article).values()] for article in articles), raw=raw)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> Iterator[str]:
    """Yield a header and the rows; what a spreadsheet would run as a formula gets a quote mark in front unless `raw`."""
    writer = csv.writer(_Line())
    cell = _plain if raw else _safe
    yield _line(writer.writerow(columns))
    for row in rows:
        yield _line(writer.writerow([cell(value) for value in row]))


def _line(written: object) -> str:
    return str(written)  # typeshed does not say that writerow returns what write returned


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _safe(value: Any) -> Any:
    value = _plain(value)
    return _FORMULA.sub(r"\g<0>'", value) if isinstance(value, str) else value
