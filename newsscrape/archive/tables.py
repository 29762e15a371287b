"""Any table or view as a stream of rows, in the order of its primary key."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from newsscrape.archive import content, expressions
from newsscrape.archive.filters import Filter, site_id
from newsscrape.config import nearest
from newsscrape.errors import BadArgument

_NAMES = (
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%sqlite_%' AND name NOT LIKE '%\\_fts%'"
    " ESCAPE '\\' ORDER BY name"
)
# Tables that belong to articles, but do not say to which.
_BY_WAY_OF = {
    "articles": "id IN ({})",
    "article_list": "id IN ({})",
    "authors": "id IN (SELECT author_id FROM article_authors WHERE article_id IN ({}))",
    "tags": "id IN (SELECT tag_id FROM article_tags WHERE article_id IN ({}))",
    "comment_revisions": "comment_id IN (SELECT id FROM comments WHERE article_id IN ({}))",
    "image_variants": "image_id IN (SELECT id FROM images WHERE article_id IN ({}))",
}


class Table(NamedTuple):
    """Rows under way."""

    columns: Sequence[str]
    types: Sequence[str]
    """Of each column as SQLite declares it: TEXT, INTEGER, REAL, BLOB; empty where a view computes it."""
    rows: Iterator[tuple[Any, ...]]


def names(connection: sqlite3.Connection) -> list[str]:
    """Return the tables and views that people read."""
    return [name for (name,) in connection.execute(_NAMES)]


def table(
    connection: sqlite3.Connection,
    name: str,
    wanted: Filter = Filter(),  # noqa: B008 - frozen
    *,
    columns: Sequence[str] = (),
    where: str | None = None,
) -> Table:
    """Return a table or view; of one whose rows belong to articles, those that belong to the articles wanted.

    Args:
        connection: a reader's.
        name: the table's.
        wanted: which articles.
        columns: these only, in this order; none: all.
        where: a condition on the table's columns, as SQL.

    Raises:
        BadArgument: no such table, column or site, a table that cannot be filtered so, or no SQL.
    """
    known = names(connection)
    if name not in known:
        raise BadArgument(f"{name}: no such table; " + _hint(name, known))
    types = dict(connection.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall())
    columns = chosen(columns, list(types))
    condition, values = _table_filter(connection, name, list(types), wanted) if wanted else ("1", [])
    order = content.ordered(connection, name)
    if where is not None:
        condition += " AND " + expressions.condition(connection, name, where)
    listed = ", ".join(f'"{column}"' for column in columns)
    query = f"SELECT {listed} FROM {name} WHERE {condition}{order}"  # noqa: S608 - known names, and what may only read
    return Table(columns, [types[column] for column in columns], expressions.rows(connection, query, values, where))


def everything(connection: sqlite3.Connection) -> Iterator[tuple[str, Table]]:
    """Yield all tables that hold what was archived, each with its name and all its rows, as they stand at one moment.

    Where it is broken off, the moment lasts as long as the connection.
    """
    connection.execute("BEGIN")
    for name in content.tables(connection):
        yield name, table(connection, name)
    connection.execute("ROLLBACK")


def schema(connection: sqlite3.Connection) -> int:
    """Return the archive's schema number."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def chosen(columns: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """Return the columns that are wanted: all that are known where none is named.

    Raises:
        BadArgument: there is none of that name; the text gives the nearest.
    """
    for column in columns:
        if column not in known:
            raise BadArgument(f"{column}: no such column; " + _hint(column, known))
    return tuple(dict.fromkeys(columns)) or known


def _hint(name: str, known: Sequence[str]) -> str:
    like = nearest(name, known)
    return f"did you mean {like}?" if like else f"there are {', '.join(known)}"


def _table_filter(connection: sqlite3.Connection, name: str, columns: list[str], wanted: Filter) -> tuple[str, list[str | int]]:
    if wanted.site is not None and wanted == Filter(site=wanted.site):
        if "site_id" in columns:
            return "site_id = ?", [site_id(connection, wanted.site)]
        if "site" in columns:
            site_id(connection, wanted.site)
            return "site = ?", [wanted.site]
    condition, values = wanted.where(connection)
    inner = f"SELECT articles.id FROM articles WHERE {condition}"  # noqa: S608 - constants
    way = _BY_WAY_OF.get(name) or ("article_id IN ({})" if "article_id" in columns else None)
    if way is None:
        raise BadArgument(
            f"{name}: its rows belong to no article, so they cannot be chosen by site, time or words; leave that out"
        )
    return way.format(inner), values
