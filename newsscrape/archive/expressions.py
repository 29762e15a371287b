"""Conditions that the user writes as SQL: they may ask for anything, and change nothing."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from newsscrape.config import nearest
from newsscrape.errors import BadArchive, BadArgument

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_INDEXES = ("articles_fts", "comments_fts")
_NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(\w+)")
_STEPS = 1_000_000  # of SQLite's machine, some milliseconds, between two looks at whether the user has had enough


def condition(connection: sqlite3.Connection, table: str, expression: str) -> str:
    """Return the user's expression as a condition on the rows of a table or view, once SQLite has understood it.

    From then on the connection takes statements that read and no others, and heeds Ctrl-C while one runs.

    Args:
        connection: a reader's.
        table: a name that is known.
        expression: such as ``words > 500 AND title LIKE '%battery%'``.

    Raises:
        BadArgument: it is no SQL expression on the table's columns; the text says why.
    """
    connection.set_authorizer(None)
    names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    for index in _INDEXES:
        connection.execute(f"SELECT 1 FROM {index} LIMIT 0")  # noqa: S608 - a constant; opened, it need not be set up later
    connection.set_authorizer(_only_reading)
    connection.set_progress_handler(lambda: 0, _STEPS)
    try:
        for text in (expression, f"({expression}\n)"):  # alone, too, so that it cannot close our parenthesis
            connection.execute(f"SELECT 1 FROM {table} WHERE {text}\nLIMIT 0")  # noqa: S608 - it may only read
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise BadArgument(f"--where {expression!r}: {_said(error, names)}") from error
    return f"({expression}\n)"


def rows(
    connection: sqlite3.Connection, query: str, values: Sequence[Any], expression: str | None = None
) -> Iterator[tuple[Any, ...]]:
    """Yield what a query gives; that it can be prepared is known at once.

    Raises:
        BadArgument: the user's expression in it failed on some row.
        BadArchive: the file is damaged, or cannot be read any more.
    """
    with told(expression):
        cursor = connection.execute(query, values)
    return _stream(cursor, expression)


def _stream(cursor: sqlite3.Cursor, expression: str | None) -> Iterator[tuple[Any, ...]]:
    with told(expression):
        for row in cursor:
            yield tuple(row)


@contextmanager
def told(expression: str | None) -> Iterator[None]:
    """Say in a sentence what goes wrong while rows are read.

    Raises:
        BadArgument, BadArchive: as `rows`.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        # Where Ctrl-C comes while SQLite works, it reports that the statement was ended, and no more.
        if code == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        if expression is not None and code == sqlite3.SQLITE_ERROR:
            raise BadArgument(f"--where {expression!r}: {error}") from error
        raise BadArchive(f"the archive cannot be read to its end ({error}); `newsscrape check` says what is wrong") from error


def _only_reading(action: int, name: str | None, *_: str | None) -> int:
    # The search index asks by itself whether it has changed.
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and name == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _said(error: Exception, names: Sequence[str]) -> str:
    unknown = _NO_COLUMN.search(str(error))
    if unknown is None:
        return f"is no SQL expression ({error})"
    like = nearest(unknown[1], names)
    return f"no column {unknown[1]!r}; " + (f"did you mean {like}?" if like else f"there are {', '.join(names)}")
