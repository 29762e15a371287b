"""`newsscrape reread`: the stored pages are read again with today's code, and what it reads better is stored."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsscrape import config
from newsscrape.cli.archives import archive_option, found
from newsscrape.cli.filters import since_option, site_option
from newsscrape.cli.progress import progress
from newsscrape.cli.rereading import sheet

if TYPE_CHECKING:
    from newsscrape.ingest.reread import Report


@click.command
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes that read; by default one for each processor."
)
@click.option("--dry-run", is_flag=True, help="Only report what would change.")
@since_option
@site_option
@archive_option
def command(archive: Path, site: str | None, since: str | None, jobs: int | None, *, dry_run: bool) -> None:
    """Read the stored pages again with today's code.

    No site is asked for anything. What reads differently is stored and reported by field, with samples. It is no edit:
    revisions and the times of changes stay. A value that is not found any more stays, too. A page that cannot be read costs
    itself only. Exit 4 while a crawl runs. Broken off with Ctrl-C, what is stored stands; the command may be given again.
    """
    from newsscrape.ingest import secret  # noqa: PLC0415 - so that `--help` does not load the readers
    from newsscrape.ingest.reread import Order, Report, reread  # noqa: PLC0415
    from newsscrape.sites import registry  # noqa: PLC0415

    settings = config.load(os.environ)
    order = Order(
        archive=found(archive),
        sites=registry.load(settings.sites),
        site=site,
        since=since,
        jobs=jobs or os.cpu_count() or 1,
        dry_run=dry_run,
        comments=settings.comments != "none",
        key=secret.load(settings.secret_file) if settings.commenters == "pseudonyms" else None,
    )
    report = Report()
    try:
        with progress("read") as shown:
            reread(order, report, shown)
    except KeyboardInterrupt:
        _tell(report, dry_run=dry_run)
        click.echo("newsscrape: stopped; what is stored stands, and the command may be given again", err=True)
        raise
    _tell(report, dry_run=dry_run)


def _tell(report: "Report", *, dry_run: bool) -> None:
    for line in sheet(report, dry_run=dry_run):
        click.echo(line)
