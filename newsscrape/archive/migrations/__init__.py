"""The archive's shape, one numbered step per module: ``m0001_first_crawl`` makes schema number 1.

A step is a module (or package) dropped in here with ``SQL``, a tuple of scripts. Steps are never changed once released.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x6E657773
"""``news``: the mark of our files in SQLite's header."""

_NAME = re.compile(r"m(\d{4})_\w+")


@dataclass(frozen=True, slots=True)
class Step:
    """One step from schema `number` - 1 to `number`."""

    number: int
    name: str
    scripts: tuple[str, ...]


@cache
def steps() -> tuple[Step, ...]:
    """Return all steps, in order; the last one's number is the schema that this program knows."""
    found = []
    for module in iter_modules(__path__):
        if match := _NAME.fullmatch(module.name):
            scripts = import_module(f"{__name__}.{module.name}").SQL
            found.append(Step(int(match[1]), module.name, scripts))
    return tuple(sorted(found, key=lambda step: step.number))


def statements(script: str) -> Iterator[str]:
    """Yield the script's statements; `sqlite3.Connection.executescript` would commit the transaction they belong to."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise ValueError(f"an unfinished statement: {pending.strip()[:80]}")


def _register(migrations: Migrations, step: Step) -> None:
    @migrations(name=step.name)
    def up(db: Database) -> None:
        for script in step.scripts:
            for statement in statements(script):
                db.conn.execute(statement)
        db.conn.execute(f"PRAGMA user_version = {step.number}")


def apply(connection: sqlite3.Connection, wanted: Sequence[Step]) -> None:
    """Apply the steps, each in one transaction together with the file's mark, its number and the record of the step.

    Raises:
        sqlite3.Error: a step failed; the file stands as the step before left it.
    """
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    for step in wanted:
        migrations = Migrations("newsscrape")
        _register(migrations, step)
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(database)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
