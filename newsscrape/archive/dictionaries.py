"""Dictionaries: a site's pages share their furniture, so each is stored as what it says beyond that.

A site's first dictionary is trained at the end of the run in which its pages have become enough, when nothing waits for the
archive any more; pages of later runs are packed with it. `newsscrape.archive.compact` trains anew, and packs the old ones.
A dictionary holds pieces of pages as they are, so names too: `renew` is part of forgetting one.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from newsscrape.archive.blobs import Damaged, Dictionary, Unpacker, loaded, pack, trained
from newsscrape.archive.connection import transaction
from newsscrape.mentions import Mentions, legible
from newsscrape.text import fold

ENOUGH = 100
"""Pages of a site from which on it has a dictionary."""
SIZE = 112_640  # bytes; what zstd's own tool takes
_SAMPLE = 400  # pages
_SAMPLED = 8_000_000  # bytes of them: about a second of training
_HEAD = 1 << 17  # bytes of a page
_OF_SITE = """
SELECT p.blob_id FROM pages p JOIN urls u ON u.id = p.url_id WHERE u.site_id = :site
UNION SELECT b.id FROM blobs b JOIN dictionaries d ON d.id = b.dictionary_id WHERE d.site_id = :site
"""
# The hash is as good as a die, and the same pages give the same dictionary again.
_CHOSEN = f"SELECT data, dictionary_id FROM blobs WHERE length > 0 AND id IN ({_OF_SITE}) ORDER BY sha256 LIMIT {_SAMPLE}"  # noqa: S608 - constants


def newest(connection: sqlite3.Connection, site_id: int) -> Dictionary | None:
    """Return the dictionary that a site's pages are packed with now; ``None``: none, or it is damaged."""
    query = "SELECT id, data FROM dictionaries WHERE site_id = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (site_id,)).fetchone()
    try:
        return Dictionary(row[0], loaded(row[1])) if row else None
    except Damaged:
        return None  # `newsscrape check` names the pages that need it


def begin(connection: sqlite3.Connection, path: Path, site_id: int, now: str) -> None:
    """Train the first dictionary of a site, if it has none and enough pages; takes about a second, once.

    Args:
        connection: a writer's.
        path: the archive's.
        site_id: whose pages.
        now: UTC text of 20 characters.

    Raises:
        ArchiveFailed: it cannot be stored.
    """
    if connection.execute("SELECT 1 FROM dictionaries WHERE site_id = ?", (site_id,)).fetchone():
        return
    data = train(connection, site_id)
    if data:
        with transaction(connection, path):
            add(connection, site_id, data, now)


def train(connection: sqlite3.Connection, site_id: int) -> bytes | None:
    """Return a dictionary for a site from a sample of its pages; ``None``: they are too few."""
    (number,) = connection.execute(f"SELECT count(*) FROM ({_OF_SITE} LIMIT {ENOUGH})", {"site": site_id}).fetchone()  # noqa: S608 - constants
    if number < ENOUGH:
        return None
    bodies: list[bytes] = []
    unpack, size = Unpacker(connection), 0
    for data, dictionary_id in connection.execute(_CHOSEN, {"site": site_id}):
        try:
            bodies.append(unpack(data, dictionary_id)[:_HEAD])
        except Damaged:
            continue  # `newsscrape check` names it
        size += len(bodies[-1])
        if size > _SAMPLED:
            break
    return trained(bodies, min(SIZE, size // 4))


def add(connection: sqlite3.Connection, site_id: int, data: bytes, now: str) -> Dictionary:
    """Store a dictionary as the site's newest, within the caller's transaction; the very same one stays as it is."""
    present = newest(connection, site_id)
    if present and present.content.dict_content == data:
        return present
    values = (site_id, now, data)
    row = connection.execute("INSERT INTO dictionaries(site_id, trained_at, data) VALUES (?, ?, ?) RETURNING id", values)
    return Dictionary(row.fetchone()[0], loaded(data))


def packed_otherwise(connection: sqlite3.Connection, site_id: int, dictionary: Dictionary | None) -> list[int]:
    """Return the ids of a site's blobs that are not packed with this dictionary."""
    # Both by the index: the column stands behind the data, which would all be read for it.
    others = "EXCEPT SELECT id FROM blobs WHERE dictionary_id = :number"
    packed = "INTERSECT SELECT id FROM blobs WHERE dictionary_id IS NOT NULL"
    query = f"SELECT blob_id FROM ({_OF_SITE}) {others if dictionary else packed} ORDER BY 1"  # noqa: S608 - constants
    number = dictionary.id if dictionary else None
    return [blob for (blob,) in connection.execute(query, {"site": site_id, "number": number})]


def repack(connection: sqlite3.Connection, blobs: Iterable[int], dictionary: Dictionary | None) -> None:
    """Pack blobs anew, within the caller's transaction; a damaged one stays as it is."""
    unpack = Unpacker(connection)
    for number in blobs:
        row = connection.execute("SELECT data, dictionary_id, sha256 FROM blobs WHERE id = ?", (number,)).fetchone()
        try:
            packed = pack(unpack(row[0], row[1]), dictionary)
        except Damaged:
            continue
        if packed.sha256 == row[2]:
            values = (packed.data, packed.dictionary_id, number)
            connection.execute("UPDATE blobs SET data = ?, dictionary_id = ? WHERE id = ?", values)


def drop_unused(connection: sqlite3.Connection, site_id: int, dictionary: Dictionary | None) -> None:
    """Drop a site's other dictionaries that no blob needs any more, within the caller's transaction."""
    connection.execute(
        "DELETE FROM dictionaries WHERE site_id = ? AND id IS NOT ?"
        " AND NOT EXISTS (SELECT 1 FROM blobs WHERE dictionary_id = dictionaries.id)",
        (site_id, dictionary.id if dictionary else None),
    )


def renew(connection: sqlite3.Connection, site_id: int, names: Mentions, now: str) -> None:
    """Replace a site's dictionaries by one from its pages as they are now, within the caller's transaction.

    Where that would hold one of the names, as the author's of an article, the pages are left without; what is trained next is
    from pages of which all others are cut.
    """
    dictionary = None
    if newest(connection, site_id):
        data = train(connection, site_id)
        dictionary = add(connection, site_id, data, now) if data and not holds(data, names) else None
        repack(connection, packed_otherwise(connection, site_id, dictionary), dictionary)
    connection.execute(
        "DELETE FROM dictionaries WHERE site_id = ? AND id IS NOT ?", (site_id, dictionary.id if dictionary else None)
    )


def holding(connection: sqlite3.Connection, names: Mentions, site: str | None = None) -> list[tuple[int, int]]:
    """Return id and site of each dictionary in which one of the names stands.

    Args:
        connection: any.
        names: as they are looked for.
        site: whose dictionaries; ``None``: all.
    """
    rows = connection.execute(
        "SELECT d.id, d.site_id, d.data FROM dictionaries d JOIN sites s ON s.id = d.site_id WHERE ?1 IS NULL OR s.name = ?1",
        (site,),
    )
    return [(number, site_id) for number, site_id, data in rows if holds(data, names)]


def holds(data: bytes, names: Mentions) -> bool:
    """Tell whether one of the names stands in a dictionary, in the charsets of the day and of the old web."""
    texts = [data.decode(charset, "replace") for charset in ("utf-8", "cp1252")]
    return any(names.found(fold(form)) for text in texts for form in (text, legible(text)))
