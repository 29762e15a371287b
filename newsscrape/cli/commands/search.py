"""`newsscrape search WORDS`: articles and comments by their words."""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from newsscrape import terminal
from newsscrape.archive import facets
from newsscrape.archive.filters import Filter, unknown
from newsscrape.archive.search import Found, Hit, Wanted, search
from newsscrape.archive.words import demanded
from newsscrape.cli.archives import archive_option, reading
from newsscrape.cli.filters import filters, limit_option

_MARKS = ("\ue000", "\ue001")  # of the private use area: in no text
_MARKED = re.compile("\ue000([^\ue000\ue001]*)\ue001")
_NOUNS = {"articles": "article", "comments": "comment", "all": "hit"}


@click.command
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in", "scope", type=click.Choice(("articles", "comments", "all")), default="articles", show_default=True, help="Where."
)
@click.option("--author", metavar="NAME", help="By this author; of comments, by this reader.")
@click.option("--tag", metavar="NAME", help="With this tag.")
@click.option("--sort", type=click.Choice(("rank", "new")), default="rank", show_default=True, help="The best or newest first.")
@limit_option("How many to show.", 10)
@click.option("--facet", type=click.Choice(facets.FACETS), help="Count all that is found by this, in place of showing it.")
@click.option("--deleted", is_flag=True, help="Also comments that their sites show no more.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@filters
@archive_option
def command(  # noqa: PLR0913 - one argument per option
    *,
    archive: Path,
    words: tuple[str, ...],
    scope: Any,
    sort: Any,
    limit: int,
    facet: facets.Facet | None,
    deleted: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Find articles, or the comments below them, by their words.

    All the WORDS have to stand in it; the best comes first. Words in double quotes have to follow each other: within a
    shell, '"foldable phone"'.
    """
    text = " ".join(words)
    demanded(text)
    wanted = Wanted(scope=scope, filter=Filter(**chosen), sort=sort, limit=limit, deleted=deleted)
    with reading(archive) as connection:
        if facet:
            counts = facets.facets(connection, text, facet, wanted, limit)
            _show_counts(counts, facet, as_json=as_json)
            return
        found = search(connection, text, wanted, ("**", "**") if as_json else _MARKS)
        told = found.hits or as_json or scope != "articles"  # who comments need be no author
        reasons = [] if told else unknown(connection, wanted.filter)
    if as_json:
        _print({"count": found.count, "more": found.more, "order": found.order, "hits": [hit._asdict() for hit in found.hits]})
    elif not found.hits:
        click.echo("; ".join((f"No {_NOUNS[scope]} has all of: {terminal.line(text)}", *map(terminal.line, reasons))))
    else:
        _show(found, sort, _NOUNS[scope])


def _show(found: Found, sort: str, noun: str) -> None:
    for hit in found.hits:
        _show_hit(hit)
    if found.count > len(found.hits) or found.more:
        said = terminal.count(found.count, noun).replace(" ", "+ " if found.more else " ", 1)
        newest = "; too many to rank, so the newest stand first" if found.order != sort else ""
        click.echo(f"{len(found.hits)} of {said}{newest}; --limit shows more, --since and --until narrow it down")


def _show_hit(hit: Hit) -> None:
    click.secho(terminal.line(hit.title or "(no title)"), bold=True)
    name = f"article {hit.article_id}"
    said = (f"comment {hit.id} on {name}" if hit.kind == "comment" else name, hit.author, hit.site, (hit.published or "")[:10])
    click.echo("  " + terminal.line(" · ".join(part for part in (*said, hit.url) if part)))
    snippet = "\n".join(terminal.wrapped(" ".join(hit.snippet.split()), "  "))
    click.echo(_MARKED.sub(_marked, snippet) + "\n")


def _show_counts(counts: Sequence[facets.Count], facet: str, *, as_json: bool) -> None:
    if as_json:
        _print({"facet": facet, "counts": [count._asdict() for count in counts]})
        return
    for line in terminal.table([(facet, "hits"), *counts]):
        click.echo(line)


def _print(value: object) -> None:
    click.echo(json.dumps(value))


def _marked(match: re.Match[str]) -> str:
    return click.style(match[1], bold=True) if sys.stdout.isatty() else f"**{match[1]}**"
