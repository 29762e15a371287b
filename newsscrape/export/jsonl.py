"""JSON Lines: one object per line, UTF-8."""

import base64
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsscrape.forms import Form


def articles(articles: Iterable[Form], *, raw: bool = False) -> Iterator[str]:  # noqa: ARG001 - JSON is always raw
    """Yield one line per article."""
    for article in articles:
        yield line(article) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> Iterator[str]:
    """Yield one line per row: an object of its columns."""
    return articles((dict(zip(columns, map(_value, row), strict=True)) for row in rows), raw=raw)


def line(value: Form) -> str:
    """Return the object on one line. RFC 8259 has no NaN: ValueError where there is one."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _value(value: Any) -> Any:
    """Return a column's value as JSON has it: bytes as base64, a number that is none as null."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return None if isinstance(value, float) and not math.isfinite(value) else value
