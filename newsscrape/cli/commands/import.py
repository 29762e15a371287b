"""`newsscrape import`: what others have recorded, into the archive."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from newsscrape import config, terminal
from newsscrape.archive.restore import restore
from newsscrape.cli.archives import archive_option
from newsscrape.sites import Site, registry

_TEXT = frozenset({".jsonl", ".ndjson"})


@click.command
@click.argument("source", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
@archive_option
def command(archive: Path, source: Path) -> None:
    """Take in articles as JSON Lines, a web archive (WARC, WACZ), or a folder of all tables.

    JSON Lines: as `newsscrape export` writes them. The pages of a web archive are read as a crawl reads them; nobody is asked
    for anything. The archive is made where there is none, and to import a file twice changes nothing.

    A folder, as `newsscrape export --table all` writes it, becomes an archive of its own, the same to the last id: there must
    be none yet.
    """
    settings = replace(config.load(os.environ), archive=archive)
    sites = registry.load(settings.sites)
    if source.is_dir():
        rows = restore(source, archive)
        click.echo(f"{terminal.line(str(archive))}: {terminal.count(sum(rows.values()), 'row')} of {len(rows)} tables")
        return
    for line in (_lines if _is_text(source) else _web_archive)(source, settings, sites):
        click.echo(line)


def _is_text(source: Path) -> bool:
    """Tell whether a file holds JSON Lines: by its name, else by its first sign."""
    if source.suffix.lower() in _TEXT:
        return True
    with source.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _lines(source: Path, settings: config.Config, sites: Mapping[str, Site]) -> Iterator[str]:
    from newsscrape.ingest.lines import take  # noqa: PLC0415 - so that `--help` does not load the readers

    result = take(source, settings, sites)
    yield f"{terminal.line(str(source))}: articles: {_changes(result.articles)}"
    if result.bad:
        yield f"{terminal.count(result.bad, 'bad line')} left out"
        yield from (f"  {terminal.line(fault)}" for fault in result.faults)


def _web_archive(source: Path, settings: config.Config, sites: Mapping[str, Site]) -> Iterator[str]:
    from newsscrape.ingest.replay import replay  # noqa: PLC0415 - so that `--help` does not load the readers

    result = replay(source, settings, sites)
    pages = terminal.count(result.taken, "page")
    yield f"{terminal.line(str(source))}: {pages} read; articles: {_changes(result.articles)}"
    if result.known:
        yield f"{terminal.count(result.known, 'answer')} known already, or older than what is archived of its address"
    for reason, count in result.refused.most_common():
        yield f"{terminal.count(count, 'page')} refused: {terminal.line(reason)}"
    for reason, count in result.left_out.most_common():
        yield f"{terminal.count(count, 'answer')} left out: {terminal.line(reason)}"


def _changes(articles: Mapping[str, int]) -> str:
    return ", ".join(f"{articles.get(word, 0)} {word}" for word in ("new", "changed", "unchanged"))
