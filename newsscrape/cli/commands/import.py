"""`newsscrape import`: what others have recorded, into the archive."""

import os
from dataclasses import replace
from pathlib import Path

import click

from newsscrape import config, terminal
from newsscrape.cli.archives import archive_option
from newsscrape.sites import registry


@click.command
@click.argument("source", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@archive_option
def command(archive: Path, source: Path) -> None:
    """Take in a web archive: WARC or WACZ.

    Its pages are read as a crawl reads them; nobody is asked for anything. The archive is made where there is none, and to
    import a file twice changes nothing.
    """
    settings = replace(config.load(os.environ), archive=archive)
    _web_archive(source, settings)


def _web_archive(source: Path, settings: config.Config) -> None:
    from newsscrape.ingest.replay import replay  # noqa: PLC0415 - so that `--help` does not load the readers

    result = replay(source, settings, registry.load(settings.sites))
    changes = ", ".join(f"{result.articles[word]} {word}" for word in ("new", "changed", "unchanged"))
    click.echo(f"{terminal.count(result.taken, 'page')} read from {terminal.line(str(source))}; articles: {changes}")
    if result.known:
        click.echo(f"{terminal.count(result.known, 'answer')} known already, or older than what is archived of its address")
    for reason, count in result.refused.most_common():
        click.echo(f"{terminal.count(count, 'page')} refused: {terminal.line(reason)}")
    for reason, count in result.left_out.most_common():
        click.echo(f"{terminal.count(count, 'answer')} left out: {terminal.line(reason)}")
