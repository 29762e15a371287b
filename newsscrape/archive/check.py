"""Is the archive whole? SQLite's checks, the search index against its text, what holds between rows, the hashes of files."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from newsscrape.archive import files, invariants
from newsscrape.archive.blobs import Damaged, Unpacker
from newsscrape.archive.connection import UNREADABLE
from newsscrape.archive.locks import write_lock
from newsscrape.archive.migrations import steps

_INDEXES = ("articles_fts", "comments_fts")
_SHOWN = 100  # SQLite stops after as many faults itself


def faults(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Yield a sentence for each fault; nothing is changed.

    Args:
        connection: a writer's, since FTS5 takes its check as an INSERT; it holds the write lock for the length of that check.
        path: the archive's.
    """
    yield from _readable("database", chain(_bad_structure(connection), _bad_references(connection)))
    for index in _INDEXES:
        yield from _bad_index(connection, path, index)
    yield from _readable("rows", invariants.broken(connection))
    yield from _readable("raw pages", _bad_pages(connection))
    yield from _readable("images", files.faults(connection, path))


def of_copy(connection: sqlite3.Connection, newest: int) -> Iterator[str]:
    """Yield the faults of a copy just made that can be found in a time like that of copying; of an older schema's, fewer.

    Args:
        connection: any.
        newest: how many raw pages, the last ones, are compared with their hashes.
    """
    yield from _readable("database", chain(_bad_structure(connection), _bad_references(connection)))
    if connection.execute("PRAGMA user_version").fetchone()[0] == steps()[-1].number:
        yield from _readable("raw pages", _bad_pages(connection, newest))


def _readable(what: str, found: Iterable[str]) -> Iterator[str]:
    """Yield what was found, and where SQLite cannot read on, this as the last."""
    try:
        yield from found
    except UNREADABLE as error:
        yield f"{what}: cannot be read ({error})"


def _bad_structure(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})"):
        yield from (f"database: {fault}" for fault in said.splitlines() if fault != "ok" and not fault.startswith("***"))


def _bad_references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"table {table}, row {row}: what it refers to in {parent} is not there"


def _bad_index(connection: sqlite3.Connection, path: Path, index: str) -> Iterator[str]:
    try:
        with write_lock(path):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - constants
    except UNREADABLE as error:
        yield f"search index {index} is out of step with the text: {error}"


def _bad_pages(connection: sqlite3.Connection, newest: int = -1) -> Iterator[str]:
    unpack = Unpacker(connection)
    query = "SELECT id, sha256, length, data, dictionary_id FROM blobs ORDER BY id DESC LIMIT ?"
    for number, sha256, length, data, dictionary_id in connection.execute(query, (newest,)):
        try:
            body = unpack(data, dictionary_id)
        except Damaged as error:
            yield f"raw page {number} cannot be unpacked: {error}"
            continue
        if (hashlib.sha256(body).hexdigest(), len(body)) != (sha256, length):
            yield f"raw page {number} is not what was fetched: its SHA-256 differs"
