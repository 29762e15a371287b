"""Several rows by one statement.

SQLite sets a savepoint before each statement that fires a trigger, and at each savepoint FTS5 writes out what it has
gathered: a thread of 20 comments, inserted by as many statements, costs three times what it costs by one.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache

Value = str | int | float | bytes | None

_AT_ONCE = 32  # each number of rows is a statement of its own, which stays prepared


def insert(connection: sqlite3.Connection, into: str, rows: Sequence[Sequence[Value]], conflict: str = "") -> None:
    """Insert rows, within the caller's transaction.

    Args:
        connection: a writer's.
        into: the table with its columns: ``links(article_id, position, url, text)``.
        rows: their values, all in that order.
        conflict: an upsert clause, such as ``ON CONFLICT DO NOTHING``.
    """
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        connection.execute(_statement(into, len(some), len(some[0]), conflict), [value for row in some for value in row])


@cache
def _statement(into: str, rows: int, columns: int, conflict: str) -> str:
    row = f"({', '.join('?' * columns)})"
    return f"INSERT INTO {into} VALUES {', '.join([row] * rows)} {conflict}"  # noqa: S608 - the callers' constants
