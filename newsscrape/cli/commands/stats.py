"""`newsscrape stats`: what the archive holds."""

from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import growth, overview
from newsscrape.cli.archives import archive_option, reading

_HEAD = ("site", "articles", "authors", "images", "comments", "claimed", "first", "last")
_MONTH = 30  # days


@click.command
@archive_option
def command(archive: Path) -> None:
    """Show what the archive holds, by site, and how big its parts are.

    Under "claimed" stands how many comments the sites say there are. How fast a part grows is told by the runs of the last
    thirty days, without each site's first; smaller is made by `newsscrape compact`, and by NEWSSCRAPE_PAGES=latest or none.
    """
    with reading(archive) as connection:
        rows = overview.coverage(connection)
        runs = overview.runs(connection, limit=1)
        parts = growth.parts(connection, archive)
    if len(rows) == 2:  # noqa: PLR2004 - one site, and the same in all
        rows.pop()
    click.echo(f"{terminal.line(str(archive))}  {terminal.size(archive.stat().st_size)}\n")
    for line in terminal.table([_HEAD, *rows]):
        click.echo(line)
    click.echo("")
    for line in terminal.table(_sizes(parts)):
        click.echo(line)
    for run in runs:
        click.echo(f"\nlast run  {run_line(run)}")


def _sizes(parts: list[growth.Part]) -> list[tuple[str, ...]]:
    """Return the parts of the file as a table; without their growth where nothing tells it yet."""
    whole = sum(part.bytes for part in parts) or 1
    rows = [("part", "size", "share")]
    rows += [(part.name, terminal.size(part.bytes), f"{part.bytes / whole:.0%}") for part in parts]
    growing = [part.a_day for part in parts if part.a_day is not None]
    if not growing:
        return [*rows]
    more = [("a day", "a month"), *((terminal.size(size), terminal.size(size * _MONTH)) for size in growing)]
    return [*(row + grown for row, grown in zip(rows, more, strict=True))]


def run_line(run: overview.LastRun) -> str:
    """Return one run as one line."""
    took = "still going, or killed" if run.seconds is None else f"{run.seconds} s"
    verdict = run.verdict or "no verdict"
    return terminal.line(
        f"{run.site}, {run.started_at}, {took}: {verdict};"
        f" {run.articles_new} new, {run.articles_changed} changed, {run.articles_unchanged} unchanged articles,"
        f" {run.comments_new} new comments, {run.requests} requests, {run.errors} errors"
    )
