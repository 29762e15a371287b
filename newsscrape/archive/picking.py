"""Which rows of a full-text index to show, without looking at all of them where a word stands in a great many.

FTS5 tells the rows of a word at some thirty million a second, but takes microseconds to rank each of them, and tens of
microseconds to say whether one given row is among them. So up to `RANKED` rows are ranked; of more the newest are shown, which
are found in the smaller of two ways: the rows of the word are compared with the newest rows of the table, or, where nearly
every row has the word, the newest rows are asked one by one.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

Sort = Literal["rank", "new"]
Value = str | int | None

ALL = "1"
"""The condition that all rows meet."""
RANKED = 2_000
"""Rows up to which the best come first; of more, the newest."""
COUNTED = 10_000
"""Rows up to which all are counted."""
_POOL = 10_000  # rows up to which those that meet the condition are counted
_MARGIN = 4  # times the rows that should hold enough hits are looked at
_PROBE = 400  # times it takes longer to ask for one row than to come to the next


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows to show, and how many there are."""

    rows: list[tuple[int, float | None]]
    """Id and bm25 (the lower, the better), which is ``None`` where the newest come first."""
    count: int
    more: bool
    """There are more than `count`."""
    order: Sort


@dataclass(frozen=True, slots=True)
class Shelf:
    """One table with its full-text index, and what is asked of it; in conditions the table is ``r``."""

    table: Literal["articles", "comments"]
    weights: str
    """bm25's, one for each column of the index."""
    expression: str
    """FTS5's."""
    condition: str
    """SQL."""
    values: tuple[Value, ...]
    """The condition's."""

    @property
    def restricted(self) -> bool:
        """Whether there is a condition at all."""
        return self.condition != ALL

    @property
    def matching(self) -> str:
        """The rows that have the words."""
        return f"FROM {self.table}_fts f WHERE {self.table}_fts MATCH ?"

    @property
    def found(self) -> str:
        """The rows that have the words and meet the condition; of all rows, this takes time for each with the words."""
        return (
            f"FROM {self.table}_fts f CROSS JOIN {self.table} r ON r.id = f.rowid"
            f" WHERE {self.table}_fts MATCH ? AND {self.condition}"
        )

    @property
    def newest(self) -> str:
        """The newest rows that meet the condition, with or without the words."""
        return f"SELECT r.id FROM {self.table} r WHERE {self.condition} ORDER BY r.published DESC, r.id DESC LIMIT ?"  # noqa: S608 - constants


def pick(connection: sqlite3.Connection, shelf: Shelf, limit: int, sort: Sort) -> Picked:
    """Return the best or newest rows of a shelf."""
    query = f"SELECT count(*), coalesce(max(rowid), 0) FROM (SELECT f.rowid {shelf.matching} LIMIT ?)"  # noqa: S608 - constants, as below
    count, last = connection.execute(query, (shelf.expression, COUNTED + 1)).fetchone()
    if count <= RANKED:
        rows = _ranked(connection, shelf, limit) if sort == "rank" else _all_newest(connection, shelf, limit)
        return Picked(rows, _count(connection, shelf) if shelf.restricted else count, more=False, order=sort)
    (end,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {shelf.table}").fetchone()  # noqa: S608
    likely = count * end // max(1, last) if count > COUNTED else count
    if shelf.restricted and (left := _left(connection, shelf)) < _POOL and left * likely <= RANKED * end:
        rows = _inside(connection, shelf, sort)
        return Picked(rows[:limit], len(rows), more=False, order=sort)
    rows = _newest(connection, shelf, limit, end, likely)
    if shelf.restricted:
        return Picked(rows, len(rows), more=len(rows) >= limit, order="new")
    return Picked(rows, min(count, COUNTED), more=count > COUNTED, order="new")


def _ranked(connection: sqlite3.Connection, shelf: Shelf, limit: int) -> list[tuple[int, float | None]]:
    query = f"SELECT f.rowid, f.rank {shelf.found} AND f.rank MATCH ? ORDER BY f.rank LIMIT ?"
    values = (shelf.expression, *shelf.values, f"bm25({shelf.weights})", limit)
    return [tuple(row) for row in connection.execute(query, values)]


def _count(connection: sqlite3.Connection, shelf: Shelf) -> int:
    (count,) = connection.execute(f"SELECT count(*) {shelf.found}", (shelf.expression, *shelf.values)).fetchone()
    return int(count)


def _all_newest(connection: sqlite3.Connection, shelf: Shelf, limit: int) -> list[tuple[int, float | None]]:
    """Return the newest of all rows that have the words, each of which is looked at."""
    query = f"SELECT f.rowid {shelf.found} ORDER BY r.published DESC, r.id DESC LIMIT ?"
    return [(number, None) for (number,) in connection.execute(query, (shelf.expression, *shelf.values, limit))]


def _left(connection: sqlite3.Connection, shelf: Shelf) -> int:
    """Return how many rows the condition leaves, counted up to `_POOL`."""
    query = f"SELECT count(*) FROM (SELECT 1 FROM {shelf.table} r WHERE {shelf.condition} LIMIT ?)"  # noqa: S608
    (size,) = connection.execute(query, (*shelf.values, _POOL)).fetchone()
    return int(size)


def _inside(connection: sqlite3.Connection, shelf: Shelf, sort: Sort) -> list[tuple[int, float | None]]:
    """Return, in their order, all rows with the words where the condition leaves few, which are compared with those."""
    inside = f"{shelf.matching} AND +f.rowid IN (SELECT r.id FROM {shelf.table} r WHERE {shelf.condition})"  # noqa: S608
    values = (shelf.expression, *shelf.values)
    if sort == "rank":
        query = f"SELECT f.rowid, bm25({shelf.table}_fts, {shelf.weights}) {inside} ORDER BY 2"
        return [tuple(row) for row in connection.execute(query, values)]
    query = f"SELECT r.id FROM {shelf.table} r WHERE r.id IN (SELECT f.rowid {inside}) ORDER BY r.published DESC, r.id DESC"  # noqa: S608
    return [(number, None) for (number,) in connection.execute(query, values)]


def _newest(connection: sqlite3.Connection, shelf: Shelf, limit: int, end: int, count: int) -> list[tuple[int, float | None]]:
    """Return the newest rows where about `count` of the `end` rows of the table have the words."""
    depth = 1 + _MARGIN * limit * end // count
    if count * count > _PROBE * limit * end:
        rows = _probed(connection, shelf, limit, depth)
    else:
        rows = _compared(connection, shelf, limit, depth)
    return rows if len(rows) == limit else _all_newest(connection, shelf, limit)


def _probed(connection: sqlite3.Connection, shelf: Shelf, limit: int, depth: int) -> list[tuple[int, float | None]]:
    """Ask the newest rows one by one whether they have the words."""
    found: list[tuple[int, float | None]] = []
    query = f"SELECT 1 {shelf.matching} AND f.rowid = ?"
    for (number,) in connection.execute(shelf.newest, (*shelf.values, depth)):
        if len(found) == limit:
            break
        if connection.execute(query, (shelf.expression, number)).fetchone():
            found.append((number, None))
    return found


def _compared(connection: sqlite3.Connection, shelf: Shelf, limit: int, depth: int) -> list[tuple[int, float | None]]:
    """Compare the rows that have the words with the newest; the plus keeps SQLite from asking for one after the other."""
    query = (
        f"SELECT r.id FROM {shelf.table} r WHERE r.id IN (SELECT f.rowid {shelf.matching} AND +f.rowid IN ({shelf.newest}))"  # noqa: S608
        " ORDER BY r.published DESC, r.id DESC LIMIT ?"
    )
    return [(number, None) for (number,) in connection.execute(query, (shelf.expression, *shelf.values, depth, limit))]
