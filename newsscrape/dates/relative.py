"""Times that count from the fetch: "5 hours ago", "vor 2 Stunden", "3小时前", "yesterday at 07:52 am"."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from newsscrape.alternation import any_of
from newsscrape.dates.ago import AGO, DAYS, HALVES
from newsscrape.dates.reading import Reading
from newsscrape.model import Precision


def _any_of(phrases: set[str]) -> str:
    """Return a pattern for any of the phrases, whose words may be abbreviated with a dot."""
    return any_of(phrases).replace(r"\ ", r"\.?\s+")


_NUMBER = r"\d{1,4}|an?|one|ein(?:er|em|e)?|une?|una?|uma?|een"
_BEFORE = _any_of({before for before, _ in AGO if before})
_ENGLISH = {behind.removesuffix(" ago"): unit for (_, behind), unit in AGO.items() if behind.endswith(" ago")}
_AGO = re.compile(
    r"(?<![\da-z年月년월])"
    rf"(?:(?P<coarse>{_NUMBER})\s*(?P<coarse_unit>{_any_of({*_ENGLISH})})\.?,?\s+(?:and\s+)?)?"  # 1 hour and 5 minutes ago
    rf"(?:(?P<before>{_BEFORE})\s+(?:[^\W\d]+\.?\s+)?)?"  # of "vor etwa 2 Stunden"
    rf"(?P<count>{_NUMBER})\s*(?P<unit>{_any_of({behind for _, behind in AGO})})(?:(?<=[前전])|(?!\w))"
)
_NOW = re.compile(r"\bjust now\b|^\W*(?:now|gerade eben|только что|刚刚|刚才)$")
_DAY_WORD = re.compile(rf"(?<![^\W\u3000-\uffff])(?P<word>{_any_of({*DAYS})})(?:(?<=[\u3000-\uffff])|(?!\w))")
_AT = re.compile(
    rf"[\s,·|@-]*(?:[^\W\d]{{1,5}}\.?\s+){{0,2}}(?P<half>{'|'.join(HALVES)})?\s*"  # at, um, a las, alle ore, o godz.
    r"(?P<hour>\d{1,2})(?:[:h.]|\s?[時时点點시]\s?)(?P<minute>\d{2})\s*(?P<letter>[ap])?\.?m?"
)
_STOP = re.compile(r"\s*(?:$|[,.;|·•()/\u2013\u2014-])")
_NOON = 12
_CLOCK = ("second", "minute", "hour")


def read(text: str, fetched_at: dt.datetime, zone: str | None = None) -> Reading | None:
    """Read a time relative to the fetch (aware, UTC), with the precision that the text's own unit has.

    Days are counted from the day that it was in the page's zone: in the morning of Peking it is still yesterday in UTC.

    A clock time given with it ("2 days ago at 07:52 am") is the page's own clock, whose zone the text does not say.
    A word for a day counts where it stands at the end of what is said, or with a clock time, and not within a sentence.
    """
    now = fetched_at.replace(tzinfo=None)
    here = fetched_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if zone else now
    for match in _AGO.finditer(text):
        if unit := AGO.get((match["before"] or "", " ".join(match["unit"].replace(".", " ").split()))):
            return _counted(text, match, unit, now if unit in _CLOCK else here)
    if _NOW.search(text):
        return Reading(_floor(now, "minute"), "minute", 0)
    found = _DAY_WORD.search(text)
    if found and (_AT.match(text, found.end()) or _STOP.match(text, found.end())):
        clock = here - dt.timedelta(days=DAYS[" ".join(found["word"].split())])
        return _at(text, found, _floor(clock, "day"), "day")
    return None


def _counted(text: str, match: re.Match[str], unit: str, now: dt.datetime) -> Reading:
    precision: Precision = "day" if unit == "week" else unit  # type: ignore[assignment]  # the other units are precisions
    try:
        clock = now - _step(match["coarse"], _ENGLISH.get(match["coarse_unit"] or "")) - _step(match["count"], unit)
    except (OverflowError, ValueError):
        return Reading(None)
    return _at(text, match, _floor(clock, precision), precision)


def _step(count: str | None, unit: str | None) -> relativedelta:
    if not count or not unit:
        return relativedelta()
    return relativedelta(**{f"{unit}s": int(count) if count.isdigit() else 1})  # type: ignore[arg-type]  # units are its parameters


def _at(text: str, match: re.Match[str], clock: dt.datetime, precision: Precision) -> Reading:
    if precision == "day" and (time := _AT.match(text, match.end())):
        hour = int(time["hour"]) % 24
        if time["letter"]:
            hour = hour % _NOON + (_NOON if time["letter"] == "p" else 0)
        elif time["half"] and hour < _NOON:
            hour += HALVES[time["half"]]
        return Reading(clock.replace(hour=hour, minute=min(59, int(time["minute"]))), "minute")
    return Reading(clock, precision, 0 if precision in _CLOCK else None)


def _floor(clock: dt.datetime, precision: Precision) -> dt.datetime:
    """Cut off what is finer than the precision."""
    fine = {"year": (1, 1, 0, 0, 0), "month": (clock.month, 1, 0, 0, 0), "day": (clock.month, clock.day, 0, 0, 0)}
    if precision in fine:
        return dt.datetime(clock.year, *fine[precision])  # noqa: DTZ001 - the page's own clock
    kept = {"hour": {"minute": 0, "second": 0}, "minute": {"second": 0}}.get(precision, {})
    return clock.replace(microsecond=0, **kept)  # type: ignore[arg-type]  # only hour, minute, second stand in the table
