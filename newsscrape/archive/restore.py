"""An archive made anew from a folder of its tables (``newsscrape export --table all``), whole or not at all."""

import base64
import binascii
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from newsscrape.archive import content, locks, migrations
from newsscrape.archive.connection import open_writer, transaction
from newsscrape.errors import BadArchive, BadArgument

_MANIFEST = "manifest.json"
_SHOWN = 3  # broken references that are told
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
_INDEXES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"


def restore(folder: Path, archive: Path) -> dict[str, int]:
    """Make an archive of a folder; return the number of rows of each table.

    The tables are read as they are, ids included, checked against the hashes of the manifest and against each other, and
    only then take their place.

    Args:
        folder: ``manifest.json`` and one ``TABLE.jsonl`` for each table; bytes are base64 text.
        archive: the new file; there must be none.

    Raises:
        BadArgument: the folder is no such export, of another schema, incomplete, or was changed.
        BadArchive: there is an archive already, or it cannot be written.
        ArchiveFailed: the disk is full, say.
    """
    said = _manifest(folder)
    if archive.exists() and archive.stat().st_size:
        raise BadArchive(f"{archive}: is there already, and tables are read into a new archive only; give another path")
    draft = archive.with_name(f".{archive.name[:200]}.{os.getpid()}.part")
    try:
        with closing(open_writer(draft)) as connection:
            rows = _load(connection, folder, said)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(archive)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadArchive(f"{archive}: cannot be written ({reason}); check the path, its permissions and the disk") from error
    finally:
        for end in ("", "-wal", "-shm"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
        shutil.rmtree(locks.folder(draft), ignore_errors=True)
    return rows


def _manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what the manifest says of each table."""
    try:
        said = json.loads((folder / _MANIFEST).read_bytes())
        ours = said["application"] == "newsscrape" and said["format"] == "jsonl"
        number, tables = int(said["schema"]), {str(name): dict(about) for name, about in said["tables"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        ours, number, tables = False, 0, {}
    if not ours:
        raise BadArgument(f"{folder}: no export of all tables (`newsscrape export --table all --format jsonl -o DIR`)")
    known = migrations.steps()[-1].number
    if number != known:
        raise BadArgument(f"{folder}: of schema {number}, and this newsscrape has {known}; use the version that wrote it")
    return tables


def _load(connection: sqlite3.Connection, folder: Path, said: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """Fill the tables of a new archive."""
    names = content.tables(connection)
    if missing := sorted(set(names) ^ set(said)):
        raise BadArgument(f"{folder}: its tables are others than an archive has ({', '.join(missing)}); export it again")
    connection.execute("PRAGMA foreign_keys = OFF")  # rows refer to rows of tables that come later; all is checked at the end
    with transaction(connection):
        # What triggers keep in step stands in the files already; the search index is made of the text.
        triggers = connection.execute(_TRIGGERS).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        rows = {name: _fill(connection, name, folder / f"{name}.jsonl") for name in names}
        for (index,) in connection.execute(_INDEXES).fetchall():
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608 - of our own schema
        for _, sql in triggers:
            connection.execute(sql)
        for name in names:
            if content.digest(connection, name) != said[name].get("sha256"):
                raise BadArgument(f"{folder}/{name}.jsonl: not what the manifest says; it was changed, or is cut off")
        broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN)
        if broken:
            places = ", ".join(f"{table} {number} -> {parent}" for table, number, parent, _ in broken)
            raise BadArgument(f"{folder}: rows refer to what is not there ({places})")
    return rows


def _fill(connection: sqlite3.Connection, table: str, path: Path) -> int:
    """Read one table; return its number of rows."""
    types = dict(connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall())
    columns, marks = ", ".join(f'"{name}"' for name in types), ", ".join("?" * len(types))
    readers: list[Callable[[Any], Any]] = [_bytes if kind == "BLOB" else _plain for kind in types.values()]
    connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - of our own schema
    query = f'INSERT INTO "{table}"({columns}) VALUES ({marks})'  # noqa: S608 - of our own schema
    try:
        return max(connection.executemany(query, _rows(path, list(types), readers)).rowcount, 0)
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError) as error:
        raise BadArgument(f"{path}: a row of it cannot be one of this table ({error})") from error


def _rows(path: Path, columns: list[str], readers: list[Callable[[Any], Any]]) -> Iterator[list[Any]]:
    number = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):  # noqa: B007 - told where it ends
                row = json.loads(line)
                yield [read(row[name]) for name, read in zip(columns, readers, strict=True)]
    except OSError as error:
        raise BadArgument(f"{path}: cannot be read ({error.strerror or error}); export it again") from error
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise BadArgument(f"{path}: line {number} is no row of this table ({type(error).__name__}: {error})") from error


def _plain(value: Any) -> Any:
    return value


def _bytes(value: Any) -> bytes | None:
    return None if value is None else base64.b64decode(value, validate=True)
