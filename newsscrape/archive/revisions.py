"""What the publisher changed: former versions of an article, and what each edit touched."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsscrape.model import Article
from newsscrape.text import digest

TEXTS = ("title", "description", "authors", "body")
"""The fields whose change makes a revision."""

_BEHIND = "; "
_VERSIONS = """
WITH versions(number, seen_at, title, description, authors, body, modified) AS (
  SELECT number, seen_at, title, description, authors, body, modified FROM revisions WHERE article_id = :id
  UNION ALL
  SELECT a.revision, a.changed_at, a.title, a.description,
    coalesce((SELECT group_concat(name, '; ') FROM (
      SELECT w.name FROM article_authors x JOIN authors w ON w.id = x.author_id
      WHERE x.article_id = a.id ORDER BY x.position)), ''),
    a.body, a.modified
  FROM articles a WHERE a.id = :id
)
SELECT v.*, coalesce(r.changed, ''), coalesce(r.silent, 0)
FROM versions v LEFT JOIN revisions r ON r.article_id = :id AND r.number = v.number - 1
ORDER BY v.number
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One version and the one that takes its place."""

    old: Article
    new: Article
    fields: tuple[str, ...]
    """Which of `TEXTS` differ."""
    seen_at: str


class Version(NamedTuple):
    """An article's text as it stood from one moment on."""

    number: int
    seen_at: str
    title: str | None
    description: str | None
    authors: str
    """Parted by semicolons."""
    body: str | None
    modified: str | None
    """What the page said of its last edit."""
    changed: tuple[str, ...]
    """Which of `TEXTS` the edit to this version changed, as was told when it was seen; of the first one, none."""
    silent: bool
    """It came without a new date of modification."""


def edits(old: Article, new: Article) -> tuple[str, ...]:
    """Return the fields whose text is another now; a gap that was filled is no edit."""
    texts = [name for name in TEXTS if name != "authors" and getattr(old, name) not in (None, getattr(new, name))]
    if old.authors and old.authors != tuple(dict.fromkeys(new.authors)):
        texts.append("authors")
    return tuple(sorted(texts, key=TEXTS.index))


def keep(connection: sqlite3.Connection, article_id: int, edit: Edit, page_id: int | None) -> None:
    """Store the version that is now superseded, under its number, within the caller's transaction.

    Args:
        connection: a writer's; the article's row still holds the old version.
        article_id: the article.
        edit: the two versions.
        page_id: the page that the new one was read from.
    """
    page = connection.execute(
        "SELECT page_id FROM article_pages WHERE article_id = ? ORDER BY position LIMIT 1", (article_id,)
    ).fetchone()
    old, new = edit.old, edit.new
    connection.execute(
        "INSERT INTO revisions(article_id, number, seen_at, replaced_at, changed, silent, title, new_title, authors, modified,"
        " page_id, body_sha256, description, body)"
        " SELECT id, revision, changed_at, ?, ?, ?, title, ?, ?, modified, ?, ?, description, body FROM articles WHERE id = ?",
        (
            *(edit.seen_at, _BEHIND.join(edit.fields), _date(old) == _date(new), new.title),
            _BEHIND.join(author.name for author in old.authors),
            page[0] if page and page[0] != page_id else None,
            digest(old.body) if old.body else None,
            article_id,
        ),
    )


def versions(connection: sqlite3.Connection, article_id: int) -> Iterator[Version]:
    """Yield an article's versions, oldest first; the last one is the present."""
    for *own, changed, silent in connection.execute(_VERSIONS, {"id": article_id}):
        yield Version._make((*own, tuple(filter(None, changed.split(_BEHIND))), bool(silent)))


def _date(article: Article) -> str | None:
    return article.modified.utc if article.modified else None
