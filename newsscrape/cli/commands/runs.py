"""`newsscrape runs`: how the last crawls went."""

from pathlib import Path

import click

from newsscrape.archive import overview
from newsscrape.cli import terminal
from newsscrape.cli.archives import archive_option, reading

_HEAD = (
    "run",
    "site",
    "started",
    "seconds",
    "verdict",
    "new",
    "changed",
    "unchanged",
    "comments",
    "requests",
    "errors",
    "reason",
)


@click.command
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many.")
@click.option("--site", metavar="NAME", help="Of this site only.")
@archive_option
def command(archive: Path, site: str | None, limit: int) -> None:
    """List the last runs and what they brought."""
    with reading(archive) as connection:
        runs = overview.runs(connection, site=site, limit=limit)
    if not runs:
        click.echo("No run yet." if site is None else f"No run of {terminal.line(site)} yet.")
        return
    rows = [
        (
            *(run.id, run.site, run.started_at, "" if run.seconds is None else run.seconds, run.verdict or "unfinished"),
            *(run.articles_new, run.articles_changed, run.articles_unchanged, run.comments_new, run.requests, run.errors),
            run.reason,
        )
        for run in runs
    ]
    for line in terminal.table([_HEAD, *rows]):
        click.echo(line)
