"""Good manners, proved from the ``fetches`` table: what a run owed each host, and whether it was ever early."""

import datetime as dt
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, NamedTuple

from newsscrape import robots
from newsscrape.dates import from_utc_text, utc_text

GRAIN = 0.0011
"""Seconds by which a gap may seem too short: moments are kept to the millisecond, cut off, and a gap is made of two."""
SHOWN = 20
"""Early requests of one host that are kept one by one; the rest are only counted."""

Asked = Literal["first", "copy", "never"]

_DAY = dt.timedelta(hours=24)
_EPOCH = "CAST(strftime('%s', f.requested_at) AS INTEGER) + f.requested_ms / 1000.0"
_HOSTS = """
SELECT f.host, min(f.requested_at), max(f.requested_at), h.robots, h.robots_at
FROM fetches f LEFT JOIN hosts h ON h.host = f.host WHERE f.run_id = ? GROUP BY f.host ORDER BY count(*) DESC, f.host
"""
# The host's requests of all runs, from the last one before this run on: the pause is owed to the host, whoever asked.
_REQUESTS = f"""
SELECT f.run_id = :run, {_EPOCH}, f.seconds, f.waited, f.wait_reason, f.status, f.bytes, u.kind, u.url
FROM fetches f JOIN urls u ON u.id = f.url_id
WHERE f.host = :host AND f.requested_at <= :last AND f.requested_at >= coalesce(
  (SELECT max(requested_at) FROM fetches WHERE host = :host AND requested_at < :first), :first)
ORDER BY f.requested_at, f.requested_ms, f.id
"""  # noqa: S608 - made of this module's constants
_ROBOTS = """
SELECT max(f.requested_at) FROM fetches f JOIN urls u ON u.id = f.url_id
WHERE u.url IN (?, ?) AND f.run_id <> ? AND f.requested_at BETWEEN ? AND ?
"""


class RunOf(NamedTuple):
    """The run that is asked about."""

    id: int
    site: str
    started_at: str
    pause: float | None
    """Seconds between two requests to a host, as the run noted them; ``None``: it did not (it was killed, or is old)."""


@dataclass(frozen=True, slots=True)
class Early:
    """A request that came before it was allowed."""

    url: str
    at: str
    """UTC text of 20 characters."""
    gap: float | None
    """Seconds since the end of the answer before; negative: that was still under way. ``None``: robots.txt was not asked."""
    owed: float


@dataclass(slots=True)
class Manners:
    """How one host was asked by one run. Seconds throughout."""

    host: str
    pause: float | None
    """Owed between the end of an answer and the next request; ``None``: not known, so only a Crawl-delay counts."""
    crawl_delay: float | None
    """As the copy of its robots.txt that the run knew has it, at most `robots.LONGEST_CRAWL_DELAY`."""
    robots: Asked = "never"
    """Whether robots.txt was the run's first request, or a copy of at most a day stood in."""
    requests: int = 0
    bytes: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    """``200``, ``304``, else ``2xx`` … ``5xx``; ``none``: no answer came."""
    waits: dict[str, tuple[int, float]] = field(default_factory=dict)
    """How many requests were held back and for how long in all, by `records.Fetch.wait_reason`."""
    gaps: "array[float]" = field(default_factory=lambda: array("d"))
    """From the end of the host's answer before to each request of the run, but for the very first one that is known."""
    early: list[Early] = field(default_factory=list)
    """The first `SHOWN`."""
    earlies: int = 0
    """All that came too early."""

    @property
    def owed(self) -> float:
        """The pause in effect."""
        return max(self.pause or 0.0, self.crawl_delay or 0.0)

    @property
    def shortest(self) -> float | None:
        """The shortest gap."""
        return min(self.gaps, default=None)

    @property
    def median(self) -> float | None:
        """The median gap."""
        return median(self.gaps) if self.gaps else None


def find(connection: sqlite3.Connection, run: int | None, site: str | None = None) -> RunOf | None:
    """Return a run by its id; of ``None`` the last one, of a site where one is named. ``None``: there is no such run."""
    row = connection.execute(
        "SELECT r.id, s.name, r.started_at, r.stats FROM runs r JOIN sites s ON s.id = r.site_id"
        " WHERE (?1 IS NULL OR r.id = ?1) AND (?2 IS NULL OR s.name = ?2) ORDER BY r.id DESC LIMIT 1",
        (run, site),
    ).fetchone()
    if row is None:
        return None
    number, name, started_at, stats = row
    pause = json.loads(stats or "{}").get("pause")
    return RunOf(number, name, started_at, None if pause is None else float(pause))


def nearest(connection: sqlite3.Connection, run: int) -> list[int]:
    """Return the ids of the (at most three) runs nearest to a number, in their order."""
    rows = connection.execute("SELECT id FROM runs ORDER BY abs(id - ?), id LIMIT 3", (run,))
    return sorted(number for (number,) in rows)


def report(connection: sqlite3.Connection, run: RunOf) -> Iterator[Manners]:
    """Yield how each host was asked, the most asked one first.

    What is owed counts from the end of the host's last answer to any run of this archive. A request for robots.txt owes
    the run's own pause only: what robots.txt asks for is known when it is there. Only the last copy of a robots.txt is
    kept; one that a later run has read says nothing of what this run knew.
    """
    for host, first, last, copy, copied_at in connection.execute(_HOSTS, (run.id,)).fetchall():
        delay = robots.parse(copy).crawl_delay if copy and copied_at <= last else None
        manners = Manners(host, run.pause, None if delay is None else min(delay, robots.LONGEST_CRAWL_DELAY))
        _follow(connection, run, manners, first, last)
        yield manners


def _follow(connection: sqlite3.Connection, run: RunOf, manners: Manners, first: str, last: str) -> None:
    free_at: float | None = None
    values = {"run": run.id, "host": manners.host, "first": first, "last": last}
    for ours, start, seconds, waited, reason, status, size, kind, url in connection.execute(_REQUESTS, values):
        if ours:
            if not manners.requests:
                manners.robots = "first" if kind == "robots" else _copy(connection, run.id, manners.host, first)
                if manners.robots == "never":
                    _note(manners, Early(url, first, None, manners.owed))
            _count(manners, status, size, waited, reason)
            if free_at is not None:
                gap, owed = _gap(start - free_at), (manners.pause or 0.0) if kind == "robots" else manners.owed
                manners.gaps.append(gap)
                if gap + GRAIN < owed:
                    _note(manners, Early(url, utc_text(dt.datetime.fromtimestamp(start, dt.UTC)), gap, owed))
        free_at = max(free_at or 0.0, start + seconds)


def _gap(seconds: float) -> float:
    """Return a gap without what only the cut-off milliseconds make negative."""
    return 0.0 if -GRAIN < seconds < 0 else seconds


def _count(manners: Manners, status: int | None, size: int, waited: float, reason: str | None) -> None:
    manners.requests += 1
    manners.bytes += size
    word = "none" if status is None else str(status) if status in {200, 304} else f"{status // 100}xx"
    manners.statuses[word] += 1
    if waited > 0:
        number, seconds = manners.waits.get(reason or "delay", (0, 0.0))
        manners.waits[reason or "delay"] = (number + 1, seconds + waited)


def _note(manners: Manners, early: Early) -> None:
    manners.earlies += 1
    if len(manners.early) < SHOWN:
        manners.early.append(early)


def _copy(connection: sqlite3.Connection, run: int, host: str, first: str) -> Asked:
    """Tell whether another run had asked for robots.txt within the day before this one's first request."""
    since = utc_text(from_utc_text(first) - _DAY)
    addresses = (robots.address(f"http://{host}/"), robots.address(f"https://{host}/"))
    return "copy" if connection.execute(_ROBOTS, (*addresses, run, since, first)).fetchone()[0] else "never"
