"""`newsscrape doctor`: is this a place to crawl from?"""

import os
import platform
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from newsscrape import __version__, config, terminal
from newsscrape.archive import health
from newsscrape.archive.connection import open_reader
from newsscrape.archive.health import Finding
from newsscrape.cli.archives import archive_option
from newsscrape.errors import BadUse
from newsscrape.ingest import secret
from newsscrape.sites import registry

_EXTRAS = {"desk": "datasette", "images": "PIL", "parquet": "pyarrow", "stories": "rensa", "warc": "warcio"}
_MARKS = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  "}


@click.command
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: Path) -> None:
    """Look at settings, sites, disk and archive, and say what may go wrong.

    Exit 1 where something has to be mended before a crawl; warnings alone exit 0.
    """
    faults = 0
    for finding in _findings(archive):
        faults += finding.level == "fault"
        click.echo(f"{_MARKS[finding.level]}  {terminal.line(finding.text)}")
    if faults:
        ctx.exit(1)


def _findings(archive: Path) -> Iterator[Finding]:
    extras = [name for name, module in _EXTRAS.items() if find_spec(module)]
    yield Finding("ok", f"newsscrape {__version__}, Python {platform.python_version()}; extras: {', '.join(extras) or 'none'}")
    yield from _settings()
    yield from health.findings(archive)
    if not archive.exists():
        yield Finding("ok", f"{archive}: no archive yet; a crawl makes it")
        return
    try:
        with closing(open_reader(archive)):
            yield Finding("ok", f"{archive}: can be read; `newsscrape check` tells whether it is whole")
    except BadUse as error:
        yield Finding("fault", str(error))


def _settings() -> Iterator[Finding]:
    settings = config.load(os.environ)
    if settings.contact:
        yield Finding("ok", f"sites are told whom to write to: {settings.contact}")
    else:
        yield Finding("warning", "NEWSSCRAPE_CONTACT is not set: a site's owner cannot tell whom to write to")
    try:
        yield Finding("ok", f"{len(registry.load(settings.sites))} sites")
        if settings.secret_file is not None and settings.secret_file.exists():
            secret.load(settings.secret_file)
            yield Finding("ok", f"{settings.secret_file}: the key of the pseudonyms is its owner's alone")
    except BadUse as error:
        yield Finding("fault", str(error))
