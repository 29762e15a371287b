"""Comments: told apart by their keys within their thread, compared with what is stored, edits kept with the text before."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import newsscrape
from newsscrape.archive import entries, instants, many, passes
from newsscrape.archive.passes import Place
from newsscrape.archive.tokens import cjk
from newsscrape.model import Comment, Thread
from newsscrape.text import fold

COLUMNS = (
    "author, author_key, author_url, url, published, published_raw, published_precision, published_offset,"
    " published_zone, upvotes, downvotes, quoted, parent_key, body"
)
_INTO = f"comments(thread_id, article_id, key, first_seen_at, page_id, excerpt, reader, cjk, {COLUMNS})"
NAMES = COLUMNS.split(", ")
BODY = NAMES.index("body")
_CUT = ("…", "...")
_REVISE = (
    "INSERT INTO comment_revisions(comment_id, number, seen_at, page_id, body)"
    " SELECT id, 1 + (SELECT count(*) FROM comment_revisions r WHERE r.comment_id = c.id),"
    " coalesce(edited_at, first_seen_at), page_id, body FROM comments c WHERE id = ?"
)
_PARENTS = """
SELECT c.id, p.id, EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = c.id)
FROM json_each(:keys) k CROSS JOIN comments c ON c.thread_id = :thread AND c.key = k.value
CROSS JOIN comments p ON p.thread_id = c.thread_id AND p.key = c.parent_key
WHERE c.parent_id IS NULL AND p.id <> c.id
UNION
SELECT c.id, p.id, EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = c.id)
FROM json_each(:keys) k CROSS JOIN comments p ON p.thread_id = :thread AND p.key = k.value
CROSS JOIN comments c ON c.thread_id = p.thread_id AND c.parent_key = p.key
  AND c.parent_id IS NULL AND c.parent_key IS NOT NULL
WHERE p.id <> c.id
ORDER BY 1
"""
_LINK = (
    "UPDATE comments SET parent_id = j.value ->> 1 FROM (SELECT value FROM json_each(?)) j WHERE comments.id = j.value ->> 0"
)

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What storing one page of a thread came to."""

    thread_id: int
    new: int
    edited: int
    incomplete: bool
    """The page showed a comment unknown before, or counts others than are stored: reading on is worth a request."""


def keep(connection: sqlite3.Connection, thread: Thread, place: Place) -> Kept:
    """Store one page of a thread, within the caller's transaction."""
    first: dict[str, Comment] = {}
    for comment in thread.comments:
        first.setdefault(comment.key, comment)
    comments = tuple(first.values())
    thread_id = entries.opened(connection, thread, place)
    stored = _stored(connection, thread_id, comments)
    if len(stored) < len(comments):
        _match_excerpts(connection, thread_id, comments, stored, partial=thread.partial)
    edited = sum(
        _update(connection, stored[comment.key], comment, place, partial=thread.partial)
        for comment in comments
        if comment.key in stored
    )
    fresh = [comment for comment in comments if comment.key not in stored]
    many.insert(connection, _INTO, [_row(comment, thread_id, place, partial=thread.partial) for comment in fresh])
    if fresh:
        connection.execute("UPDATE threads SET grew_at = ? WHERE id = ?", (place.now, thread_id))
        link_parents(connection, thread_id, json.dumps([comment.key for comment in comments]))
    passes.meet(connection, thread_id, thread, place)
    return Kept(thread_id, len(fresh), edited, bool(fresh) or passes.is_short(connection, thread_id, thread.claimed))


def _stored(connection: sqlite3.Connection, thread_id: int, comments: Sequence[Comment]) -> dict[str, int]:
    keys = json.dumps([comment.key for comment in comments])
    rows = connection.execute(
        "SELECT key, id FROM comments WHERE thread_id = ? AND key IN (SELECT value FROM json_each(?))", (thread_id, keys)
    )
    return dict(rows.fetchall())


def _match_excerpts(
    connection: sqlite3.Connection, thread_id: int, comments: Sequence[Comment], stored: dict[str, int], *, partial: bool
) -> None:
    """Recognise, by author and beginning, comments that a page with excerpts shows without their ids.

    What was stored as an excerpt takes the key of its whole; an excerpt of a stored comment is that comment.
    """
    known = " AND excerpt = 1" if not partial else ""
    query = f"SELECT 1 FROM comments WHERE thread_id = ?{known} LIMIT 1"  # noqa: S608 - constants
    if connection.execute(query, (thread_id,)).fetchone() is None:
        return
    for comment in comments:
        if comment.key in stored:
            continue
        rows = connection.execute(
            f"SELECT id, body FROM comments WHERE thread_id = ? AND author IS ?{known}",  # noqa: S608 - constants
            (thread_id, comment.author),
        ).fetchall()
        taken = set(stored.values())
        pairs = ((number, (comment.body, body) if partial else (body, comment.body)) for number, body in rows)
        same = next((number for number, pair in pairs if number not in taken and _begins(*pair)), None)
        if same is None:
            continue
        if not partial:
            connection.execute("UPDATE comments SET key = ? WHERE id = ?", (comment.key, same))
        stored[comment.key] = same


def _begins(excerpt: str, whole: str) -> bool:
    """Tell whether a text that may be cut is the beginning of the whole."""
    return whole.startswith(excerpt.rstrip(".… ")) and len(excerpt.rstrip(".… ")) > 0


def values(comment: Comment) -> Row:
    """Return a comment as its `COLUMNS`."""
    return (
        *(comment.author, comment.author_key, comment.author_url, comment.url),
        *instants.columns(comment.published),
        *(comment.upvotes, comment.downvotes, comment.quoted, comment.parent, comment.body),
    )


def _row(comment: Comment, thread_id: int, place: Place, *, partial: bool) -> Row:
    made = (place.now, place.page_id, partial, newsscrape.__version__, cjk(comment.author, comment.body))
    return (thread_id, place.article_id, comment.key, *made, *values(comment))


def _update(connection: sqlite3.Connection, number: int, comment: Comment, place: Place, *, partial: bool) -> bool:
    """Store what differs; tell whether its writer changed the text. Of a writer who is forgotten nothing is stored.

    Other words are an edit where the same version of the program read them from another page. What another version reads
    differently is kept as a former text all the same, since nobody can tell. White space is no matter: two pages show one
    comment with line breaks and without.
    """
    query = f"SELECT redacted_at, excerpt, deleted_at, reader, {COLUMNS} FROM comments WHERE id = ?"  # noqa: S608 - constants
    redacted_at, excerpt, deleted_at, reader, *old = connection.execute(query, (number,)).fetchone()
    if redacted_at is not None:
        return False
    date = instants.settle(instants.from_columns(tuple(old[4:9])), comment.published)
    new = [*values(comment)]
    new[4:9] = instants.columns(date)
    same_reader = reader == newsscrape.__version__
    text, same_words = str(old[BODY]), fold(str(old[BODY])) == fold(comment.body)
    if partial or is_cut(comment.body, text) or (same_words and same_reader):
        new[BODY] = text
    changed = {
        name: value
        for name, value, was in zip(NAMES, new, old, strict=True)
        if value != was and (value is not None or name.startswith("published"))
    }
    other = "body" in changed and not same_words and not place.same_bytes and not (excerpt and _begins(text, comment.body))
    edited = other and same_reader
    if other:
        connection.execute(_REVISE, (number,))
    if "body" in changed:
        changed |= {"cjk": cjk(comment.author, comment.body), "page_id": place.page_id}
    if edited:
        changed["edited_at"] = place.now
    if excerpt and not partial:
        changed["excerpt"] = 0
    if not same_reader and not partial:
        changed["reader"] = newsscrape.__version__
    if deleted_at is not None:
        changed["deleted_at"] = None
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE comments SET {names} WHERE id = ?", (*changed.values(), number))  # noqa: S608 - constants
    return edited


def is_cut(text: str, whole: str) -> bool:
    """Tell whether a page shows only the beginning of what is stored."""
    return text.endswith(_CUT) and len(text) < len(whole) and _begins(text, whole)


def link_parents(connection: sqlite3.Connection, thread_id: int, keys: str) -> None:
    """Link the page's replies to their parents, and to the page's comments the replies that came before them.

    A link that would close a circle is left out; `parent_key` stays as the page gave it.
    """
    pairs = connection.execute(_PARENTS, {"thread": thread_id, "keys": keys}).fetchall()
    parents: dict[int, int | None] = {}
    linked: dict[int, int] = {}
    answered = {child for child, _, answered in pairs if answered}
    for child, parent, _ in pairs:
        if child in answered and _is_above(connection, child, parent, parents):
            continue
        parents[child] = linked[child] = parent
        answered.add(parent)
    connection.execute(_LINK, (json.dumps([*linked.items()]),))


def _is_above(connection: sqlite3.Connection, child: int, parent: int, parents: dict[int, int | None]) -> bool:
    """Tell whether `child` is an ancestor of `parent`; `parents` remembers what was looked up."""
    at: int | None = parent
    while at is not None and at != child:
        if at not in parents:
            (parents[at],) = connection.execute("SELECT parent_id FROM comments WHERE id = ?", (at,)).fetchone()
        at = parents[at]
    return at == child
