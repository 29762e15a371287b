"""Topics: saved searches. An article is marked with those it belongs to in the transaction that stores its text."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from newsscrape.archive.connection import transaction
from newsscrape.archive.filters import Filter, topic_id
from newsscrape.archive.words import demanded, match
from newsscrape.errors import BadArgument
from newsscrape.text import fold

LONGEST = 80
"""Characters of a name."""

# One article's text alone, so that asking for many topics costs the same whatever the archive's size, and does not make
# FTS5 write out what the transaction has gathered.
_DRAFT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.draft"
    " USING fts5(title, description, body, cjk, tokenize='unicode61 remove_diacritics 2')"
)
_LISTED = """
SELECT t.name, t.query, t.added_at, count(x.article_id), max(a.published)
FROM topics t LEFT JOIN article_topics x ON x.topic_id = t.id LEFT JOIN articles a ON a.id = x.article_id
GROUP BY t.id ORDER BY t.name
"""
_MARKED = """
SELECT t.name, a.id, s.name, a.title, a.url, a.published, a.description
FROM article_topics x JOIN topics t ON t.id = x.topic_id JOIN articles a ON a.id = x.article_id JOIN sites s ON s.id = a.site_id
WHERE {where} ORDER BY t.name, a.published DESC, a.id LIMIT ?
"""


class Topic(NamedTuple):
    """A saved search and what it has found."""

    name: str
    query: str
    added_at: str
    articles: int
    newest: str | None
    """When its newest article was published."""


class Marked(NamedTuple):
    """An article that was marked with a topic."""

    topic: str
    article_id: int
    site: str
    title: str | None
    url: str
    published: str | None
    description: str | None


class Week(NamedTuple):
    """How many articles a site had on a topic in a week."""

    week: str
    """Its Monday."""
    site: str
    articles: int


def add(connection: sqlite3.Connection, path: Path, name: str, words: str, now: str) -> int:
    """Save a search and mark the articles that are there; return how many these are.

    Args:
        connection: a writer's.
        path: the archive's.
        name: of the topic, new.
        words: as for `newsscrape.archive.search`.
        now: UTC text.

    Raises:
        BadArgument: there is such a topic, or the name or the words will not do.
        ArchiveFailed: the archive cannot be written.
    """
    name, words = fold(name), fold(words)
    if not name.isprintable() or not 0 < len(name) <= LONGEST:
        raise BadArgument(f"a topic's name has 1 to {LONGEST} characters")
    expression = demanded(words)
    with transaction(connection, path):
        if connection.execute("SELECT 1 FROM topics WHERE name = ?", (name,)).fetchone():
            raise BadArgument(f"{name}: there is such a topic; `newsscrape topics remove` it first, or take another name")
        values = (name, words, now)
        number = connection.execute("INSERT INTO topics(name, query, added_at) VALUES (?, ?, ?)", values).lastrowid
        return connection.execute(
            "INSERT INTO article_topics(article_id, topic_id, marked_at)"
            " SELECT f.rowid, ?, ? FROM articles_fts f WHERE articles_fts MATCH ?",
            (number, now, expression),
        ).rowcount


def remove(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Remove a topic and its marks; the articles stay.

    Raises:
        BadArgument: there is no such topic.
        ArchiveFailed: the archive cannot be written.
    """
    number = topic_id(connection, name)
    with transaction(connection, path):
        connection.execute("DELETE FROM topics WHERE id = ?", (number,))


def listed(connection: sqlite3.Connection) -> list[Topic]:
    """Return all topics, by name."""
    return [Topic(*row) for row in connection.execute(_LISTED)]


def weeks(connection: sqlite3.Connection, name: str, limit: int) -> list[Week]:
    """Return the last rows of a topic's mentions by week and site, oldest first.

    Raises:
        BadArgument: there is no such topic.
    """
    topic_id(connection, name)
    query = "SELECT week, site, articles FROM topic_mentions WHERE topic = ? ORDER BY week DESC, site DESC LIMIT ?"
    return [Week(*row) for row in connection.execute(query, (name, limit))][::-1]


def mark(connection: sqlite3.Connection, article_id: int, now: str) -> None:
    """Mark an article, whose text is new, with the topics it belongs to and no others, within the caller's transaction."""
    topics = connection.execute("SELECT id, query FROM topics").fetchall()
    if not topics:
        return
    connection.execute(_DRAFT)
    connection.execute(
        "INSERT INTO temp.draft(title, description, body, cjk) SELECT title, description, body, cjk FROM articles WHERE id = ?",
        (article_id,),
    )
    query = "SELECT 1 FROM temp.draft WHERE draft MATCH ?"
    found = {number for number, words in topics if connection.execute(query, (match(words),)).fetchone()}
    connection.execute("DELETE FROM temp.draft")
    rows = connection.execute("SELECT topic_id FROM article_topics WHERE article_id = ?", (article_id,)).fetchall()
    before = {number for (number,) in rows}
    connection.executemany(
        "DELETE FROM article_topics WHERE article_id = ? AND topic_id = ?", [(article_id, number) for number in before - found]
    )
    connection.executemany(
        "INSERT INTO article_topics(article_id, topic_id, marked_at) VALUES (?, ?, ?)",
        [(article_id, number, now) for number in found - before],
    )


def newest(connection: sqlite3.Connection, name: str, limit: int) -> list[Marked]:
    """Return the newest articles of a topic.

    Raises:
        BadArgument: there is no such topic.
    """
    query = _MARKED.format(where="x.topic_id = ?")
    return [Marked(*row) for row in connection.execute(query, (topic_id(connection, name), limit))]


def marked(connection: sqlite3.Connection, run_id: int, limit: int) -> list[Marked]:
    """Return the articles that a run has marked, by topic, the newest first."""
    where, values = Filter(runs=[run_id]).where(connection, "a")
    since = "x.marked_at >= (SELECT started_at FROM runs WHERE id = ?)"
    query = _MARKED.format(where=f"{since} AND {where}")
    return [Marked(*row) for row in connection.execute(query, (run_id, *values, limit))]
