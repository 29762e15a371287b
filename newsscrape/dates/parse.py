"""From a text to an instant: which family reads it, which zone its clock is in, and whether it can be believed."""

import datetime as dt
import html
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from newsscrape.dates import machine, relative, words
from newsscrape.dates.instant import utc_text
from newsscrape.dates.reading import Order, Reading
from newsscrape.model import Instant
from newsscrape.model import Zone as ZoneSource
from newsscrape.text import cut, fold

_EARLIEST = dt.datetime(1990, 8, 6, tzinfo=dt.UTC)  # the first web site went up on that day; 1970 is a machine's zero
_MARGIN = dt.timedelta(days=1)
_LONGEST = 300
_DIGIT = re.compile(r"\d")


def parse(
    raw: str | None,
    *,
    fetched_at: dt.datetime | None = None,
    zone: str | None = None,
    order: Order = None,
) -> Instant | None:
    """Read the first date of a text.

    Args:
        raw: the text or attribute; words around the date are allowed.
        fetched_at: aware; what relative dates count from and what no date may lie a day after. The minimum: unknown.
        zone: IANA name of the zone of a clock time that states no offset, and of the days that "yesterday" counts from.
        order: ``dmy`` or ``mdy``: how 04/11/2023 is meant.

    Returns:
        ``None`` where no date stands in the text; an instant with ``utc=None`` where one does that cannot be believed:
        impossible, ambiguous, in the future, or before there was a web.
    """
    return _parsed(cut(raw, _LONGEST), fetched_at, zone, order) if raw else None


@lru_cache(maxsize=1024)  # of one page the same date is read again and again: each source is a witness of the others
def _parsed(raw: str, fetched_at: dt.datetime | None, zone: str | None, order: Order) -> Instant | None:
    text = fold(html.unescape(raw))
    if not text:
        return None
    known = fetched_at if fetched_at and fetched_at.year > _EARLIEST.year else None
    folded, numbered = text.casefold(), _DIGIT.search(text)
    reading = machine.read(text) if numbered else None
    if reading is None and known:
        reading = relative.read(folded, known, zone)
    if reading is None and numbered:
        reading = words.read(folded, order, known.date() if known else None)
    return _placed(text, reading, zone, known) if reading else None


def _placed(text: str, reading: Reading, zone: str | None, known: dt.datetime | None) -> Instant:
    """Put the page's clock on UTC; a day or coarser has no zone and keeps its date."""
    if reading.clock is None:
        return Instant(None, text, reading.precision)
    offset, source = reading.offset, _source(reading)
    try:
        moment = reading.clock.replace(tzinfo=dt.UTC)
        if source == "none" and zone and reading.precision in ("hour", "minute", "second"):
            shift = reading.clock.replace(tzinfo=ZoneInfo(zone)).utcoffset() or dt.timedelta()
            offset, source = int(shift.total_seconds() // 60), "site"
        moment -= dt.timedelta(minutes=offset or 0)
    except OverflowError:
        return Instant(None, text, reading.precision)
    if moment < _EARLIEST or (known and moment > known + _MARGIN):
        return Instant(None, text, reading.precision)
    return Instant(utc_text(moment), text, reading.precision, offset, source)


def _source(reading: Reading) -> ZoneSource:
    return "none" if reading.offset is None else "stated"
