"""The clock of the place where a page is published, for a moment that its machine date states by UTC.

The day on which an article came out is that place's day: a machine's ``Z`` says what moment it was, not what day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from newsscrape.dates import from_utc_text
from newsscrape.extract.evidence import Finding
from newsscrape.model import Instant

_QUARTER = dt.timedelta(minutes=15)  # all zones are whole quarters of an hour apart
_HOUR = dt.timedelta(hours=1)
_FARTHEST = dt.timedelta(hours=14)


def localized(
    finding: Finding[Instant],
    others: Iterable[Finding[Instant]],
    shown: Iterable[Finding[Instant]] = (),
) -> Finding[Instant]:
    """Return the finding with the offset that another source has for the same moment; the moment itself stays.

    Args:
        finding: what is believed.
        others: the other machine dates.
        shown: those that people read by the headline: their clocks have no seconds, and tell a zone by whole hours alone.
    """
    utc = finding.value.utc
    if finding.value.offset != 0 or not utc or finding.value.precision != "second":
        return finding
    found = (_offset(utc, other.value) for other in others)
    read = (_hours(utc, other.value) for other in shown)
    offset = next(filter(None, chain(found, read)), 0)
    return Finding(replace(finding.value, offset=offset), finding.source, finding.raw) if offset else finding


def _offset(utc: str, other: Instant) -> int:
    """Return the minutes east of UTC of another date's clock: as stated, or as a local one to the same second shows; else 0."""
    if other.utc is None or other.precision != "second":
        return 0
    if other.offset is not None:
        return other.offset if other.utc == utc else 0
    ahead = from_utc_text(other.utc) - from_utc_text(utc)
    return int(ahead.total_seconds() // 60) if abs(ahead) <= _FARTHEST and not ahead % _QUARTER else 0


def _hours(utc: str, shown: Instant) -> int:
    """Return the minutes east of UTC of a clock that people read: as stated, or by whole hours; else 0."""
    if shown.utc is None or shown.precision != "minute":
        return 0
    ahead = from_utc_text(shown.utc) - from_utc_text(utc).replace(second=0)
    if shown.offset is not None:
        return 0 if ahead else shown.offset
    return int(ahead.total_seconds() // 60) if abs(ahead) <= _FARTHEST and not ahead % _HOUR else 0
