"""The time of an entry: a date as any other, or a clock time alone, whose day stands elsewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise

from newsscrape import dates
from newsscrape.extract import dates as page_dates
from newsscrape.extract.evidence import Evidence
from newsscrape.model import Instant
from newsscrape.text import fold

_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:uhr|hrs|h)\b)?"
    r"(?:\s*(?P<zone>(?-i:[A-Z]{2,4}))\b)?",
    re.IGNORECASE,
)
_LED = re.compile(_CLOCK.pattern + r"\s*(?:[-\u2013\u2014|\u2022\u00b7:](?:\s|$)|$)", re.IGNORECASE)
_LONGEST = 24  # characters of a clock time
_NOON = 12


@dataclass(frozen=True)
class Clock:
    """Reads the times of one page's entries."""

    evidence: Evidence

    @cached_property
    def day(self) -> str | None:
        """The day on which all of the live blog happened, ``2024-05-04``; ``None`` where the page does not say so."""
        first, last = (
            next((day for finding in read(self.evidence) if (day := dates.day(finding.value))), None)
            for read in (page_dates.published, page_dates.modified)
        )
        return first if first == last else None

    def read(self, said: Iterable[str], day: str | None) -> Instant | None:
        """Return the first date that can be believed, else the first that stands there at all.

        A clock time alone is believed where its day is certain: that of the heading above the entry, else the one day of
        the live blog.

        Args:
            said: what may hold the date, best first.
            day: of the heading above the entry, ``2024-05-04``.
        """
        doubtful: Instant | None = None
        for text in said:
            found = self._dated(text, day or self.day)
            if found and found.utc:
                return found
            doubtful = doubtful or found
        return doubtful

    def _dated(self, text: str, day: str | None) -> Instant | None:
        read = partial(dates.parse, fetched_at=self.evidence.page.fetched_at, zone=self.evidence.rules.zone)
        match = alone(text)
        if match is None:
            return read(text, order=self.evidence.date_order)
        raw = fold(match[0])
        found = read(f"{day} {_of_24(match)} {match['zone'] or ''}") if day else None
        return replace(found, raw=raw) if found else Instant(None, raw, "minute")


def alone(text: str) -> re.Match[str] | None:
    """Return the clock time that is all of a text, ``14:05`` or ``2:05 p.m.``."""
    return _CLOCK.fullmatch(text.strip()) if len(text) <= _LONGEST else None


def leading(text: str) -> re.Match[str] | None:
    """Return the clock time that a text begins with, with what parts it from the rest: ``14:05 - It begins``."""
    return _LED.match(text.lstrip()[: 2 * _LONGEST])


def share_in_order(times: Sequence[Instant | None]) -> float:
    """Return the share of times that stand in one order, oldest or newest first; 0 where there are not two."""
    rises, falls = turns(times)
    pairs = len([time for time in times if time]) - 1
    return max(rises, falls) / pairs if pairs > 0 else 0.0


def turns(times: Sequence[Instant | None]) -> tuple[int, int]:
    """Return how often a time is later than the one before it or the same, and how often it is earlier or the same."""
    known = [(time.utc, minutes(time)) for time in times if time]
    pairs = [
        (one[0], other[0]) if one[0] and other[0] else (f"{one[1]:04}", f"{other[1]:04}")
        for one, other in pairwise(known)
        if (one[0] and other[0]) or (one[1] is not None and other[1] is not None)
    ]
    return sum(one <= other for one, other in pairs), sum(one >= other for one, other in pairs)


def minutes(instant: Instant) -> int | None:
    """Return the minutes since midnight of a clock time whose day is not known.

    >>> minutes(Instant(None, "2:05 p.m.", "minute"))
    845
    """
    match = alone(instant.raw)
    if match is None:
        return None
    hour, minute = map(int, _of_24(match).split(":"))
    return 60 * hour + minute


def _of_24(match: re.Match[str]) -> str:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half == "p")
    return f"{hour:02}:{match['minute']}"
