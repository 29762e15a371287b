"""`newsscrape compact`: the archive's file is made small."""

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Literal

import click

from newsscrape import terminal
from newsscrape.archive import compact
from newsscrape.archive.connection import open_writer
from newsscrape.archive.locks import quiet
from newsscrape.cli.archives import archive_option, found


@click.command
@click.option(
    "--pages",
    type=click.Choice(["all", "latest", "none"]),
    default="all",
    show_default=True,
    help="The raw pages to keep: all, the latest of each address, none. Those of articles in several parts stay.",
)
@archive_option
def command(archive: Path, pages: Literal["all", "latest", "none"]) -> None:
    """Make the archive's file small.

    Packs the raw pages anew, with what the pages of a site have in common stored once; drops what nothing needs. While it
    works it takes free room of twice the file's size; it may be stopped at any time. Exit 4 while a crawl runs.
    """
    with quiet(found(archive)), closing(open_writer(archive, create=False)) as connection:
        before = compact.size(connection, archive)
        shrunk = compact.compact(connection, archive, dt.datetime.now(dt.UTC), policy=pages)
        after = compact.size(connection, archive)
    dropped = before.pages - after.pages
    click.echo(
        f"raw pages  {terminal.size(before.raw)} -> {terminal.size(after.raw)}"
        + (f", {terminal.count(dropped, 'page')} dropped" if dropped else "")
    )
    click.echo(f"the file   {terminal.size(before.file)} -> {terminal.size(after.file)}  {terminal.line(str(archive))}")
    if not shrunk:
        click.echo("another program has the archive open; the file shrinks when that is closed and a crawl has run", err=True)
