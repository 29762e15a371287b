"""`newsscrape export`: articles or a table as a file."""

from pathlib import Path

import click

from newsscrape import export, terminal
from newsscrape.archive import reader
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import filters
from newsscrape.errors import BadArgument


@click.command
@click.option("--format", "form", type=click.Choice(export.FORMATS), help="Else by the end of FILE's name, else jsonl.")
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
    """Write articles or a table as json, jsonl or csv."""
    target = None if output in (None, Path("-")) else output
    form = form or _by_name(target)
    with reading(archive) as connection:
        if table:
            columns, rows = reader.table(connection, table, site=site, since=since, until=until, topic=topic)
            count = export.write_table(columns, rows, form, target, raw=raw)
        else:
            articles = reader.articles(connection, site=site, since=since, until=until, topic=topic)
            count = export.write(articles, form, target, raw=raw)
    if target:
        click.echo(f"{terminal.count(count, 'row' if table else 'article')} written to {terminal.line(str(target))}", err=True)


def _by_name(target: Path | None) -> str:
    if target is None:
        return "jsonl"
    end = target.suffix.removeprefix(".").lower()
    if end not in export.FORMATS:
        raise BadArgument(f"{target}: say which format with --format ({', '.join(export.FORMATS)})")
    return end
