"""`newsscrape export`: articles or a table as a file."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from newsscrape import export, terminal
from newsscrape.archive import captures, reader
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import filters
from newsscrape.errors import BadArgument

_WEB_ARCHIVES = ("warc", "wacz")
_FORMATS = (*export.FORMATS, *_WEB_ARCHIVES)


@click.command
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Else by the end of FILE's name, else jsonl.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="- or none: the standard output.")
@click.option("--table", metavar="NAME", help="One table (comments, images, authors …) in place of whole articles.")
@click.option("--raw", is_flag=True, help="CSV: leave cells as they are that a spreadsheet would take for formulas.")
@filters
@archive_option
def command(  # noqa: PLR0913, PLR0917 - one argument per option
    archive: Path,
    form: str | None,
    output: Path | None,
    table: str | None,
    raw: bool,
    site: str | None,
    since: str | None,
    until: str | None,
    topic: str | None,
) -> None:
    """Write articles or a table as json, jsonl or csv, or the raw pages as a web archive: warc, wacz."""
    target = None if output in (None, Path("-")) else output
    form = form or _by_name(target)
    what = "row" if table else "raw page" if form in _WEB_ARCHIVES else "article"
    with reading(archive) as connection:
        if form in _WEB_ARCHIVES:
            count = _web_archive(connection, form, target, table, site=site, since=since, until=until)
        elif table:
            columns, rows = reader.table(connection, table, site=site, since=since, until=until, topic=topic)
            count = export.write_table(columns, rows, form, target, raw=raw)
        else:
            articles = reader.articles(connection, site=site, since=since, until=until, topic=topic)
            count = export.write(articles, form, target, raw=raw)
    if target:
        click.echo(f"{terminal.count(count, what)} written to {terminal.line(str(target))}", err=True)


def _web_archive(connection: Any, form: str, target: Path | None, table: str | None, **wanted: str | None) -> int:
    if table:
        raise BadArgument(f"--table {table}: {form} holds raw pages, not tables; leave one of the two out")
    module = import_module(f"newsscrape.export.{form}")
    return int(module.write(captures.captures(connection, **wanted), target))


def _by_name(target: Path | None) -> str:
    if target is None:
        return "jsonl"
    end = "warc" if target.name.lower().endswith(".warc.gz") else target.suffix.removeprefix(".").lower()
    if end not in _FORMATS:
        raise BadArgument(f"{target}: say which format with --format ({', '.join(_FORMATS)})")
    return end
