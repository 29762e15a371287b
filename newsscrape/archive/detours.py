"""What a page of a thread leads to where an address that it names is known to give nothing: another one, or nothing more."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from newsscrape.archive.records import Found, Visit
from newsscrape.model import Target, Thread
from newsscrape.urls import normalise

# Asked, and refused by its server's answer or its robots.txt: not left out by us, and not for want of an answer.
_CLOSED = (
    "SELECT 1 FROM urls WHERE url = ? AND method = ? AND payload = ? AND state IN ('refused', 'gone')"
    " AND checked_at IS NOT NULL AND (last_status < 500 OR last_error LIKE 'robots: %')"
)

Key = tuple[str, str, str]


def taken(connection: sqlite3.Connection, visit: Visit) -> Visit:
    """Return the visit with threads that do not lead to closed addresses, as far as there is another way.

    That is `Target.instead`, or of a thread that stands on its page (`Thread.stands`), that page alone.
    """
    threads = visit.outcome.threads if visit.outcome else ()
    targets = [target for thread in threads for target in thread.more if thread.stands or target.instead]
    closed = {key for target in targets if connection.execute(_CLOSED, key := _key(target)).fetchone()}
    if not closed or visit.outcome is None:
        return visit
    outcome = replace(visit.outcome, threads=tuple(_past(thread, closed) for thread in threads))
    found = (_found(one, closed) for one in visit.found)
    return replace(visit, outcome=outcome, found=tuple(one for one in found if one))


def _past(thread: Thread, closed: Collection[Key]) -> Thread:
    more = [target.instead if _key(target) in closed else target for target in thread.more]
    left = tuple(target for target in more if target)
    return replace(thread, more=left, partial=thread.partial and not (thread.stands and not left))


def _found(one: Found, closed: Collection[Key]) -> Found | None:
    if _key(one.target) not in closed:
        return one
    return replace(one, target=one.target.instead) if one.target.instead else None


def _key(target: Target) -> Key:
    return normalise(target.url), target.method, target.payload
