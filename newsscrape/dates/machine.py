"""Forms made for machines: ISO 8601 in its clean and dirty variants, RFC 822, seconds since 1970."""

import datetime as dt
import re

from newsscrape.dates import zones
from newsscrape.dates.reading import Reading
from newsscrape.model import Precision

_ISO = re.compile(  # what stands before the first digit is looked at behind it: Python finds a digit faster
    r"(?P<year>\d(?<!\d\d)\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[T ]|,\s*)\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*"
    r"(?:(?P<half>[aApP])\.?[mM]\b\.?\s*)?(?:" + zones.PATTERN + r")?)?(?!\d)"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:"
    + zones.PATTERN
    + r")?)?"
)
_NOON = 12
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?")


def read(text: str) -> Reading | None:
    """Read the first ISO date of the text, or a text that is a compact date or an epoch as a whole."""
    if match := _ISO.search(text) or _COMPACT.fullmatch(text):
        return _from(match)
    if match := _EPOCH.fullmatch(text):
        digits = match[1]
        seconds = int(digits) / (1000 if len(digits) > 10 else 1)  # noqa: PLR2004 - seconds have at most ten digits until 2286
        return Reading(dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None), "second", 0)
    return None


def _from(match: re.Match[str]) -> Reading:
    said = match.groupdict("")
    precision: Precision = "second" if said["second"] else "minute" if said["hour"] else "day"
    hour = int(said["hour"] or 0)
    if hour == 24:  # noqa: PLR2004 - ISO 8601 allows 24:00 for the end of a day; no news is from that minute
        hour = 0
    if (half := said.get("half")) and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half in "pP" else 0)
    minute, second = int(said["minute"] or 0), int(said["second"] or 0)
    try:
        clock = dt.datetime(int(said["year"]), int(said["month"]), int(said["day"]), hour, minute, second)  # noqa: DTZ001 - the page's own clock
    except ValueError:
        return Reading(None)
    return Reading(clock, precision, zones.offset(said["zone"], clock) if said["hour"] else None)
