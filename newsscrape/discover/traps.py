"""Addresses that lead nowhere, told by themselves: what a site makes up without end is not asked for.

Each rule has a fixed reason word, with which the address is kept as refused:

- ``long``: over 2,083 characters, the most that Internet Explorer opened; no address that people were meant to read is longer
- ``deep``: over 20 path segments, as in Heritrix's ``TooManyPathSegmentsDecideRule``
- ``repeated``: up to three path segments together that stand three times in a row, as in its ``PathologicalPathDecideRule``:
  a page that answers to every path and links to itself by a relative address
- ``parameters``: over 10 of them: a filter form in one more combination
- ``calendar``: a listing of a month still to come, or of one before there were web sites; calendars link to both for ever

What an address cannot tell, whether a page leads on to anything new, is counted while reading (`newsscrape.ingest.chains`).
"""

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from newsscrape.model import Kind
from newsscrape.urls import normalise

REASONS = ("long", "deep", "repeated", "parameters", "calendar")
LONGEST = 2083
DEEPEST = 20
LONGEST_RUN = 3
"""Segments that are repeated together."""
REPEATS = 3
MOST_PARAMETERS = 10
AHEAD = dt.timedelta(days=31)
FIRST_YEAR = 1990

_NUMBER = re.compile(r"\d{1,2}")
_PATH_DATE = re.compile(r"/((?:19|2[01])\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?=[/.]|$)")
_DASHED = re.compile(r"((?:19|2[01])\d\d)-(0?[1-9]|1[0-2])(?:-(\d\d?))?(?:T.*)?")
_PACKED = re.compile(r"((?:19|2[01])\d\d)(0[1-9]|1[0-2])(\d\d)?")
_PACKED_NAMES = frozenset({"m", "month", "monat", "d", "day", "date", "datum", "cal", "calendar", "archive"})
_YEAR_NAMES, _MONTH_NAMES = ("year", "y", "yr", "jahr"), ("month", "m", "mon", "monat")
_YEAR, _MONTH = re.compile(r"(?:19|2[01])\d\d"), re.compile(r"0?[1-9]|1[0-2]")

Date = tuple[int, int, int]


def why(url: str, kind: Kind, fetched_at: dt.datetime) -> str | None:
    """Return the reason word where an address is a trap's.

    Args:
        url: absolute.
        kind: what it is taken for; dates are judged of listings only, since an article may well tell of 2045.
        fetched_at: aware: when the page that names it was fetched.

    >>> why("https://a.example/news/news/news/", "listing", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    'repeated'
    >>> why("https://a.example/?month=2045-03", "listing", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    'calendar'
    """
    if len(url) > LONGEST:
        return "long"
    parts = urlsplit(url)
    segments = parts.path.removeprefix("/").split("/")
    if len(segments) - (segments[-1] == "") > DEEPEST:
        return "deep"
    if _repeated(segments):
        return "repeated"
    if parts.query.count("&") >= MOST_PARAMETERS and urlsplit(normalise(url)).query.count("&") >= MOST_PARAMETERS:
        return "parameters"
    if kind == "listing" and (date := _date(parts.path, parts.query)) and _outside(date, fetched_at):
        return "calendar"
    return None


def _repeated(segments: list[str]) -> bool:
    """Tell whether a run of segments stands three times in a row; of small numbers it may: /2011/11/11/11-phones/11/."""
    for length in range(1, LONGEST_RUN + 1):
        for start in range(len(segments) - REPEATS * length + 1):
            run = segments[start : start + length]
            if segments[start : start + REPEATS * length] == run * REPEATS and not all(map(_NUMBER.fullmatch, run)):
                return True
    return False


def _date(path: str, query: str) -> Date | None:
    """Return year, month and day that a listing is of; where it names no month or day, the first."""
    if match := _PATH_DATE.search(path):
        return _numbers(match)
    given = {name.lower(): value for name, value in parse_qsl(query)}
    for name, value in given.items():
        match = _DASHED.fullmatch(value) or (_PACKED.fullmatch(value) if name in _PACKED_NAMES else None)
        if match:
            return _numbers(match)
    year, month = _value(given, _YEAR_NAMES, _YEAR), _value(given, _MONTH_NAMES, _MONTH)
    return (year, month or 1, 1) if year else None


def _value(given: Mapping[str, str], names: tuple[str, ...], form: re.Pattern[str]) -> int | None:
    return next((int(given[name]) for name in names if form.fullmatch(given.get(name, ""))), None)


def _numbers(match: re.Match[str]) -> Date:
    year, month, day = (int(group or 1) for group in match.groups())
    return year, month, day


def _outside(date: Date, fetched_at: dt.datetime) -> bool:
    latest = fetched_at + AHEAD
    return date[0] < FIRST_YEAR or date > (latest.year, latest.month, latest.day)
