"""One article's row: made, compared, changed, with its former versions. All within the caller's transaction."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import newsscrape
from newsscrape.archive import instants, lists, revisions, topics
from newsscrape.archive.tokens import cjk
from newsscrape.dates import day
from newsscrape.model import Article
from newsscrape.text import words

Change = Literal["new", "changed", "unchanged"]
Value = str | int | None

_SCALARS = ("title", "description", "section", "language", "comment_count")
_TEXT = ("title", "description", "body")
_DATE = ("", "_raw", "_precision", "_offset", "_zone")
READ = (
    "url, title, description, section, language, access, comment_count, body, body_html,"
    " published, published_raw, published_precision, published_offset, published_zone,"
    " modified, modified_raw, modified_precision, modified_offset, modified_zone"
)
"""The columns of which `from_row` makes an article."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What storing an article came to."""

    id: int
    change: Change
    """``changed``: a new revision. Gaps filled, images or sections moved are no revision."""
    vanished: frozenset[str]
    """Fields that this reading did not find, though an earlier one had; the stored value stands."""


def find(connection: sqlite3.Connection, site_id: int, key: str) -> int | None:
    """Return the id of the article (site, key)."""
    row = connection.execute("SELECT id FROM articles WHERE site_id = ? AND key = ?", (site_id, key)).fetchone()
    return row[0] if row else None


def of_site(connection: sqlite3.Connection, site: str, key: str) -> int | None:
    """Return the id of the article by its site's name."""
    row = connection.execute(
        "SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE s.name = ? AND a.key = ?", (site, key)
    ).fetchone()
    return row[0] if row else None


def from_row(row: tuple[Value, ...], site: str, key: str) -> Article:
    """Return the article of the `READ` columns, without its lists."""
    url, title, description, section, language, access, comment_count, body, body_html, *dates = row
    return Article(
        site=site,
        key=key,
        url=url,  # type: ignore[arg-type]  # the columns are STRICT, the query returns them as a union
        title=title,  # type: ignore[arg-type]
        description=description,  # type: ignore[arg-type]
        section=section,  # type: ignore[arg-type]
        language=language,  # type: ignore[arg-type]
        access=access,  # type: ignore[arg-type]
        comment_count=comment_count,  # type: ignore[arg-type]
        body=body,  # type: ignore[arg-type]
        body_html=body_html,  # type: ignore[arg-type]
        published=instants.from_columns(tuple(dates[:5])),  # type: ignore[arg-type]
        modified=instants.from_columns(tuple(dates[5:])),  # type: ignore[arg-type]
    )


def columns(article: Article) -> dict[str, Value]:
    """Return the article's own columns, without those of the archive's bookkeeping."""
    return {
        "url": article.url,
        **{name: getattr(article, name) for name in _SCALARS},
        **dict(zip((f"published{end}" for end in _DATE), instants.columns(article.published), strict=True)),
        "published_day": day(article.published) if article.published else None,
        **dict(zip((f"modified{end}" for end in _DATE), instants.columns(article.modified), strict=True)),
        "access": article.access,
        "word_count": words(article.body or ""),
        "cjk": cjk(article.title, article.description, article.body),
        "body": article.body,
        "body_html": article.body_html,
    }


def insert(connection: sqlite3.Connection, site_id: int, article: Article, now: str) -> int:
    """Store an article that is new."""
    values = {
        "site_id": site_id,
        "key": article.key,
        **columns(article),
        "first_seen_at": now,
        "changed_at": now,
        "reader": newsscrape.__version__,
    }
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO articles({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608 - constants
    number = cursor.lastrowid or 0
    lists.keep(connection, number, article, new=True)
    topics.mark(connection, number, now)
    return number


def update(  # noqa: PLR0913 - what decides about a revision
    connection: sqlite3.Connection,
    article_id: int,
    article: Article,
    now: str,
    *,
    page_id: int | None,
    edit: bool,
    fill: bool,
    seen: bool = True,
) -> Kept:
    """Compare an article with its stored row and store what differs.

    Args:
        connection: a writer's.
        article_id: the stored article.
        article: as it reads now.
        now: when it was seen so.
        page_id: the page it was read from.
        edit: whether a changed text is the publisher's doing, and so makes a revision; not so where the page's bytes are
            the same (then it is the reader that changed), and where a further part of the article was added.
        fill: only fill gaps: the page is another edition (mobile, AMP) of an article whose own address is archived.
        seen: it was just fetched, so that it is there; else one that is gone stays so.
    """
    row = connection.execute(f"SELECT {READ}, gone_at, reader FROM articles WHERE id = ?", (article_id,)).fetchone()  # noqa: S608 - constants
    *own, gone_at, reader = tuple(row)
    authors = lists.read_authors(connection, article_id)
    old = replace(from_row(tuple(own), article.site, article.key), authors=authors)
    merged = _merge(article, old) if fill else _merge(old, article)
    vanished = frozenset() if fill else _vanished(connection, article_id, old, article)
    before, after = columns(old), columns(merged)
    changed: dict[str, Value] = {name: after[name] for name in after if after[name] != before[name]}
    edits = revisions.edits(old, merged) if edit else ()
    if edits:
        revisions.keep(connection, article_id, revisions.Edit(old, merged, edits, now), page_id)
    if gone_at is not None and seen:
        changed["gone_at"] = None
    if reader != newsscrape.__version__ and not fill:
        changed["reader"] = newsscrape.__version__
    if changed or edits:
        _set(connection, article_id, changed, now if edits else None)
    if not changed.keys().isdisjoint(_TEXT):
        topics.mark(connection, article_id, now)
    if not fill:
        lists.keep(connection, article_id, article, new=False)
    return Kept(article_id, "changed" if edits else "unchanged", vanished)


def _merge(old: Article, new: Article) -> Article:
    """Return the new article with the old values where it has none."""
    values = {name: getattr(old, name) for name in _SCALARS if getattr(new, name) is None}
    if new.body is None or (new.body == old.body and new.body_html is None):
        values |= {"body": old.body, "body_html": old.body_html}
    if new.access == "unknown":
        values["access"] = old.access
    if not new.authors:
        values["authors"] = old.authors
    published, modified = instants.settle(old.published, new.published), instants.settle(old.modified, new.modified)
    return replace(new, published=published, modified=modified, **values)


def _vanished(connection: sqlite3.Connection, article_id: int, old: Article, new: Article) -> frozenset[str]:
    names = {
        name
        for name in (*_SCALARS, "body", "published", "modified", "authors")
        if getattr(old, name) not in (None, ()) and getattr(new, name) in (None, ())
    }
    if not new.tags and lists.read_tags(connection, article_id):
        names.add("tags")
    if not new.images and lists.read_images(connection, article_id):
        names.add("images")
    if not new.links and lists.read_links(connection, article_id):
        names.add("links")
    return frozenset(names)


def _set(connection: sqlite3.Connection, article_id: int, changed: Mapping[str, Value], revised_at: str | None) -> None:
    """Write only the columns that changed: a full-text trigger fires for every column that is named."""
    names = [f"{name} = ?" for name in changed]
    values = [*changed.values()]
    if revised_at is not None:
        names += ["revision = revision + 1", "changed_at = ?"]
        values.append(revised_at)
    connection.execute(f"UPDATE articles SET {', '.join(names)} WHERE id = ?", (*values, article_id))  # noqa: S608 - constants
