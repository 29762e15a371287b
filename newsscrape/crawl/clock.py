"""When which host may be asked: the one clock for every kind of request. Pure: time is an argument, in seconds.

The pause between two requests counts from the *end* of an answer, so a slow server is never asked faster than it answers.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from newsscrape.archive.records import Failure, Lease
from newsscrape.robots import LONGEST_CRAWL_DELAY, Robots

Reason = Literal["delay", "crawl-delay", "retry-after", "back-off", "robots"]

GIVE_UP = 10
"""Failures in a row after which a host is left alone for the rest of the run."""
JUDGED, FEWEST_ARTICLES = 50, 5
"""Of so many new pages in a row that came well, so many have to be articles; else the host is left alone, as in a trap."""
LONGEST_BACK_OFF = 60.0


@dataclass(slots=True)
class Host:
    """One host (and port) in this run."""

    name: str
    pause: float
    """Seconds between the end of an answer and the next request."""
    limit: int = 1
    """Requests at a time."""
    ready_at: float = 0.0
    """No request before this moment."""
    reason: Reason = "delay"
    """What `ready_at` and `pause` come from."""
    robots: Robots | None = None
    """``None``: not known yet, so that nothing but robots.txt may be asked for."""
    robots_until: float = 0.0
    """When `robots` is too old to be obeyed."""
    robots_asked: bool = False
    barred: Failure | None = None
    """Why none of its addresses may be asked for."""
    shut: str | None = None
    """Why the host is not asked any more in this run."""
    failures: int = 0
    """In a row, of different addresses."""
    failed_before: set[int] = field(default_factory=set)
    """Ids of the addresses that have failed in this run."""
    in_flight: set[int] = field(default_factory=set)
    waiting: list[Lease] = field(default_factory=list)
    """Leased and not handed out yet; the next one is the last."""
    held: int = 0
    """Handed out and not committed yet."""
    work: bool = True
    """Whether the frontier may hold something for this host that is due now."""
    next_due: float | None = None
    """When the frontier's next URL of this host is due, as far as known."""
    turn: float | None = None
    """Until when the turn is ours to ask this host, among the runs of one archive."""
    free_at: float | None = None
    """When the last answer ended."""
    judged: deque[bool] = field(default_factory=lambda: deque(maxlen=JUDGED))
    """Of the latest new pages that came well: whether each was an article."""
    waited: float = 0.0
    """How long the latest request was held back."""

    def give_back(self) -> set[int]:
        """Let go of what is leased and not handed out; return its ids."""
        ids = {lease.id for lease in self.waiting}
        self.waiting.clear()
        return ids

    def started(self, lease_id: int, now: float) -> None:
        """A request goes out."""
        self.in_flight.add(lease_id)
        self.waited = now - self.free_at if self.free_at is not None and self.free_at < self.ready_at else 0.0
        if self.limit > 1:
            self._wait(now + self.pause)

    def ended(self, lease_id: int, now: float) -> bool:
        """Its answer is complete, or will not come; the pause begins. Tells whether the request was in flight."""
        if lease_id not in self.in_flight:
            return False
        self.in_flight.discard(lease_id)
        self.free_at = now
        self._wait(now + self.pause)
        return True

    def hold(self, until: float, reason: Reason) -> None:
        """Ask nothing before `until`."""
        if until > self.ready_at:
            self.ready_at, self.reason = until, reason

    def slow_down(self, crawl_delay: float | None) -> None:
        """Obey a Crawl-delay where it is longer than the pause; of more than a minute, a minute is obeyed."""
        asked = min(crawl_delay or 0.0, LONGEST_CRAWL_DELAY)
        if asked > self.pause:
            self.ready_at += asked - self.pause
            self.pause, self.reason = asked, "crawl-delay"

    def succeeded(self) -> None:
        """The host answers."""
        self.failures = 0

    def judge(self, *, article: bool) -> None:
        """Count a new page that came well where an article was expected; too few of these, and there is nothing to find."""
        self.judged.append(article)
        if len(self.judged) == JUDGED and sum(self.judged) < FEWEST_ARTICLES:
            self.shut = f"only {sum(self.judged)} of its last {JUDGED} new pages were articles"

    def failed(self, now: float, lease_id: int) -> None:
        """A request failed by the host's fault: from the second one in a row on the host is asked ever more rarely.

        What fails once more says more of its address than of the host, and does not count.
        """
        if lease_id in self.failed_before:
            return
        self.failed_before.add(lease_id)
        self.failures += 1
        if self.failures >= GIVE_UP:
            self.shut = f"{self.failures} failures in a row"
        elif self.failures > 1:
            self.hold(now + min(2.0 ** (self.failures - 2), LONGEST_BACK_OFF), "back-off")

    @property
    def open(self) -> bool:
        """Whether another request may go out as soon as `ready_at` has come."""
        return self.shut is None and len(self.in_flight) < self.limit

    def _wait(self, until: float) -> None:
        if until > self.ready_at:
            self.ready_at = until
            self.reason = "crawl-delay" if self.reason == "crawl-delay" else "delay"
