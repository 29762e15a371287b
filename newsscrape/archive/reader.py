"""Reading the archive back as a stream of whole articles. One call sees one state, whatever else is written."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsscrape.archive import articles as rows
from newsscrape.archive import expressions, instants, lists, live_updates
from newsscrape.archive.filters import Filter, When
from newsscrape.model import Article, Comment

_COMMENTS = (
    "SELECT key, body, parent_key, author, author_key, author_url, url, quoted, upvotes, downvotes,"
    " published, published_raw, published_precision, published_offset, published_zone"
    " FROM comments WHERE article_id = ? AND deleted_at IS NULL"
    " ORDER BY thread_id, position IS NULL, position, id"
)


def articles(  # noqa: PLR0913 - the filters
    connection: sqlite3.Connection,
    *,
    site: str | None = None,
    since: When = None,
    until: When = None,
    runs: Sequence[int] | None = None,
    topic: str | None = None,
) -> Iterator[Article]:
    """Yield articles as they stand, complete with comments, in the order in which they were archived.

    Raises:
        BadArgument: the archive has no such site or topic.
    """
    return chosen(connection, Filter(site=site, since=since, until=until, runs=runs, topic=topic))


def chosen(
    connection: sqlite3.Connection, wanted: Filter, *, where: str | None = None, newest: bool = False, limit: int | None = None
) -> Iterator[Article]:
    """Yield articles as `articles` does.

    Args:
        connection: a reader's.
        wanted: which.
        where: a further condition, as SQL on the columns of the view ``article_list``.
        newest: in order of publication, the newest first and those without a date last.
        limit: so many at most.

    Raises:
        BadArgument: the archive has no such site or topic, or the condition is no SQL.
    """
    condition, values = wanted.where(connection)
    names = dict(connection.execute("SELECT id, name FROM sites").fetchall())
    if where is not None:
        listed = expressions.condition(connection, "article_list", where)
        condition += f" AND id IN (SELECT id FROM article_list WHERE {listed})"  # noqa: S608 - it may only read
    order = "published DESC, id DESC" if newest else "id"
    query = f"SELECT id, site_id, key, {rows.READ} FROM articles WHERE {condition} ORDER BY {order} LIMIT ?"  # noqa: S608 - as above
    found = expressions.rows(connection, query, [*values, -1 if limit is None else limit], where)
    return _articles(connection, found, names, where)


def _articles(
    connection: sqlite3.Connection, found: Iterator[tuple[Any, ...]], sites: Mapping[int, str], where: str | None
) -> Iterator[Article]:
    # The statement stays open to the end, and with it the snapshot that all the others of this connection read.
    with expressions.told(where):
        for number, site, key, *own in found:
            yield _whole(connection, number, rows.from_row(tuple(own), sites[site], key))


def article(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """Return one article, complete with comments."""
    query = "SELECT s.name, a.key FROM articles a JOIN sites s ON s.id = a.site_id WHERE a.id = ?"
    found = connection.execute(query, (article_id,)).fetchone()
    if found is None:
        return None
    row = connection.execute(f"SELECT {rows.READ} FROM articles WHERE id = ?", (article_id,)).fetchone()  # noqa: S608 - constants
    return _whole(connection, article_id, rows.from_row(tuple(row), *found))


def _whole(connection: sqlite3.Connection, number: int, bare: Article) -> Article:
    return replace(
        bare,
        authors=lists.read_authors(connection, number),
        tags=lists.read_tags(connection, number),
        live_updates=live_updates.read(connection, number),
        images=lists.read_images(connection, number),
        links=lists.read_links(connection, number),
        comments=comments(connection, number),
        provenance=lists.read_provenance(connection, number),
    )


def comments(connection: sqlite3.Connection, article_id: int) -> tuple[Comment, ...]:
    """Return an article's comments, oldest first where their thread has been read to its end, else as they were found."""
    return tuple(
        Comment(
            key=key,
            body=body,
            parent=parent,
            author=author,
            author_key=author_key,
            author_url=author_url,
            url=url,
            published=instants.from_columns(tuple(date)),
            quoted=quoted,
            upvotes=upvotes,
            downvotes=downvotes,
        )
        for key, body, parent, author, author_key, author_url, url, quoted, upvotes, downvotes, *date in connection.execute(
            _COMMENTS, (article_id,)
        )
    )
