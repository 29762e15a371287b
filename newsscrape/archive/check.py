"""Is the archive whole? SQLite's own checks, the search index against its text, raw pages and images against their hashes."""

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from newsscrape.archive import files
from newsscrape.archive.locks import write_lock

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_INDEXES = ("articles_fts", "comments_fts")
_SHOWN = 100  # SQLite stops after as many faults itself


def faults(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Yield a sentence for each fault; nothing is changed.

    Args:
        connection: a writer's, since FTS5 takes its check as an INSERT; it holds the write lock for the length of that check.
        path: the archive's.
    """
    for (fault,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if fault != "ok":
            yield f"database: {fault}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"table {table}, row {row}: what it refers to in {parent} is not there"
    for index in _INDEXES:
        try:
            with write_lock(path):
                connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - constants
        except sqlite3.DatabaseError as error:
            yield f"search index {index} is out of step with the text: {error}"
    yield from _bad_pages(connection)
    yield from files.faults(connection, path)


def _bad_pages(connection: sqlite3.Connection) -> Iterator[str]:
    for number, sha256, length, data in connection.execute("SELECT id, sha256, length, data FROM blobs"):
        try:
            body = zstd.decompress(data)
        except zstd.ZstdError as error:
            yield f"raw page {number} cannot be unpacked: {error}"
            continue
        if (hashlib.sha256(body).hexdigest(), len(body)) != (sha256, length):
            yield f"raw page {number} is not what was fetched: its SHA-256 differs"
