"""`newsscrape sites`: the sites that are known, and how each stands."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import click

from newsscrape import config, terminal
from newsscrape.cli import sites as telling
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.sites import Told
from newsscrape.config import nearest
from newsscrape.errors import BadArgument
from newsscrape.sites import Site, registry


@click.command
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--markdown", is_flag=True, help="As a table for a document, with rules and recordings, without the archive.")
@click.option("--json", "as_json", is_flag=True, help="All that is known, as JSON.")
@archive_option
def command(archive: Path, names: tuple[str, ...], *, markdown: bool, as_json: bool) -> None:
    """List the sites that can be crawled, and how each stands in the archive.

    Sources are those of the site's file; comments are the systems met, before a crawl those expected. Health tells of a
    broken layout, of fields that 5 % or more of the articles of the last ten runs lack, and of sources that give nothing.
    """
    if markdown and as_json:
        raise click.UsageError("--markdown and --json are two forms; choose one")
    known = registry.load(config.load(os.environ).sites)
    chosen = _chosen(names, known)
    told = [Told(site) for site in chosen.values()] if markdown else _standing(chosen, archive)
    if as_json:
        click.echo(json.dumps([telling.form(one) for one in told], ensure_ascii=False, indent=2))
        return
    for line in telling.markdown(told) if markdown else telling.table(told):
        click.echo(line)


def _chosen(names: tuple[str, ...], known: Mapping[str, Site]) -> Mapping[str, Site]:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else "`newsscrape sites` lists them"
            raise BadArgument(f"{terminal.line(name)}: no known site; {hint}")
    return {name: known[name] for name in names} if names else known


def _standing(chosen: Mapping[str, Site], archive: Path) -> list[Told]:
    if not archive.exists():
        return [Told(site) for site in chosen.values()]
    from newsscrape.archive import standing  # noqa: PLC0415 - so that the sites are listed fast where there is no archive

    sources = {name: [url for url, _ in site.starts()] for name, site in chosen.items()}
    with reading(archive) as connection:
        found = standing.standings(connection, sources)
    return [Told(site, found.get(site.name)) for site in chosen.values()]
