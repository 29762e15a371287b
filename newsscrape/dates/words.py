"""Dates as people read them: month names, CJK, numbers with slashes, dots or dashes, times of day."""

import datetime as dt
import re

from newsscrape.alternation import any_of
from newsscrape.dates import zones
from newsscrape.dates.ago import HALVES
from newsscrape.dates.months import MONTHS
from newsscrape.dates.reading import Order, Reading

_MONTH = rf"ב?(?P<month>{any_of(MONTHS)})\.?(?!\w)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°)?"
_YEAR = r"(?P<year>\d{4}|['\u2019]?\d{2}(?![\d:]))"
_OF = r"(?:\s*(?:(?:of|de|del|di)\b\.?|d['\u2019]|من))?"
_NAMED = (
    re.compile(rf"(?<!\w){_DAY}\.?{_OF}[\s/-]*{_MONTH}[,.]?{_OF}[\s/-]*{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\w){_MONTH}[\s-]*{_DAY}\.?[,\s-]\s*{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})\.?(?:\s*m\.)?[\s,-]+{_MONTH}[\s-]*{_DAY}(?!\d)"),
    # C's asctime and Unix date, whose year stands behind the time
    re.compile(rf"(?<!\w){_MONTH}\s+{_DAY}(?=\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s+[a-z]{{3,5}})?\s+(?P<year>\d{{4}})(?!\d))"),
)
_YEARLESS = (
    re.compile(rf"(?<!\w){_DAY}\.?{_OF}[\s-]*{_MONTH}"),
    re.compile(rf"(?<!\w){_MONTH}\s*{_DAY}(?!\d)"),
    re.compile(r"(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"),
)
_MONTH_ONLY = re.compile(rf"(?<!\w){_MONTH},?\s+(?P<year>\d{{4}})(?!\d)")
_CJK = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(?P<year>\d{4})(?P<mark>[/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)")
_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<mark>[/.]|-(?=\d{1,2}-\d{4}))\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<c>\d{4}|\d{2})(?![\d-])"
)
_TIME = re.compile(
    rf"(?<![\d:])(?:(?P<early>{'|'.join(HALVES)})\s*)?(?P<hour>\d{{1,2}})"
    r"(?:(?:[:h.]|\sh\s|\s?[時时点點시]\s?)(?P<minute>\d{2})(?:\s?[:分분]\s?(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?\s?m\b\.?|[صم](?!\w))?\s*"
    r"(?:uhr\b)?\s*[,(]?\s*(?i:" + zones.PATTERN + r")?"
)
_NOON = 12
_REACH = 40  # characters around a date in which its time of day stands


def read(text: str, order: Order, today: dt.date | None) -> Reading | None:
    """Read the first date of a text.

    Args:
        text: folded and case-folded.
        order: ``dmy`` or ``mdy`` for dates that are all numbers; ``None``: those that only this decides are not read.
        today: the day of the fetch, for dates without a year; ``None``: these are not read.
    """
    for pattern in (*_NAMED, _CJK, _YEAR_FIRST):
        if match := pattern.search(text):
            month = match["month"]
            found = _date(_year(match["year"]), int(month) if month.isdigit() else MONTHS[month], int(match["day"]))
            return _timed(text, match, found)
    if match := _SLASHED.search(text):
        return _timed(text, match, _numbers(match, order))
    if match := _MONTH_ONLY.search(text):
        return Reading(dt.datetime(int(match["year"]), MONTHS[match["month"]], 1), "month")  # noqa: DTZ001 - the page's own clock
    for pattern in _YEARLESS:
        if today and (match := pattern.search(text)):
            month = match["month"]
            return _timed(text, match, _latest(int(month) if month.isdigit() else MONTHS[month], int(match["day"]), today))
    return None


def _year(text: str) -> int:
    """Two digits mean the century of the web: 70 to 99 the last one's end, the rest this one."""
    digits = text.lstrip("'\u2019")
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number >= 70 else 2000)  # noqa: PLR2004 - as said above


def _date(year: int, month: int, day: int) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day)  # noqa: DTZ001 - the page's own clock
    except ValueError:
        return None


def _latest(month: int, day: int, today: dt.date) -> dt.datetime | None:
    found = _date(today.year, month, day)
    return found if found and found.date() <= today + dt.timedelta(days=1) else _date(today.year - 1, month, day)


def _numbers(match: re.Match[str], order: Order) -> dt.datetime | None:
    a, b, c = int(match["a"]), int(match["b"]), _year(match["c"])
    dmy, mdy = _date(c, b, a), _date(c, a, b)
    if match["mark"] == "." or dmy is None or mdy is None or dmy == mdy:
        return dmy or mdy
    return {"dmy": dmy, "mdy": mdy}.get(order or "")


def _timed(text: str, match: re.Match[str], date: dt.datetime | None) -> Reading:
    """Add the time of day that stands behind the date, else before it."""
    if date is None:
        return Reading(None)
    for part in (text[match.end() : match.end() + _REACH], text[max(0, match.start() - _REACH) : match.start()]):
        for time in _TIME.finditer(part):
            if (time["minute"] is None and time["half"] is None) or int(time["hour"]) > 24:  # noqa: PLR2004 - hours of a day
                continue
            hour, minute, second = int(time["hour"]), int(time["minute"] or 0), int(time["second"] or 0)
            if time["early"] and hour < _NOON:
                hour += HALVES[time["early"]]
            elif time["half"]:
                hour = hour % _NOON + (_NOON if time["half"].startswith(("p", "م")) else 0)
            try:
                clock = date.replace(hour=hour, minute=minute, second=second)
            except ValueError:
                continue
            return Reading(
                clock, "second" if time["second"] else "minute", zones.offset(time["zone"], clock if time["half"] else None)
            )
    return Reading(date, "day")
