"""Instants as the archive keeps them: UTC text of 20 characters."""

import datetime as dt
from collections.abc import Iterable

from newsscrape.model import Instant

_CLOCK = len("2023-11-04T00:00:00")

_COARSE = frozenset({"day", "month", "year"})


def utc_text(moment: dt.datetime) -> str:
    """Return an aware moment as ``2023-11-04T00:00:00Z``.

    >>> utc_text(dt.datetime(2023, 11, 4, 2, tzinfo=dt.timezone(dt.timedelta(hours=2))))
    '2023-11-04T00:00:00Z'
    """
    return moment.astimezone(dt.UTC).isoformat()[:_CLOCK] + "Z"


def from_utc_text(text: str) -> dt.datetime:
    """Return the aware moment that `utc_text` wrote.

    >>> from_utc_text("2023-11-04T00:00:00Z").isoformat()
    '2023-11-04T00:00:00+00:00'
    """
    if len(text) != _CLOCK + 1 or text[10] != "T" or text[-1] != "Z" or not text[5:7].isdigit():
        raise ValueError(f"{text!r} is no moment such as 2023-11-04T00:00:00Z")
    return dt.datetime.fromisoformat(text)


def day(instant: Instant) -> str | None:
    """Return the calendar day on the page's own clock, ``2023-11-04``; ``None`` for a date that is not believed.

    >>> day(Instant("2023-11-05T04:30:00Z", "2023-11-04T23:30-05:00", offset=-300))
    '2023-11-04'
    """
    if instant.utc is None:
        return None
    return (from_utc_text(instant.utc) + dt.timedelta(minutes=instant.offset or 0)).date().isoformat()


def agree(one: Instant, other: Instant) -> bool:
    """Tell whether two dates say the same, as far as the coarser one goes; a difference of whole hours is a disagreement.

    >>> agree(Instant("2023-11-04T00:00:00Z", "4 Nov", "day"), Instant("2023-11-04T09:30:00Z", "2023-11-04T09:30Z"))
    True
    """
    if one.utc is None or other.utc is None:
        return one.utc is other.utc
    if {"second", "minute"} >= {one.precision, other.precision}:
        return one.utc[:16] == other.utc[:16]
    return one.utc[:10] == other.utc[:10] or day(one) == day(other)


def moments(instants: Iterable[Instant | None]) -> list[str]:
    """Return by what a series sorts that stands in order: each one's moment, where it has no clock that of the one before.

    >>> moments([None, Instant("2023-11-04T09:30:00Z", "09:30", "minute"), Instant(None, "soon")])
    ['', '2023-11-04T09:30:00Z', '2023-11-04T09:30:00Z']
    """
    found = [""]
    for instant in instants:
        known = instant is not None and instant.precision not in _COARSE
        found.append(instant.utc if known and instant and instant.utc else found[-1])
    return found[1:]
