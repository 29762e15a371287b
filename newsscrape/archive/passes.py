"""A pass through a thread, page by page, over runs and crashes: what was met in it, and what its end proves.

A thread is entered where the article's page leads to (or on that page, where the comments stand there), and each page tells
what comes next. Only a pass that has read all of this has seen the whole thread, and only then can a comment be missing.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsscrape import dates
from newsscrape.archive import instants
from newsscrape.model import Comment, Thread

_BEGIN = (
    "UPDATE threads SET visit = visit + 1, started_at = ?, completed_at = NULL WHERE id = ? AND (? OR started_at IS NULL"
    " OR completed_at IS NOT NULL OR EXISTS (SELECT 1 FROM thread_pages WHERE thread_id = id AND url_id = ? AND read = 1))"
)
_LED_HERE = """
WITH RECURSIVE led(id, hops) AS (
  SELECT id, 1 FROM urls WHERE redirect_id = ?1
  UNION
  SELECT u.id, led.hops + 1 FROM led JOIN urls u ON u.redirect_id = led.id WHERE led.hops < 10
)
UPDATE thread_pages SET read = 1 WHERE thread_id = ?2 AND url_id IN (SELECT id FROM led)
"""
_SEE = (
    "INSERT INTO thread_seen(thread_id, comment_id, number) SELECT c.thread_id, c.id, ? + j.key"
    " FROM json_each(?) j CROSS JOIN comments c ON c.thread_id = ? AND c.key = j.value ORDER BY j.key ON CONFLICT DO NOTHING"
)
_PLACE = (
    "UPDATE comments SET position = j.value ->> 0 FROM (SELECT value FROM json_each(?)) j WHERE comments.id = j.value ->> 1"
)
# What no pass has ended with yet, and so has no position, may be newer than the pages that the server had in hand.
_DELETE = (
    "UPDATE comments SET deleted_at = ? WHERE thread_id = ? AND deleted_at IS NULL AND position > ?"
    " AND id NOT IN (SELECT comment_id FROM thread_seen WHERE thread_id = ?)"
)
# Where no count tells, and nothing but the article's own page was read, that page may show the newest few only.
_FLOOR = """
SELECT min(c.position) FROM thread_seen s JOIN comments c ON c.id = s.comment_id
WHERE s.thread_id = ?1 AND NOT EXISTS (
  SELECT 1 FROM thread_pages p JOIN urls u ON u.id = p.url_id WHERE p.thread_id = ?1 AND u.kind = 'comments')
"""
_UNCOUNTED = 10
"""A page may count one comment in so many that it does not show: counts are cached, and include what waits for approval."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page's comments belong."""

    article_id: int
    url_id: int
    page_id: int | None
    now: str
    from_article: bool
    """The thread stands on the article's own page, or is entered from there."""
    same_bytes: bool = False
    """The page is the very same as before, so that another text is another reading."""


def meet(connection: sqlite3.Connection, thread_id: int, thread: Thread, place: Place) -> None:
    """Note a page and its comments as met.

    A pass begins where none is under way, on the article's own page, and on a page that this pass has met before. An
    excerpt on the article's page is no part of it.
    """
    if thread.partial and place.from_article:
        return
    begun = connection.execute(_BEGIN, (place.now, thread_id, place.from_article, place.url_id))
    if begun.rowcount:
        connection.execute("DELETE FROM thread_seen WHERE thread_id = ?", (thread_id,))
        connection.execute("DELETE FROM thread_pages WHERE thread_id = ? AND (? OR entry = 0)", (thread_id, place.from_article))
        connection.execute("UPDATE thread_pages SET read = 0 WHERE thread_id = ?", (thread_id,))
    connection.execute(
        "INSERT INTO thread_pages(thread_id, url_id, entry, read) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET read = 1",
        (thread_id, place.url_id, place.from_article),
    )
    connection.execute(_LED_HERE, (place.url_id, thread_id))
    if not thread.partial:
        _see(connection, thread_id, thread.comments)


def _see(connection: sqlite3.Connection, thread_id: int, comments: Iterable[Comment]) -> None:
    """Note the comments as seen, in page order."""
    query = "SELECT coalesce(max(number), 0) FROM thread_seen WHERE thread_id = ?"
    (seen,) = connection.execute(query, (thread_id,)).fetchone()
    connection.execute(_SEE, (seen + 1, json.dumps([comment.key for comment in comments]), thread_id))


def lead_on(connection: sqlite3.Connection, thread_id: int, thread: Thread, place: Place, more: Sequence[int | None]) -> None:
    """Note which pages a page of the thread leads to.

    Args:
        connection: within the caller's transaction.
        thread_id: the thread's row.
        thread: what the page gave of it.
        place: the page.
        more: the rows in ``urls`` of `Thread.more`; ``None``: not there, since this run does not want it.
    """
    enters = thread.partial and place.from_article
    if enters:
        connection.execute(
            "DELETE FROM thread_pages WHERE thread_id = ? AND entry = 1 AND url_id NOT IN (SELECT value FROM json_each(?))",
            (thread_id, json.dumps([number for number in more if number is not None])),
        )
    connection.executemany(
        "INSERT INTO thread_pages(thread_id, url_id, entry, read) VALUES (?, ?, ?, 0)"
        " ON CONFLICT DO UPDATE SET entry = max(entry, excluded.entry)",
        [(thread_id, number, enters) for number in more if number is not None],
    )
    if None in more or thread.cut_short or (thread.partial and not more):  # there is more than will ever be read
        query = "UPDATE thread_pages SET read = 0 WHERE thread_id = ? AND url_id = ?"
        connection.execute(query, (thread_id, place.url_id))


def complete(connection: sqlite3.Connection, thread_id: int, now: str, *, newest_first: bool) -> int:
    """End the pass: mark what the whole thread does not hold any more, and number, oldest first, what has no position yet.

    Returns:
        How many comments have vanished.
    """
    vanished = _end(connection, thread_id, now) if _is_whole(connection, thread_id) else 0
    _number(connection, thread_id, newest_first=newest_first)
    connection.execute("UPDATE threads SET completed_at = ? WHERE id = ?", (now, thread_id))
    connection.execute("DELETE FROM thread_seen WHERE thread_id = ?", (thread_id,))
    connection.execute("DELETE FROM thread_pages WHERE thread_id = ? AND entry = 0", (thread_id,))
    return vanished


def _number(connection: sqlite3.Connection, thread_id: int, *, newest_first: bool) -> None:
    """Give positions after the last one, by the clock, else in page order; what a pass that never ended had met follows.

    The pages of a thread need not come in the order of time (WordPress shows the last one under the article), nor do answers.
    """
    rows = connection.execute(
        "SELECT c.id, c.published, c.published_raw, c.published_precision, c.published_offset, c.published_zone"
        " FROM comments c LEFT JOIN thread_seen s ON s.thread_id = c.thread_id AND s.comment_id = c.id"
        " WHERE c.thread_id = ? AND c.position IS NULL ORDER BY s.number IS NULL, s.number, c.id",
        (thread_id,),
    ).fetchall()
    if not rows:  # the query for the last position goes through the whole thread
        return
    (last,) = connection.execute("SELECT max(position) FROM comments WHERE thread_id = ?", (thread_id,)).fetchone()
    paged = rows[::-1] if newest_first else rows
    moments = dates.moments(instants.from_columns(tuple(date)) for _, *date in paged)
    ordered = sorted(zip(moments, (number for number, *_ in paged), strict=True), key=lambda one: one[0])
    positions = [(position, number) for position, (_, number) in enumerate(ordered, (last or 0) + 1)]
    connection.execute(_PLACE, (json.dumps(positions),))


def _is_whole(connection: sqlite3.Connection, thread_id: int) -> bool:
    """Tell whether the pass has read every page, from where the thread is entered on."""
    query = "SELECT coalesce(max(entry), 0), coalesce(min(read), 0) FROM thread_pages WHERE thread_id = ?"
    return tuple(connection.execute(query, (thread_id,)).fetchone()) == (1, 1)


def _end(connection: sqlite3.Connection, thread_id: int, now: str) -> int:
    """Mark as deleted what a pass through all pages has not met, if the pages' own count bears it out."""
    query = "SELECT claimed, current FROM threads WHERE id = ?"
    claimed, current = connection.execute(query, (thread_id,)).fetchone()
    (seen,) = connection.execute("SELECT count(*) FROM thread_seen WHERE thread_id = ?", (thread_id,)).fetchone()
    vanished = 0
    if _is_believed(claimed, seen, current):
        (floor,) = connection.execute(_FLOOR, (thread_id,)).fetchone() if claimed is None else (None,)
        vanished = connection.execute(_DELETE, (now, thread_id, floor or 0, thread_id)).rowcount
    connection.execute("UPDATE threads SET lacking = claimed - current WHERE id = ?", (thread_id,))
    return vanished


def _is_believed(claimed: int | None, seen: int, current: int) -> bool:
    """Tell whether what was not seen is gone, and not just out of sight.

    A count far above what was seen speaks of a thread cut short; where no count bears it out, so does the loss of more than
    half. A thread that is empty all at once has more likely moved to another system, whatever it counts.
    """
    if claimed == seen:
        return seen > 0
    cut_short = claimed is not None and claimed - seen > claimed // _UNCOUNTED
    return not cut_short and 0 < current <= 2 * seen


def is_short(connection: sqlite3.Connection, thread_id: int, claimed: int | None) -> bool:
    """Tell whether a page's count of the thread has come to differ from what is stored of it.

    A difference that was there when the whole thread was last read tells nothing new.
    """
    if claimed is None:
        return False
    query = "SELECT current, coalesce(lacking, 0) FROM threads WHERE id = ?"
    current, lacking = connection.execute(query, (thread_id,)).fetchone()
    return bool(claimed - current != lacking)
