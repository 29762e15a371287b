"""Addresses, runs, requests and raw pages of both archives; of one address, the state of the later visit."""

import sqlite3

from newsscrape.archive.merge.ids import added, carry, in_order, take

_URL_STATE = (
    *("kind", "state", "priority", "host", "article_id", "system", "redirect_id", "hops", "due_at", "checked_at", "run_id"),
    *("tries", "last_status", "last_error", "etag", "last_modified"),
)
_ROBOTS = ("robots_status", "robots_at", "crawl_delay", "failures", "robots")
_RUN = (
    *("finished_at", "verdict", "reason", "exit_code", "articles_new", "articles_changed", "articles_unchanged"),
    *("articles_gone", "comments_new", "comments_edited", "comments_deleted", "requests", "not_modified", "bytes", "errors"),
    "stats",
)
# Raw pages of an article where somebody is forgotten here, and of whom the other archive has nothing to tell that they are
# forgotten there, too: their words may stand in these.
_UNSURE = """
SELECT p.id FROM other.pages p JOIN other.urls u ON u.id = p.url_id JOIN temp.ids_articles a ON a.theirs = u.article_id
WHERE p.redacted_at IS NULL AND a.ours IN (
  SELECT c.article_id FROM main.comments c WHERE c.redacted_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM temp.ids_comments i JOIN other.comments o ON o.id = i.theirs
    WHERE i.ours = c.id AND o.redacted_at IS NOT NULL))
"""
# The same fetch, of which something was cut out here.
_CUT = """
UPDATE temp.ids_pages AS i SET ours = m.id, new = 0
FROM other.pages o JOIN temp.ids_urls u ON u.theirs = o.url_id
JOIN main.pages m ON m.url_id = u.ours AND m.fetched_at = o.fetched_at AND m.status = o.status
WHERE i.theirs = o.id AND i.new AND m.redacted_at IS NOT NULL AND o.redacted_at IS NULL
"""


def leave_out(connection: sqlite3.Connection) -> int:
    """Leave out raw pages that may hold the words of somebody who is forgotten here; return how many."""
    connection.execute(_CUT)
    return connection.execute(f"DELETE FROM temp.ids_pages WHERE new AND theirs IN ({_UNSURE})").rowcount  # noqa: S608 - constants


def bring(connection: sqlite3.Connection) -> None:
    """Bring all of it over; articles, whose ids are known already, may come later."""
    carry(connection, "sites", "i.new")
    carry(connection, "runs", "i.new")
    take(connection, "runs", _RUN, "m.finished_at IS NULL AND o.finished_at IS NOT NULL")
    carry(
        connection,
        "run_fields",
        "NOT EXISTS (SELECT 1 FROM main.run_fields f JOIN temp.ids_runs r ON r.ours = f.run_id"
        " WHERE r.theirs = o.run_id AND f.field = o.field)",
    )
    carry(connection, "hosts", "i.new")
    take(connection, "hosts", _ROBOTS, "o.robots_at > coalesce(m.robots_at, '')")
    take(connection, "hosts", ("wait_until",), "o.wait_until > coalesce(m.wait_until, '')")
    carry(connection, "files", "i.new")
    carry(connection, "urls", "i.new")
    take(connection, "urls", ("file_id",), "m.file_id IS NULL AND o.file_id IS NOT NULL")
    take(connection, "urls", ("found_at", "found_on_id"), "o.found_at < m.found_at")
    take(connection, "urls", _URL_STATE, "o.checked_at > coalesce(m.checked_at, '')")
    carry(connection, "fetches", "i.new")
    carry(connection, "errors", "i.new")
    _bring_pages(connection)


def sort(connection: sqlite3.Connection) -> None:
    """Number what came so that a later id is a later time."""
    for table, within, by in (("pages", "url_id", "fetched_at"), ("runs", "site_id", "started_at")):
        if added(connection, table):
            in_order(connection, table, within, by)


def _bring_pages(connection: sqlite3.Connection) -> None:
    wanted = "SELECT p.blob_id FROM other.pages p JOIN temp.ids_pages x ON x.theirs = p.id WHERE x.new"
    blobs = f"i.new AND o.id IN ({wanted})"
    packed = f"SELECT o.dictionary_id FROM other.blobs o JOIN temp.ids_blobs i ON i.theirs = o.id WHERE {blobs}"  # noqa: S608
    carry(connection, "dictionaries", f"i.new AND o.id IN ({packed})")
    carry(connection, "blobs", blobs)
    carry(connection, "pages", "i.new")
