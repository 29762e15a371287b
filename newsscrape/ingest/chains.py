"""Chains of pages, each named by the one before: when does one lead on to nothing? In memory, of one run.

Listing pages name articles; the pages of a thread name comments in the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsscrape.urls import normalise

PATIENCE = 3
"""Barren pages in a row after which a chain is not followed."""


@dataclass(slots=True)
class _Chain:
    met: set[int] = field(default_factory=set)
    """Hashes (64 bits) of the articles that its pages named: some 70 bytes each, however long the address."""
    barren: int = 0


class Chains:
    """The chains that a run follows.

    A page is barren that names no article which its own chain has not named before: the same page for every number, a
    calendar of empty days. What feeds and other chains name does not count, or the first pages of a listing would be
    barren in every run that reads the feed first.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, _Chain] = {}

    def moved(self, url: str, to: str) -> None:
        """A listing page redirects: its chain goes on where it leads."""
        if chain := self._waiting.pop(normalise(url), None):
            self._waiting[normalise(to)] = chain

    def leads_on(self, url: str, articles: Iterable[str], following: Iterable[str]) -> bool:
        """Take note of a listing page, and tell whether the pages that follow are worth asking for.

        Args:
            url: the page's own address.
            articles: the addresses that it names.
            following: the addresses of the next pages that it names.
        """
        chain = self._waiting.pop(normalise(url), None) or _Chain()
        found = {hash(normalise(article)) for article in articles}
        chain.barren = 0 if found - chain.met else chain.barren + 1
        chain.met |= found
        if chain.barren >= PATIENCE:
            return False
        self._waiting.update((normalise(address), chain) for address in following)
        return True
