"""Stored pages given out to be read again, and what today's reader makes of them put beside what is stored.

What differs is the reader's doing, never the publisher's: there is no revision, no edit, nothing comes back or goes.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsscrape.archive import articles, lists, live_updates, pages, saying
from newsscrape.archive.blobs import Damaged
from newsscrape.archive.connection import transaction
from newsscrape.archive.filters import Filter
from newsscrape.model import Article, Kind, Thread
from newsscrape.page import Page
from newsscrape.urls import normalise

FIELDS = (
    *("url", "title", "description", "authors", "published", "modified", "section", "tags", "language", "access"),
    *("body", "body_html", "images", "links", "live_updates", "comment_count", "provenance"),
)
_OF_ONE_READING = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, ValueError, OverflowError)
_AT_ONCE = 500
_PAGES = "x.article_id = a.id AND p.id = x.page_id AND b.id = p.blob_id AND b.length > 0"
_ARTICLES = f"""
SELECT a.id, s.name FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id > ? AND {{where}}
AND EXISTS (SELECT 1 FROM article_pages x, pages p, blobs b WHERE {_PAGES}) ORDER BY a.id LIMIT {_AT_ONCE}
"""  # noqa: S608 - constants, as all below
_PLACED = """
SELECT p.id, p.redacted_at IS NOT NULL, u.id, u.url, u.kind FROM article_pages x JOIN pages p ON p.id = x.page_id
JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id WHERE x.article_id = ? AND b.length > 0 ORDER BY x.position
"""
_NEWEST = "p.id = (SELECT max(id) FROM pages WHERE url_id = u.id) AND b.length > 0 AND p.redacted_at IS NULL"
_COMMENTS = f"""
SELECT u.id, p.id, u.system, s.name, a.id FROM urls u JOIN articles a ON a.id = u.article_id JOIN sites s ON s.id = a.site_id
JOIN pages p ON p.url_id = u.id JOIN blobs b ON b.id = p.blob_id
WHERE u.id > ? AND u.kind = 'comments' AND {_NEWEST} AND {{where}} ORDER BY u.id LIMIT {_AT_ONCE}
"""  # noqa: S608
_COUNT = f"""
SELECT (SELECT count(*) FROM articles a WHERE {{where}}
   AND EXISTS (SELECT 1 FROM article_pages x, pages p, blobs b WHERE {_PAGES}))
+ (SELECT count(*) FROM urls u JOIN articles a ON a.id = u.article_id JOIN pages p ON p.url_id = u.id
   JOIN blobs b ON b.id = p.blob_id WHERE u.kind = 'comments' AND {_NEWEST} AND {{where}})
"""  # noqa: S608
_OWN = (
    "SELECT 1 FROM urls WHERE url = ? AND method = 'GET' AND payload = '' AND article_id = ? AND state = 'done'"
    " AND redirect_id IS NULL AND id <> ?"
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is read at once: an article's pages, or one page of its comments."""

    article_id: int
    site: str
    kind: Kind
    """``article`` or ``comments``."""
    page_ids: tuple[int, ...]
    url_ids: tuple[int, ...]
    pages: tuple[Page, ...]
    """Empty: one of them is damaged."""
    system: str | None = None
    """The comment system that asked for the page."""
    redacted: bool = False
    """Something was cut out of one of the pages, with the comments: they tell nothing about these, and only fill gaps."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field with two values; ``None`` or empty: it had none."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Kept:
    """What one source came to."""

    changes: tuple[Change, ...] = ()
    vanished: frozenset[str] = frozenset()
    """Fields that are not found any more; the stored values stand."""
    unknown: int = 0
    """Comments that the archive does not have; a crawl stores them, since it knows where they belong."""
    failed: str | None = None
    """Why nothing of the reading could be stored, as ``reason: detail``."""


Reading = tuple[Source, Article | None, Sequence[Thread]]
"""What was read, and what came of it."""


def count(connection: sqlite3.Connection, wanted: Filter) -> int:
    """Return how many sources there are: articles with stored pages, and stored pages of comments."""
    where, values = wanted.where(connection, "a")
    (number,) = connection.execute(_COUNT.format(where=where), (*values, *values)).fetchone()
    return int(number)


def sources(connection: sqlite3.Connection, wanted: Filter) -> Iterator[Source]:
    """Yield what there is to read again, articles first; the archive may be written to meanwhile.

    Raises:
        BadArgument: the archive has no such site.
    """
    where, values = wanted.where(connection, "a")
    last = 0
    while rows := connection.execute(_ARTICLES.format(where=where), (last, *values)).fetchall():
        for number, site in rows:
            if source := _of_article(connection, number, site):
                yield source
        last = rows[-1][0]
    last = 0
    while rows := connection.execute(_COMMENTS.format(where=where), (last, *values)).fetchall():
        for url_id, page_id, system, site, number in rows:
            yield _of_comments(connection, Source(number, site, "comments", (page_id,), (url_id,), (), system))
        last = rows[-1][0]


def commit(
    connection: sqlite3.Connection, archive: Path, readings: Sequence[Reading], now: str, *, dry_run: bool = False
) -> list[Kept]:
    """Store in one transaction where new readings differ from the stored values; one that cannot be stored changes nothing.

    Args:
        connection: a writer's.
        archive: the archive's path.
        readings: what was read, and what came of it.
        now: UTC text of 20 characters.
        dry_run: only return what would change.

    Raises:
        ArchiveFailed: the database or the disk failed; nothing is stored.
    """
    with transaction(connection, archive):
        connection.execute("SAVEPOINT readings")
        kept = [_keep(connection, reading, now) for reading in readings]
        if dry_run:
            connection.execute("ROLLBACK TO readings")
        connection.execute("RELEASE readings")
    return kept


def _keep(connection: sqlite3.Connection, reading: Reading, now: str) -> Kept:
    connection.execute("SAVEPOINT reading")
    try:
        kept = _compare(connection, reading, now)
    except _OF_ONE_READING as error:
        connection.execute("ROLLBACK TO reading")
        kept = Kept(failed=f"archive: {type(error).__name__}: {error}")
    connection.execute("RELEASE reading")
    return kept


def _compare(connection: sqlite3.Connection, reading: Reading, now: str) -> Kept:
    source, article, threads = reading
    if not _stands(connection, source):
        return Kept(failed="newer: it was fetched again meanwhile")
    changes: list[Change] = []
    vanished: frozenset[str] = frozenset()
    if article is not None:
        changes, vanished = _keep_article(connection, source, article, now)
    unknown = 0
    for thread in () if source.redacted else threads:
        if not thread.partial:
            found, strange = saying.keep(connection, source.article_id, source.url_ids, thread)
            changes += [Change(f"comments.{name}", old, new) for name, old, new in found]
            unknown += strange
    return Kept(tuple(changes), vanished, unknown)


def _of_article(connection: sqlite3.Connection, number: int, site: str) -> Source | None:
    rows = connection.execute(_PLACED, (number,)).fetchall()
    if not rows:  # cut away meanwhile
        return None
    page_ids, redacted, url_ids, *_ = zip(*rows, strict=True)
    try:
        read = tuple(pages.of_article(connection, number))
    except Damaged:
        read = ()
    return Source(number, site, "article", page_ids, url_ids, read, redacted=any(redacted))


def _of_comments(connection: sqlite3.Connection, source: Source) -> Source:
    try:
        return replace(source, pages=(pages.of_id(connection, source.page_ids[0]),))
    except Damaged:
        return source


def _stands(connection: sqlite3.Connection, source: Source) -> bool:
    """Tell whether the pages are still the newest."""
    if source.kind == "comments":
        query = "SELECT max(id) FROM pages WHERE url_id = ?"
        return bool(connection.execute(query, source.url_ids).fetchone()[0] == source.page_ids[0])
    return tuple(row[0] for row in connection.execute(_PLACED, (source.article_id,))) == source.page_ids


def _keep_article(
    connection: sqlite3.Connection, source: Source, article: Article, now: str
) -> tuple[list[Change], frozenset[str]]:
    number = source.article_id
    site, key = connection.execute(
        "SELECT s.name, a.key FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?", (number,)
    ).fetchone()
    article = replace(article, site=site, key=key, comment_count=None if source.redacted else article.comment_count)
    before = _stored(connection, number, article)
    fill = source.redacted or _is_other_edition(connection, source, article)
    written = connection.total_changes
    kept = articles.update(connection, number, article, now, page_id=None, edit=False, fill=fill, seen=False)
    if connection.total_changes == written:
        return [], kept.vanished
    after = _stored(connection, number, article)
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return [Change(name, old, new) for name, old, new in pairs if old != new], kept.vanished


def _stored(connection: sqlite3.Connection, number: int, article: Article) -> Article:
    """Return the stored article with its lists; `article` names it."""
    row = connection.execute(f"SELECT {articles.READ} FROM articles WHERE id = ?", (number,)).fetchone()  # noqa: S608
    return replace(
        articles.from_row(tuple(row), article.site, article.key),
        authors=lists.read_authors(connection, number),
        tags=lists.read_tags(connection, number),
        images=lists.read_images(connection, number),
        links=lists.read_links(connection, number),
        live_updates=live_updates.read(connection, number),
        provenance=lists.read_provenance(connection, number),
    )


def _is_other_edition(connection: sqlite3.Connection, source: Source, article: Article) -> bool:
    """Tell whether the page is another edition (mobile, AMP) of an article whose own address is archived, too."""
    own = normalise(article.url)
    if normalise(source.pages[0].url) == own:
        return False
    return connection.execute(_OWN, (own, source.article_id, source.url_ids[0])).fetchone() is not None
