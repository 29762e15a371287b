"""`newsscrape explain URL`: what became of one address, and why."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from newsscrape import config, terminal, urls
from newsscrape.archive import explain
from newsscrape.cli import story
from newsscrape.cli.archives import archive_option, reading
from newsscrape.errors import BadArgument
from newsscrape.sites import Identity, registry


@click.command
@click.argument("url", metavar="URL")
@archive_option
def command(archive: Path, url: str) -> None:
    """Tell why an address was fetched, skipped, refused or left out.

    Also: where it was found, what it gave and from which parts of the page, and when it is due again. Of an address that
    the archive has never met: what a crawl would do with it. Moments are UTC.
    """
    if urls.absolute("", url) is None:
        raise BadArgument(f"{terminal.line(url)}: no web address; give one that begins with http:// or https://")
    with reading(archive) as connection:
        address = explain.find(connection, url, urls.normalise(url))
        for line in story.told(connection, address) if address else _unmet(connection, urls.normalise(url)):
            click.echo(line)


def _unmet(connection: Any, url: str) -> Iterator[str]:
    """Yield what is to be said of an address that the archive has never met: whose it is, and what a crawl would do."""
    site = registry.for_url(url, registry.load(config.load(os.environ).sites))
    identity = site.identify(url) if site else Identity(urls.identity(url), 1)
    name = site.name if site else urls.site_name(url)
    yield terminal.line(url)
    yield "The archive has never met this address."
    yield ""
    if site is None:
        yield from story.block("site", ["none owns it; `scrapy crawl web -a url=URL` reads it without rules of its own"])
    elif identity is None:
        said = f"{name} owns it; its pattern names no article here, so that a crawl does not take it for one"
        yield from story.block("site", [said])
    else:
        part = f", part {identity.part}" if identity.part > 1 else ""
        yield from story.block("site", [f"{name} owns it; its pattern names article {identity.key}{part}"])
    yield from story.host(connection, url, urls.host(url))
    number = explain.article_of(connection, name, identity.key) if identity else None
    known = explain.of_article(connection, number) if number is not None else None
    if known:
        yield ""
        yield f"The article is archived under another address, as article {number}:"
        yield ""
        yield from story.told(connection, known)
