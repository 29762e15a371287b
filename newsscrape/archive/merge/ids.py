"""Rows of another archive, attached as ``other``, beside ours: which are the same, what ids new ones get, how they come over.

For each table, ``temp.ids_TABLE`` says what id here a row there has (``theirs``, ``ours``) and whether it is ``new`` here. A
column that refers to another table is translated by that table's ids, so all that a row refers to is matched before it.
"""

import sqlite3
from collections.abc import Sequence


def match(connection: sqlite3.Connection, table: str, key: Sequence[str]) -> None:
    """Tell which rows of a table both archives have.

    Args:
        connection: a writer's, with the other archive attached.
        table: one with the column ``id``.
        key: the columns by which a row is known; of several rows alike, the first is the first, and so on.
    """
    theirs = ", ".join(f"coalesce({value}, '')" for value in _there(connection, table, key))
    ours = ", ".join(f"coalesce(\"{name}\", '')" for name in key)
    names = [f"k{number}" for number in range(len(key))]
    same = " AND ".join(f"m.{name} = o.{name}" for name in names)
    columns = ", ".join(names)
    connection.execute(f"DROP TABLE IF EXISTS temp.ids_{table}")
    connection.execute(
        f"CREATE TEMP TABLE ids_{table}(theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, new INTEGER NOT NULL)"
    )
    connection.execute(
        f"""
        WITH o(id, {columns}) AS MATERIALIZED (SELECT o.id, {theirs} FROM other.{table} o),
        m(id, {columns}) AS MATERIALIZED (SELECT id, {ours} FROM main.{table}),
        og AS MATERIALIZED (SELECT *, row_number() OVER (PARTITION BY {columns} ORDER BY id) AS nth FROM o),
        mg AS MATERIALIZED (SELECT *, row_number() OVER (PARTITION BY {columns} ORDER BY id) AS nth FROM m)
        INSERT INTO temp.ids_{table}
        SELECT o.id, coalesce(m.id, o.id + (SELECT coalesce(max(id), 0) FROM main.{table})), m.id IS NULL
        FROM og o LEFT JOIN mg m ON {same} AND m.nth = o.nth
        """  # noqa: S608 - names of our own schema, as all below
    )
    connection.execute(f"CREATE INDEX temp.ids_{table}_ours ON ids_{table}(ours)")


def carry(connection: sqlite3.Connection, table: str, where: str = "TRUE", *, without: Sequence[str] = ()) -> int:
    """Insert rows of the other archive, and return their number; what refers to a row that does not come is left out.

    Args:
        connection: a writer's.
        table: if it has the column ``id``, its rows are matched, and those that are new come.
        where: which of them, where ``o`` is a row and ``i``, of a table with ids, its ids; in its place what is said of new.
        without: columns that keep their default.
    """
    info = connection.execute("SELECT name, \"notnull\" FROM pragma_table_info(?, 'main')", (table,)).fetchall()
    names = [name for name, _ in info if name not in without]
    values = _there(connection, table, names)
    needed = [
        f"{value} IS NOT NULL" for name, value in zip(names, values, strict=True) if value.startswith("(") and dict(info)[name]
    ]
    join = ""
    if "id" in names:
        join = f"JOIN temp.ids_{table} i ON i.theirs = o.id"
        values[names.index("id")] = "i.ours"
    columns = ", ".join(f'"{name}"' for name in names)
    return connection.execute(
        f"INSERT INTO main.{table}({columns}) SELECT {', '.join(values)} FROM other.{table} o {join}"  # noqa: S608
        f" WHERE {' AND '.join([f'({where})', *needed])} ORDER BY 1"
    ).rowcount


def take(connection: sqlite3.Connection, table: str, columns: Sequence[str], where: str) -> None:
    """Give rows that both have the other archive's values, where a condition on ``m``, the row here, and ``o`` holds."""
    values = _there(connection, table, columns)
    pairs = ", ".join(f'"{name}" = {value}' for name, value in zip(columns, values, strict=True))
    connection.execute(
        f"UPDATE main.{table} AS m SET {pairs} FROM temp.ids_{table} i JOIN other.{table} o ON o.id = i.theirs"  # noqa: S608
        f" WHERE i.ours = m.id AND NOT i.new AND ({where})"
    )


def in_order(connection: sqlite3.Connection, table: str, within: str, by: str) -> None:
    """Number rows anew where a later id is not a later time: the newest page of an address is the one of the greatest id."""
    later = f"lag({by}) OVER (PARTITION BY {within} ORDER BY id) > {by}"
    if not connection.execute(f"SELECT 1 FROM (SELECT {later} AS x FROM main.{table}) WHERE x LIMIT 1").fetchone():  # noqa: S608
        return
    connection.execute("DROP TABLE IF EXISTS temp.numbers")
    connection.execute("CREATE TEMP TABLE numbers(was INTEGER PRIMARY KEY, number INTEGER NOT NULL)")
    connection.execute(f"INSERT INTO temp.numbers SELECT id, row_number() OVER (ORDER BY {by}, id) FROM main.{table}")  # noqa: S608
    for child, column in [(table, "id"), *_children(connection, table)]:
        # By way of the negative numbers, so that no row takes the place of one that has still to go.
        connection.execute(
            f'UPDATE main.{child} SET "{column}" = -(SELECT number FROM temp.numbers WHERE was = "{column}")'  # noqa: S608
            f' WHERE "{column}" IS NOT NULL'
        )
        connection.execute(f'UPDATE main.{child} SET "{column}" = -"{column}" WHERE "{column}" IS NOT NULL')  # noqa: S608


def added(connection: sqlite3.Connection, table: str) -> int:
    """Return how many rows are new."""
    (count,) = connection.execute(f"SELECT count(*) FROM temp.ids_{table} WHERE new").fetchone()  # noqa: S608
    return int(count)


def _there(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[str]:
    """Return SQL for columns of a row ``o`` of the other archive, as they are to stand here."""
    rows = connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?, \'main\')', (table,))
    parents = dict(rows.fetchall())
    return [
        f'(SELECT ours FROM temp.ids_{parents[name]} WHERE theirs = o."{name}")' if name in parents else f'o."{name}"'  # noqa: S608
        for name in columns
    ]


def _children(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Return all columns that refer to a table."""
    query = (
        "SELECT t.name, f.\"from\" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name, 'main') f"
        " WHERE t.schema = 'main' AND t.type = 'table' AND f.\"table\" = ? ORDER BY 1, 2"
    )
    return connection.execute(query, (table,)).fetchall()
