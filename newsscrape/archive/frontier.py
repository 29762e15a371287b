"""The frontier: every URL with its state. What is due is leased from here; the writer acknowledges."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Container, Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from newsscrape.archive import hosts as known_hosts
from newsscrape.archive.connection import transaction
from newsscrape.archive.records import Lease
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.model import NEXT_PAGE, PRIORITY, REVISIT, Kind, Target
from newsscrape.urls import host as host_of
from newsscrape.urls import normalise

SOURCES = frozenset({"feed", "sitemap", "listing"})
"""Kinds that every run asks again."""

_PRIORITIES = sorted({*PRIORITY.values(), NEXT_PAGE, REVISIT} - {PRIORITY["robots"]}, reverse=True)
"""What is leased as it comes due; a robots.txt is asked for by need (`Frontier.lease_url`)."""
_LEASE = "id, url, kind, host, article_id, system, method, payload, hops, tries, etag, last_modified"
_DUE = (
    f"SELECT {_LEASE} FROM urls INDEXED BY urls_due"  # noqa: S608 - constants
    " WHERE state = 'due' AND site_id = ? AND host = ? AND priority = ? AND due_at <= ? ORDER BY due_at"
)
_INSERT = (
    "INSERT INTO urls(url, method, payload, site_id, kind, state, priority, host, system, found_at, due_at, published)"
    " VALUES (?, ?, ?, ?, ?, 'due', ?, ?, ?, ?, ?, ?) ON CONFLICT(url, method, payload) DO NOTHING"
)
_AGAIN = (
    "UPDATE urls SET due_at = min(coalesce(due_at, :now), :now), last_error = CASE state WHEN 'due' THEN last_error END,"  # noqa: S608 - constants
    " tries = CASE state WHEN 'due' THEN tries ELSE 0 END, priority = CASE WHEN kind IN ('article', 'part') AND"
    f" article_id IS NOT NULL AND state <> 'due' THEN {REVISIT} ELSE priority END, state = 'due'"
    " WHERE {where}"
)
_ARM = _AGAIN.format(
    where="url = :url AND method = :method AND payload = :payload AND"
    " (:refresh OR state <> 'done' OR kind IN ('feed', 'sitemap', 'listing'))"
)
_REFRESH = _AGAIN.format(
    where="site_id = :site AND kind <> 'robots' AND file_id IS NULL AND (redirect_id IS NULL OR due_at IS NOT NULL) AND"
    " (state IN ('done', 'gone') OR state = 'refused' AND checked_at IS NOT NULL)"
)
_WAKE = _AGAIN.format(
    where="site_id = :site AND state <> 'due' AND due_at <= :now AND kind NOT IN ('feed', 'sitemap', 'listing')"
    " AND (:host IS NULL OR host = :host)"
)


class Frontier:
    """The URLs of one archive; what a crawl asks of it stands in `newsscrape.ingest.frontier`.

    A lease is a set of ids in the caller's memory (`held`): the site's lock makes that process the sole lessee.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def arm(
        self, site_id: int, targets: Iterable[Target], now: dt.datetime, *, refresh: bool = False, again: bool = False
    ) -> None:
        """Make what the user or the site's file names due now.

        Unknown targets are inserted. Known ones are made due again unless they are articles (parts, comments, images)
        already archived: a re-run fetches only what is new.

        Args:
            site_id: the site whose run this is.
            targets: where the run starts.
            now: aware.
            refresh: ask again for everything that this site was ever asked for, archived articles included.
            again: ask again for the targets, archived or not: a person has named each.
        """
        moment = utc_text(now)
        with transaction(self.connection):
            for target in targets:
                self._arm(site_id, target, moment, refresh=refresh or again)
            if refresh:
                self.connection.execute(_REFRESH, {"site": site_id, "now": moment})

    def wake(self, site_id: int, now: dt.datetime, hosts: Iterable[str] | None = None) -> int:
        """Make due what was visited and whose time has come again (`newsscrape.archive.revisits`); sources are armed.

        Args:
            site_id: the site.
            now: aware.
            hosts: only of these; ``None``: of all.

        Returns:
            How many.
        """
        values = {"site": site_id, "now": utc_text(now)}
        with transaction(self.connection):
            woken = [self.connection.execute(_WAKE, {**values, "host": one}) for one in ((None,) if hosts is None else hosts)]
        return sum(cursor.rowcount for cursor in woken)

    def _arm(self, site_id: int, target: Target, now: str, *, refresh: bool) -> None:
        if not self._insert(site_id, target, now):
            url = normalise(target.url)
            values = {"url": url, "method": target.method, "payload": target.payload, "now": now, "refresh": refresh}
            self.connection.execute(_ARM, values)

    def _insert(self, site_id: int, target: Target, now: str) -> bool:
        url = normalise(target.url)
        kind = target.kind
        key = (url, target.method, target.payload, site_id, kind, PRIORITY[kind], host_of(url), target.system)
        return self.connection.execute(_INSERT, (*key, now, now, target.published)).rowcount > 0

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
        """Make due what an earlier run left out for `reason` though it lies within this run's wider range.

        A listing page that was left out by the same range is not: else each run would read one more of them.

        Args:
            site_id: the site.
            since: the new start of the range; URLs of unknown date count as within it.
            now: aware.
            until: the range's end, UTC text; ``None``: open.
            limit: at most so many, newest first.
            reason: the `Found.reason` they were refused with.

        Returns:
            How many.
        """
        where = (
            "id IN (SELECT id FROM urls WHERE state = 'refused' AND site_id = :site AND last_error = :reason"
            " AND (published > :since OR published = :since AND kind <> 'listing' OR published IS NULL)"
            " AND (:until IS NULL OR published IS NULL OR published <= :until)"
            " ORDER BY published DESC LIMIT :limit)"
        )
        values = {"site": site_id, "reason": reason, "since": utc_text(since), "until": until, "now": utc_text(now)}
        with transaction(self.connection):
            again = self.connection.execute(_AGAIN.format(where=where), {**values, "limit": -1 if limit is None else limit})
        return again.rowcount

    def lease(  # noqa: PLR0913 - which URLs, how many, when, and which not
        self,
        site_id: int,
        host: str,
        count: int,
        now: dt.datetime,
        held: Container[int],
        *,
        without: Collection[Kind] = (),
    ) -> list[Lease]:
        """Return at most `count` URLs of one host that are due and not held; highest priority, longest due first.

        URLs of the kinds `without` are passed over: a run that has its fill of articles still wants their comments.
        """
        found: list[Lease] = []
        moment = utc_text(now)
        for priority in _priorities(without):
            free = (row for row in self.connection.execute(_DUE, (site_id, host, priority, moment)) if row[0] not in held)
            found += [_lease(row, site_id) for row in islice(free, count - len(found))]
        return found

    def lease_url(self, site_id: int, target: Target, now: dt.datetime | None = None) -> Lease:
        """Return the lease of one URL, inserted as due where it is unknown: for robots.txt, which is asked by need."""
        url = normalise(target.url)
        key = (url, target.method, target.payload)
        query = f"SELECT {_LEASE} FROM urls WHERE url = ? AND method = ? AND payload = ?"  # noqa: S608 - constants
        row = self.connection.execute(query, key).fetchone()
        if row is None:
            with transaction(self.connection):
                self._insert(site_id, target, utc_text(now or dt.datetime.now(dt.UTC)))
            row = self.connection.execute(query, key).fetchone()
        return replace(_lease(row, site_id), kind=target.kind)  # whatever a page took the address for

    def hosts(self, site_id: int) -> list[str]:
        """Return the hosts that have anything due, now or later."""
        found: list[str] = []
        query = "SELECT host FROM urls WHERE state = 'due' AND site_id = ? AND host > ? ORDER BY host LIMIT 1"
        while row := self.connection.execute(query, (site_id, found[-1] if found else "")).fetchone():
            found.append(row[0])
        return found

    def lease_ids(self, site_id: int, ids: Iterable[int]) -> list[Lease]:
        """Return the leases of these URLs, as far as they are due: what a run left behind that died."""
        query = f"SELECT {_LEASE} FROM urls WHERE id = ? AND site_id = ? AND state = 'due' AND kind <> 'robots'"  # noqa: S608 - constants
        rows = (self.connection.execute(query, (number, site_id)).fetchone() for number in ids)
        return [_lease(row, site_id) for row in rows if row]

    def next_due(
        self, site_id: int, host: str, held: Container[int] = (), *, without: Collection[Kind] = ()
    ) -> dt.datetime | None:
        """Return when the first URL of a host that is not held becomes due; it may lie in the past."""
        query = "SELECT id, due_at FROM urls WHERE state = 'due' AND site_id = ? AND host = ? AND priority = ? ORDER BY due_at"
        firsts = [
            next((due for id_, due in self.connection.execute(query, (site_id, host, priority)) if id_ not in held), None)
            for priority in _priorities(without)
        ]
        moments = [due for due in firsts if due]
        return from_utc_text(min(moments)) if moments else None

    def known(self, host: str) -> known_hosts.Host | None:
        """Return what is known of a host."""
        return known_hosts.read(self.connection, host)

    def last_answer(self, host: str) -> dt.datetime | None:
        """Return when the last request to a host ended."""
        return known_hosts.last_answer(self.connection, host)

    def take_turn(self, host: str, now: dt.datetime, until: dt.datetime) -> dt.datetime:
        """Take a host's turn among all runs of this archive, see `archive.hosts.take_turn`."""
        return known_hosts.take_turn(self.connection, host, now, until)

    def end_turn(self, host: str, until: dt.datetime, free_at: dt.datetime) -> None:
        """Give a turn back, see `archive.hosts.end_turn`."""
        known_hosts.end_turn(self.connection, host, until, free_at)

    def leave_alone(self, host: str, until: dt.datetime) -> None:
        """Keep all runs from asking a host before `until`."""
        known_hosts.leave_alone(self.connection, host, until)

    def keep_delay(self, host: str, seconds: float | None) -> None:
        """Keep the Crawl-delay that a host asks for, for people to see."""
        known_hosts.keep_delay(self.connection, host, seconds)


def _priorities(without: Collection[Kind]) -> list[int]:
    passed_over = {PRIORITY[kind] for kind in without}
    return [priority for priority in _PRIORITIES if priority not in passed_over]


def _lease(row: tuple[Any, ...], site_id: int) -> Lease:
    values = [*row[:4], site_id, *row[4:]]
    return Lease(*values)
