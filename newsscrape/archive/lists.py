"""What an article has several of, in order: authors, tags, images, links, sources. A list is rewritten when it differs."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from newsscrape.archive import live_updates, many
from newsscrape.model import Article, Author, Image, Link, Provenance

NAMES = ("authors", "tags", "images", "links")
"""The lists that an empty reading does not erase."""


def read_authors(connection: sqlite3.Connection, article_id: int) -> tuple[Author, ...]:
    """Return the article's authors in order."""
    rows = connection.execute(
        "SELECT w.name, w.url FROM article_authors x JOIN authors w ON w.id = x.author_id"
        " WHERE x.article_id = ? ORDER BY x.position",
        (article_id,),
    )
    return tuple(Author(name, url or None) for name, url in rows)


def read_tags(connection: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    """Return the article's tags in order."""
    rows = connection.execute(
        "SELECT t.name FROM article_tags x JOIN tags t ON t.id = x.tag_id WHERE x.article_id = ? ORDER BY x.position",
        (article_id,),
    )
    return tuple(name for (name,) in rows)


def read_images(connection: sqlite3.Connection, article_id: int) -> tuple[Image, ...]:
    """Return the article's images in reading order, each with its variants."""
    rows = connection.execute(
        "SELECT i.id, i.url, i.alt, i.caption, i.credit, i.width, i.height, i.role, v.url, v.width"
        " FROM images i LEFT JOIN image_variants v ON v.image_id = i.id"
        " WHERE i.article_id = ? ORDER BY i.position, i.id, v.position",
        (article_id,),
    )
    return tuple(
        Image(*[*image[1:], tuple((row[8], row[9]) for row in group if row[8] is not None)])
        for image, group in groupby(rows, key=lambda row: tuple(row[:8]))
    )


def read_links(connection: sqlite3.Connection, article_id: int) -> tuple[Link, ...]:
    """Return the links of the article's body in order."""
    rows = connection.execute("SELECT url, text FROM links WHERE article_id = ? ORDER BY position", (article_id,))
    return tuple(Link(url, text) for url, text in rows)


def read_provenance(connection: sqlite3.Connection, article_id: int) -> tuple[Provenance, ...]:
    """Return where the article's fields came from."""
    rows = connection.execute(
        "SELECT field, source, raw, agreement FROM provenance WHERE article_id = ? ORDER BY id", (article_id,)
    )
    return tuple(Provenance(*row) for row in rows)


def keep(connection: sqlite3.Connection, article_id: int, article: Article, *, new: bool) -> None:
    """Store the article's lists where they differ from the stored ones; an empty one leaves what is stored."""
    authors, tags = tuple(dict.fromkeys(article.authors)), tuple(dict.fromkeys(article.tags))
    if authors and (new or authors != read_authors(connection, article_id)):
        _write_authors(connection, article_id, authors)
    if tags and (new or tags != read_tags(connection, article_id)):
        _write_tags(connection, article_id, tags)
    if article.links and (new or article.links != read_links(connection, article_id)):
        _write_links(connection, article_id, article.links)
    first: dict[str, Image] = {}
    for image in article.images:
        first.setdefault(image.url, image)
    images = tuple(first.values())
    if images and (new or images != read_images(connection, article_id)):
        _write_images(connection, article_id, images)
    live_updates.keep(connection, article_id, article.live_updates)
    _keep_provenance(connection, article_id, article.provenance, new=new)


def _write_authors(connection: sqlite3.Connection, article_id: int, authors: Iterable[Author]) -> None:
    rows = [(author.name, author.url or "") for author in authors]
    connection.execute("DELETE FROM article_authors WHERE article_id = ?", (article_id,))
    connection.executemany("INSERT INTO authors(name, url) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
    connection.executemany(
        "INSERT INTO article_authors SELECT ?, id, ? FROM authors WHERE name = ? AND url = ?",
        [(article_id, position, *row) for position, row in enumerate(rows, 1)],
    )


def _write_tags(connection: sqlite3.Connection, article_id: int, tags: Iterable[str]) -> None:
    connection.execute("DELETE FROM article_tags WHERE article_id = ?", (article_id,))
    connection.executemany("INSERT INTO tags(name) VALUES (?) ON CONFLICT DO NOTHING", [(tag,) for tag in tags])
    connection.executemany(
        "INSERT INTO article_tags SELECT ?, id, ? FROM tags WHERE name = ?",
        [(article_id, position, tag) for position, tag in enumerate(tags, 1)],
    )


def _write_links(connection: sqlite3.Connection, article_id: int, links: Iterable[Link]) -> None:
    connection.execute("DELETE FROM links WHERE article_id = ?", (article_id,))
    rows = [(article_id, position, link.url, link.text) for position, link in enumerate(links, 1)]
    many.insert(connection, "links(article_id, position, url, text)", rows)


def _write_images(connection: sqlite3.Connection, article_id: int, images: Iterable[Image]) -> None:
    """Write the images; one that stays keeps its id."""
    stored = {
        url: number for number, url in connection.execute("SELECT id, url FROM images WHERE article_id = ?", (article_id,))
    }
    urls = {image.url for image in images}
    connection.executemany("DELETE FROM images WHERE id = ?", [(stored[url],) for url in stored if url not in urls])
    lead = None
    for position, image in enumerate(images, 1):
        (number,) = connection.execute(
            "INSERT INTO images(article_id, position, role, url, width, height, alt, caption, credit)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(article_id, url) DO UPDATE SET"
            " position = excluded.position, role = excluded.role, width = excluded.width, height = excluded.height,"
            " alt = excluded.alt, caption = excluded.caption, credit = excluded.credit RETURNING id",
            (
                *(article_id, position, image.role, image.url, image.width, image.height),
                *(image.alt, image.caption, image.credit),
            ),
        ).fetchone()
        if image.url in stored:
            connection.execute("DELETE FROM image_variants WHERE image_id = ?", (number,))
        variants = [(number, place, *variant) for place, variant in enumerate(image.variants, 1)]
        many.insert(connection, "image_variants(image_id, position, url, width)", variants)
        if image.role == "lead" and lead is None:
            lead = number
    connection.execute(
        "UPDATE articles SET lead_image_id = ? WHERE id = ? AND lead_image_id IS NOT ?", (lead, article_id, lead)
    )


def _keep_provenance(connection: sqlite3.Connection, article_id: int, sources: tuple[Provenance, ...], *, new: bool) -> None:
    """Store the sources; a field that this reading did not find keeps the source of its stored value."""
    stored = () if new else read_provenance(connection, article_id)
    sources = tuple(replace(source, witnesses=()) for source in sources)  # these are not archived
    found = {source.field for source in sources}
    merged = (*(source for source in stored if source.field not in found), *sources)
    if merged == stored or set(merged) == set(stored):
        return
    connection.execute("DELETE FROM provenance WHERE article_id = ?", (article_id,))
    rows = [(article_id, source.field, source.source, source.raw, source.agreement) for source in merged]
    many.insert(connection, "provenance(article_id, field, source, raw, agreement)", rows)
