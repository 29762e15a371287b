"""Why an address is where it is: what the archive remembers of it, from the page that named it to what it gave."""

import sqlite3
from typing import NamedTuple

_FAR = 50  # steps followed from address to address


class Address(NamedTuple):
    """A row of ``urls``, with its site's name. Moments are UTC text of 20 characters."""

    id: int
    url: str
    method: str
    site: str
    kind: str
    state: str
    host: str
    article_id: int | None
    found_on_id: int | None
    found_at: str
    redirect_id: int | None
    hops: int
    due_at: str | None
    """Due: since or from when; else from when a run asks again by itself, ``None``: never."""
    checked_at: str | None
    tries: int
    last_status: int | None
    last_error: str | None
    """``stage: kind`` of the last failure, or the bare reason why it was left out."""


class Asked(NamedTuple):
    """One request."""

    requested_at: str
    status: int | None
    bytes: int
    seconds: float
    waited: float
    wait_reason: str | None


class Trouble(NamedTuple):
    """A row of ``errors``."""

    occurred_at: str
    stage: str
    kind: str
    message: str


class Product(NamedTuple):
    """The article that an address leads to or belongs to."""

    id: int
    site: str
    url: str
    title: str | None
    revision: int
    first_seen_at: str
    changed_at: str
    gone_at: str | None


class ThreadOf(NamedTuple):
    """A comment thread of an article."""

    system: str
    claimed: int | None
    stored: int
    """Of these, the current ones; those that have vanished are in `deleted`."""
    deleted: int
    edited: int
    completed_at: str | None


class FieldOf(NamedTuple):
    """Where a field of an article came from."""

    field: str
    source: str
    agreement: int
    raw: str | None


_ADDRESS = "SELECT " + ", ".join("s.name" if name == "site" else f"u.{name}" for name in Address._fields)
_ADDRESS += " FROM urls u JOIN sites s ON s.id = u.site_id "
# The walk goes by one column, step by step; `step` bounds it and keeps the order.
_WALK = f"""
WITH RECURSIVE way(id, step) AS (
  SELECT {{column}}, 1 FROM urls WHERE id = ?1
  UNION ALL
  SELECT n.{{column}}, way.step + 1 FROM way JOIN urls n ON n.id = way.id WHERE way.step < ?2
)
{_ADDRESS} JOIN way ON way.id = u.id ORDER BY way.step
"""  # noqa: S608 - made of this module's constants
_TRAIL, _ONWARD = _WALK.format(column="found_on_id"), _WALK.format(column="redirect_id")


def find(connection: sqlite3.Connection, *names: str) -> Address | None:
    """Return the first of the addresses that the archive has met; failing that, one of the article that is shown under it."""
    for name in names:
        row = connection.execute(f"{_ADDRESS} WHERE u.url = ? ORDER BY u.method, u.payload LIMIT 1", (name,)).fetchone()
        if row:
            return Address(*row)
    for name in names:
        row = connection.execute("SELECT id FROM articles WHERE url = ? LIMIT 1", (name,)).fetchone()
        if row and (address := of_article(connection, row[0])):
            return address
    return None


def of_article(connection: sqlite3.Connection, article_id: int) -> Address | None:
    """Return the address from which an article was read: of several, one that is asked again or was read last."""
    row = connection.execute(
        f"{_ADDRESS} WHERE u.article_id = ? AND u.kind = 'article'"
        " ORDER BY u.redirect_id IS NULL DESC, u.due_at IS NULL, u.checked_at DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    return Address(*row) if row else None


def article_of(connection: sqlite3.Connection, site: str, key: str) -> int | None:
    """Return the article of a site and key, ``None`` where it is not archived."""
    row = connection.execute(
        "SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.key = ? AND s.name = ?",
        (key, site),
    ).fetchone()
    return row[0] if row else None


def trail(connection: sqlite3.Connection, address: Address) -> list[Address]:
    """Return the pages that led here: the one that named the address, the one that named that, to the source."""
    return _distinct(connection, _TRAIL, address)


def onward(connection: sqlite3.Connection, address: Address) -> list[Address]:
    """Return where redirects lead from here, in their order."""
    return _distinct(connection, _ONWARD, address)


def redirected_here(connection: sqlite3.Connection, address: Address) -> list[Address]:
    """Return the addresses that redirect straight to this one, at most `_FAR`."""
    rows = connection.execute(f"{_ADDRESS} WHERE u.redirect_id = ? ORDER BY u.id LIMIT ?", (address.id, _FAR))
    return [Address(*row) for row in rows]


def requests(connection: sqlite3.Connection, address: Address, limit: int = 5) -> list[Asked]:
    """Return the last requests, newest first."""
    query = f"SELECT {', '.join(Asked._fields)} FROM fetches WHERE url_id = ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - constants
    return [Asked(*row) for row in connection.execute(query, (address.id, limit))]


def troubles(connection: sqlite3.Connection, address: Address, limit: int = 5) -> list[Trouble]:
    """Return the last failures, newest first."""
    query = f"SELECT {', '.join(Trouble._fields)} FROM errors WHERE url_id = ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - constants
    return [Trouble(*row) for row in connection.execute(query, (address.id, limit))]


def product(connection: sqlite3.Connection, article_id: int) -> Product:
    """Return the article; there has to be one."""
    columns = ", ".join("s.name" if name == "site" else f"a.{name}" for name in Product._fields)
    query = f"SELECT {columns} FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?"  # noqa: S608 - constants
    return Product(*connection.execute(query, (article_id,)).fetchone())


def other_addresses(connection: sqlite3.Connection, article_id: int, address: Address) -> list[str]:
    """Return the article's further addresses and parts, at most `_FAR`."""
    rows = connection.execute(
        "SELECT url FROM urls WHERE article_id = ? AND id <> ? AND kind IN ('article', 'part') ORDER BY id LIMIT ?",
        (article_id, address.id, _FAR),
    )
    return [url for (url,) in rows]


def threads(connection: sqlite3.Connection, article_id: int) -> list[ThreadOf]:
    """Return the article's threads, each with what it claims and what is archived of it."""
    rows = connection.execute(
        "SELECT t.system, t.claimed, count(c.id) - count(c.deleted_at), count(c.deleted_at), count(c.edited_at), t.completed_at"
        " FROM threads t LEFT JOIN comments c ON c.thread_id = t.id WHERE t.article_id = ? GROUP BY t.id ORDER BY t.id",
        (article_id,),
    )
    return [ThreadOf(*row) for row in rows]


def fields(connection: sqlite3.Connection, article_id: int) -> list[FieldOf]:
    """Return where the article's fields came from."""
    query = "SELECT field, source, agreement, raw FROM provenance WHERE article_id = ? ORDER BY id"
    return [FieldOf(*row) for row in connection.execute(query, (article_id,))]


def named(connection: sqlite3.Connection, address: Address) -> int:
    """Return how many addresses this page was the first to name."""
    (count,) = connection.execute("SELECT count(*) FROM urls WHERE found_on_id = ?", (address.id,)).fetchone()
    return int(count)


def stored_pages(connection: sqlite3.Connection, address: Address) -> tuple[int, str | None]:
    """Return how many raw pages of the address are kept, and when the last one was fetched."""
    query = "SELECT count(*), max(fetched_at) FROM pages WHERE url_id = ?"
    count, last = connection.execute(query, (address.id,)).fetchone()
    return int(count), last


def _distinct(connection: sqlite3.Connection, query: str, address: Address) -> list[Address]:
    """Return the steps of a walk, the first visit of each: a circle ends where it closes."""
    found: dict[int, Address] = {}
    for row in connection.execute(query, (address.id, _FAR)):
        step = Address(*row)
        if step.id in found or step.id == address.id:
            break
        found[step.id] = step
    return list(found.values())
