"""Discovered addresses become rows of the frontier. All within the writer's transaction."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsscrape.archive.records import Found, Lease
from newsscrape.model import NEXT_PAGE, PRIORITY, Target
from newsscrape.urls import host, normalise

_OF_ARTICLE = frozenset({"part", "comments", "image"})
_INSERT = (
    "INSERT INTO urls(url, method, payload, site_id, article_id, kind, priority, host, system, found_on_id, found_at,"
    " published, hops, state, due_at, last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(url, method, payload) DO UPDATE SET article_id = coalesce(article_id, excluded.article_id),"
    " published = coalesce(published, excluded.published) WHERE"
    " article_id IS NULL AND excluded.article_id IS NOT NULL OR published IS NULL AND excluded.published IS NOT NULL"
)
# A page may show an article's address as an image; that must not keep the article from being read.
_MISNAMED = (
    "UPDATE urls SET kind = ?, priority = ?, article_id = ?, state = 'due', due_at = ?, tries = 0, last_error = NULL"
    " WHERE url = ? AND method = ? AND payload = ? AND kind = 'image' AND file_id IS NULL"
)
_AGAIN = (
    "UPDATE urls SET state = 'due', due_at = ?, tries = 0, last_error = NULL,"  # noqa: S608 - constants
    f" priority = CASE kind WHEN 'listing' THEN {NEXT_PAGE} ELSE priority END WHERE url = ? AND method = ? AND payload = ? AND "
)
_NOT_THIS_RUN = "state <> 'due' AND run_id IS NOT ?"
_MODIFIED = f"{_NOT_THIS_RUN} AND (state <> 'done' OR coalesce(?, '~') > checked_at)"
_LEFT_OUT = "state = 'refused' AND checked_at IS NULL"
_KNOWN = (
    "SELECT count(*) FROM json_each(?) j JOIN urls u ON u.url = j.value AND u.method = 'GET' AND u.payload = '' WHERE u.id <= ?"
)
_OLDER = (
    "SELECT count(a.published), coalesce(sum(a.published < ?), 0) FROM urls f JOIN urls u ON u.found_on_id = f.found_on_id"
    " LEFT JOIN articles a ON a.id = u.article_id WHERE f.id = ? AND u.kind = 'article'"
)
RANGE, LIMIT = "range", "limit"
"""Why an address is left out that lies outside the range of the run's dates, and a listing page behind its limit."""
_FAR = 50  # redirects followed when a loop is looked for

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and when addresses were found."""

    lease: Lease
    kind: str
    """What the page turned out to be."""
    article_id: int | None
    run_id: int
    known_to: int
    """The last `urls.id` from before this run: an order that no clock can turn back."""
    now: str
    grew: bool = False
    """The page showed comments unknown before, so its further comment pages are asked again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What storing the addresses of one page came to."""

    hosts: frozenset[str] = frozenset()
    """Those that may have something due which they had not before."""
    known: int = 0
    """How many of the articles named were known before this run."""


def _key(target: Target) -> Key:
    return normalise(target.url), target.method, target.payload


def _row(found: Found, key: Key, ground: Ground, hops: int = 0) -> tuple[Any, ...]:
    target, lease = found.target, ground.lease
    article_id = ground.article_id if target.kind in _OF_ARTICLE else None
    state = ("refused", None, found.reason) if found.reason else ("due", ground.now, None)
    priority = NEXT_PAGE if target.kind == ground.kind == "listing" else PRIORITY[target.kind]
    place = (article_id, target.kind, priority, host(key[0]), target.system, lease.id, ground.now)
    # All that a listing page behind the range holds is older than the range, so that only a wider one asks for it.
    published = found.since if target.kind == "listing" and found.reason == RANGE else target.published
    return (*key, lease.site_id, *place, published, hops, *state)


def keep(connection: sqlite3.Connection, found: Sequence[Found], ground: Ground) -> Kept:
    """Insert what is unknown, and make due again what the page gives reason to ask again.

    A part, comment page or image needs an article. The next listing page is followed only from a page that names an
    article unknown before this run, unless the run goes back in time, and not where the page before this one named only
    what has turned out to be too old. Asked again are the feeds that a listing names, the sitemaps of an index that were
    modified since, further comment pages when the thread grew, and the home page that stands in for a source; none of them
    twice in a run.
    """
    usable = [(one, _key(one.target)) for one in found if one.target.kind not in _OF_ARTICLE or ground.article_id is not None]
    if not usable:
        return Kept()
    articles = {key[0] for one, key in usable if one.target.kind == "article"}
    known = _known(connection, articles, ground)
    if ground.kind == "listing":
        leads_on = known < len(articles)
        usable = [(one, key) for one, key in usable if leads_on or one.anyway or not _is_next(one)]
        usable = [(_within(connection, one, ground), key) for one, key in usable]
    hosts = _insert(connection, usable, ground)
    wanted = [(one.target, key) for one, key in usable if one.reason is None]
    repeated = [(one.target, key) for one, key in usable if one.reason is None and _is_repeated(one, ground)]
    hosts |= _rename(connection, wanted, ground)
    hosts |= _again(connection, _LEFT_OUT, [key for _, key in wanted], ground)
    asked = [(*key, ground.run_id, _modified(target)) for target, key in repeated]
    hosts |= _again(connection, _MODIFIED, asked, ground)
    return Kept(hosts, known)


def _known(connection: sqlite3.Connection, articles: Collection[str], ground: Ground) -> int:
    if not articles:
        return 0
    names = json.dumps(sorted(articles))
    (count,) = connection.execute(_KNOWN, (names, ground.known_to)).fetchone()
    return int(count)


def _is_next(one: Found) -> bool:
    """Tell an ordinary next page of a listing from one that is a trap, whose refusal is to be seen."""
    return one.target.kind == "listing" and one.reason in (None, RANGE, LIMIT)


def _within(connection: sqlite3.Connection, one: Found, ground: Ground) -> Found:
    """Return a listing's next page as left out where the articles of the page before this one are all too old.

    A list that shows dates is judged by these, page by page, before it comes here; this is for one that shows none.
    """
    if one.target.kind != "listing" or one.reason or not one.since:
        return one
    named, older = connection.execute(_OLDER, (one.since, ground.lease.id)).fetchone()
    return replace(one, reason=RANGE) if named and older == named else one


def _is_repeated(one: Found, ground: Ground) -> bool:
    target = one.target
    if one.anyway:
        return True
    if target.kind == "comments":
        return ground.grew
    if target.kind == "feed":
        return ground.kind == "listing"
    return target.kind == ground.kind and target.kind in {"listing", "sitemap"}


def _modified(target: Target) -> str | None:
    """Return until when a sitemap stood to be modified, where its index says so."""
    return target.published if target.kind == "sitemap" else None


def _insert(connection: sqlite3.Connection, found: Iterable[tuple[Found, Key]], ground: Ground) -> frozenset[str]:
    """Insert the rows; return the hosts of the new ones that are due."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM urls").fetchone()
    connection.executemany(_INSERT, [_row(one, key, ground) for one, key in found])
    rows = connection.execute("SELECT DISTINCT host FROM urls WHERE id > ? AND state = 'due'", (last,))
    return frozenset(name for (name,) in rows)


def _rename(connection: sqlite3.Connection, wanted: Sequence[tuple[Target, Key]], ground: Ground) -> frozenset[str]:
    """Make due what was taken for an image and is none; return the hosts."""
    rows = [
        (target.kind, PRIORITY[target.kind], ground.article_id if target.kind in _OF_ARTICLE else None, ground.now, *key)
        for target, key in wanted
    ]
    changed = connection.executemany(_MISNAMED, rows).rowcount if rows else 0
    return frozenset(host(key[0]) for _, key in wanted) if changed > 0 else frozenset()


def _again(connection: sqlite3.Connection, where: str, rows: Sequence[tuple[Any, ...]], ground: Ground) -> frozenset[str]:
    """Make due again those of the addresses for which `where` holds; return their hosts.

    Args:
        connection: within a transaction.
        where: a condition on ``urls``.
        rows: of each address its key, and the values that the condition asks for.
        ground: where the addresses were found.
    """
    if not rows:
        return frozenset()
    changed = connection.executemany(_AGAIN + where, [(ground.now, *row) for row in rows]).rowcount
    return frozenset(host(row[0]) for row in rows) if changed > 0 else frozenset()


def redirect(connection: sqlite3.Connection, target: Target, ground: Ground) -> tuple[int | None, frozenset[str]]:
    """Insert where a redirect leads, due now, and point the lease's row to it.

    Returns:
        The id of the target's row, ``None`` where the redirects lead in a circle; and the hosts with something new due.
    """
    key = _key(target)
    hops = ground.lease.hops + 1
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM urls").fetchone()
    connection.execute(_INSERT, _row(Found(target), key, ground, hops))
    number, state, kind, article_id = connection.execute(
        "SELECT id, state, kind, article_id FROM urls WHERE url = ? AND method = ? AND payload = ?", key
    ).fetchone()
    if _leads_to(connection, number, ground.lease.id):
        return None, frozenset()
    connection.execute(
        "UPDATE urls SET redirect_id = ?, article_id = coalesce(article_id, ?) WHERE id = ?",
        (number, article_id, ground.lease.id),
    )
    hosts = frozenset({host(key[0])}) if number > last else frozenset()
    kept = kind in {"article", "image"} and state == "done"
    may_wake = kind == "image" or ground.lease.kind != "image"  # an image that leads to a page is none, and no news of it
    if number <= last and may_wake and not kept:
        hosts = _again(connection, _NOT_THIS_RUN, [(*key, ground.run_id)], ground)
    return number, hosts


def _leads_to(connection: sqlite3.Connection, start: int, goal: int) -> bool:
    at: int | None = start
    for _ in range(_FAR):
        if at is None or at == goal:
            return at == goal
        (at,) = connection.execute("SELECT redirect_id FROM urls WHERE id = ?", (at,)).fetchone()
    return True
