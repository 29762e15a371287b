"""`newsscrape check`: is the archive whole?"""

from contextlib import closing
from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import check, files
from newsscrape.archive.connection import open_writer
from newsscrape.cli.archives import archive_option, found
from newsscrape.errors import ArchiveFailed, DamagedArchive


@click.command
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: Path) -> None:
    """Check that the archive is whole.

    The file, its references, the search index, what holds between rows, the raw pages, the image files. Exit 1 where something
    is wrong.
    """
    try:
        opened = open_writer(found(archive), create=False)
    except DamagedArchive as error:
        raise ArchiveFailed(str(error)) from error
    with closing(opened) as connection:
        count = 0
        for fault in check.faults(connection, archive):
            click.echo(terminal.line(fault))
            count += 1
        strays = files.strays(connection, archive)
    if strays.count:
        click.echo(
            f"{terminal.line(str(archive.parent / files.FOLDER))}: {terminal.count(strays.count, 'file')}"
            f" ({terminal.size(strays.size)}) that this archive does not name: of a crawl that goes on or was killed, or of"
            " another archive in the same folder; they do no harm"
        )
    if count:
        click.echo(
            f"{terminal.line(str(archive))}: {terminal.count(count, 'fault')};"
            " put a plain copy of the file and of its -wal aside before anything else",
            err=True,
        )
        ctx.exit(1)
    click.echo(f"{terminal.line(str(archive))}: whole")
