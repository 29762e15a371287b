"""The images of articles as addresses to fetch: behind all else, and never in an article's way. All within a transaction."""

import sqlite3

from newsscrape.archive.connection import transaction
from newsscrape.model import PRIORITY
from newsscrape.urls import host, normalise

BACKLOG = 1000
"""Images of articles archived before that a run makes due, newest articles first; the next run takes the next ones."""

_INSERT = (
    "INSERT INTO urls(url, site_id, article_id, kind, state, priority, host, found_on_id, found_at, due_at)"
    " VALUES (?, ?, ?, 'image', 'due', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_UNASKED = (
    "SELECT i.article_id FROM images i INDEXED BY images_unasked CROSS JOIN articles a ON a.id = i.article_id"
    " WHERE i.url_id IS NULL AND a.site_id = ? ORDER BY i.article_id DESC LIMIT ?"
)
# All images whose address leads to this one take over what stands at the end of the redirects.
_SETTLE = """
WITH RECURSIVE led(id, hops) AS (
  SELECT :url, 0
  UNION
  SELECT u.id, led.hops + 1 FROM led JOIN urls u ON u.redirect_id = led.id WHERE led.hops < 10
),
way(id, hops) AS (
  SELECT :url, 0
  UNION
  SELECT u.redirect_id, way.hops + 1 FROM way JOIN urls u ON u.id = way.id
  WHERE u.redirect_id IS NOT NULL AND way.hops < 10
),
last AS (SELECT u.* FROM way JOIN urls u ON u.id = way.id ORDER BY way.hops DESC LIMIT 1)
UPDATE images SET (file_id, status) = (
  SELECT file_id, CASE
    WHEN file_id IS NOT NULL THEN 'ok'
    WHEN state = 'done' OR kind <> 'image' THEN 'no-image'
    WHEN state = 'due' THEN NULL
    ELSE coalesce(substr(last_error, instr(last_error, ': ') + 2 * (instr(last_error, ': ') > 0)), state)
  END FROM last)
WHERE url_id IN (SELECT id FROM led)
"""


def ask(
    connection: sqlite3.Connection, site_id: int, article_id: int, now: str, found_on_id: int | None = None
) -> frozenset[str]:
    """Join an article's images to their addresses, due now where they are new; what is known of the others is taken over.

    Returns:
        The hosts that have something new due.
    """
    hosts: set[str] = set()
    rows = connection.execute("SELECT id, url FROM images WHERE article_id = ? AND url_id IS NULL", (article_id,)).fetchall()
    for number, written in rows:
        url = normalise(written)
        values = (url, site_id, article_id, PRIORITY["image"], host(url), found_on_id, now, now)
        if connection.execute(_INSERT, values).rowcount:
            hosts.add(host(url))
        (url_id,) = connection.execute(
            "SELECT id FROM urls WHERE url = ? AND method = 'GET' AND payload = ''", (url,)
        ).fetchone()
        connection.execute("UPDATE images SET url_id = ? WHERE id = ?", (url_id, number))
        settle(connection, url_id)
    return frozenset(hosts)


def ask_backlog(connection: sqlite3.Connection, site_id: int, now: str, limit: int = BACKLOG) -> None:
    """Make due, in a transaction of its own, images of a site's articles that were archived while only addresses were kept."""
    with transaction(connection):
        articles = dict.fromkeys(number for (number,) in connection.execute(_UNASKED, (site_id, limit)).fetchall())
        for article_id in articles:
            ask(connection, site_id, article_id, now)


def settle(connection: sqlite3.Connection, url_id: int) -> None:
    """Tell the images of an address, in whatever article, what became of it."""
    connection.execute(_SETTLE, {"url": url_id})
