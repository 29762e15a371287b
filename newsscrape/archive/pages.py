"""Raw pages: each body kept once, however many fetches gave it."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsscrape.archive.blobs import Packed, Unpacker
from newsscrape.archive.records import Fetch, Lease
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.model import Kind
from newsscrape.page import Page

ARTICLES = frozenset({"article", "part"})
"""The kinds of addresses whose pages articles are read from."""
_SECRET = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "authorization", "proxy-authenticate"})


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a fetched body lies."""

    page_id: int
    known: bool
    """The newest stored page of this URL has the very same bytes."""


def store(  # noqa: PLR0913 - a page's row has these parts
    connection: sqlite3.Connection,
    url_id: int,
    run_id: int,
    fetch: Fetch,
    packed: Packed,
    *,
    replace: bool,
    redacted: bool = False,
) -> Stored:
    """Store a page, within the caller's transaction; a body equal to the URL's newest stored one adds nothing.

    Args:
        connection: a writer's.
        url_id: whose page it is.
        run_id: the run that fetched it.
        fetch: the answer.
        packed: its body.
        replace: keep only the newest page of this URL.
        redacted: something was cut out of the body.
    """
    newest = connection.execute(
        "SELECT p.id, b.sha256, b.id FROM pages p JOIN blobs b ON b.id = p.blob_id WHERE p.url_id = ?"
        " ORDER BY p.id DESC LIMIT 1",
        (url_id,),
    ).fetchone()
    if newest and newest[1] == packed.sha256:
        return Stored(newest[0], known=True)
    blob = _blob(connection, packed)
    headers = json.dumps({name: value for name, value in fetch.headers.items() if name not in _SECRET})
    fetched_at = utc_text(fetch.requested_at)
    values = (run_id, fetched_at, fetch.status or 200, blob, headers, fetched_at if redacted else None)
    if newest and replace:
        connection.execute(
            "UPDATE pages SET run_id = ?, fetched_at = ?, status = ?, blob_id = ?, headers = ?, redacted_at = ? WHERE id = ?",
            (*values, newest[0]),
        )
        _drop_blob(connection, newest[2])
        return Stored(newest[0], known=False)
    cursor = connection.execute(
        "INSERT INTO pages(run_id, fetched_at, status, blob_id, headers, redacted_at, url_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*values, url_id),
    )
    return Stored(cursor.lastrowid or 0, known=False)


def redact(connection: sqlite3.Connection, page_id: int, packed: Packed, now: str) -> None:
    """Put what is left of a page in its place, within the caller's transaction."""
    (former,) = connection.execute("SELECT blob_id FROM pages WHERE id = ?", (page_id,)).fetchone()
    values = (_blob(connection, packed), now, page_id)
    connection.execute("UPDATE pages SET blob_id = ?, redacted_at = ? WHERE id = ?", values)
    _drop_blob(connection, former)


def _blob(connection: sqlite3.Connection, packed: Packed) -> int:
    row = connection.execute("SELECT id FROM blobs WHERE sha256 = ?", (packed.sha256,)).fetchone()
    if row:
        return int(row[0])
    values = (packed.sha256, packed.length, packed.dictionary_id, packed.data)
    cursor = connection.execute(
        "INSERT INTO blobs(sha256, codec, length, dictionary_id, data) VALUES (?, 'zstd', ?, ?, ?)", values
    )
    return cursor.lastrowid or 0


def _drop_blob(connection: sqlite3.Connection, blob_id: int) -> None:
    connection.execute(
        "DELETE FROM blobs WHERE id = ? AND NOT EXISTS (SELECT 1 FROM pages WHERE blob_id = blobs.id)", (blob_id,)
    )


def of_article(connection: sqlite3.Connection, article_id: int) -> list[Page]:
    """Return the stored pages of an article in reading order."""
    return [page for _, _, page in _placed(connection, article_id)]


def of_id(connection: sqlite3.Connection, page_id: int) -> Page:
    """Return one stored page."""
    url, payload, data, dictionary_id, headers, fetched_at = connection.execute(
        "SELECT u.url, u.payload, b.data, b.dictionary_id, p.headers, p.fetched_at FROM pages p"
        " JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id WHERE p.id = ?",
        (page_id,),
    ).fetchone()
    return Page(url, Unpacker(connection)(data, dictionary_id), json.loads(headers), from_utc_text(fetched_at), payload)


def outdated(connection: sqlite3.Connection, site: str, key: str, reader: str) -> list[Page]:
    """Return the stored pages of an article in reading order, if it was read by another version than `reader`; else none."""
    row = connection.execute(
        "SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE s.name = ? AND a.key = ? AND a.reader <> ?",
        (site, key, reader),
    ).fetchone()
    return of_article(connection, row[0]) if row else []


def joined(connection: sqlite3.Connection, lease: Lease, part: int, page: Page) -> list[Page]:
    """Return the pages to read an article from: those stored, with a fresh one in its own place.

    Args:
        connection: any.
        lease: of the fresh page; without `article_id`, the page stands alone.
        part: the page's number in the article, 1 where it is not known.
        page: the fresh page.
    """
    stored = _placed(connection, lease.article_id) if lease.article_id is not None else []
    own = next((position for position, url_id, _ in stored if url_id == lease.id), None)
    position = own or place(lease.kind, part, [position for position, _, _ in stored])
    others = [(at, other) for at, _, other in stored if at != position]
    return [one for _, one in sorted([*others, (position, page)], key=lambda pair: pair[0])]


def place(kind: Kind, part: int, taken: Sequence[int]) -> int:
    """Return the position of a page that is new to its article: its number, or the end where a part has none."""
    return max(taken, default=0) + 1 if kind == "part" and part == 1 else part


def _placed(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, int, Page]]:
    rows = connection.execute(
        "SELECT x.position, u.id, u.url, b.data, b.dictionary_id, p.headers, p.fetched_at FROM article_pages x"
        " JOIN pages p ON p.id = x.page_id JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id"
        " WHERE x.article_id = ? AND b.length > 0 ORDER BY x.position",
        (article_id,),
    )
    unpack = Unpacker(connection)
    return [
        (position, url_id, Page(url, unpack(data, dictionary_id), json.loads(headers), from_utc_text(fetched_at)))
        for position, url_id, url, data, dictionary_id, headers, fetched_at in rows
    ]
