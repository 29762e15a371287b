"""Opening the archive: our files only, of our version or older, checked before anything is written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsscrape.archive import migrations
from newsscrape.archive.locks import write_lock
from newsscrape.errors import ArchiveFailed, BadArchive, DamagedArchive

_WAIT = 30.0  # seconds; only a checkpoint or recovery of another process is ever waited for
_STATEMENTS = 512  # prepared statements kept: more than the writer has

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: the second where SQLite quotes bytes of it that are no text."""


def open_writer(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """Open the archive for writing, made or brought to the present schema first.

    The connection is in autocommit mode (`transaction` begins), WAL, ``synchronous=FULL``, foreign keys on. An older
    file is copied to ``NAME.before-N`` before it is changed to schema N.

    Raises:
        BadArchive: not our file, damaged, newer than this program, or not writable; the file is untouched.
    """
    number = _recognise(path) if path.exists() else 0
    if not number and not create:
        raise BadArchive(f"{path}: there is no archive here; crawl a site first, or give another path")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with write_lock(path):
            # As an address, so that another archive can be attached for reading only.
            uri = path.absolute().as_uri()
            connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, cached_statements=_STATEMENTS)
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
    except (OSError, sqlite3.Error) as error:
        raise BadArchive(f"{path}: cannot be written ({error}); check the path, its permissions and the disk") from error
    return connection


def open_reader(path: Path, *, older: bool = False) -> sqlite3.Connection:
    """Open the archive for reading only; rows are `sqlite3.Row`. A crawl may write to it meanwhile.

    Args:
        path: the archive's.
        older: take one that an older version wrote, too.

    Raises:
        BadArchive: missing, empty, not our file, of another version, or damaged.
    """
    number = _recognise(path) if path.exists() else 0
    if not number:
        raise BadArchive(f"{path}: there is no archive here; crawl a site first, or give another path")
    if number < migrations.steps()[-1].number and not older:
        raise BadArchive(f"{path}: written by an older newsscrape; the next crawl brings it up to date")
    connection = _read_only(path)
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the archive for reading for the length of the block.

    Raises:
        BadArchive: as `open_reader`.
        ArchiveFailed: it turns out to be damaged, or the disk fails, while the block reads.
    """
    connection = open_reader(path)
    try:
        yield connection
    except UNREADABLE as error:
        raise ArchiveFailed(f"{path}: cannot be read any more ({error}); `newsscrape check` tells what is wrong") from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path | None = None) -> Iterator[None]:
    """Run one write transaction under the archive's write lock: all of the block, or nothing.

    Raises:
        ArchiveFailed: the database or the disk failed; nothing of the block is stored.
    """
    try:
        path = path or Path(connection.execute("PRAGMA database_list").fetchone()[2])
        with write_lock(path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    except (sqlite3.Error, OSError) as error:
        raise ArchiveFailed(f"{path}: cannot be written any more ({error}); nothing of this batch was stored") from error


def _read_only(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, cached_statements=_STATEMENTS)


def _recognise(path: Path) -> int:
    """Return the file's schema number, 0 where it is empty, without writing to it.

    The file is never opened but by SQLite: closing any other handle takes away the locks of all this process's connections
    to it (POSIX; https://sqlite.org/howtocorrupt.html, 2.2), and another process would clear the log away under them.

    Raises:
        BadArchive: it is none of ours, or newer.
    """
    try:
        if not path.stat().st_size:
            return 0
        with closing(_read_only(path)) as connection:
            mark, number, tables = (
                connection.execute(query).fetchone()[0]
                for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
            )
    except sqlite3.OperationalError as error:
        raise BadArchive(f"{path}: cannot be read ({error}); check the path and its permissions") from error
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise BadArchive(f"{path}: not a newsscrape archive; give another path") from error
        raise DamagedArchive(
            f"{path}: damaged ({error}); put the last backup in its place, or try `sqlite3 {path} .recover`"
        ) from error
    except OSError as error:
        raise BadArchive(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    if (mark, number, tables) == (0, 0, 0):
        return 0  # made, and its maker killed before the first table
    if mark != migrations.APPLICATION_ID:
        raise BadArchive(f"{path}: a database of another program, not a newsscrape archive; give another path")
    known = migrations.steps()[-1].number
    if number > known:
        raise BadArchive(f"{path}: written by a newer newsscrape (schema {number}, this one knows {known}); upgrade it")
    return int(number)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Set the connection up and bring the file to the present schema; the caller holds the write lock."""
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    wanted = [step for step in migrations.steps() if step.number > number]
    if wanted and number:
        _copy(connection, path.with_name(f"{path.name}.before-{wanted[-1].number}"))
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise sqlite3.OperationalError("write-ahead logging does not work here: keep the archive on a local disk")
    connection.execute("PRAGMA synchronous = FULL")
    if wanted:
        migrations.apply(connection, wanted)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")  # whoever may not write is told now, before the first request
    connection.execute("ROLLBACK")


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the archive as it stands, whole or not at all."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(target)
