"""Stored comments beside a new reading of the page that their text was read from.

A comment may show on several pages, in white space or length not the same, and its votes change from fetch to fetch: so only
the page of its text corrects it, and of votes only gaps are filled.
"""

import json
import sqlite3
from collections.abc import Sequence

import newsscrape
from newsscrape.archive import instants
from newsscrape.archive.threads import BODY, NAMES, Row, is_cut, link_parents, values
from newsscrape.archive.tokens import cjk
from newsscrape.model import Comment, Thread
from newsscrape.text import fold

_VOTES = (NAMES.index("upvotes"), NAMES.index("downvotes"))
_DATE = slice(NAMES.index("published"), NAMES.index("published_zone") + 1)
_STORED = f"""
SELECT c.key, c.id, c.thread_id, c.redacted_at IS NULL AND p.url_id IN (SELECT value FROM json_each(:urls)), c.reader,
  {", ".join(f"c.{name}" for name in NAMES)}
FROM threads t CROSS JOIN comments c ON c.thread_id = t.id AND c.key IN (SELECT value FROM json_each(:keys))
LEFT JOIN pages p ON p.id = c.page_id
WHERE t.article_id = :article AND t.system = :system
"""  # noqa: S608 - constants

Changed = tuple[str, str | int | None, str | int | None]
"""A column, its old and its new value."""


def keep(connection: sqlite3.Connection, article_id: int, url_ids: Sequence[int], thread: Thread) -> tuple[list[Changed], int]:
    """Store where a page's comments read otherwise than they are stored; return what changed, and how many are not stored."""
    said = {comment.key: comment for comment in thread.comments}
    named = {"urls": json.dumps(url_ids), "keys": json.dumps([*said]), "article": article_id, "system": thread.system}
    rows = connection.execute(_STORED, named).fetchall()
    found: list[Changed] = []
    for key, number, thread_id, own, reader, *old in rows:
        if own:
            found += _update(
                connection, (number, thread_id), said[key], tuple(old), same_reader=reader == newsscrape.__version__
            )
    return found, len(said.keys() - {row[0] for row in rows})


def _update(
    connection: sqlite3.Connection, ids: tuple[int, int], comment: Comment, old: Row, *, same_reader: bool
) -> list[Changed]:
    number, thread_id = ids
    new = [*values(comment)]
    date = old[_DATE]
    new[_DATE] = instants.columns(instants.settle(instants.from_columns(date), comment.published))  # type: ignore[arg-type]  # the date's five
    text = str(old[BODY])
    if is_cut(comment.body, text) or (same_reader and fold(text) == fold(comment.body)):
        new[BODY] = text
    for vote in _VOTES:
        new[vote] = new[vote] if old[vote] is None else old[vote]
    found = [
        (name, was, value)
        for name, was, value in zip(NAMES, old, new, strict=True)
        if value != was and (value is not None or name.startswith("published"))
    ]
    changed: dict[str, str | int | None] = {name: value for name, _, value in found}
    if changed.keys() & {"author", "body"}:
        changed["cjk"] = cjk(comment.author or old[0], new[BODY])  # type: ignore[arg-type]  # both are text
    if "parent_key" in changed:
        changed["parent_id"] = None
    if not same_reader:
        changed["reader"] = newsscrape.__version__
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE comments SET {names} WHERE id = ?", (*changed.values(), number))  # noqa: S608 - constants
    if "parent_key" in changed:
        link_parents(connection, thread_id, json.dumps([comment.key]))
    return found
