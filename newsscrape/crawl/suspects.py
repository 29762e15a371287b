"""What was in flight when the last run died: each is fetched alone, after all else, so that the one that kills is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsscrape.archive.records import Lease


@dataclass(slots=True)
class Suspects:
    """The pages one of which may have killed the last run."""

    waiting: list[Lease] = field(default_factory=list)
    alone: bool = False
    """One of them is out, and nothing else may be."""
    _trial: int | None = None

    def next(self) -> Lease:
        """Return the next one to try, of at least one."""
        suspect = self.waiting.pop(0)
        self._trial = suspect.id
        return suspect

    def started(self, lease_id: int) -> None:
        """A lease is handed out."""
        self.alone = lease_id == self._trial

    def ended(self, lease_id: int) -> None:
        """A lease has ended: if it was a suspect's, it kills nobody."""
        if lease_id == self._trial:
            self._trial, self.alone = None, False

    def noted(self, out: Iterable[int]) -> set[int]:
        """Return what to write down for the case that this process dies: what is in flight, and whoever is suspected."""
        if self.alone:
            return set(out)
        return {*out, *(lease.id for lease in self.waiting), *([] if self._trial is None else [self._trial])}
