"""Whether the first machine date of a page stands against what else the page says.

Systems write the day on which a piece was filed, or last saved, and clocks with a zone that is not theirs. What two others
agree on, and the day that people read by the headline, is what the publisher stands by.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from newsscrape.dates import agree, day, from_utc_text
from newsscrape.extract.dateline import Place
from newsscrape.extract.evidence import Finding
from newsscrape.model import Instant

_WEEK = 7  # days; what is farther off is a later edition's day, which pages show without saying so
_CLOCKS = ("hour", "minute", "second")
_ZONES = dt.timedelta(minutes=15)  # all zones are whole quarters of an hour apart
_EAST = 10  # the hour, by UTC, of the earliest midnight


def settled(
    stated: Sequence[Finding[Instant]],
    shown: Iterable[tuple[Place, Finding[Instant]]],
    changed: Callable[[], Sequence[Finding[Instant]]],
    today: str | None,
) -> Finding[Instant] | None:
    """Return what is believed instead of the first stated date; ``None``: that one.

    Args:
        stated: believable machine dates, best first, at least one.
        shown: those by the headline, in any order, of which no more are read once one agrees; the least is the likeliest.
        changed: gives the machine dates of the last change.
        today: the day of the fetch, which a page may show beside its name, and after which none is believed; ``None``: unknown.
    """
    first = stated[0]
    if rival := _outvoting(first, stated[1:]):
        return rival
    seen: list[tuple[Place, Finding[Instant]]] = []
    for place, finding in shown:
        if finding.value.utc and finding.value.precision in ("day", *_CLOCKS):
            if (_days(finding.value) | {_turned(finding.value)}) & _days(first.value):
                return None
            seen.append((place, finding))
    if not seen:
        return None
    rival = min(seen, key=itemgetter(0))[1]
    if today and str(day(rival.value)) >= today:
        return None
    changes = [finding.value for finding in changed() if finding.value.utc]
    if rival.value.precision in _CLOCKS and any(agree(rival.value, change) for change in changes):
        return None
    saved = bool(changes) and max(str(change.utc) for change in changes) < str(first.value.utc)
    return rival if _is_another(first.value, rival.value, saved=saved) else None


def _outvoting(first: Finding[Instant], others: Sequence[Finding[Instant]]) -> Finding[Instant] | None:
    """Return the first of two sources of two kinds that state one moment with its zone, where none agrees with the first."""
    if any(agree(finding.value, first.value) for finding in others):
        return None
    zoned = [finding for finding in others if finding.value.offset is not None and _kind(finding) != _kind(first)]
    for finding in zoned:
        if any(_kind(other) != _kind(finding) and agree(other.value, finding.value) for other in zoned):
            return finding
    return None


def _kind(finding: Finding[Instant]) -> str:
    """Return what a source is written with; a ``time`` element often carries the microdata."""
    return finding.source.partition(":")[0].replace("microdata", "time")


def _days(instant: Instant) -> set[str]:
    """Return the days that an instant may mean: by UTC, and on the page's own clock."""
    return {str(instant.utc)[:10], str(day(instant))}


def _turned(instant: Instant) -> str:
    """Return an instant's day with its numbers in the other order, which pages write, too, whatever their language."""
    year, month, number = str(day(instant)).split("-")
    return f"{year}-{number}-{month}"


def _is_another(stated: Instant, shown: Instant, *, saved: bool) -> bool:
    """Tell whether a shown date is another moment than the stated one, and not the same in a zone that is not told.

    What is `saved` is stated as later than the last change: there an older date is believed, however old.
    """
    there, here = from_utc_text(str(stated.utc)), from_utc_text(str(shown.utc))
    days = (dt.date.fromisoformat(str(day(shown))) - dt.date.fromisoformat(str(day(stated)))).days
    if abs(days) != 1 or stated.offset:
        return abs(days) <= _WEEK or (saved and days < 0)
    if shown.precision in _CLOCKS:
        return bool((here.replace(second=0) - there.replace(second=0)) % _ZONES)
    return days == 1 and there.hour >= _EAST and not there.minute and not there.second  # a midnight: no time was given
