"""The hosts that a run has met, and among them those that may have something to be asked for."""

from collections.abc import Callable, Iterator

from newsscrape.crawl.clock import Host
from newsscrape.crawl.gate import Gate
from newsscrape.crawl.manners import Manners
from newsscrape.crawl.turns import moment
from newsscrape.ingest.frontier import Frontier


class Hosts:
    """One clock for each host; a run of `web` meets thousands, most of which have nothing more to be asked for."""

    def __init__(self, frontier: Frontier, manners: Manners, gate: Gate, time: Callable[[], float]) -> None:
        self._frontier = frontier
        self._manners = manners
        self._gate = gate
        self._time = time
        self._met: dict[str, Host] = {}
        self.live: dict[str, Host] = {}
        """Those that may have something to be asked for, now or later in this run."""

    def __iter__(self) -> Iterator[Host]:
        return iter(self._met.values())

    def __getitem__(self, name: str) -> Host:
        """Return a host's clock; that of a new one goes on from its last answer in the archive."""
        if name not in self._met:
            host = Host(name, self._manners.pause, self._manners.per_host)
            if last := self._frontier.last_answer(name):
                # A clock that was put back must not make the host wait for hours: the pause counts from now at the latest.
                host.hold(min(last.timestamp(), self._time()) + host.pause, "delay")
            row = self._frontier.known(name)
            if row and row.wait_until and not self._manners.shared(name):
                host.hold(row.wait_until.timestamp(), "retry-after")
            if self._manners.robots:
                self._gate.recall(host, row, moment(self._time()))
            self._met[name] = self.live[name] = host
        return self._met[name]

    def rouse(self, name: str, *, work: bool = True) -> Host:
        """The host may have something to be asked for that it had not before; `work`: in the frontier."""
        host = self.live[name] = self[name]
        host.work = host.work or work
        return host

    def retire(self, host: Host) -> None:
        """The host has nothing to be asked for, until it is roused."""
        self.live.pop(host.name, None)

    @property
    def shut(self) -> dict[str, str]:
        """Hosts that are not asked any more in this run, and why."""
        return {host.name: host.shut for host in self if host.shut}

    @property
    def pauses(self) -> dict[str, float]:
        """Hosts that were owed another pause than the run's own, and how many seconds."""
        return {host.name: host.pause for host in self if host.pause != self._manners.pause}
