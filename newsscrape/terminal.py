r"""Text for a terminal: what was archived cannot steer it, and columns stand under each other.

>>> safe("a\x1b[31m\u202eb")
'a\\x1b[31m\\u202eb'
>>> size(1_234_567)
'1.2 MB'
"""

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# C0 but for tab and newline, DEL and C1; the marks that turn the direction of text; line and paragraph separators.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """Return the text with every character that could steer a terminal written as its escape."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def line(text: str) -> str:
    """Return the text as `safe` does, on one line."""
    return " ".join(safe(text).split())


def columns() -> int:
    """Return the width to fill: the terminal's, at most 100."""
    return min(shutil.get_terminal_size().columns, 100)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of the text, each paragraph folded to the terminal's width behind the indent."""
    width = max(columns(), len(indent) + 20)
    for paragraph in safe(text).split("\n"):
        folded = textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        yield from folded or [""]


def table(rows: Iterable[Sequence[object]], left: int = 1) -> Iterator[str]:
    """Yield the rows as lines of aligned columns: the first `left` columns and texts to the left, numbers to the right.

    A `float` is shown to the thousandth.
    """
    rows = list(rows)
    cells = [[_cell(cell) for cell in row] for row in rows]
    across = len(rows[0]) if rows else 0
    numeric = [index >= left and any(isinstance(row[index], int | float) for row in rows) for index in range(across)]
    widths = [max(width(row[index]) for row in cells) for index in range(across)]
    for row in cells:
        padded = (
            " " * (wide - width(cell)) + cell if right else cell + " " * (wide - width(cell))
            for cell, wide, right in zip(row, widths, numeric, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}"
    return f"{value:,}" if isinstance(value, int) else line(str(value or ""))


def moment(utc: str | None, precision: str | None) -> str:
    """Return an instant as finely as it is known.

    >>> moment("2023-11-04T00:00:00Z", "day"), moment("2023-11-04T10:30:00Z", "minute")
    ('2023-11-04', '2023-11-04 10:30 UTC')
    """
    if utc is None:
        return ""
    length = {"year": 4, "month": 7, "day": 10}.get(precision or "", 16)
    return utc[:length].replace("T", " ") + (" UTC" if length > 10 else "")  # noqa: PLR2004 - a day's ten characters


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text
    )


def count(number: int, thing: str) -> str:
    """Return how many there are of a thing.

    >>> count(1, "article"), count(1200, "image")
    ('1 article', '1,200 images')
    """
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def size(length: float) -> str:
    """Return a number of bytes as people read it."""
    for unit in ("B", "kB", "MB", "GB"):
        if length < 1000:  # noqa: PLR2004 - SI units
            return f"{length:.0f} {unit}" if unit == "B" else f"{length:.1f} {unit}"
        length /= 1000
    return f"{length:.1f} TB"
