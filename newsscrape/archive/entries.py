"""Which thread a page is of: its article may know it by another name than its system gives it, or only by where to ask."""

import json
import sqlite3

from newsscrape.archive.passes import Place
from newsscrape.model import Thread
from newsscrape.urls import normalise

_NAMING = 20  # comments of a page by which its thread is known
_RENAME = """
UPDATE threads SET key = :key WHERE id = (
  SELECT t.id FROM threads t WHERE t.article_id = :article AND t.system = :system AND (t.url = :url OR EXISTS (
    SELECT 1 FROM json_each(:said) s CROSS JOIN comments c ON c.thread_id = t.id AND c.key = s.value ->> 0
    WHERE c.author IS s.value ->> 1 AND c.body = s.value ->> 2))
  ORDER BY t.id LIMIT 1)
AND NOT EXISTS (SELECT 1 FROM threads WHERE article_id = :article AND system = :system AND key = :key)
"""
# The key of the thread that is entered at an address, and the thread that is entered at a page under a key made up for want
# of the system's own, which only the page knows.
_ENTERED = (
    "SELECT t.key FROM threads t JOIN thread_pages p ON p.thread_id = t.id AND p.entry = 1 JOIN urls u ON u.id = p.url_id"
    " WHERE t.article_id = ? AND t.system = ? AND u.url = ? AND u.method = ? AND u.payload = ? LIMIT 1"
)
_NAME = (
    "UPDATE OR IGNORE threads SET key = ?1 WHERE article_id = ?2 AND system = ?3 AND key <> ?1 AND id IN"
    " (SELECT thread_id FROM thread_pages WHERE url_id = ?4 AND entry = 1)"
    " AND NOT EXISTS (SELECT 1 FROM comments WHERE thread_id = threads.id)"
)


def homes(connection: sqlite3.Connection, article_id: int) -> dict[str, tuple[str, str]]:
    """Return, for the keys of an article's comments, the system and key of the thread that each stands in."""
    rows = connection.execute(
        "SELECT c.key, t.system, t.key FROM comments c JOIN threads t ON t.id = c.thread_id WHERE c.article_id = ?",
        (article_id,),
    )
    return {key: (system, thread) for key, system, thread in rows}


def opened(connection: sqlite3.Connection, thread: Thread, place: Place) -> int:
    """Return the thread's id; one that its article knows only by where to ask for it has the key that was answered there.

    A page may name its thread in another way than it did: without its form, WordPress gives the article's address for the
    article's number. What holds a comment of this key, author and text, or stood at the same address where the page shows
    comments itself, is the same thread, and takes the new name.
    """
    if not place.from_article:
        connection.execute(_NAME, (thread.key, place.article_id, thread.system, place.url_id))
    key = _entered(connection, thread, place) or thread.key
    said = json.dumps([(comment.key, comment.author, comment.body) for comment in thread.comments[:_NAMING]])
    named = {"article": place.article_id, "system": thread.system, "key": key}
    connection.execute(_RENAME, {**named, "said": said, "url": thread.url if thread.comments else None})
    (number,) = connection.execute(
        "INSERT INTO threads(article_id, system, key, claimed, url) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(article_id, system, key) DO UPDATE SET claimed = coalesce(excluded.claimed, claimed),"
        " url = coalesce(excluded.url, url) RETURNING id",
        (place.article_id, thread.system, key, thread.claimed, thread.url),
    ).fetchone()
    return int(number)


def _entered(connection: sqlite3.Connection, thread: Thread, place: Place) -> str | None:
    """Return the key of the thread to which an article leads and of which it shows nothing, as far as it is known."""
    if not place.from_article or thread.comments or len(thread.more) != 1:
        return None
    target = thread.more[0]
    asked = (normalise(target.url), target.method, target.payload)
    row = connection.execute(_ENTERED, (place.article_id, thread.system, *asked)).fetchone()
    return row[0] if row else None
