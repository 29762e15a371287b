"""What is known of each host: its robots.txt, and when it may be asked again."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from newsscrape import robots
from newsscrape.archive.connection import transaction
from newsscrape.archive.records import Fetch
from newsscrape.dates import from_utc_text, utc_text

_ROBOTS_BYTES = 512 << 10  # RFC 9309, 2.5: at least 500 KiB are read
_OK, _REDIRECTS = 200, 300
_LED_HERE = """
WITH RECURSIVE led(id, host, hops) AS (
  SELECT id, host, 0 FROM urls WHERE redirect_id = ? AND kind = 'robots'
  UNION
  SELECT u.id, u.host, led.hops + 1 FROM led JOIN urls u ON u.redirect_id = led.id WHERE led.hops < 10 AND u.kind = 'robots'
)
SELECT DISTINCT host FROM led
"""


@dataclass(frozen=True, slots=True)
class Host:
    """A row of ``hosts``."""

    host: str
    robots: str | None
    """The last robots.txt that was answered with 2xx; ``""`` after a 4xx (all is allowed); ``None``: never had one."""
    robots_status: int | None
    """The status of the last attempt; ``None``: no answer, or no attempt yet (then `robots_at` is ``None`` too)."""
    robots_at: dt.datetime | None
    """When `robots` was last confirmed, so that a failing host's old copy can be given up after a day."""
    crawl_delay: float | None
    wait_until: dt.datetime | None
    failures: int
    """Failed robots attempts in a row."""


def _moment(text: str | None) -> dt.datetime | None:
    return from_utc_text(text) if text else None


def read(connection: sqlite3.Connection, host: str) -> Host | None:
    """Return what is known of a host, ``None`` where nothing is."""
    row = connection.execute(
        "SELECT host, robots, robots_status, robots_at, crawl_delay, wait_until, failures FROM hosts WHERE host = ?",
        (host,),
    ).fetchone()
    if row is None:
        return None
    name, robots, status, robots_at, delay, wait, failures = row
    return Host(name, robots, status, _moment(robots_at), delay, _moment(wait), failures)


def last_answer(connection: sqlite3.Connection, host: str) -> dt.datetime | None:
    """Return when the last request to a host ended, as the ``fetches`` table has it."""
    row = connection.execute(
        "SELECT requested_at, requested_ms, seconds FROM fetches WHERE host = ?"
        " ORDER BY requested_at DESC, requested_ms DESC LIMIT 1",
        (host,),
    ).fetchone()
    if row is None:
        return None
    return from_utc_text(row[0]) + dt.timedelta(milliseconds=row[1], seconds=row[2])


def take_turn(connection: sqlite3.Connection, host: str, now: dt.datetime, until: dt.datetime) -> dt.datetime:
    """Take the host's turn among all runs of this archive: until `end_turn`, or `until`, in case that the run dies.

    Returns:
        `now` where the turn is the caller's; else when another's ends at the latest, or when the host asks to be left alone to.
    """
    with transaction(connection):
        connection.execute("INSERT INTO hosts(host) VALUES (?) ON CONFLICT DO NOTHING", (host,))
        (wait,) = connection.execute("SELECT wait_until FROM hosts WHERE host = ?", (host,)).fetchone()
        if wait and from_utc_text(wait) > now:
            return from_utc_text(wait)
        connection.execute("UPDATE hosts SET wait_until = ? WHERE host = ?", (_rounded_up(until), host))
    return now


def end_turn(connection: sqlite3.Connection, host: str, until: dt.datetime, free_at: dt.datetime) -> None:
    """Give the turn back that was taken until `until`; the next one begins at `free_at`."""
    with transaction(connection):
        connection.execute(
            "UPDATE hosts SET wait_until = ? WHERE host = ? AND wait_until = ?",
            (_rounded_up(free_at), host, _rounded_up(until)),
        )


def leave_alone(connection: sqlite3.Connection, host: str, until: dt.datetime) -> None:
    """Keep all runs from asking the host before `until`, which it asked for itself."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO hosts(host, wait_until) VALUES (?, ?) ON CONFLICT(host) DO UPDATE"
            " SET wait_until = max(coalesce(wait_until, ''), excluded.wait_until)",
            (host, _rounded_up(until)),
        )


def _rounded_up(moment: dt.datetime) -> str:
    return utc_text(moment + dt.timedelta(microseconds=999_999))


def keep_robots(connection: sqlite3.Connection, url_id: int, own_host: str, fetch: Fetch) -> None:
    """Keep what a robots.txt request came to, within the writer's transaction.

    2xx: the text counts; 4xx: all is allowed (RFC 9309, 2.3.1.3); anything else: an older copy stands, the failure is
    counted. An answer at the end of redirects holds for the hosts that led here, too.
    """
    status = fetch.status or 0
    text = fetch.body[:_ROBOTS_BYTES].decode("utf-8", "replace").replace("\x00", "") if _OK <= status < _REDIRECTS else ""
    names = {own_host, *(name for (name,) in connection.execute(_LED_HERE, (url_id,)))}
    if robots.settles(status):
        rows = [(name, status, utc_text(fetch.requested_at), text) for name in sorted(names)]
        connection.executemany(
            "INSERT INTO hosts(host, robots_status, robots_at, robots) VALUES (?, ?, ?, ?) ON CONFLICT(host) DO UPDATE SET"
            " robots_status = excluded.robots_status, robots_at = excluded.robots_at, robots = excluded.robots,"
            " failures = 0",
            rows,
        )
    else:
        connection.executemany(
            "INSERT INTO hosts(host, robots_status, failures) VALUES (?, ?, 1) ON CONFLICT(host) DO UPDATE SET"
            " robots_status = excluded.robots_status, failures = failures + 1",
            [(name, fetch.status) for name in sorted(names)],
        )


def keep_delay(connection: sqlite3.Connection, host: str, seconds: float | None) -> None:
    """Keep the Crawl-delay that the host's robots.txt asks of us, for people to see."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO hosts(host, crawl_delay) VALUES (?, ?)"
            " ON CONFLICT(host) DO UPDATE SET crawl_delay = excluded.crawl_delay",
            (host, seconds),
        )
