"""What a crawl asks of its frontier, whatever keeps it. `newsscrape.archive.frontier.Frontier` is the one of an archive.

A lease is the caller's own affair (`held`): the site's lock makes one process the sole lessee. What a visit produced, and
the end of its lease, are committed by the writer in one transaction.
"""

import datetime as dt
from collections.abc import Collection, Container, Iterable
from typing import Protocol

from newsscrape.archive.hosts import Host
from newsscrape.archive.records import Lease
from newsscrape.model import Kind, Target


class Frontier(Protocol):
    """Every URL with its state, and every host with its turn. Moments are aware."""

    def arm(
        self, site_id: int, targets: Iterable[Target], now: dt.datetime, *, refresh: bool = False, again: bool = False
    ) -> None:
        """Make due where a run starts; with `refresh` all of the site, with `again` the targets though archived."""

    def wake(self, site_id: int, now: dt.datetime, hosts: Iterable[str] | None = None) -> int:
        """Make due what was visited and whose time has come again; return how many."""

    def widen(  # noqa: PLR0913 - which URLs, when, how many
        self,
        site_id: int,
        since: dt.datetime,
        now: dt.datetime,
        *,
        until: str | None = None,
        limit: int | None = None,
        reason: str = "range",
    ) -> int:
        """Make due what an earlier run left out for `reason` and this one wants; return how many."""

    def hosts(self, site_id: int) -> list[str]:
        """Return the hosts that have anything due, now or later."""

    def lease_ids(self, site_id: int, ids: Iterable[int]) -> list[Lease]:
        """Return the leases of these URLs, as far as they are due: what a run left behind that died."""

    def lease(  # noqa: PLR0913 - which URLs, how many, when, and which not
        self, site_id: int, host: str, count: int, now: dt.datetime, held: Container[int], *, without: Collection[Kind] = ()
    ) -> list[Lease]:
        """Return at most `count` URLs of one host that are due and not held, best first."""

    def lease_url(self, site_id: int, target: Target, now: dt.datetime | None = None) -> Lease:
        """Return the lease of one URL, inserted as due where it is unknown."""

    def next_due(
        self, site_id: int, host: str, held: Container[int] = (), *, without: Collection[Kind] = ()
    ) -> dt.datetime | None:
        """Return when the first URL of a host that is not held becomes due; it may lie in the past."""

    def known(self, host: str) -> Host | None:
        """Return what is known of a host."""

    def last_answer(self, host: str) -> dt.datetime | None:
        """Return when the last request to a host ended."""

    def take_turn(self, host: str, now: dt.datetime, until: dt.datetime) -> dt.datetime:
        """Take a host's turn among all runs until it is ended, or `until`; return `now`, or when another's turn ends."""

    def end_turn(self, host: str, until: dt.datetime, free_at: dt.datetime) -> None:
        """Give back the turn that was taken until `until`; the next one begins at `free_at`."""

    def leave_alone(self, host: str, until: dt.datetime) -> None:
        """Keep all runs from asking a host before `until`, which it asked for itself."""

    def keep_delay(self, host: str, seconds: float | None) -> None:
        """Keep the Crawl-delay that a host asks for, for people to see."""
