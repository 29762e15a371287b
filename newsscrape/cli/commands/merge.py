"""`newsscrape merge OTHER`: another archive is taken into this one."""

import datetime as dt
from contextlib import closing
from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive.connection import open_writer
from newsscrape.archive.locks import quiet
from newsscrape.archive.merge import Merged, merge
from newsscrape.cli.archives import archive_option, found
from newsscrape.dates import utc_text


@click.command
@click.argument("other", type=click.Path(path_type=Path), metavar="OTHER")
@archive_option
def command(archive: Path, other: Path) -> None:
    """Take all of another archive into this one: articles, their history, comments, raw pages, runs.

    OTHER is only read. What both have comes once, in the later reading, and the other reading becomes history; so a second time
    changes nothing. All of it comes or nothing. Exit 4 while a crawl runs.
    """
    with quiet(found(archive)), closing(open_writer(archive, create=False)) as connection:
        merged = merge(connection, archive, other, utc_text(dt.datetime.now(dt.UTC)))
    click.echo(f"{terminal.line(str(other))}: {_told(merged)}")
    if merged.left_out:
        pages = terminal.count(merged.left_out, "raw page")
        click.echo(f"{pages} left out, which may hold the words of somebody who is forgotten here", err=True)
    if merged.articles or merged.changed:
        click.echo("`newsscrape stories --update` compares what is new", err=True)


def _told(merged: Merged) -> str:
    images = f", {terminal.count(merged.images, 'image file')}" if merged.images else ""
    return (
        f"{merged.articles:,} new and {merged.changed:,} changed articles, {merged.comments:,} new comments,"
        f" {merged.pages:,} new raw pages{images}"
    )
