"""In which zone a site's clock is, and which number of its dates is the day: told by another date of the same moment."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsscrape.dates import agree, from_utc_text
from newsscrape.dates.order import of_dates
from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.model import Instant
from newsscrape.page import Page

_COUNTRY = {"uk": "gb"}
_SPOKEN_IN = {
    "en": ("us", "gb", "in", "au"), "ja": ("jp",), "ko": ("kr",), "zh": ("cn", "tw", "hk"), "sv": ("se",), "da": ("dk",),
    "cs": ("cz",), "el": ("gr",), "uk": ("ua",), "he": ("il",), "fa": ("ir",), "vi": ("vn",), "hi": ("in",), "nb": ("no",),
    "pt": ("pt", "br"), "es": ("es", "mx", "ar"), "de": ("de", "at", "ch"),
}  # fmt: skip
_FINE = frozenset({"minute", "second"})
_QUARTER, _SLACK, _FARTHEST = 15, 2, 14 * 60  # minutes


class Shift(NamedTuple):
    """One moment as the page's clock shows it and as it was."""

    moment: dt.datetime
    """Aware, UTC."""
    minutes: int
    """East of UTC."""


def zone(pages: Sequence[Page], truths: Sequence[Instant | None], rules: Rules, language: str | None) -> tuple[str, str] | None:
    """Return the zone of clock times without an offset, and from what; ``None`` where it is not needed or not certain.

    Args:
        pages: articles.
        truths: the same articles' publication as a feed gives it.
        rules: by which the pages are read.
        language: BCP 47, of the pages.
    """
    shifts, needed = [], False
    for page, truth in zip(pages, truths, strict=True):
        found = extract.published(page, rules)
        shown = [instant for instant in found if instant.zone == "none" and instant.precision in _FINE]
        needed = needed or bool(found and found[0].zone == "none" and found[0].precision in _FINE)
        known = [i for i in (truth, *found) if i and i.zone == "stated" and i.precision in _FINE and i.utc]
        shifts += [shift for one in shown[:1] for other in known[:1] if (shift := _shift(one, other))]
    if not needed or not shifts:
        return None
    host = urlsplit(pages[0].url).hostname or ""
    certain, spoken = _countries(host, language)
    if any(shift.minutes for shift in shifts):
        certain = (*certain, *spoken)
    fitting = next((name for country in certain for name in _zones().get(country, ()) if _fits(name, shifts)), None)
    told = "s and ".join(dict.fromkeys(f"{shift.minutes / 60:+g} hour" for shift in shifts))
    return (fitting, f"its clock is {told}s from UTC by the machine-readable date") if fitting else None


def order(pages: Sequence[Page], truths: Sequence[Instant | None], rules: Rules) -> tuple[Literal["dmy", "mdy"], str] | None:
    """Return how 04/11/2023 is meant where the generic reading cannot tell or errs, and from what."""
    for page, truth in zip(pages, truths, strict=True):
        plain = _first(page, rules)
        if plain is None or (plain.utc is not None and (truth is None or _near(plain, truth))):
            continue
        either: tuple[Literal["dmy", "mdy"], ...] = ("dmy", "mdy")
        readings = [(each, _first(page, replace(rules, date_order=each))) for each in either]
        right = [each for each, read in readings if read and read.utc and truth and _near(read, truth)]
        if len(right) == 1:
            return right[0], f"{plain.raw!r} is the feed's {truth.utc[:10] if truth and truth.utc else ''}"
        clear = {told for each in pages if (told := of_dates(each.text))}
        if plain.utc is None and len(clear) == 1:
            told = clear.pop()
            return ("dmy" if told == "dmy" else "mdy"), "another page has a day above 12"
    return None


def _first(page: Page, rules: Rules) -> Instant | None:
    return next(iter(extract.published(page, rules)), None)


def _near(one: Instant, other: Instant) -> bool:
    """Tell whether two dates may be the same, the zone of one being unknown."""
    if one.utc is None or other.utc is None:
        return False
    apart = abs(from_utc_text(one.utc) - from_utc_text(other.utc))
    return agree(one, other) or apart <= dt.timedelta(minutes=_FARTHEST)


def _shift(shown: Instant, known: Instant) -> Shift | None:
    """Return how far the clock is ahead of UTC, where that can be a zone's offset."""
    if shown.utc is None or known.utc is None:
        return None
    moment = from_utc_text(known.utc)
    apart = (from_utc_text(shown.utc) - moment).total_seconds() / 60
    offset = round(apart / _QUARTER) * _QUARTER
    return Shift(moment, offset) if abs(apart - offset) <= _SLACK and abs(offset) <= _FARTHEST else None


def _fits(name: str, shifts: Sequence[Shift]) -> bool:
    zone = ZoneInfo(name)
    return all(shift.moment.astimezone(zone).utcoffset() == dt.timedelta(minutes=shift.minutes) for shift in shifts)


def _countries(host: str, language: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the countries that host and region name, and those where the language is spoken most."""
    primary, *more = (language or "").lower().replace("_", "-").split("-")
    ending = host.rpartition(".")[2]
    named = (_COUNTRY.get(ending, ending), *(part for part in more if len(part) == 2))  # noqa: PLR2004 - ISO 3166 has two letters
    return named, _SPOKEN_IN.get(primary, (primary,))


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Return the zones of each country, the most populous first, as the tz database lists them."""
    found: dict[str, list[str]] = {}
    for country, name in _rows():
        found.setdefault(country.lower(), []).append(name)
    return {country: tuple(names) for country, names in found.items()}


def _rows() -> Iterator[tuple[str, str]]:
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, name, *_ = line.split("\t")
            yield country, name
