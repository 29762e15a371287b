"""Dates as columns, and which of two readings of one date stands."""

import re

from newsscrape.dates import from_utc_text
from newsscrape.model import Instant, Precision

Columns = tuple[str | None, str | None, str | None, int | None, str | None]
"""The utc, raw, precision, offset and zone columns."""

_SECONDS: dict[Precision, int] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "month": 31 * 86_400,
    "year": 366 * 86_400,
}
# A text with neither a year nor a day of three numbers says how long ago it was, or leaves the year to the reader.
_ABSOLUTE = re.compile(r"\d{4}|\d{1,2}\D\d{1,2}\D\d{2}")


def columns(instant: Instant | None) -> Columns:
    """Return the five columns of a date; all ``None`` where there is none."""
    if instant is None:
        return None, None, None, None, None
    return instant.utc, instant.raw, instant.precision, instant.offset, instant.zone


def from_columns(values: Columns) -> Instant | None:
    """Return the date that `columns` took apart."""
    utc, raw, precision, offset, zone = values
    if raw is None or precision is None or zone is None:
        return None
    return Instant(utc, raw, precision, offset, zone)  # type: ignore[arg-type]  # CHECK holds both to their words


def settle(old: Instant | None, new: Instant | None) -> Instant | None:
    """Return the reading to keep.

    A date that vanished or is not believed any more leaves the old one. Of readings that agree, the finer stands, then
    the older: "6 hours ago" is no news after "5 hours ago". Where they differ, a date that names its year beats one that
    does not, else the newer one is a correction.
    """
    if old is None or new is None:
        return new or old
    if old.utc is None or new.utc is None:
        return new if old.utc is None else old
    if _agree(old, new):
        return new if _SECONDS[new.precision] < _SECONDS[old.precision] else old
    return old if _ABSOLUTE.search(old.raw) and not _ABSOLUTE.search(new.raw) else new


def _agree(old: Instant, new: Instant) -> bool:
    """Tell whether two texts can mean the same moment. Two absolute dates of one precision must be equal for that."""
    apart = abs((from_utc_text(old.utc or "") - from_utc_text(new.utc or "")).total_seconds())
    absolute = _ABSOLUTE.search(old.raw) and _ABSOLUTE.search(new.raw)
    if absolute and old.precision == new.precision:
        return apart == 0 and old.offset == new.offset
    return apart <= 2 * max(_SECONDS[old.precision], _SECONDS[new.precision])
