"""What each table, view and column holds: the notes of docs/archive.md, which come with the package, and the schema itself."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from newsscrape.archive import migrations

_SECTION = re.compile(r"^(?P<level>#{2,3}) (?P<name>.+)\n", re.MULTILINE)
_COLUMN = re.compile(r"`(\w+)` ?(.*)")
_QUESTION = re.compile(r"^(?P<asked>[^\n#`].*(?:\n.+)*?):\n\n```sql\n(?P<sql>[^`]+)```", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column; empty where there is nothing to say."""

    name: str
    type: str
    """Of SQLite; a view's may have none."""
    key: bool
    """It is, or belongs to, the primary key."""
    refers: str
    """The column that it refers to, as ``sites.id``."""
    required: bool
    """It is never NULL."""
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """What an analyst may ask, and how."""

    asked: str
    sql: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view."""

    name: str
    kind: Literal["table", "view"]
    group: str
    """The chapter that it belongs to: ``Views``, ``Articles`` …"""
    note: str
    columns: tuple[Column, ...]
    indexes: tuple[str, ...]
    """``articles_published (published)``, one with its columns each; a condition stands behind."""
    questions: tuple[Question, ...]
    """Those that are answered from it."""


@cache
def tables() -> dict[str, Table]:
    """Return the tables and views of the present schema that have a note, in the order of the notes, by name."""
    text = files("newsscrape.archive").joinpath("notes.md").read_text(encoding="utf-8")
    asked = [Question(" ".join(one["asked"].split()), one["sql"].strip()) for one in _QUESTION.finditer(text)]
    found: dict[str, Table] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as schema:
        migrations.apply(schema, migrations.steps())
        kinds = dict(schema.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
        group = ""
        _, *parts = _SECTION.split(text)
        for level, name, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            if level == "##":
                group = name
            elif name in kinds:
                found[name] = _table(schema, name, kinds[name], group, body, asked)
    return found


def _table(  # noqa: PLR0913, PLR0917 - where a table is told of
    schema: sqlite3.Connection, name: str, kind: Literal["table", "view"], group: str, body: str, asked: list[Question]
) -> Table:
    note, notes = _read(body)
    refers = {row[3]: f"{row[2]}.{row[4]}" for row in schema.execute(f"PRAGMA foreign_key_list({name})")}
    columns = tuple(
        Column(column, kind_of, bool(place), refers.get(column, ""), bool(filled), notes.get(column, ""))
        for _, column, kind_of, filled, _, place in schema.execute(f"PRAGMA table_info({name})")
    )
    named = re.compile(rf"\b{name}\b")
    return Table(name, kind, group, note, columns, _indexes(schema, name), tuple(q for q in asked if named.search(q.sql)))


def _read(body: str) -> tuple[str, dict[str, str]]:
    """Return what a section says of its table, and of each column."""
    intro, _, rest = f"\n{body}".partition("\n- ")
    flowed = re.sub(r"\n- ", " · ", rest)
    parts = (_COLUMN.match(part) for part in " ".join(flowed.split()).split(" · "))
    return " ".join(intro.split()), {part[1]: part[2] for part in parts if part}


def _indexes(schema: sqlite3.Connection, name: str) -> tuple[str, ...]:
    told = []
    for _, index, unique, origin, _ in schema.execute(f"PRAGMA index_list({name})").fetchall():
        if origin == "pk":
            continue
        columns = ", ".join(row[2] for row in schema.execute(f"PRAGMA index_info({index})"))
        (made,) = schema.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        _, _, condition = (made or "").partition(" WHERE ")
        label = "UNIQUE" if origin == "u" else f"UNIQUE {index}" if unique else index
        told.append(f"{label} ({columns})" + (f" WHERE {condition}" if condition else ""))
    return tuple(sorted(told))
