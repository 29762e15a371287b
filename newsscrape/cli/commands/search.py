"""`newsscrape search WORDS`: articles by their words."""

import re
import sys
from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.archive import search
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import filters

_MARKS = ("\ue000", "\ue001")  # of the private use area: in no text
_MARKED = re.compile("\ue000([^\ue000\ue001]*)\ue001")


@click.command
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many to show.")
@filters
@archive_option
def command(  # noqa: PLR0913, PLR0917 - one argument per option
    archive: Path, words: tuple[str, ...], limit: int, site: str | None, since: str | None, until: str | None
) -> None:
    """Find articles by their words.

    All the WORDS have to stand in an article; the best comes first.
    """
    wanted = " ".join(words)
    with reading(archive) as connection:
        hits = search.search(connection, wanted, limit=limit, site=site, since=since, until=until, marks=_MARKS)
    if not hits:
        click.echo(f"No article has all of: {terminal.line(wanted)}")
    for number, hit in enumerate(hits):
        click.secho(("\n" if number else "") + terminal.line(hit.title or "(no title)"), bold=True)
        day = (hit.published or "")[:10]
        click.echo(
            "  " + terminal.line(" · ".join(part for part in (f"article {hit.article_id}", hit.site, day, hit.url) if part))
        )
        snippet = "\n".join(terminal.wrapped(" ".join(hit.snippet.split()), "  "))
        click.echo(_MARKED.sub(_shown, snippet))


def _shown(match: re.Match[str]) -> str:
    return click.style(match[1], bold=True) if sys.stdout.isatty() else f"**{match[1]}**"
