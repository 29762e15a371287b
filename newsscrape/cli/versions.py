"""An article's versions, as lines for a terminal: `newsscrape show --history` and `--diff` tell them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import click

from newsscrape import terminal, worddiff
from newsscrape.archive.revisions import Version
from newsscrape.errors import BadArgument
from newsscrape.text import words

_HEAD = ("version", "seen since", "changed", "words", "modified, as the page says")
# No mark within a mark, so that a page full of their beginnings costs no more than its length.
_MARKED = re.compile(r"(?P<old>\[-(?:(?!\[-|-\]).)*-\])|\{\+(?:(?!\{\+|\+\}).)*\+\}", re.DOTALL)


def history(versions: Sequence[Version]) -> Iterator[str]:
    """Yield a line for each version: since when it stood, what its edit changed, and whether the page says so."""
    first = versions[0]
    rows = [(str(first.number), first.seen_at, "", "", terminal.moment(first.modified, None))]
    for old, new in pairwise(versions):
        stated = "no new date" if new.silent else terminal.moment(new.modified, None)
        rows.append((str(new.number), new.seen_at, ", ".join(new.changed), _words(old, new), stated))
    yield from terminal.table([_HEAD, *rows])


def diff(versions: Sequence[Version], number: int) -> Iterator[str]:
    """Yield what the edit to one version changed, word by word; paragraphs that stayed are left out.

    Args:
        versions: all, oldest first.
        number: of the version; 0: the present one.

    Raises:
        BadArgument: there is no edit to a version of that number.
    """
    if len(versions) == 1:
        yield "It has one version; no edit was seen."
        return
    edits = {new.number: (old, new) for old, new in pairwise(versions)}
    if number and number not in edits:
        known = "2" if len(edits) == 1 else f"a number from {min(edits)} to {max(edits)}"
        raise BadArgument(f"--diff {number}: no edit led to that version; give {known}")
    old, new = edits[number or max(edits)]
    told = "no new date of modification" if new.silent else f"modified {terminal.moment(new.modified, None)}, as the page says"
    yield terminal.line(f"version {new.number}, seen since {new.seen_at}, {told}")
    for field in new.changed:
        yield ""
        yield click.style(field, bold=True)
        yield from _changes(str(getattr(old, field) or ""), str(getattr(new, field) or ""))


def _changes(old: str, new: str) -> Iterator[str]:
    """Yield the paragraphs with a change in them, an ellipsis where others stand between."""
    left_out = False
    for paragraph in worddiff.marked(worddiff.compare(old, new)).split("\n\n"):
        if not _MARKED.search(paragraph):
            left_out = True
            continue
        if left_out:
            yield "  \u2026"
        left_out = False
        yield _MARKED.sub(_coloured, "\n".join(terminal.wrapped(paragraph, "  ")))
    if left_out:
        yield "  \u2026"


def _coloured(match: re.Match[str]) -> str:
    return click.style(match[0], fg="red" if match["old"] else "green")


def _words(old: Version, new: Version) -> str:
    """Return how many words of the text came and went."""
    if "body" not in new.changed:
        return ""
    pieces = worddiff.compare(old.body or "", new.body or "")
    came, went = (sum(words(piece.text) for piece in pieces if piece.kind == kind) for kind in ("new", "old"))
    return f"+{came:,} -{went:,}"
