"""`newsscrape forget --author NAME`: a commenter is removed from the archive, and the file searched for what is left."""

import datetime as dt
import difflib
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from newsscrape import config, terminal
from newsscrape.archive import commenters, traces
from newsscrape.archive.commenters import Person
from newsscrape.archive.connection import open_writer
from newsscrape.archive.filters import site_id
from newsscrape.archive.forget import Done, forget
from newsscrape.archive.locks import quiet
from newsscrape.cli.archives import archive_option, found
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument
from newsscrape.text import fold

_COUNTED = (
    ("comments", "comment"),
    ("former", "former text"),
    ("quotations", "quotation"),
    ("mentions", "@mention"),
    ("messages", "log message"),
    ("pages", "raw page"),
)


@click.command
@click.option("--author", required=True, metavar="NAME", help="The commenter, spelt as in the archive.")
@click.option("--site", metavar="SITE", help="On this site only.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: Path, author: str, site: str | None, *, dry_run: bool) -> None:
    """Remove a commenter from the archive, for good.

    Their comments keep their places without name and text, later crawls do not bring them back, and the file is searched for
    the name: exit 1 where something of it is left. Exit 4 while a crawl runs.
    """
    from newsscrape.comments.cut import without_comments  # noqa: PLC0415 - so that `--help` does not load the readers

    person = Person(fold(author), site, _pseudonym(author))
    with quiet(found(archive)), closing(open_writer(archive, create=False)) as connection:
        _check(connection, person)
        now = utc_text(dt.datetime.now(dt.UTC))
        done = forget(connection, archive, person, without_comments, now, dry_run=dry_run)
        name = terminal.line(person.name)
        click.echo(f"{name}: {_told(done)} {'would be ' if dry_run else ''}removed")
        if dry_run:
            return
        proof = traces.search(connection, archive, person, done.profiles)
    _tell(archive, name, proof)
    if proof.left:
        ctx.exit(1)


def _pseudonym(name: str) -> str | None:
    """Return what the name is in an archive of pseudonyms, where the key is there to tell."""
    from newsscrape.ingest import secret  # noqa: PLC0415 - as above
    from newsscrape.ingest.pseudonyms import Pseudonyms  # noqa: PLC0415

    path = config.load(os.environ).secret_file
    return Pseudonyms(secret.load(path)).of(name) if path and path.exists() else None


def _check(connection: Any, person: Person) -> None:
    """Refuse a site or name that is not in the archive, with the nearest that are."""
    if person.site is not None:
        site_id(connection, person.site)
    if not commenters.is_known(connection, person):
        names = commenters.names(connection, person.site)
        near_names = [terminal.line(name) for name in difflib.get_close_matches(person.name, names, n=3, cutoff=0.5)]
        raise BadArgument(
            f"--author {terminal.line(person.name)}: no commenter of that name; "
            + (f"the nearest are {', '.join(near_names)}" if near_names else "`newsscrape show` tells how they are spelt")
        )


def _told(done: Done) -> str:
    counts = [(getattr(done, field), thing) for field, thing in _COUNTED]
    return ", ".join(terminal.count(number, thing) for number, thing in counts if number or thing == "comment")


def _tell(archive: Path, name: str, proof: traces.Proof) -> None:
    files = ", ".join(terminal.line(file.name) for file in traces.files(archive))
    click.echo(f"searched {files} ({terminal.size(proof.files)}) and {terminal.count(proof.pages, 'raw page')} for it")
    for table, number in proof.stays:
        click.echo(f"stays, as an author's or the article's own word: {table}, {number:,}")
    for place in proof.left:
        click.echo(f"left: {terminal.line(place)}")
    copies = sorted(archive.parent.glob(f"{archive.name}.before-*"))
    for copy in copies:
        click.echo(f"not touched: {terminal.line(str(copy))}, a copy from before an upgrade; delete it, if it is not needed")
    click.echo(f"{name}: " + ("something is left" if proof.left else "nothing is left"))
