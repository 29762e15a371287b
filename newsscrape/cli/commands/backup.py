"""`newsscrape backup`: a copy of the archive, also while it is being crawled."""

import sys
from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import backup
from newsscrape.cli.archives import archive_option, found


@click.command
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace an archive that is there.")
@click.option("--images", is_flag=True, help="Copy the image files, too: into a folder images/ beside FILE.")
@archive_option
def command(archive: Path, target: Path, force: bool, images: bool) -> None:
    """Copy the archive into FILE, also while it is being crawled.

    The copy is checked before it takes its name. Exit 1 where the archive is damaged.
    """
    length = backup.make(found(archive), target, replace=force, progress=_show)
    more = ""
    if images:
        more = f", {terminal.count(backup.copy_images(archive, target), 'image file')} more beside it"
    elif (archive.resolve().parent / backup.IMAGES).is_dir():
        more = ", its image files not: see --images"
    click.echo(f"{terminal.line(str(target))}: {terminal.size(length)}, checked{more}", err=True)


def _show(done: int, pages: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{100 * done // max(pages, 1)} % copied" + ("\r\033[K" if done == pages else ""), nl=False, err=True)
