"""Times that count from the fetch: "5 hours ago", "yesterday at 07:52 am"."""

import datetime as dt
import re

from dateutil.relativedelta import relativedelta

from newsscrape.dates.reading import Reading
from newsscrape.model import Precision

_UNITS: dict[str, Precision] = {
    **dict.fromkeys(("s", "sec", "second"), "second"),
    **dict.fromkeys(("m", "min", "minute"), "minute"),
    **dict.fromkeys(("h", "hr", "hour"), "hour"),
    **dict.fromkeys(("d", "day", "w", "wk", "week"), "day"),
    **dict.fromkeys(("mo", "month"), "month"),
    **dict.fromkeys(("y", "yr", "year"), "year"),
}
_AGO = re.compile(
    r"(?<!\w)(?P<count>\d{1,4}|an?|one)\s*(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")s?\.?\s*ago\b"
)
_DAY_WORD = re.compile(r"(?<!\w)(?P<word>just now|now|today|yesterday)\b")
_AT = re.compile(r"(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})\s*(?P<half>[ap])?\.?m?")
_WEEKS = frozenset(("w", "wk", "week"))
_NOON = 12


def read(text: str, fetched_at: dt.datetime) -> Reading | None:
    """Read a time relative to the fetch (aware, UTC), with the precision that the text's own unit has.

    A clock time given with it ("2 days ago at 07:52 am") is the page's own clock, whose zone the text does not say.
    """
    now = fetched_at.replace(tzinfo=None)
    if match := _AGO.search(text):
        count = int(match["count"]) if match["count"].isdigit() else 1
        unit = match["unit"]
        precision = _UNITS[unit]
        step = relativedelta(weeks=count) if unit in _WEEKS else relativedelta(**{f"{precision}s": count})  # type: ignore[arg-type]
        try:
            clock = now - step
        except (OverflowError, ValueError):
            return Reading(None)
        return _at(text, match, _floor(clock, precision), precision)
    if match := _DAY_WORD.search(text):
        if "now" in match["word"]:
            return Reading(_floor(now, "minute"), "minute", 0)
        clock = now - dt.timedelta(days=match["word"] == "yesterday")
        return _at(text, match, _floor(clock, "day"), "day")
    return None


def _at(text: str, match: re.Match[str], clock: dt.datetime, precision: Precision) -> Reading:
    if precision == "day" and (time := _AT.search(text, match.end(), match.end() + 24)):
        hour = int(time["hour"]) % 24
        if time["half"]:
            hour = hour % _NOON + (_NOON if time["half"] == "p" else 0)
        return Reading(clock.replace(hour=hour, minute=min(59, int(time["minute"]))), "minute")
    return Reading(clock, precision, 0 if precision in ("second", "minute", "hour") else None)


def _floor(clock: dt.datetime, precision: Precision) -> dt.datetime:
    """Cut off what is finer than the precision."""
    fine = {"year": (1, 1, 0, 0, 0), "month": (clock.month, 1, 0, 0, 0), "day": (clock.month, clock.day, 0, 0, 0)}
    if precision in fine:
        return dt.datetime(clock.year, *fine[precision])  # noqa: DTZ001 - the page's own clock
    kept = {"hour": {"minute": 0, "second": 0}, "minute": {"second": 0}}.get(precision, {})
    return clock.replace(microsecond=0, **kept)  # type: ignore[arg-type]  # only hour, minute, second stand in the table
