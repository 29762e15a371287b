"""A live blog put together from its pages: what stands around the entries, then these, newest last.

An entry that is stated and that no page shows is a part of the text, too; where the pages show the stated entries in a way
that could not be told apart, the text stays as they show it, and the entries are as stated.
"""

from collections.abc import Sequence
from html import escape

from newsscrape.extract import shingles
from newsscrape.extract.body.read import Body
from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.extract.live import merge, stated
from newsscrape.extract.live.clock import Clock
from newsscrape.model import LiveUpdate

STATED = "json-ld:liveBlogUpdate"
_COVERED = 0.7  # of an entry's text that stands in the page: it is shown there


def read(pages: Sequence[Evidence], bodies: Sequence[Body]) -> tuple[list[Finding[tuple[LiveUpdate, ...]]], list[Body]]:
    """Return the entries, with their source and its witness, and the pieces of the text in order.

    Args:
        pages: of the article, in order.
        bodies: what was read of each.
    """
    shown = [
        (update, piece) for body in bodies for update, piece in body.entries if update.title or update.body or piece.images
    ]
    told = [update for page in pages for update in stated.read(page, Clock(page))]
    if not shown and not told:
        return [], list(bodies)
    updates, pieces = [], list(bodies)
    around = {run for body in bodies for run in shingles.of(body.text or "")}
    for update, piece in merge.merged(shown, [(update, None) for update in told]):
        updates.append(update)
        if piece is not None or shingles.share(_text(update), around) <= _COVERED:
            pieces.append(_piece(update, piece))
    return _findings(updates, shown, told), pieces


def _findings(
    updates: list[LiveUpdate], shown: list[tuple[LiveUpdate, Body]], told: list[LiveUpdate]
) -> list[Finding[tuple[LiveUpdate, ...]]]:
    found = []
    if shown:
        found.append(Finding(tuple(updates), "entries", f"{len(shown)} entries"))
    if told:
        found.append(Finding(tuple(updates), STATED, f"{len(told)} entries"))
    return found


def _piece(update: LiveUpdate, shown: Body | None) -> Body:
    """Return what an entry gives to the text: its headline and its own text."""
    title = f"<h3>{escape(update.title, quote=False)}</h3>" if update.title else ""
    if shown and shown.text in (update.body, _text(update)):
        title = title if shown.text == update.body else ""
        html, images, links = shown.html or "", shown.images, shown.links
    else:
        html = "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in (update.body or "").split("\n\n") if part)
        images, links = (shown.images, shown.links) if shown else ((), ())
    return Body(_text(update) or None, "\n".join(filter(None, (title, html))) or None, images, links, "")


def _text(update: LiveUpdate) -> str:
    return "\n\n".join(filter(None, (update.title, update.body)))
