"""Full-text search in articles and comments. What the user types is words, never FTS5's query language."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from newsscrape.archive.filters import Filter, moments
from newsscrape.archive.picking import ALL, Picked, Shelf, Sort, Value, pick
from newsscrape.archive.snippets import snippet
from newsscrape.archive.words import match, terms

Kind = Literal["article", "comment"]

MARKS = ("**", "**")
"""What stands around the words found, in a snippet."""

_TOKENS = 24  # of a snippet
_WEIGHTS = {"articles": "10.0, 4.0, 1.0, 2.0", "comments": "4.0, 1.0, 2.0"}  # title, description, body, cjk; author, body, cjk
_AUTHORS = (
    "(SELECT group_concat(name, '; ') FROM (SELECT w.name FROM article_authors x JOIN authors w ON w.id = x.author_id"
    " WHERE x.article_id = a.id ORDER BY x.position))"
)
_SHOWN = {
    "articles": f"""
SELECT 'article', a.id, a.id, s.name, a.key, a.title, a.url, a.published, {_AUTHORS},
  coalesce(snippet(articles_fts, 2, ?, ?, '…', {_TOKENS}), ''), a.body
FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN sites s ON s.id = a.site_id
WHERE articles_fts MATCH ? AND f.rowid = ?
""",  # noqa: S608 - constants, as all below
    "comments": f"""
SELECT 'comment', c.id, a.id, s.name, c.key, a.title, coalesce(c.url, a.url), c.published, c.author,
  coalesce(snippet(comments_fts, 1, ?, ?, '…', {_TOKENS}), ''), c.body
FROM comments_fts f JOIN comments c ON c.id = f.rowid JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE comments_fts MATCH ? AND f.rowid = ?
""",  # noqa: S608
}


class Hit(NamedTuple):
    """An article or a comment that was found."""

    kind: Kind
    id: int
    """Of the article or the comment."""
    article_id: int
    site: str
    key: str
    title: str | None
    """The article's."""
    url: str
    """The comment's own, if it has one, else the article's."""
    published: str | None
    author: str | None
    """Who wrote it; several parted by ``; ``."""
    score: float | None
    """bm25, a title counting ten times a body; the lower, the better. ``None`` where the newest come first."""
    snippet: str
    """Where it was found, one line, the words between marks."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    hits: tuple[Hit, ...]
    count: int
    """How many there are, not all of which may be among the hits."""
    more: bool
    """There are more than `count`, which is how many were counted."""
    order: Sort
    """``new`` where the newest come first, asked for or because too many were found to rank them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for, beside the words."""

    scope: Literal["articles", "comments", "all"] = "articles"
    filter: Filter = Filter()  # noqa: RUF009 - frozen
    """Of comments, dates and the author are their own, the rest is that of their articles."""
    sort: Sort = "rank"
    limit: int = 20
    deleted: bool = False
    """Also comments that their sites show no more."""


def search(
    connection: sqlite3.Connection,
    words: str,
    wanted: Wanted = Wanted(),
    marks: tuple[str, str] = MARKS,
) -> Found:
    """Return the articles or comments in which all the words stand, the best first.

    Each word is taken as it is: ``C++``, ``id.3``, ``AND`` or ``-x`` are no operators; words ``"in quotes"`` have to follow
    each other. Case and accents make no difference. Chinese, Japanese and Korean words are found inside running text. Of
    words that stand in more than `picking.RANKED` rows the newest come first.

    Raises:
        BadArgument: the archive has no such site or topic.
    """
    found: list[tuple[Picked, list[Hit]]] = []
    for shelf in shelves(connection, words, wanted):
        picked = pick(connection, shelf, max(0, wanted.limit), wanted.sort)
        found.append((picked, list(_hits(connection, shelf, picked, terms(words), marks))))
    order: Sort = "new" if wanted.sort == "new" or any(picked.order == "new" for picked, _ in found) else "rank"
    hits = [hit for _, some in found for hit in some]
    if len(found) > 1:
        by_date = sorted(hits, key=lambda hit: hit.published or "", reverse=True)
        hits = by_date if order == "new" else sorted(hits, key=lambda hit: hit.score or 0.0)
    count, more = sum(picked.count for picked, _ in found), any(picked.more for picked, _ in found)
    return Found(tuple(hits[: max(0, wanted.limit)]), count, more, order)


def shelves(connection: sqlite3.Connection, words: str, wanted: Wanted) -> list[Shelf]:
    """Return what is asked of each table; nothing where there is no word to look for.

    Raises:
        BadArgument: the archive has no such site or topic.
    """
    expression = match(words)
    found = []
    if wanted.scope != "comments":
        condition, values = wanted.filter.where(connection, "r")
        found.append(Shelf("articles", _WEIGHTS["articles"], expression, condition, tuple(values)))
    if wanted.scope != "articles":
        condition, of_comments = _of_comments(connection, wanted)
        found.append(Shelf("comments", _WEIGHTS["comments"], expression, condition, tuple(of_comments)))
    return found if expression else []


def _of_comments(connection: sqlite3.Connection, wanted: Wanted) -> tuple[str, list[Value]]:
    parts = [] if wanted.deleted else ["r.deleted_at IS NULL"]
    values: list[Value] = []
    for when, operator in moments(wanted.filter):
        parts.append(f"r.published {operator} ?")
        values.append(when)
    if wanted.filter.author is not None:
        parts.append("r.author = ? COLLATE NOCASE")
        values.append(wanted.filter.author)
    if of_article := replace(wanted.filter, since=None, until=None, author=None):
        condition, of_articles = of_article.where(connection, "a")
        parts.append(f"EXISTS (SELECT 1 FROM articles a WHERE a.id = r.article_id AND {condition})")  # noqa: S608
        values.extend(of_articles)
    return " AND ".join(parts) or ALL, values


def _hits(
    connection: sqlite3.Connection, shelf: Shelf, picked: Picked, looked_for: list[str], marks: tuple[str, str]
) -> Iterator[Hit]:
    for number, score in picked.rows:
        values = (*marks, shelf.expression, number)
        *own, text, body = connection.execute(_SHOWN[shelf.table], values).fetchone()
        yield Hit._make([*own, score, snippet(text, body, looked_for, marks)])
