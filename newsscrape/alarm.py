"""What a run came to, judged by its figures and by the site's past. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Word = Literal["ok", "failed", "broken", "stopped"]

SEVERAL = 5
"""Fewer pages than this say nothing about a layout."""
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is counted of a run for its verdict; kept with the run as JSON."""

    asked: int = 0
    """URLs that were to be visited, robots.txt and redirects left out."""
    useful: int = 0
    """Of these, those that gave something: a page read, or word that nothing has changed."""
    read: int = 0
    """Pages that gave an article, or a part of one."""
    bodiless: int = 0
    """Of these, those whose article has no text."""
    refused: int = 0
    """Pages that came well where an article was expected, and were none."""

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> "Figures":
        """Return the figures that an earlier run kept; what it did not count is 0."""
        return cls(**{each.name: int(stats.get(each.name) or 0) for each in fields(cls)})

    def as_stats(self) -> dict[str, int]:
        """Return the figures as a run keeps them."""
        return asdict(self)

    @property
    def pages(self) -> int:
        """Pages where an article was expected, and that came well."""
        return self.read + self.refused

    @property
    def poor(self) -> float:
        """The share of these pages that gave no text."""
        return (self.refused + self.bodiless) / self.pages if self.pages else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A run's end."""

    word: Word
    reason: str | None
    """One sentence, where there is something to say."""
    exit_code: int


_GRAVEST = (130, 143, 1, 2, 3, 4)


def overall(codes: Iterable[int]) -> int:
    """Return the exit code of several runs: the gravest, a signal before a failure before a broken layout before a busy site.

    >>> overall([0, 4, 3]), overall([])
    (3, 0)
    """
    found = set(codes) - {0}
    return next((code for code in _GRAVEST if code in found), max(found, default=0))


def judge(
    past: Sequence[Figures], this: Figures, *, trouble: str | None = None, signal: int | None = None, budget: str | None = None
) -> Verdict:
    """Judge a run.

    Args:
        past: earlier runs of the site, in any order.
        this: the run that ends.
        trouble: why the run could not go on (the archive failed), as a sentence.
        signal: the number of the signal that stopped it.
        budget: the name of the budget that ended it before all was done.
    """
    if trouble:
        return Verdict("failed", trouble, 1)
    if signal:
        return Verdict("stopped", f"stopped by signal {signal}; the next run goes on from here", 128 + signal)
    if this.asked and not this.useful:
        return Verdict("failed", "nothing could be fetched: see the errors of this run", 1)
    if _looks_broken(past, this):
        poor = this.refused + this.bodiless
        return Verdict("broken", f"{poor} of {this.pages} article pages gave no text, which they did before", 3)
    if budget:
        return Verdict("stopped", f"the budget {budget} is spent; the next run goes on from here", 0)
    return Verdict("ok", None, 0)


def _looks_broken(past: Sequence[Figures], this: Figures) -> bool:
    if this.pages < SEVERAL or this.poor < NEARLY_ALL:
        return False
    return any(run.pages >= SEVERAL and run.poor < NEARLY_ALL for run in past)
