"""What a table holds, however SQLite lays it out: its rows as JSON Lines by their primary key, and the hash of these."""

import base64
import hashlib
import json
import math
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
)


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that hold what was archived: no views, no search index, no record of migrations."""
    return [name for (name,) in connection.execute(_TABLES)]


def key(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table's primary key in their order; none of a view's or an unknown table's."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,))
    return [name for (name,) in rows]


def ordered(connection: sqlite3.Connection, table: str) -> str:
    """Return the SQL that puts a table's rows in the order of its primary key; empty for a view."""
    names = ", ".join(f'"{name}"' for name in key(connection, table))
    return f" ORDER BY {names}" if names else ""


def line(columns: Sequence[str], row: Sequence[Any]) -> str:
    r"""Return a row as one line of JSON: bytes as base64 text, a number that is none (RFC 8259 has no infinity) as null.

    >>> line(("id", "data"), (1, b"\x00\xff"))
    '{"id": 1, "data": "AP8="}\n'
    """
    return json.dumps(dict(zip(columns, map(_plain, row), strict=True)), ensure_ascii=False, allow_nan=False) + "\n"


def lines(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the rows of a table (its name is taken as it is, so that it has to be a known one), one `line` each."""
    cursor = connection.execute(f'SELECT * FROM "{table}"{ordered(connection, table)}')  # noqa: S608 - a known name
    columns = [column[0] for column in cursor.description]
    return (line(columns, row) for row in cursor)


def digest(connection: sqlite3.Connection, table: str) -> str:
    """Return the SHA-256, in hexadecimal, of a table's `lines` as UTF-8.

    It is also that of the file which ``newsscrape export --table all`` writes of the table, so ``sha256sum`` tells whether
    two archives hold the same.
    """
    content = hashlib.sha256()
    for text in lines(connection, table):
        content.update(text.encode())
    return content.hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return None if isinstance(value, float) and not math.isfinite(value) else value
