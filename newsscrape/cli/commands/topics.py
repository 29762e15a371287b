"""`newsscrape topics`: saved searches, whose articles are marked as they arrive."""

import datetime as dt
from contextlib import closing
from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import topics
from newsscrape.archive.connection import open_writer
from newsscrape.cli.archives import archive_option, found, reading
from newsscrape.cli.commands import export
from newsscrape.cli.filters import limit_option
from newsscrape.config import nearest
from newsscrape.dates import utc_text

_HEAD = ("topic", "articles", "newest", "words")


class _Subcommands(click.Group):
    """Names the nearest where there is no such one."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None:
            near = nearest(cmd_name, self.commands)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(sorted(self.commands))}"
            raise click.UsageError(f"no such command {cmd_name!r}: {hint}", ctx)
        return command


@click.group(cls=_Subcommands)
def command() -> None:
    """Keep searches as topics: articles are marked with them as they arrive.

    `newsscrape search --topic NAME` and `newsscrape export --topic NAME` take a topic's articles only; the setting
    NEWSSCRAPE_NOTIFY names a command that is told of new ones at the end of a run.
    """


@command.command
@click.argument("name")
@click.argument("words", nargs=-1, required=True)
@archive_option
def add(archive: Path, name: str, words: tuple[str, ...]) -> None:
    """Save a search as NAME: all the WORDS have to stand in an article, as for `newsscrape search`."""
    with closing(open_writer(found(archive), create=False)) as connection:
        count = topics.add(connection, archive, name, " ".join(words), utc_text(dt.datetime.now(dt.UTC)))
    click.echo(f"{terminal.line(name)}: {terminal.count(count, 'article')} of this archive; new ones are marked as they arrive")


@command.command("list")
@archive_option
def list_(archive: Path) -> None:
    """List the topics."""
    with reading(archive) as connection:
        rows = topics.listed(connection)
    if not rows:
        click.echo("There are no topics; `newsscrape topics add NAME WORDS` makes one")
        return
    for line in terminal.table([_HEAD, *((row.name, row.articles, (row.newest or "")[:10], row.query) for row in rows)]):
        click.echo(line)


@command.command
@click.argument("name")
@archive_option
def remove(archive: Path, name: str) -> None:
    """Remove a topic; its articles stay."""
    with closing(open_writer(found(archive), create=False)) as connection:
        topics.remove(connection, archive, name)
    click.echo(f"{terminal.line(name)}: removed")


@command.command
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="- or none: the standard output.")
@archive_option
@click.pass_context
def feed(ctx: click.Context, archive: Path, name: str, output: Path | None) -> None:
    """Write a topic's articles as an Atom feed, the newest first: `newsscrape export --format atom --topic NAME`."""
    ctx.invoke(export.command, archive=archive, form="atom", topic=name, output=output, columns=())


@command.command
@click.argument("name")
@limit_option("How many articles, how many weeks.", 10)
@archive_option
def show(archive: Path, name: str, limit: int) -> None:
    """Show a topic: its mentions by week and site, and its newest articles."""
    with reading(archive) as connection:
        weeks = topics.weeks(connection, name, limit)
        newest = topics.newest(connection, name, limit)
    if not newest:
        click.echo(f"{terminal.line(name)}: no article yet")
        return
    for line in terminal.table([("week of", "site", "articles"), *weeks], left=2):
        click.echo(line)
    click.echo()
    rows = [(f"article {one.article_id}", (one.published or "")[:10], one.site, one.title or "(no title)") for one in newest]
    for line in terminal.table(rows, left=4):
        click.echo(line)
