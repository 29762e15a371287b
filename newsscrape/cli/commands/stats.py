"""`newsscrape stats`: what the archive holds."""

from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import overview
from newsscrape.cli.archives import archive_option, reading

_HEAD = ("site", "articles", "authors", "images", "comments", "claimed", "first", "last")


@click.command
@archive_option
def command(archive: Path) -> None:
    """Show what the archive holds, by site.

    Under "claimed" stands how many comments the sites say there are.
    """
    with reading(archive) as connection:
        rows = overview.coverage(connection)
        runs = overview.runs(connection, limit=1)
    if len(rows) == 2:  # noqa: PLR2004 - one site, and the same in all
        rows.pop()
    click.echo(f"{terminal.line(str(archive))}  {terminal.size(archive.stat().st_size)}\n")
    for line in terminal.table([_HEAD, *rows]):
        click.echo(line)
    for run in runs:
        click.echo(f"\nlast run  {run_line(run)}")


def run_line(run: overview.LastRun) -> str:
    """Return one run as one line."""
    took = "still going, or killed" if run.seconds is None else f"{run.seconds} s"
    verdict = run.verdict or "no verdict"
    return terminal.line(
        f"{run.site}, {run.started_at}, {took}: {verdict};"
        f" {run.articles_new} new, {run.articles_changed} changed, {run.articles_unchanged} unchanged articles,"
        f" {run.comments_new} new comments, {run.requests} requests, {run.errors} errors"
    )
