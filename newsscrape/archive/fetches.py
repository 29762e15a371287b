"""The log of requests and failures, within the writer's transaction."""

import sqlite3
from collections import Counter

from newsscrape.archive.records import Failure, Fetch, Lease
from newsscrape.dates import utc_text

_LONGEST = 2000  # characters of an error's message
_NOT_MODIFIED = 304


def keep(connection: sqlite3.Connection, lease: Lease, run_id: int, fetch: Fetch) -> Counter[str]:
    """Store one request, if it was ours; return what it adds to the run's counters."""
    if fetch.foreign:
        return Counter()
    requested_ms = fetch.requested_at.microsecond // 1000
    connection.execute(
        "INSERT INTO fetches(run_id, url_id, host, requested_at, requested_ms, status, bytes, seconds, waited, wait_reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(run_id, lease.id, lease.host, utc_text(fetch.requested_at), requested_ms, fetch.status),
            *(len(fetch.body), fetch.seconds, fetch.waited, fetch.wait_reason),
        ),
    )
    return Counter(requests=1, not_modified=int(fetch.status == _NOT_MODIFIED), bytes=len(fetch.body))


def keep_failure(connection: sqlite3.Connection, lease: Lease, run_id: int, failure: Failure, now: str) -> None:
    """Store why a URL gave nothing. The message may hold anything: it is made storable here."""
    message = failure.message.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")[:_LONGEST]
    connection.execute(
        "INSERT INTO errors(run_id, url_id, stage, kind, occurred_at, url, message) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (run_id, lease.id, failure.stage, failure.kind, now, lease.url, message),
    )
