"""Small questions about the whole archive and about one article, as the commands ask them."""

import sqlite3
from typing import NamedTuple

from newsscrape.archive import filters


class LastRun(NamedTuple):
    """A row of the view ``run_log``, as far as a person reads it."""

    id: int
    site: str
    started_at: str
    seconds: int | None
    """``None``: the run goes on, or was killed."""
    verdict: str | None
    reason: str | None
    articles_new: int
    articles_changed: int
    articles_unchanged: int
    comments_new: int
    requests: int
    errors: int


class Coverage(NamedTuple):
    """What the archive holds of one site."""

    site: str
    articles: int
    authors: int
    images: int
    comments: int
    """Those that are current."""
    claimed: int
    """How many comments the sites say there are; of a thread that does not say it, those that are current."""
    first: str | None
    """``2023-11-04``: the day of the oldest article."""
    last: str | None


class Sheet(NamedTuple):
    """One article as a person reads it."""

    id: int
    site: str
    url: str
    title: str | None
    authors: str | None
    """Parted by semicolons."""
    published: str | None
    published_precision: str | None
    section: str | None
    description: str | None
    body: str | None
    images: int
    comments: int
    revision: int
    first_seen_at: str


class Reply(NamedTuple):
    """A comment in its place below the one that it answers."""

    id: int
    depth: int
    author: str | None
    published: str | None
    published_precision: str | None
    quoted: str | None
    body: str
    edited_at: str | None
    deleted_at: str | None


class Former(NamedTuple):
    """What a comment said before it was edited."""

    comment_id: int
    seen_at: str
    """Since when it stood so."""
    body: str


_COVERAGE = """
SELECT {site}, count(*),
  (SELECT count(DISTINCT x.author_id) FROM article_authors x JOIN articles b ON b.id = x.article_id WHERE {of_b}),
  (SELECT count(*) FROM images i JOIN articles b ON b.id = i.article_id WHERE {of_b}),
  (SELECT count(*) FROM comments c JOIN articles b ON b.id = c.article_id WHERE c.deleted_at IS NULL AND {of_b}),
  (SELECT coalesce(sum(coalesce(t.claimed, t.current)), 0) FROM threads t JOIN articles b ON b.id = t.article_id WHERE {of_b}),
  min(a.published_day), max(a.published_day)
FROM articles a JOIN sites s ON s.id = a.site_id {grouped}
"""
_BY_SITE = _COVERAGE.format(site="s.name", of_b="b.site_id = s.id", grouped="GROUP BY s.id ORDER BY s.name")
_IN_ALL = _COVERAGE.format(site="'in all'", of_b="1", grouped="")


def runs(connection: sqlite3.Connection, *, site: str | None = None, limit: int = 10) -> list[LastRun]:
    """Return the last runs, newest first.

    Raises:
        BadArgument: the archive has no site of that name; the text gives the nearest.
    """
    if site is not None:
        filters.site_id(connection, site)
    query = f"SELECT {', '.join(LastRun._fields)} FROM run_log WHERE ?1 IS NULL OR site = ?1 ORDER BY id DESC LIMIT ?2"  # noqa: S608 - constants
    return [LastRun(*row) for row in connection.execute(query, (site, limit))]


def coverage(connection: sqlite3.Connection) -> list[Coverage]:
    """Return a row for each site with articles, in the order of their names, and one for all of them (an author once)."""
    return [Coverage(*row) for row in [*connection.execute(_BY_SITE), *connection.execute(_IN_ALL)]]


def article_id(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the article that a number, or an address under which it was found, names."""
    if name.isascii() and name.isdigit():
        query, value = "SELECT id FROM articles WHERE id = ?", name[:18]
    else:
        query = (
            "SELECT article_id FROM urls WHERE url = ?1 AND article_id IS NOT NULL AND kind IN ('article', 'part')"
            " UNION ALL SELECT id FROM articles WHERE url = ?1 LIMIT 1"
        )
        value = name
    row = connection.execute(query, (value,)).fetchone()
    return row[0] if row else None


def sheet(connection: sqlite3.Connection, article: int) -> Sheet:
    """Return the article, to be read."""
    row = connection.execute(
        "SELECT l.id, l.site, l.url, l.title, l.authors, l.published, a.published_precision, l.section, a.description,"
        " a.body, l.images, l.comments, l.revision, l.first_seen_at"
        " FROM article_list l JOIN articles a ON a.id = l.id WHERE l.id = ?",
        (article,),
    ).fetchone()
    return Sheet(*row)


def replies(connection: sqlite3.Connection, article: int) -> list[Reply]:
    """Return the article's comments as they stand, every answer behind what it answers."""
    query = """
        SELECT c.id, t.depth, c.author, c.published, c.published_precision, c.quoted, c.body, c.edited_at, c.deleted_at
        FROM comment_threads t JOIN comments c ON c.id = t.id
        WHERE t.article_id = ? ORDER BY t.thread_id, t.path"""
    return [Reply(*row) for row in connection.execute(query, (article,))]


def deleted(connection: sqlite3.Connection, article: int) -> list[Reply]:
    """Return the article's comments that have vanished from its pages, oldest first."""
    query = """
        SELECT id, 0, author, published, published_precision, quoted, body, edited_at, deleted_at
        FROM comments WHERE article_id = ? AND deleted_at IS NOT NULL ORDER BY thread_id, position IS NULL, position, id"""
    return [Reply(*row) for row in connection.execute(query, (article,))]


def former(connection: sqlite3.Connection, article: int) -> list[Former]:
    """Return what the article's comments said before they were edited, newest first."""
    query = """
        SELECT r.comment_id, r.seen_at, r.body FROM comment_revisions r JOIN comments c ON c.id = r.comment_id
        WHERE c.article_id = ? ORDER BY r.comment_id, r.number DESC"""
    return [Former(*row) for row in connection.execute(query, (article,))]
