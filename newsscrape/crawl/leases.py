"""What is due, and who goes next: the frontier's leases under the clocks of their hosts. No Scrapy here."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from newsscrape.archive.records import Failure, Lease, Visit
from newsscrape.crawl.clock import Host
from newsscrape.crawl.gate import Gate
from newsscrape.crawl.manners import BATCH, IN_ALL, MAX_HELD, PATIENCE, PER_HOST, Manners
from newsscrape.crawl.suspects import Suspects
from newsscrape.ingest import retry
from newsscrape.ingest.frontier import Frontier
from newsscrape.ingest.visit import refused, wants_article
from newsscrape.model import Kind


class Leases:
    """Hands out one lease after another; told of every answer and every commit."""

    def __init__(
        self,
        frontier: Frontier,
        site_id: int,
        manners: Manners,
        time: Callable[[], float],
        refuse: Callable[[Visit], None],
    ) -> None:
        self.frontier = frontier
        self.site_id = site_id
        self.manners = manners
        self.time = time
        self.refuse = refuse
        self.hosts: dict[str, Host] = {}
        self.out: dict[int, Lease] = {}
        """Handed out and not committed yet."""
        self.held: set[int] = set()
        """All that is leased."""
        self.suspects = Suspects()
        self.articles = 0
        """Pages of articles not archived before: fetched, or on their way."""
        self._gate = Gate(frontier, site_id)
        self._urgent: list[Lease] = []

    def open(self, names: Iterable[str], left_over: Sequence[Lease] = ()) -> None:
        """Begin: the hosts that have something due, and what was in flight when the last run died."""
        now = self.time()
        for name in names:
            self.host(name)
        for lease in left_over:
            self.suspects.waiting.append(lease)
            self.held.add(lease.id)
            self.host(lease.host)
        if left_over:  # nobody knows when the last request ended
            for host in self.hosts.values():
                host.hold(now + host.pause, "delay")

    def host(self, name: str) -> Host:
        """Return a host's clock; that of a new one goes on from its last answer in the archive."""
        if name not in self.hosts:
            host = Host(name, self.manners.pause, self.manners.per_host)
            if last := self.frontier.last_answer(name):
                host.hold(last.timestamp() + host.pause, "delay")
            row = self.frontier.known(name)
            if row and row.wait_until:
                host.hold(row.wait_until.timestamp(), "retry-after")
            if self.manners.robots:
                self._gate.recall(host, row, _moment(self.time()))
            self.hosts[name] = host
        return self.hosts[name]

    def pick(self) -> Lease | None:
        """Return a lease whose host may be asked now, of the host that has been ready longest; else ``None``."""
        if not self._room():
            return None
        now = self.time()
        if self.suspects.waiting and not self.out and self._earliest(now) is None:
            suspect = self.suspects.next()
            self.host(suspect.host).waiting.append(suspect)
        ready = [host for host in self.hosts.values() if self._is_ready(host, now)]
        for host in sorted(ready, key=lambda host: host.ready_at):
            if (lease := self._next(host, now)) is not None:
                self.suspects.started(lease.id)
                self.out[lease.id] = lease
                self.held.add(lease.id)
                host.held += 1
                host.started(lease.id, now)
                self.articles += _is_new(lease)
                return lease
        return None

    def wait(self) -> float | None:
        """Return the seconds to the next moment at which `pick` may give something; ``None``: nothing to wait for."""
        if not self._room():
            return None
        now = self.time()
        earliest = self._earliest(now)
        if earliest is None and self.suspects.waiting and not self.out:
            return 0.0
        return None if earliest is None else max(0.0, earliest - now)

    def ended(self, lease: Lease) -> bool:
        """The request has left the network; tells whether it was on it."""
        return self.host(lease.host).ended(lease.id, self.time())

    def answered(self, lease: Lease, status: int | None, retry_after: str | None = None) -> None:
        """Heed what an answer, or its absence, says of the host; before anything else is asked of it."""
        host, now = self.host(lease.host), self.time()
        if status is None or status == 429 or status >= 500:  # noqa: PLR2004 - the server is unwell, or asks for mercy
            host.failed(now)
        else:
            host.succeeded()
        wait = retry.after(retry_after, _moment(now)) if status in {429, 503} else None
        if wait:
            host.hold(now + wait.total_seconds(), "retry-after")
            self.frontier.reserve(host.name, _moment(now), wait.total_seconds())

    def committed(self, visits: Iterable[Visit], hosts: Iterable[str]) -> None:
        """The visits are on disk: their leases end, and what they brought may be leased."""
        for visit in visits:
            lease = visit.lease
            handed_out = self.out.pop(lease.id, None)
            self.held.discard(lease.id)
            self.suspects.ended(lease.id)
            host = self.host(lease.host)
            host.ended(lease.id, self.time())
            if handed_out:
                host.held -= 1
            if lease.kind == "robots" and (follow := self._gate.learn(visit, _moment(self.time()))):
                self._urge(follow)
            if handed_out and _is_new(lease):
                self._count(host, visit)
        for name in hosts:
            self.host(name).work = True

    def _count(self, host: Host, visit: Visit) -> None:
        """Take in what the page of a new article turned out to be."""
        if self.manners.suspicious and wants_article(visit):
            host.judge(article=visit.state == "done")
        if not (visit.outcome and visit.outcome.article):
            self.articles -= 1
            host.work = True

    @property
    def shut(self) -> dict[str, str]:
        """Hosts that are not asked any more in this run, and why."""
        return {host.name: host.shut for host in self.hosts.values() if host.shut}

    def _room(self) -> bool:
        return len(self.out) < IN_ALL and not self.suspects.alone

    def _earliest(self, now: float) -> float | None:
        """Return the first moment at which any host may give something."""
        return min((at for host in self.hosts.values() if (at := self._moment(host, now)) is not None), default=None)

    def _is_ready(self, host: Host, now: float) -> bool:
        moment = self._moment(host, now)
        return moment is not None and moment <= now

    def _moment(self, host: Host, now: float) -> float | None:
        """Return when the host may give something, ``None`` where only an event can tell or the run does not wait."""
        if not host.open or host.held >= PER_HOST or len(self.held) >= MAX_HELD:
            return None
        if host.ready_at > now + PATIENCE:
            host.shut = f"it asked to be left alone for {host.ready_at - now:.0f} s"
            return None
        if any(lease.host == host.name for lease in self._urgent):
            return host.ready_at
        if self._is_shut_by_robots(host, now) and host.robots_asked:
            return None
        return self._due(host, now)

    def _due(self, host: Host, now: float) -> float | None:
        """Return when the host has something to be asked for, as far as that is worth waiting for."""
        if host.waiting or host.work:
            return host.ready_at
        if host.next_due is not None and host.next_due <= now + PATIENCE:
            return max(host.ready_at, host.next_due)
        return None

    def _is_shut_by_robots(self, host: Host, now: float) -> bool:
        return self.manners.robots and (host.robots is None or now >= host.robots_until)

    def _next(self, host: Host, now: float) -> Lease | None:
        if urgent := next((lease for lease in self._urgent if lease.host == host.name), None):
            if self._turn(host, now):
                self._urgent.remove(urgent)
                return urgent
            return None
        while (lease := self._first(host, now)) is not None:
            if self._is_shut_by_robots(host, now):
                return self._ask_robots(host, lease.url, now)
            if lease.kind != "robots" and host.robots and not host.robots.allows(lease.url):
                host.waiting.pop()
                self.refuse(refused(lease, Failure("robots", "disallowed", "robots.txt asks not to fetch this")))
                if len(self.held) >= MAX_HELD:
                    return None
                continue
            return host.waiting.pop() if self._turn(host, now) else None
        return None

    def _ask_robots(self, host: Host, url: str, now: float) -> Lease | None:
        asked = self._gate.ask(host, url, _moment(now))
        if asked is None:
            return None
        self._urge(asked)
        return self._next(host, now) if asked.host == host.name else None

    def _urge(self, lease: Lease) -> None:
        self.held.add(lease.id)
        self.host(lease.host)
        self._urgent.append(lease)

    def _turn(self, host: Host, now: float) -> bool:
        """Take the host's turn among the runs of this archive, where others may ask it, too."""
        if not host.pause or not self.manners.shared(host.name):
            return True
        if host.reserved is None:
            host.reserved = self.frontier.reserve(host.name, _moment(now), host.pause).timestamp()
        host.hold(host.reserved, "delay")
        return host.reserved <= now

    def _first(self, host: Host, now: float) -> Lease | None:
        """Return the host's next lease without taking it off, from the frontier where none is waiting."""
        full = self.manners.limit is not None and self.articles >= self.manners.limit
        without: Kind | None = "article" if full else None
        while host.waiting and host.waiting[-1].kind == without:
            self.held.discard(host.waiting.pop().id)
        if not host.waiting:
            found = self.frontier.lease(self.site_id, host.name, BATCH, _moment(now), self.held, without=without)
            host.waiting = found[::-1]
            self.held.update(lease.id for lease in found)
        if host.waiting:
            return host.waiting[-1]
        due = self.frontier.next_due(self.site_id, host.name, self.held, without=without)
        host.work, host.next_due = False, due.timestamp() if due else None
        return None


def _is_new(lease: Lease) -> bool:
    return lease.kind == "article" and lease.article_id is None


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
