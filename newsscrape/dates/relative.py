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
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AGO = re.compile(
    rf"(?<!\w)(?:(?P<coarse>\d{{1,4}}|an?|one)\s*(?P<coarse_unit>{_UNIT})s?\.?,?\s+(?:and\s+)?)?"  # 1 hour and 5 minutes ago
    rf"(?P<count>\d{{1,4}}|an?|one)\s*(?P<unit>{_UNIT})s?\.?\s*ago\b"
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
        precision = _UNITS[match["unit"]]
        try:
            clock = now - _step(match["coarse"], match["coarse_unit"]) - _step(match["count"], match["unit"])
        except (OverflowError, ValueError):
            return Reading(None)
        return _at(text, match, _floor(clock, precision), precision)
    if match := _DAY_WORD.search(text):
        if "now" in match["word"]:
            return Reading(_floor(now, "minute"), "minute", 0)
        clock = now - dt.timedelta(days=match["word"] == "yesterday")
        return _at(text, match, _floor(clock, "day"), "day")
    return None


def _step(count: str | None, unit: str | None) -> relativedelta:
    if not count or not unit:
        return relativedelta()
    number = int(count) if count.isdigit() else 1
    return relativedelta(weeks=number) if unit in _WEEKS else relativedelta(**{f"{_UNITS[unit]}s": number})  # type: ignore[arg-type]


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
