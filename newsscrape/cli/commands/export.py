"""`newsscrape export`: articles, tables or raw pages as files."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from newsscrape import export, terminal
from newsscrape.archive import captures, files, reader, tables
from newsscrape.archive import words as said
from newsscrape.archive.filters import Filter
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import filters, limit_option
from newsscrape.cli.progress import counted
from newsscrape.errors import BadArgument

_WEB_ARCHIVES = ("warc", "wacz")
_FORMATS = (*export.FORMATS, *_WEB_ARCHIVES)
_ALL = "all"
_OF_ONE = {"raw": "csv", "bom": "csv", "comments": "markdown"}
_BINARY = frozenset({"parquet", *_WEB_ARCHIVES})


def _parted(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in (value or "").split(","))))


@click.command
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Else by the end of FILE's name, else jsonl.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="- or none: the standard output.")
@click.option(
    "--table", metavar="NAME", help="A table or view (comments, article_list …) in place of whole articles; all: each."
)
@click.option("--columns", metavar="A,B", callback=_parted, help="These fields, or columns of the table, in this order.")
@click.option("--where", metavar="SQL", help="A condition on the columns of article_list, or of the table: words > 500.")
@click.option("--search", "words", metavar="WORDS", help="Articles in which all the words stand.")
@limit_option("So many articles at most.")
@click.option("--force", is_flag=True, help="Replace a folder that is a former export.")
@click.option("--raw", is_flag=True, help="csv: leave cells as they are that a spreadsheet would take for formulas.")
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, for spreadsheets.")
@click.option("--comments", is_flag=True, help="markdown: the comments below each article.")
@filters
@archive_option
def command(  # noqa: PLR0913, PLR0917 - one argument per option
    archive: Path,
    form: str | None,
    output: Path | None,
    table: str | None,
    where: str | None,
    words: str | None,
    limit: int | None,
    site: str | None,
    since: str | None,
    until: str | None,
    topic: str | None,
    force: bool,
    **chosen: Any,
) -> None:
    """Write articles, tables or raw pages as files.

    csv, json, jsonl and parquet hold articles or a table; atom (the newest first) and jsonld articles; warc and wacz the raw
    pages; markdown and --table all write a folder. See docs/exports.md.
    """
    target = None if output in (None, Path("-")) else output
    form = form or _by_name(target, table)
    options = export.Options(**chosen, title=words or topic or "Articles")
    match = None if words is None else said.demanded(words)
    wanted = Filter(site=site, since=since, until=until, topic=topic, match=match)
    _check(form, target, table, wanted, options, where=where, limit=limit)
    what = "row" if table else "raw page" if form in _WEB_ARCHIVES else "article"
    with reading(archive) as connection:
        if table == _ALL:
            everything = ((name, one._replace(rows=counted(one.rows, "row"))) for name, one in tables.everything(connection))
            schema = tables.schema(connection)
            count = export.write_tables(everything, schema, form, target or Path(), options, replace=force)
        elif form in _WEB_ARCHIVES:
            pages = counted(captures.captures(connection, wanted), "raw page")
            count = int(import_module(f"newsscrape.export.{form}").write(pages, target))
        elif table:
            one = tables.table(connection, table, wanted, columns=options.columns, where=where)
            count = export.write_table(one._replace(rows=counted(one.rows, "row")), form, target, options)
        else:
            articles = reader.chosen(connection, wanted, where=where, newest=form == "atom", limit=limit)
            options = replace(options, pictures=lambda article: files.of_article(connection, archive, article))
            count = _write(counted(articles, "article"), form, target, options, force=force)
    if target:
        click.echo(f"{terminal.count(count, what)} written to {terminal.line(str(target))}", err=True)


def _write(articles: Iterator[Any], form: str, target: Path | None, options: export.Options, *, force: bool) -> int:
    if target and export.holds(form, "files"):
        return export.write_files(export.files(articles, form, options), form, target, replace=force)
    return export.write(articles, form, target, options)


def _by_name(target: Path | None, table: str | None) -> str:
    if target is None or table == _ALL:
        return "jsonl"
    end = "warc" if target.name.lower().endswith(".warc.gz") else target.suffix.removeprefix(".").lower()
    if end not in _FORMATS:
        raise BadArgument(f"{target}: say which format with --format ({', '.join(_FORMATS)})")
    return end


def _check(  # noqa: PLR0913 - all that can be asked for at once
    form: str,
    target: Path | None,
    table: str | None,
    wanted: Filter,
    options: export.Options,
    *,
    where: str | None,
    limit: int | None,
) -> None:
    """Refuse what does not go together.

    Raises:
        BadArgument: such as a choice of rows from all tables.
    """
    if table == _ALL and target is None:
        raise BadArgument("--table all: writes a folder; name it with -o DIR")
    if table == _ALL and (wanted or where is not None or options.columns):
        raise BadArgument(
            "--table all: writes everything there is; leave out --site, --since, --until, --topic, --search, --where, --columns"
        )
    if form in _WEB_ARCHIVES and table:
        raise BadArgument(f"--table {table}: {form} holds raw pages, not tables; leave one of the two out")
    if form in _WEB_ARCHIVES and (where is not None or limit is not None or options.columns):
        raise BadArgument(f"{form}: holds raw pages; leave out --where, --columns and --limit")
    if table and limit is not None:
        raise BadArgument("--limit: counts articles; leave it out with --table")
    for option, only in _OF_ONE.items():
        if getattr(options, option) and form != only:
            raise BadArgument(f"--{option}: is for {only} alone; leave it out with {form}")
    if form in _BINARY and target is None and sys.stdout.isatty():
        raise BadArgument(f"{form}: is nothing for a terminal; name a file with -o")
