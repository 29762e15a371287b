"""What is known of each host: its robots.txt, and when it may be asked again."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from newsscrape.archive.connection import transaction
from newsscrape.dates import from_utc_text, utc_text


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


def reserve(connection: sqlite3.Connection, host: str, now: dt.datetime, pause: float) -> dt.datetime:
    """Take the host's next turn among all runs of this archive, and say when it is.

    Returns:
        `now`, or the end of the turns that others have taken; the turn after it is `pause` seconds later, rounded up.
    """
    with transaction(connection):
        connection.execute("INSERT INTO hosts(host) VALUES (?) ON CONFLICT DO NOTHING", (host,))
        (wait,) = connection.execute("SELECT wait_until FROM hosts WHERE host = ?", (host,)).fetchone()
        turn = max(now, from_utc_text(wait)) if wait else now
        until = turn + dt.timedelta(seconds=pause, microseconds=999_999)
        connection.execute("UPDATE hosts SET wait_until = ? WHERE host = ?", (utc_text(until), host))
    return turn


def keep_delay(connection: sqlite3.Connection, host: str, seconds: float | None) -> None:
    """Keep the Crawl-delay that the host's robots.txt asks of us, for people to see."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO hosts(host, crawl_delay) VALUES (?, ?)"
            " ON CONFLICT(host) DO UPDATE SET crawl_delay = excluded.crawl_delay",
            (host, seconds),
        )
