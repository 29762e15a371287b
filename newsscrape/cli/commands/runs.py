"""`newsscrape runs`: how the last crawls went, and how politely one of them asked."""

from pathlib import Path
from typing import Any

import click

from newsscrape import terminal
from newsscrape.archive import overview, politeness
from newsscrape.cli import politeness as manners
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import limit_option
from newsscrape.config import nearest
from newsscrape.errors import BadArgument

_HEAD = (
    "run",
    "site",
    "started",
    "seconds",
    "verdict",
    "new",
    "changed",
    "unchanged",
    "comments",
    "requests",
    "errors",
    "reason",
)


@click.command
@limit_option("How many.", 10)
@click.option("--site", metavar="NAME", help="Of this site only.")
@click.option("--politeness", "run", metavar="RUN", help="How this run (its number, or `last`) treated its hosts.")
@archive_option
def command(archive: Path, site: str | None, limit: int, run: str | None) -> None:
    """List the last runs and what they brought.

    With --politeness: how often and at what distance one run asked each host, why it waited, and whether any request came
    earlier than allowed; then the exit code is 1.
    """
    with reading(archive) as connection:
        if run is not None:
            lines, polite = _politeness(connection, run, site)
        else:
            lines, polite = _list(overview.runs(connection, site=site, limit=limit)), True
    for line in lines:
        click.echo(line)
    if not polite:
        raise SystemExit(1)


def _list(runs: list[overview.LastRun]) -> list[str]:
    if not runs:
        return ["No run yet."]
    rows = [
        (
            *(run.id, run.site, run.started_at, "" if run.seconds is None else run.seconds, run.verdict or "unfinished"),
            *(run.articles_new, run.articles_changed, run.articles_unchanged, run.comments_new, run.requests, run.errors),
            run.reason,
        )
        for run in runs
    ]
    return list(terminal.table([_HEAD, *rows]))


def _politeness(connection: Any, name: str, site: str | None) -> tuple[list[str], bool]:
    """Return the lines on one run, and whether no request was early."""
    if name != "last" and not (name.isascii() and name.isdigit()):
        hint = "; did you mean last?" if nearest(name, ["last"]) else ""
        raise BadArgument(f"--politeness {terminal.line(name)}: give the number of a run, or `last`{hint}")
    number = None if name == "last" else int(name[:18])
    run = politeness.find(connection, number, site)
    if run is None:
        raise BadArgument(_missing(connection, number, site))
    hosts = list(politeness.report(connection, run))
    return list(manners.sheet(run, hosts)), not any(host.earlies for host in hosts)


def _missing(connection: Any, number: int | None, site: str | None) -> str:
    of_site = "" if site is None else f" of {terminal.line(site)}"
    what = f"no run{of_site} yet" if number is None else f"there is no run {number}{of_site}"
    near = ", ".join(map(str, politeness.nearest(connection, number or 0)))
    return f"--politeness: {what}; {f'the nearest: {near}' if near else 'crawl a site first'} (`newsscrape runs` lists them)"
