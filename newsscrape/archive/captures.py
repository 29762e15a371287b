"""The stored raw pages as a stream, in the order in which web archives index them."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsscrape.archive.blobs import Damaged, Unpacker
from newsscrape.archive.filters import Filter
from newsscrape.errors import BadArchive
from newsscrape.model import Kind
from newsscrape.urls import normalise, surt

_ORDER = """
SELECT p.id, (SELECT count(*) FROM pages q WHERE q.blob_id = p.blob_id) > 1
FROM pages p JOIN urls u ON u.id = p.url_id JOIN blobs b ON b.id = p.blob_id LEFT JOIN articles a
  ON a.id = coalesce(u.article_id, (SELECT x.article_id FROM article_pages x WHERE x.page_id = p.id))
WHERE b.length > 0 AND {where} ORDER BY surt(u.url), u.method, u.payload, p.fetched_at, p.id
"""
_ONE = """
SELECT u.url, u.method, u.payload, p.fetched_at, p.status, p.headers, b.sha256, b.data, b.dictionary_id,
  CASE u.kind WHEN 'article' THEN coalesce(a.title, '') END
FROM pages p JOIN urls u ON u.id = p.url_id JOIN blobs b ON b.id = p.blob_id LEFT JOIN articles a ON a.id = u.article_id
WHERE p.id = ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer to one request, as web archives call it."""

    url: str
    method: str = "GET"
    payload: str = ""
    """What was sent to the address, of a POST."""
    fetched_at: str
    """UTC text of 20 characters."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    sha256: str
    """Of `body`."""
    body: bytes
    """After transfer and content encoding are undone; of a page from which comments were cut, what is left."""
    shared: bool = False
    """Other captures have the very same body."""
    title: str | None = None
    """The title of the article that stands there; ``None``: it is no article's own address."""


def captures(connection: sqlite3.Connection, wanted: Filter = Filter()) -> Iterator[Capture]:  # noqa: B008 - frozen
    """Yield the stored pages by SURT of their address, then by time; one is held in memory at a time.

    Args:
        connection: any.
        wanted: pages of these articles only.

    Raises:
        BadArgument: the archive has no such site or topic.
        BadArchive: a page cannot be unpacked.
    """
    where, values = wanted.where(connection, "a")
    connection.create_function("surt", 1, surt, deterministic=True)
    # The statement stays open to the end, and with it the snapshot that all the others of this connection read.
    numbers = connection.execute(_ORDER.format(where=where), values)
    unpack = Unpacker(connection)
    return (_capture(connection, unpack, number, shared=bool(shared)) for number, shared in numbers)


def _capture(connection: sqlite3.Connection, unpack: Unpacker, number: int, *, shared: bool) -> Capture:
    row = connection.execute(_ONE, (number,)).fetchone()
    url, method, payload, fetched_at, status, headers, sha256, data, dictionary_id, title = row
    try:
        body = unpack(data, dictionary_id)
    except Damaged as error:
        raise BadArchive(f"the raw page of {url} is damaged ({error}); `newsscrape check` tells all that is wrong") from error
    return Capture(
        url=url,
        method=method,
        payload=payload,
        fetched_at=fetched_at,
        status=status,
        headers=json.loads(headers),
        sha256=sha256,
        body=body,
        shared=shared,
        title=title,
    )


def last_seen(connection: sqlite3.Connection, url: str) -> tuple[Kind | None, str | None]:
    """Return an address's kind and when it was last visited, each ``None`` where that is not known."""
    query = "SELECT kind, checked_at FROM urls WHERE url = ? AND method = 'GET' AND payload = ''"
    return connection.execute(query, (normalise(url),)).fetchone() or (None, None)
