"""`newsscrape describe [NAME]`: what the archive's tables, views and columns hold."""

import dataclasses
import json
from collections.abc import Iterator

import click

from newsscrape import terminal
from newsscrape.archive import notes
from newsscrape.config import nearest
from newsscrape.errors import BadArgument


@click.command
@click.argument("name", metavar="[TABLE|VIEW]", required=False)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def command(name: str | None, *, as_json: bool) -> None:
    """Tell what the archive's tables and views hold.

    Of one of them: each column with its type and key, the indexes, and questions that it answers, in SQL.
    """
    tables = notes.tables()
    if name is not None and name not in tables:
        like = nearest(name, tables)
        hint = f"did you mean {like}?" if like else "`newsscrape describe` lists them"
        raise BadArgument(f"{terminal.line(name)}: no table or view of the archive; {hint}")
    if as_json:
        told = [dataclasses.asdict(table) for table in tables.values() if name in (None, table.name)]
        click.echo(json.dumps(told if name is None else told[0], ensure_ascii=False, indent=2))
        return
    for line in _all(tables) if name is None else _one(tables[name]):
        click.echo(line)


def _all(tables: dict[str, notes.Table]) -> Iterator[str]:
    group = ""
    width = max(map(len, tables))
    for table in tables.values():
        if table.group != group:
            yield from ("", table.group) if group else (table.group,)
            group = table.group
        first = table.note.partition(". ")[0]
        yield from _hung(f"  {table.name:<{width}}  ", first.rstrip("."))


def _one(table: notes.Table) -> Iterator[str]:
    yield f"{table.name}, a {table.kind}"
    if table.note:
        yield from terminal.wrapped(table.note)
    yield ""
    width = max(len(column.name) for column in table.columns)
    for column in table.columns:
        said = "; ".join(part for part in (" ".join(_typed(column)), column.note) if part)
        yield from _hung(f"  {column.name:<{width}}  ", said)
    if table.indexes:
        yield from ("", "Indexes")
        for index in table.indexes:
            yield from _hung("  ", index)
    for question in table.questions:
        yield from ("", *terminal.wrapped(f"{question.asked}:"), "")
        yield from (f"  {line}" for line in question.sql.splitlines())


def _typed(column: notes.Column) -> Iterator[str]:
    if column.type:
        yield column.type.lower()
    if column.key:
        yield "primary key"
    elif column.required:
        yield "not null"
    if column.refers:
        yield f"-> {column.refers}"


def _hung(label: str, text: str) -> Iterator[str]:
    """Yield the text behind its label, folded below itself."""
    lines = terminal.wrapped(text, " " * len(label))
    for number, line in enumerate(lines):
        yield (label + line[len(label) :] if number == 0 else line).rstrip()
