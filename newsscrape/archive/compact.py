"""The file made small: raw pages packed anew, what nothing needs dropped, the indexes in one piece, no free pages.

Each step is a transaction, so that whatever ends it halfway leaves a whole archive, and the next time goes on from there.
"""

import datetime as dt
import shutil
import sqlite3
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from newsscrape.archive import dictionaries
from newsscrape.archive.connection import transaction
from newsscrape.archive.locks import write_lock
from newsscrape.dates import utc_text
from newsscrape.errors import ArchiveFailed

_BATCH = 200  # blobs a transaction
_COPIES = 2  # VACUUM writes a temporary copy, and that into the log
# What articles in several parts are read from stays: they can only be read together, also with parts that are still to come.
_IN_PARTS = """
SELECT x.page_id FROM article_pages x WHERE x.position > 1
UNION SELECT x.page_id FROM article_pages x JOIN urls u ON u.article_id = x.article_id WHERE u.kind = 'part'
UNION SELECT x.page_id FROM article_pages x JOIN article_pages y ON y.article_id = x.article_id WHERE y.position > 1
"""
_SUPERFLUOUS = {
    "latest": f"id NOT IN (SELECT max(id) FROM pages GROUP BY url_id) AND id NOT IN ({_IN_PARTS})",  # noqa: S608 - constants
    "none": f"id NOT IN ({_IN_PARTS})",
}


class Size(NamedTuple):
    """How big an archive is, in bytes."""

    file: int
    """With its log."""
    raw: int
    """Raw pages as they are packed, and their dictionaries."""
    pages: int
    """Their number."""


def size(connection: sqlite3.Connection, path: Path) -> Size:
    """Return how big an archive is."""
    files = [file for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()]
    (raw,) = connection.execute(
        "SELECT (SELECT coalesce(sum(length(data)), 0) FROM blobs) + (SELECT coalesce(sum(length(data)), 0) FROM dictionaries)"
    ).fetchone()
    (pages,) = connection.execute("SELECT count(*) FROM pages").fetchone()
    return Size(sum(file.stat().st_size for file in files), raw, pages)


def compact(
    connection: sqlite3.Connection,
    path: Path,
    now: dt.datetime,
    *,
    policy: Literal["all", "latest", "none"] = "all",
) -> bool:
    """Make the file small; tell whether it is, for it cannot shrink while another program reads an older state of it.

    Args:
        connection: a writer's; no run may be under way (`newsscrape.archive.locks.quiet`).
        path: the archive's.
        now: aware.
        policy: which raw pages stay; those of articles in several parts always do.

    Raises:
        ArchiveFailed: there is not enough room, and nothing was done; or the disk failed, and the steps before stand.
    """
    _make_sure_of_room(path)
    with transaction(connection, path):
        if policy != "all":
            connection.execute(f"DELETE FROM pages WHERE {_SUPERFLUOUS[policy]}")  # noqa: S608 - constants
        connection.execute("DELETE FROM blobs WHERE NOT EXISTS (SELECT 1 FROM pages WHERE blob_id = blobs.id)")
    for (site_id,) in connection.execute("SELECT id FROM sites ORDER BY id").fetchall():
        _repack(connection, path, site_id, utc_text(now))
    indexes = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE% USING fts5%'")
    for (index,) in indexes.fetchall():
        with transaction(connection, path):
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 - a table of ours
    return _rewrite(connection, path)


def _make_sure_of_room(path: Path) -> None:
    needed, free = _COPIES * path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < needed:
        raise ArchiveFailed(
            f"{path}: to rewrite it takes {needed:,} bytes, and the disk has {free:,}; make room, and give the command again"
        )


def _repack(connection: sqlite3.Connection, path: Path, site_id: int, now: str) -> None:
    """Train a site's dictionary anew, and pack with it all that is packed otherwise; too few pages are left without."""
    data = dictionaries.train(connection, site_id)
    with transaction(connection, path):
        dictionary = dictionaries.add(connection, site_id, data, now) if data else None
    blobs = iter(dictionaries.packed_otherwise(connection, site_id, dictionary))
    while batch := tuple(islice(blobs, _BATCH)):
        with transaction(connection, path):
            dictionaries.repack(connection, batch, dictionary)
    with transaction(connection, path):
        dictionaries.drop_unused(connection, site_id, dictionary)


def _rewrite(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        with write_lock(path):
            connection.execute("VACUUM")
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as error:
        raise ArchiveFailed(
            f"{path}: its pages are packed, but the file cannot be rewritten without free ones ({error});"
            " make room on the disk, and give the command again"
        ) from error
