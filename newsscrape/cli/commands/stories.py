"""`newsscrape stories`: the same story on several sites, and who was first."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsscrape import terminal
from newsscrape.cli.archives import archive_option, found, reading
from newsscrape.cli.filters import limit_option, since_option, site_option
from newsscrape.cli.progress import progress

if TYPE_CHECKING:
    from newsscrape.archive.stories import Telling


@click.command
@click.option("--update", is_flag=True, help="First compare the articles that are new or changed.")
@limit_option("How many to show.", 10)
@since_option
@site_option
@archive_option
def command(archive: Path, site: str | None, since: str | None, limit: int, *, update: bool) -> None:
    """List the stories that several sites tell.

    These are articles in much the same words, reprints and rewrites, the latest story first. Beside each article stands how
    long after the first it was published, and how much of its text it shares with the one most like it. --update needs
    `pip install newsscrape[stories]`.
    """
    from newsscrape.archive import stories  # noqa: PLC0415 - so that `--help` does not load the archive
    from newsscrape.archive.connection import open_writer  # noqa: PLC0415

    if update:
        with closing(open_writer(found(archive), create=False)) as connection, progress("compared") as shown:
            number = stories.update(connection, archive, shown)
        click.echo(f"{terminal.count(number, 'article')} compared")
    with reading(archive) as connection:
        told = list(stories.read(connection, site=site, since=since, limit=limit))
        waiting = stories.pending(connection)
    if not told:
        click.echo("No story is told by several sites.")
    for story in told:
        click.echo("")
        for line in _lines(story):
            click.echo(line)
    if waiting:
        click.echo(f"\n{terminal.count(waiting, 'article')} not compared yet: `newsscrape stories --update`")


def _lines(story: "Sequence[Telling]") -> Iterator[str]:
    yield click.style(terminal.line(story[0].title or "(no title)"), bold=True)
    rows = [
        (one.site, (one.published or "no date")[:16].replace("T", " "), _delay(one), f"{one.similarity:.0%}", one.url)
        for one in story
    ]
    yield from terminal.table(rows)


def _delay(one: "Telling") -> str:
    return "first" if one.first else f"+{one.hours:.1f} h"
