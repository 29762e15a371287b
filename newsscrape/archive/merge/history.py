"""Two histories of one text as one: what either archive has seen, in order of time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Text = tuple[str | None, ...]
"""What an edit changes: of an article title, description, authors and body; of a comment its body."""

FORMER, PRESENT, READ = range(3)
"""Of sightings at one moment: a former version, the present one since when it stands, the same when it was last read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it stood at one moment."""

    at: str
    """UTC text."""
    rank: int
    """`FORMER`, `PRESENT` or `READ`."""
    number: int
    """Of the version in its archive."""
    text: Text
    about: tuple[Any, ...] = ()
    """What else is known of the version; no part of what is compared."""

    def order(self) -> tuple[Any, ...]:
        """Return what sorts sightings, the same whichever archive they are of."""
        return self.at, self.rank, self.number, tuple(part or "" for part in self.text)


def joined(
    sightings: Iterable[Seen], same: Callable[[str | None, str | None], bool] = lambda one, other: one == other
) -> list[Seen]:
    """Return the versions, oldest first: each text once for as long as it stood, gaps filled from the one before or behind.

    >>> [(seen.at, seen.text) for seen in joined([Seen("3", 2, 1, ("a",)), Seen("1", 1, 1, ("a",)), Seen("2", 1, 1, ("b",))])]
    [('1', ('a',)), ('2', ('b',)), ('3', ('a',))]
    """
    versions: list[Seen] = []
    for seen in sorted(sightings, key=Seen.order):
        if not versions:
            versions.append(seen)
            continue
        last = versions[-1]
        text = tuple(old if new is None else new for old, new in zip(last.text, seen.text, strict=True))
        if all(old is None or same(old, new) for old, new in zip(last.text, text, strict=True)):
            kept = tuple(new if old is None else old for old, new in zip(last.text, text, strict=True))
            versions[-1] = Seen(last.at, last.rank, last.number, kept, last.about)
        else:
            versions.append(Seen(seen.at, seen.rank, seen.number, text, seen.about))
    return versions


def without_doubles(one: Sequence[Seen], other: Sequence[Seen]) -> list[Seen]:
    """Return `one` without what `other` has of the same moment: where a newer reader read the same page, its reading stands."""
    moments = {seen.at for seen in other}
    return [seen for seen in one if seen.at not in moments]
