"""What is due, and who goes next: the frontier's leases under the clocks of their hosts. No Scrapy here."""

from collections.abc import Callable, Iterable, Sequence

from newsscrape.archive.records import Lease, Visit
from newsscrape.crawl.clock import Host
from newsscrape.crawl.gate import DISALLOWED, Gate
from newsscrape.crawl.hosts import Hosts
from newsscrape.crawl.images import Images
from newsscrape.crawl.manners import BATCH, IN_ALL, MAX_HELD, PATIENCE, PER_HOST, Manners
from newsscrape.crawl.suspects import Suspects
from newsscrape.crawl.turns import Turns, moment
from newsscrape.ingest import retry
from newsscrape.ingest.frontier import Frontier
from newsscrape.ingest.visit import is_new, refused, wants_article
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
        self.out: dict[int, Lease] = {}
        """Handed out and not committed yet."""
        self.held: set[int] = set()
        """All that is leased."""
        self.suspects = Suspects()
        self.articles = 0
        """Pages of articles not archived before: fetched, or on their way."""
        self.gate = Gate(frontier, site_id)
        self.hosts = Hosts(frontier, manners, self.gate, time)
        self._turns = Turns(frontier, manners)
        self._images = Images()
        self._urgent: list[Lease] = []
        self._passed_over: set[str] = set()

    def open(self, names: Iterable[str], left_over: Sequence[Lease] = ()) -> None:
        """Begin: the hosts that have something due, and what was in flight when the last run died."""
        now = self.time()
        for name in names:
            self.hosts.rouse(name)
        for lease in left_over:
            self.suspects.waiting.append(lease)
            self.held.add(lease.id)
            self.hosts.rouse(lease.host, work=False)
        if left_over:  # nobody knows when the last request ended
            for host in self.hosts:
                host.hold(now + host.pause, "delay")

    def pick(self) -> Lease | None:
        """Return a lease whose host may be asked now, of the host that has been ready longest; else ``None``."""
        if not self._room():
            return None
        now = self.time()
        self._release_shut()
        if self.suspects.waiting and not self.out and self._earliest(now) is None:
            suspect = self.suspects.next()
            self.hosts.rouse(suspect.host, work=False).waiting.append(suspect)
        ready = [host for host in self.hosts.live.values() if self._is_ready(host, now)]
        for host in sorted(ready, key=lambda host: host.ready_at):
            if (lease := self._next(host, now)) is not None:
                self.suspects.started(lease.id)
                self._images.started(lease)
                self.out[lease.id] = lease
                self.held.add(lease.id)
                host.held += 1
                host.started(lease.id, now)
                self.articles += is_new(lease)
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
        host, now = self.hosts[lease.host], self.time()
        was_out = host.ended(lease.id, now)
        self._turns.end(host, now)
        return was_out

    def answered(self, lease: Lease, status: int | None, retry_after: str | None = None) -> None:
        """Heed what an answer, or its absence, says of the host; before anything else is asked of it."""
        host, now = self.hosts[lease.host], self.time()
        if status is None or status == 429 or status >= 500:  # noqa: PLR2004 - the server is unwell, or asks for mercy
            host.failed(now, lease.id)
        else:
            host.succeeded()
        wait = retry.after(retry_after, moment(now)) if status in {429, 503} else None
        if wait:
            host.hold(now + wait.total_seconds(), "retry-after")
            self.frontier.leave_alone(host.name, moment(now) + wait)

    def committed(self, visits: Iterable[Visit], hosts: Iterable[str]) -> None:
        """The visits are on disk: their leases end, and what they brought may be leased."""
        touched: list[Host] = []
        for visit in visits:
            lease = visit.lease
            handed_out = self.out.pop(lease.id, None)
            self.held.discard(lease.id)
            self.suspects.ended(lease.id)
            host = self.hosts[lease.host]
            self.ended(lease)
            if handed_out:
                host.held -= 1
                self._images.ended(lease)
            if lease.kind == "robots" and (follow := self.gate.learn(visit, moment(self.time()))):
                self._urge(follow)
            if handed_out and is_new(lease):
                self._count(host, visit)
            touched.append(host)
        for name in hosts:
            touched.append(host := self.hosts.rouse(name))
            if host.waiting and host.waiting[-1].kind == "image":  # what is new goes first
                self.held.difference_update(host.give_back())
        for host in touched:  # whether there is more is known at once, not when the pause is over
            if host.work and not host.waiting and not host.shut:
                self._first(host, self.time())

    def _count(self, host: Host, visit: Visit) -> None:
        """Take in what the page of a new article turned out to be."""
        if self.manners.suspicious and wants_article(visit):
            host.judge(article=visit.state == "done")
        if not (visit.outcome and visit.outcome.article):
            self.articles -= 1
            while self._passed_over:  # while the limit seemed to be reached
                self.hosts.rouse(self._passed_over.pop())

    def _release_shut(self) -> None:
        """Give back what was leased for hosts that are not asked any more: it must not keep others from being leased."""
        for host in [host for host in self.hosts.live.values() if host.shut]:
            self.held.difference_update(host.give_back())
            self.hosts.retire(host)

    def _room(self) -> bool:
        return len(self.out) < IN_ALL and not self.suspects.alone

    def _earliest(self, now: float) -> float | None:
        """Return the first moment at which any host may give something."""
        return min((at for host in self.hosts.live.values() if (at := self._moment(host, now)) is not None), default=None)

    def _is_ready(self, host: Host, now: float) -> bool:
        moment = self._moment(host, now)
        return moment is not None and moment <= now

    def _moment(self, host: Host, now: float) -> float | None:
        """Return when the host may give something, ``None`` where only an event can tell or the run does not wait."""
        if not host.open or host.held >= PER_HOST:
            return None
        if host.ready_at > now + max(PATIENCE, host.pause):
            host.shut = f"it asked to be left alone for {host.ready_at - now:.0f} s"
            return None
        if self._urgent_of(host):
            return host.ready_at
        if self._is_shut_by_robots(host, now) and host.robots_asked:
            return None
        return self._due(host, now)

    def _due(self, host: Host, now: float) -> float | None:
        """Return when the host has something to be asked for, as far as that is worth waiting for."""
        if host.waiting:
            return None if self._images.hold(host.waiting[-1]) else host.ready_at
        if len(self.held) >= MAX_HELD:
            return None
        if host.work:
            return host.ready_at
        if host.next_due is not None and host.next_due <= now + PATIENCE:
            return max(host.ready_at, host.next_due)
        return None

    def _is_shut_by_robots(self, host: Host, now: float) -> bool:
        return self.manners.robots and (host.robots is None or now >= host.robots_until)

    def _next(self, host: Host, now: float) -> Lease | None:
        if urgent := self._urgent_of(host):
            if self._turns.take(host, now):
                self._urgent.remove(urgent)
                return urgent
            return None
        while (lease := self._first(host, now)) is not None and not self._images.hold(lease):
            if self._is_shut_by_robots(host, now):
                return self._ask_robots(host, lease.url, now)
            if lease.kind != "robots" and host.robots and not host.robots.allows(lease.url):
                host.waiting.pop()
                self.refuse(refused(lease, host.barred or DISALLOWED))
                if len(self.held) >= MAX_HELD:
                    return None
                continue
            return host.waiting.pop() if self._turns.take(host, now) else None
        return None

    def _ask_robots(self, host: Host, url: str, now: float) -> Lease | None:
        asked = self.gate.ask(host, url, moment(now))
        if asked is None:
            return None
        self._urge(asked)
        return self._next(host, now) if asked.host == host.name else None

    def _urge(self, lease: Lease) -> None:
        self.held.add(lease.id)
        self.hosts.rouse(lease.host)
        self._urgent.append(lease)

    def _urgent_of(self, host: Host) -> Lease | None:
        return next((lease for lease in self._urgent if lease.host == host.name), None)

    def _first(self, host: Host, now: float) -> Lease | None:
        """Return the host's next lease without taking it off, from the frontier where none is waiting."""
        full = self.manners.limit is not None and self.articles >= self.manners.limit
        filled: frozenset[Kind] = frozenset({"article"} if full else ())
        without = self.manners.unwanted | filled
        if full:
            self._passed_over.add(host.name)
        while host.waiting and host.waiting[-1].kind in without:
            self.held.discard(host.waiting.pop().id)
        if not host.waiting and len(self.held) < MAX_HELD:
            count = min(BATCH, 1 + MAX_HELD // (2 * len(self.hosts.live)))
            found = self.frontier.lease(self.site_id, host.name, count, moment(now), self.held, without=without)
            host.waiting = found[::-1]
            self.held.update(lease.id for lease in found)
        if host.waiting:
            return host.waiting[-1]
        if len(self.held) >= MAX_HELD:
            return None
        due = self.frontier.next_due(self.site_id, host.name, self.held, without=without)
        host.work, host.next_due = False, due.timestamp() if due else None
        if due is None and not self._urgent_of(host):
            self.hosts.retire(host)
        return None
