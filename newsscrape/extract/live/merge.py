"""The entries of all pages and those that are stated as one list: newest last, each once, none lost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from newsscrape import dates
from newsscrape.extract import shingles
from newsscrape.extract.live import clock
from newsscrape.model import LiveUpdate
from newsscrape.text import digest

T = TypeVar("T")
Told = tuple[LiveUpdate, T]

MADE = "~"
"""The first character of a made key: no page's id begins with it."""
_PREFIX = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_:"  # of ids: post-123 and 123 are one
_SAME = 0.6  # of a stated text's runs of words, which stand in one entry that is shown: it is this one
_SEVERAL = -1


def merged(shown: Sequence[Told[T]], stated: Sequence[Told[T]]) -> list[Told[T]]:
    """Return all entries, newest last, each with a key of its own.

    An entry that is both shown and stated has the stated time, which says its zone, and of two texts the longer.

    Args:
        shown: the entries of the pages, in page order, each with what belongs to it; keys may be empty.
        stated: those written for machines, in their order.
    """
    seen, known = _once(_oldest_first(shown)), _once(_oldest_first(stated))
    twins = _paired([update for update, _ in seen], [update for update, _ in known])
    both = [
        (_both(update, known[twins[place]][0]) if place in twins else update, piece)
        for place, (update, piece) in enumerate(seen)
    ]
    taken = set(twins.values())
    rest = [told for place, told in enumerate(known) if place not in taken]
    moments = [moment for told in (both, rest) for moment in dates.moments(update.published for update, _ in told)]
    return _keyed([told for _, told in sorted(zip(moments, both + rest, strict=True), key=lambda one: one[0])])


def _oldest_first(told: Sequence[Told[T]]) -> list[Told[T]]:
    """Return the entries of a list in the order in which they were written; numbers from the newest on are no ids."""
    rises, falls = clock.turns([update.published for update, _ in told])
    if falls <= rises:
        return list(told)
    numbers = ["".join(filter(str.isdigit, update.key)) for update, _ in told]
    counted = any(numbers == [str(start + place) for place in range(len(told))] for start in (0, 1))
    return [(replace(update, key="") if counted else update, piece) for update, piece in reversed(told)]


def _once(told: Sequence[Told[T]]) -> list[Told[T]]:
    """Leave out an entry that is met again, as on the next page."""
    found: dict[object, Told[T]] = {}
    for update, piece in told:
        found.setdefault(update.key or (update.title, update.published, update.body), (update, piece))
    return list(found.values())


def _paired(shown: Sequence[LiveUpdate], stated: Sequence[LiveUpdate]) -> dict[int, int]:
    """Return which entry shown is which one stated: of one id, else headline and time, else headline, else text."""
    twins: dict[int, int] = {}
    taken: set[int] = set()
    for name in (_id, _title_and_time, _title):
        places = [_placed(name(update) for update in updates) for updates in (shown, stated)]
        for said in places[0].keys() & places[1].keys():
            one, other = places[0][said], places[1][said]
            apart = one in twins or other in taken or min(one, other) < 0
            if not apart and (name is not _title or _minute(shown[one]) in (None, _minute(stated[other]))):
                twins[one] = other
                taken.add(other)
    runs = _placed_runs(shown)
    for other, update in enumerate(stated):
        own = shingles.of(update.body or update.title or "")
        (one, often), *_ = Counter(runs.get(run, _SEVERAL) for run in own).most_common(1) or [(_SEVERAL, 0)]
        if one == _SEVERAL or one in twins or other in taken or often <= _SAME * len(own):
            continue
        titled = update.title and shown[one].title
        if not titled or (_minute(update) and _minute(shown[one]) == _minute(update)):
            twins[one] = other
    return twins


def _minute(update: LiveUpdate) -> str | None:
    """Return the minute of the hour, which is the same in nearly all zones: some pages name the wrong one."""
    return update.published.utc[14:16] if update.published and update.published.utc else None


def _placed(names: Iterable[object]) -> dict[object, int]:
    """Return the place of each name that is there once; `_SEVERAL` for one that is there again."""
    places: dict[object, int] = {}
    for place, name in enumerate(names):
        if name is not None:
            places[name] = _SEVERAL if name in places else place
    return places


def _placed_runs(updates: Sequence[LiveUpdate]) -> dict[shingles.Shingle, int]:
    """Return for each run of words the entry that it stands in."""
    places: dict[shingles.Shingle, int] = {}
    for place, update in enumerate(updates):
        for run in shingles.of(f"{update.title or ''} {update.body or ''}"):
            places[run] = _SEVERAL if places.get(run, place) != place else place
    return places


def _id(update: LiveUpdate) -> object:
    return update.key.lstrip(_PREFIX) or update.key or None


def _title_and_time(update: LiveUpdate) -> object:
    return (_title(update), update.published.utc[:16]) if update.title and update.published and update.published.utc else None


def _title(update: LiveUpdate) -> object:
    return update.title.casefold() if update.title else None


def _both(shown: LiveUpdate, stated: LiveUpdate) -> LiveUpdate:
    believed = stated.published if stated.published and stated.published.utc else None
    title, body = shown.title or stated.title, max(shown.body, stated.body, key=lambda body: len(body or ""))
    if body and title and body.startswith(f"{title}\n\n"):
        body = body[len(title) :].strip()  # a headline that the page's markup does not tell
    return LiveUpdate(shown.key or stated.key, title, believed or shown.published or stated.published, body)


def _keyed(ordered: Sequence[Told[T]]) -> list[Told[T]]:
    """Give a key to the entries that have none."""
    made: Counter[str] = Counter()
    found: dict[str, Told[T]] = {}
    for update, piece in ordered:
        key = update.key
        if not key or key in found:
            stamp = update.published.utc or update.published.raw if update.published else update.title or update.body or ""
            made[stamp] += 1
            key = MADE + digest(f"{stamp}\0{made[stamp]}")[:16]
        found[key] = (replace(update, key=key), piece)
    return list(found.values())
