"""The clock of the place where a page is published, for a moment that its machine date states by UTC.

The day on which an article came out is that place's day: a machine's ``Z`` says what moment it was, not what day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from newsscrape.dates import from_utc_text
from newsscrape.extract.evidence import Finding
from newsscrape.model import Instant

_QUARTER = dt.timedelta(minutes=15)  # all zones are whole quarters of an hour apart
_FARTHEST = dt.timedelta(hours=14)


def localized(finding: Finding[Instant], others: Iterable[Finding[Instant]]) -> Finding[Instant]:
    """Return the finding with the offset that another source has for the same moment; the moment itself stays."""
    if finding.value.offset == 0 and finding.value.utc and finding.value.precision == "second":
        for other in others:
            if offset := _offset(finding.value.utc, other.value):
                return replace(finding, value=replace(finding.value, offset=offset))
    return finding


def _offset(utc: str, other: Instant) -> int:
    """Return the minutes east of UTC of another date's clock: as stated, or as a local one to the same second shows; else 0."""
    if other.utc is None or other.precision != "second":
        return 0
    if other.offset is not None:
        return other.offset if other.utc == utc else 0
    ahead = from_utc_text(other.utc) - from_utc_text(utc)
    return int(ahead.total_seconds() // 60) if abs(ahead) <= _FARTHEST and not ahead % _QUARTER else 0
