"""How a command comes to its archive: the option, the settings, and a connection that only reads."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from newsscrape import config
from newsscrape.errors import BadArchive


def archive_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--archive PATH`; it gets the path that option, environment and default come to."""
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        metavar="PATH",
        callback=_settle,
        help="The archive; else NEWSSCRAPE_ARCHIVE, else data/archive.db.",
    )(command)


def _settle(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path:
    named = value or ctx.obj
    return config.load(os.environ, {"archive": named} if named else {}).archive


def found(archive: Path) -> Path:
    """Return the path of an archive that is there.

    Raises:
        BadArchive: it is not, with the commands that make one.
    """
    if not archive.exists():
        raise BadArchive(
            f"{archive}: there is no archive here; `scrapy crawl arenaev` (or `make crawl`) makes one, --archive names another"
        )
    return archive


@contextmanager
def reading(archive: Path) -> Iterator[Any]:
    """Open the archive for reading for the length of the block.

    Raises:
        BadArchive: missing, or none of ours.
        ArchiveFailed: damaged where the block reads it.
    """
    from newsscrape.archive import connection  # noqa: PLC0415 - so that `--help` does not load the archive

    with connection.reading(found(archive)) as opened:
        yield opened
