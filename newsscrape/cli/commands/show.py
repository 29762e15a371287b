"""`newsscrape show ID|URL`: one article, to be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from newsscrape import terminal, urls
from newsscrape.archive import live_updates, overview, revisions
from newsscrape.cli import versions
from newsscrape.cli.archives import archive_option, reading
from newsscrape.errors import BadArgument
from newsscrape.model import LiveUpdate
from newsscrape.text import cut

_LINE = 80  # characters of a live update, whose text stands above
_DEEPEST = 8  # steps to the right; what lies deeper stands under the eighth


@click.command
@click.argument("name", metavar="ID|URL")
@click.option(
    "--comments",
    type=click.Choice(("current", "all", "none")),
    default="current",
    show_default=True,
    help="all: also those that are deleted, and what edited ones said before.",
)
@click.option("--history", is_flag=True, help="The article's versions instead, and what each edit changed.")
@click.option(
    "--diff",
    type=int,
    is_flag=False,
    flag_value=0,
    metavar="[N]",
    help="The edit that led to version N instead, or to the present one, word by word. Give it behind the ID.",
)
@archive_option
def command(archive: Path, name: str, comments: str, *, history: bool, diff: int | None) -> None:
    """Show one article with its comments.

    `newsscrape search` tells the ID; an address under which the article was found will do, too.
    """
    if history or diff is not None:
        _show_versions(archive, name, history=history, diff=diff)
    else:
        _show(archive, name, comments)


def _number(connection: Any, name: str) -> int:
    number = overview.article_id(connection, name) or overview.article_id(connection, urls.normalise(name))
    if number is None:
        raise BadArgument(f"{terminal.line(name)}: no article of this archive; `newsscrape search` tells ids and addresses")
    return number


def _show_versions(archive: Path, name: str, *, history: bool, diff: int | None) -> None:
    with reading(archive) as connection:
        all_of_it = list(revisions.versions(connection, _number(connection, name)))
    lines = [*(versions.history(all_of_it) if history else ()), *(versions.diff(all_of_it, diff) if diff is not None else ())]
    click.secho(terminal.line(all_of_it[-1].title or "(no title)"), bold=True)
    for text in lines:
        click.echo(text)


def _show(archive: Path, name: str, comments: str) -> None:
    with reading(archive) as connection:
        number = _number(connection, name)
        sheet = overview.sheet(connection, number)
        updates = live_updates.read(connection, number)
        replies = overview.replies(connection, number) if comments != "none" else []
        deleted = overview.deleted(connection, number) if comments == "all" else []
        former = overview.former(connection, number) if comments == "all" else []
    click.secho(terminal.line(sheet.title or "(no title)"), bold=True)
    for text in _below_title(sheet):
        click.echo(text)
    if sheet.description:
        click.echo("\n" + "\n".join(terminal.wrapped(sheet.description)))
    click.echo("\n" + "\n".join(terminal.wrapped(sheet.body or "(no text)")))
    if updates:
        click.secho("\n" + terminal.count(len(updates), "live update"), bold=True)
    for text in terminal.table([_timed(update) for update in updates], left=2):
        click.echo(text)
    texts: dict[int, list[overview.Former]] = defaultdict(list)
    for one in former:
        texts[one.comment_id].append(one)
    for what, those in (("comment", replies), ("deleted comment", deleted)):
        if those:
            click.secho("\n" + terminal.count(len(those), what), bold=True)
        for text in _thread(those, texts):
            click.echo(text)


def _below_title(sheet: overview.Sheet) -> Iterator[str]:
    said = (sheet.authors, terminal.moment(sheet.published, sheet.published_precision), sheet.site, sheet.section)
    yield terminal.line(" · ".join(part for part in said if part))
    yield terminal.line(sheet.url)
    yield terminal.line(
        f"article {sheet.id}, {terminal.count(sheet.images, 'image')}, {terminal.count(sheet.comments, 'comment')},"
        f" version {sheet.revision}, first seen {sheet.first_seen_at}"
    )


def _timed(update: LiveUpdate) -> tuple[str, str]:
    """Return when an entry was written, as the page says it where its day is not known, and its headline or first words."""
    when = update.published and (terminal.moment(update.published.utc, update.published.precision) or update.published.raw)
    return when or "", cut(" ".join((update.title or update.body or "").split()), _LINE)


def _thread(replies: Iterable[overview.Reply], former: Mapping[int, Sequence[overview.Former]]) -> Iterator[str]:
    for reply in replies:
        indent = "    " * min(reply.depth, _DEEPEST)
        moment = terminal.moment(reply.published, reply.published_precision)
        gone = f"missing since {reply.deleted_at}" if reply.deleted_at else None
        yield ""
        yield indent + terminal.line(" · ".join(part for part in (reply.author or "(no name)", moment, gone) if part))
        if reply.quoted:
            yield from terminal.wrapped(reply.quoted, f"{indent}  > ")
        yield from terminal.wrapped(reply.body, f"{indent}  ")
        for one in former.get(reply.id, ()):
            yield f"{indent}  before, from {one.seen_at} on:"
            yield from terminal.wrapped(one.body, f"{indent}  - ")
