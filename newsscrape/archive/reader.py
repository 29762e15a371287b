"""Reading the archive back as a stream: articles whole, or any table. One call sees one state, whatever else is written."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsscrape.archive import articles as rows
from newsscrape.archive import instants, lists, live_updates
from newsscrape.archive.filters import Filter, When, site_id
from newsscrape.config import nearest
from newsscrape.errors import BadArgument
from newsscrape.model import Article, Comment

_COMMENTS = (
    "SELECT key, body, parent_key, author, author_key, author_url, url, quoted, upvotes, downvotes,"
    " published, published_raw, published_precision, published_offset, published_zone"
    " FROM comments WHERE article_id = ? AND deleted_at IS NULL"
    " ORDER BY thread_id, position IS NULL, position, id"
)
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%sqlite_%' AND name NOT LIKE '%\\_fts%'"
    " ESCAPE '\\' ORDER BY name"
)
# Tables that belong to articles, but do not say to which.
_BY_WAY_OF = {
    "articles": "id IN ({})",
    "article_list": "id IN ({})",
    "authors": "id IN (SELECT author_id FROM article_authors WHERE article_id IN ({}))",
    "tags": "id IN (SELECT tag_id FROM article_tags WHERE article_id IN ({}))",
    "comment_revisions": "comment_id IN (SELECT id FROM comments WHERE article_id IN ({}))",
    "image_variants": "image_id IN (SELECT id FROM images WHERE article_id IN ({}))",
}


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
    where, values = Filter(site=site, since=since, until=until, runs=runs, topic=topic).where(connection)
    names = dict(connection.execute("SELECT id, name FROM sites").fetchall())
    query = f"SELECT id, site_id, key, {rows.READ} FROM articles WHERE {where} ORDER BY id"  # noqa: S608 - constants
    # The statement stays open to the end, and with it the snapshot that all the others of this connection read.
    return (
        _whole(connection, number, rows.from_row(tuple(own), names[site_number], key))
        for number, site_number, key, *own in connection.execute(query, values)
    )


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


def table(  # noqa: PLR0913 - the filters
    connection: sqlite3.Connection,
    name: str,
    *,
    site: str | None = None,
    since: When = None,
    until: When = None,
    topic: str | None = None,
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Return the columns and, as a stream, the rows of a table or view; of those that belong to articles, filtered.

    Raises:
        BadArgument: no such table, site or topic, or a table that cannot be filtered so.
    """
    tables = [known for (known,) in connection.execute(_TABLES)]
    if name not in tables:
        like = nearest(name, tables)
        raise BadArgument(f"{name}: no such table; " + (f"did you mean {like}?" if like else f"there are {', '.join(tables)}"))
    columns = [column[0] for column in connection.execute(f"SELECT * FROM {name} LIMIT 0").description]  # noqa: S608 - a known name
    wanted = Filter(site=site, since=since, until=until, topic=topic)
    where, values = _table_filter(connection, name, columns, wanted) if wanted else ("1", [])
    cursor = connection.execute(f"SELECT * FROM {name} WHERE {where}", values)  # noqa: S608 - a known name, constants
    return columns, (tuple(row) for row in cursor)


def _table_filter(connection: sqlite3.Connection, name: str, columns: list[str], wanted: Filter) -> tuple[str, list[str | int]]:
    if wanted == Filter(site=wanted.site) and wanted.site is not None:
        if "site_id" in columns:
            return "site_id = ?", [site_id(connection, wanted.site)]
        if "site" in columns:
            site_id(connection, wanted.site)
            return "site = ?", [wanted.site]
    condition, values = wanted.where(connection)
    inner = f"SELECT articles.id FROM articles WHERE {condition}"  # noqa: S608 - constants
    way = _BY_WAY_OF.get(name) or ("article_id IN ({})" if "article_id" in columns else None)
    if way is None:
        raise BadArgument(f"{name}: its rows belong to no article, so they cannot be chosen by site or time; leave that out")
    return way.format(inner), values
