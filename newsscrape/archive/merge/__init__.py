"""Two archives into one: every article, comment, page and run of either, each once, whichever of the two takes in the other.

What both have is known by what it is (a site by its name, an article by site and key, a comment by its thread and key, a body
by its hash), never by ids. Of two readings the later stands and the other becomes history; so a merge that is given again finds
nothing to do.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsscrape.archive import backup, check, topics
from newsscrape.archive.connection import UNREADABLE, open_reader, transaction
from newsscrape.archive.merge import articles, comments, crawl, people
from newsscrape.archive.merge.ids import added, carry, match
from newsscrape.archive.words import match as expression
from newsscrape.errors import BadArchive, BadArgument, DamagedArchive

_KEYS = {
    "sites": ("name",),
    "dictionaries": ("site_id", "data"),
    "runs": ("site_id", "started_at", "version", "batch"),
    "hosts": ("host",),
    "files": ("sha256",),
    "urls": ("url", "method", "payload"),
    "fetches": ("run_id", "url_id", "requested_at", "requested_ms"),
    "errors": ("run_id", "url_id", "stage", "kind", "occurred_at", "url", "message"),
    "blobs": ("sha256",),
    "pages": ("url_id", "fetched_at", "status", "blob_id"),
    "articles": ("site_id", "key"),
    "authors": ("name", "url"),
    "tags": ("name",),
    "images": ("article_id", "url"),
    "links": ("article_id", "position"),
    "provenance": ("article_id", "field"),
    "live_updates": ("article_id", "key"),
    "topics": ("name",),
    "threads": ("article_id", "system", "key"),
    "comments": ("thread_id", "key"),
    "forgotten": ("digest",),
}
"""By what a row of each table is known; what a key refers to stands before it."""
_NEWEST = 100  # raw pages of the other archive whose hashes are compared


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought, in rows."""

    articles: int
    """New ones."""
    changed: int
    """Articles that both had and that are not as they were here."""
    comments: int
    pages: int
    left_out: int
    """Raw pages that did not come, since they may hold the words of somebody who is forgotten here."""
    images: int
    """Image files copied."""


def merge(connection: sqlite3.Connection, path: Path, other: Path, now: str) -> Merged:
    """Bring all of another archive into this one, in one transaction; the other is only read.

    Args:
        connection: a writer's; no run may be under way (`newsscrape.archive.locks.quiet`).
        path: the archive's.
        other: of the same schema.
        now: UTC text of 20 characters; topics are marked with it.

    Raises:
        BadArgument: the other is the same file, has comments of somebody who is forgotten here or the other way round, or lacks
            its image files.
        BadArchive: there is no archive, none of ours, one of another schema, or damaged.
        ArchiveFailed: this one cannot be written; nothing of the other is in it.
    """
    if other.exists() and other.samefile(path):
        raise BadArgument(f"{other}: is the archive itself; name another one")
    with closing(open_reader(other)) as reader:
        fault = next(check.of_copy(reader, _NEWEST), None)
    if fault:
        raise DamagedArchive(f"{other}: damaged ({fault}); nothing was merged, `newsscrape check` tells all that is wrong")
    with _attached(connection, other), transaction(connection, path):
        connection.execute("PRAGMA defer_foreign_keys = ON")  # rows refer to rows that come later
        for table, key in _KEYS.items():
            match(connection, table, key)
        people.refuse(connection, path, other)
        images = _copy_images(connection, path, other)
        return _bring(connection, now, images)


def _bring(connection: sqlite3.Connection, now: str, images: int) -> Merged:
    left_out = crawl.leave_out(connection)
    comments.match_threads(connection)
    changed = articles.settle(connection)
    crawl.bring(connection)
    carry(connection, "articles", "i.new", without=("story_id",))
    carry(connection, "revisions", "o.article_id IN (SELECT theirs FROM temp.ids_articles WHERE new)")
    for table in ("authors", "tags"):
        carry(connection, table, "i.new")
    articles.take_lists(connection)
    articles.take_updates(connection)
    comments.settle(connection)
    carry(connection, "forgotten", "i.new")
    _bring_topics(connection, changed, now)
    new = {table: added(connection, table) for table in ("articles", "comments", "pages")}
    crawl.sort(connection)
    return Merged(new["articles"], len(changed), new["comments"], new["pages"], left_out, images)


def _bring_topics(connection: sqlite3.Connection, changed: list[int], now: str) -> None:
    """Bring topics and their marks, and mark what is new here with the topics of both."""
    carry(connection, "topics", "i.new")
    carry(connection, "article_topics", "o.topic_id IN (SELECT theirs FROM temp.ids_topics WHERE new)")
    query = "SELECT t.id, t.query FROM temp.ids_topics i JOIN main.topics t ON t.id = i.ours WHERE i.new"
    for number, words in connection.execute(query).fetchall():
        connection.execute(
            "INSERT OR IGNORE INTO main.article_topics(article_id, topic_id, marked_at)"
            " SELECT f.rowid, ?, ? FROM main.articles_fts f WHERE articles_fts MATCH ?",
            (number, now, expression(words)),
        )
    new = [number for (number,) in connection.execute("SELECT ours FROM temp.ids_articles WHERE new ORDER BY ours").fetchall()]
    for number in (*new, *changed):
        topics.mark(connection, number, now)


@contextmanager
def _attached(connection: sqlite3.Connection, other: Path) -> Iterator[None]:
    """Have the other archive at hand as ``other``, for reading only, for the length of the block."""
    try:
        connection.execute("ATTACH ? AS other", (f"{other.absolute().as_uri()}?mode=ro",))
    except UNREADABLE as error:
        raise BadArchive(f"{other}: cannot be read ({error}); check the path and its permissions") from error
    try:
        yield
    finally:
        connection.execute("DETACH other")


def _copy_images(connection: sqlite3.Connection, path: Path, other: Path) -> int:
    """Copy the image files that are not here, before any row names them."""
    home, source = path.resolve().parent, other.resolve().parent
    missing = [name for (name,) in connection.execute("SELECT path FROM other.files") if not (home / name).exists()]
    if absent := [name for name in missing if not (source / name).exists()]:
        raise BadArgument(
            f"{other}: {len(absent)} of its image files are not beside it ({absent[0]}); copy its folder {backup.IMAGES}/ there"
        )
    if not missing:
        return 0
    return backup.copy_images(other, path)
