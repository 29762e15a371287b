"""Who may enter: robots.txt of every host, asked for as a row of the frontier like any other page (RFC 9309)."""

import datetime as dt
from dataclasses import replace

from newsscrape import robots
from newsscrape.archive.hosts import Host as Known
from newsscrape.archive.records import Failure, Lease, Visit
from newsscrape.crawl.clock import Host
from newsscrape.ingest import retry
from newsscrape.ingest.frontier import Frontier
from newsscrape.model import Target

PRIVATE = "private"
"""`Failure.kind` of a host that the address guard keeps us from."""
DISALLOWED = Failure("robots", "disallowed", "robots.txt asks not to fetch this")

_HOPS = 5
_STALE = dt.timedelta(hours=24)
"""How long a copy may be used (RFC 9309, 2.4)."""
_SUCCESS, _REDIRECT = 200, 300


class Gate:
    """Knows for which hosts a robots.txt is under way, and opens them when it is acknowledged."""

    def __init__(self, frontier: Frontier, site_id: int) -> None:
        self._frontier = frontier
        self._site_id = site_id
        self._for: dict[int, list[Host]] = {}
        self._hops: dict[str, int] = {}
        self._copies: dict[str, Known | None] = {}
        self.barred: dict[str, str] = {}
        """Hosts of which nothing may be asked for, and why."""

    def recall(self, host: Host, copy: Known | None, now: dt.datetime) -> None:
        """Open a host by the archive's copy of its robots.txt, where that is fresh."""
        self._copies[host.name] = copy
        if copy and self._is_fresh(copy, now):
            self._open([host], robots.parse(copy.robots or ""), copy.robots_at or now)

    def ask(self, host: Host, url: str, now: dt.datetime) -> Lease | None:
        """Return the lease of the robots.txt that shuts the host; ``None`` where another host waits for the same one."""
        host.robots_asked = True
        self._hops.pop(host.name, None)
        return self._lease(Target(robots.address(url), "robots"), [host], now)

    def learn(self, visit: Visit, now: dt.datetime) -> Lease | None:
        """Take in what a robots.txt came to; return the lease to follow where it redirects."""
        waiting = self._for.pop(visit.lease.id, [])
        status = (visit.fetch.status if visit.fetch else None) or 0
        if visit.redirect is not None:
            following = [host for host in waiting if self._hop(host, now)]
            return self._lease(visit.redirect, following, now) if following else None
        if _SUCCESS <= status < _REDIRECT and visit.fetch:
            self._open(waiting, robots.parse(visit.fetch.body), now)
        elif robots.settles(status):
            self._open(waiting, robots.ALL, now)
        else:
            for host in waiting:
                self._unreachable(host, visit, now)
        return None

    def _lease(self, target: Target, waiting: list[Host], now: dt.datetime) -> Lease | None:
        # Never conditional: the text is needed, whatever another run has seen.
        lease = replace(self._frontier.lease_url(self._site_id, target, now), etag=None, last_modified=None)
        under_way = lease.id in self._for
        self._for.setdefault(lease.id, []).extend(waiting)
        return None if under_way else lease

    def _hop(self, host: Host, now: dt.datetime) -> bool:
        """Count one redirect; after five there is no robots.txt, and all is allowed (RFC 9309, 2.3.1.2)."""
        self._hops[host.name] = self._hops.get(host.name, 0) + 1
        if self._hops[host.name] > _HOPS:
            self._open([host], robots.ALL, now)
            return False
        return True

    def _open(self, hosts: list[Host], rules: robots.Robots, confirmed: dt.datetime) -> None:
        for host in hosts:
            host.robots, host.robots_until, host.robots_asked = rules, (confirmed + _STALE).timestamp(), False
            host.slow_down(rules.crawl_delay)
            copy = self._copies.get(host.name)
            if (copy.crawl_delay if copy else None) != rules.crawl_delay:
                self._frontier.keep_delay(host.name, rules.crawl_delay)

    def _unreachable(self, host: Host, visit: Visit, now: dt.datetime) -> None:
        """Ask again; after the last try of the run, use a copy of at most a day, else leave the host alone.

        Where the host may not be reached at all, each of its addresses is refused for that.
        """
        if visit.state == "due" and visit.due_at and not retry.last_of_run(visit.lease.tries):
            host.robots_asked = False
            host.hold(visit.due_at.timestamp(), "robots")
            return
        copy = self._copies.get(host.name)
        if visit.failure and visit.failure.kind == PRIVATE:
            host.barred = visit.failure
            self.barred[host.name] = visit.failure.message
            self._open([host], robots.NONE, now)
        elif copy and self._is_fresh(copy, now):
            self._open([host], robots.parse(copy.robots or ""), copy.robots_at or now)
            host.shut = None
        else:
            host.shut = f"its robots.txt cannot be had ({visit.failure.message if visit.failure else 'no answer'})"

    def _is_fresh(self, copy: Known, now: dt.datetime) -> bool:
        return copy.robots is not None and copy.robots_at is not None and now - copy.robots_at <= _STALE
