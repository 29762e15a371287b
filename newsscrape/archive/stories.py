"""Stories: articles of several sites with much the same text, found by what they share and grouped whatever comes first.

Whether two articles are a pair depends on their texts alone, and a story is what pairs connect; so the groups are the same in
any order of arrival. A changed text loses its bands by a trigger, and is compared anew with the next update.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from newsscrape.archive.connection import transaction
from newsscrape.archive.filters import site_id
from newsscrape.archive.likeness import FEWEST, THRESHOLD, bands, jaccard, shingles

_BATCH = 200
_TEXTS = 2000  # whose runs are remembered
_PENDING = "word_count >= ? AND body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM story_bands b WHERE b.article_id = articles.id)"
_CANDIDATES = """
SELECT DISTINCT y.article_id FROM story_bands x JOIN story_bands y ON y.hash = x.hash AND y.band = x.band
JOIN articles a ON a.id = x.article_id JOIN articles b ON b.id = y.article_id
WHERE x.article_id = ? AND b.site_id <> a.site_id
"""
_FIRST = """
SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(published, first_seen_at), id LIMIT 1
"""
_LIST = """
SELECT l.story_id, l.article_id, l.site, l.title, l.published, l.url, l.first, l.hours, l.similarity
FROM (
  SELECT t.id, coalesce(f.published, f.first_seen_at) AS began FROM stories t JOIN articles f ON f.id = t.first_article_id
  WHERE (:since IS NULL OR coalesce(f.published_day, f.first_seen_at) >= :since)
  AND (:site IS NULL OR EXISTS (SELECT 1 FROM articles a WHERE a.story_id = t.id AND a.site_id = :site))
  ORDER BY began DESC, t.id LIMIT :limit
) w JOIN story_list l ON l.story_id = w.id ORDER BY w.began DESC, w.id, l.first DESC, l.hours, l.article_id
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article of a story."""

    story_id: int
    article_id: int
    site: str
    title: str | None
    published: str | None
    url: str
    first: int
    """1: no other is as early; where a page gives no date, what counts is when it was first seen."""
    hours: float
    """After the first."""
    similarity: float
    """To the one of the others that is most alike, from 0 to 1: the part of all runs of three words that both have."""


def pending(connection: sqlite3.Connection) -> int:
    """Return how many articles are not compared yet, being new or changed."""
    query = f"SELECT count(*) FROM articles WHERE {_PENDING}"  # noqa: S608 - constants, as below
    return int(connection.execute(query, (FEWEST,)).fetchone()[0])


def update(connection: sqlite3.Connection, archive: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Compare what is new or changed with all other sites' articles, and group anew; return how many were compared.

    Each batch is committed; broken off, the next update goes on.

    Args:
        connection: a writer's.
        archive: the archive's path.
        progress: called after each batch with how many articles are done, and of how many.

    Raises:
        BadArgument: the library is not installed.
        ArchiveFailed: the archive cannot be written any more.
    """

    @lru_cache(_TEXTS)
    def runs(number: int) -> frozenset[str]:
        (body,) = connection.execute("SELECT body FROM articles WHERE id = ?", (number,)).fetchone()
        return shingles(body or "")

    total, done, last = pending(connection), 0, 0
    query = f"SELECT id FROM articles WHERE id > ? AND {_PENDING} ORDER BY id LIMIT {_BATCH}"  # noqa: S608
    while rows := connection.execute(query, (last, FEWEST)).fetchall():
        with transaction(connection, archive):
            runs.cache_clear()  # another process may have changed a text since the last batch
            for (number,) in rows:
                _compare(connection, number, runs)
        done, last = done + len(rows), rows[-1][0]
        if progress:
            progress(done, total)
    with transaction(connection, archive):
        _regroup(connection)
    return done


def _compare(connection: sqlite3.Connection, number: int, runs: Callable[[int], frozenset[str]]) -> None:
    own = runs(number)
    if not own:
        return
    connection.executemany(
        "INSERT INTO story_bands(article_id, band, hash) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash",
        [(number, band, value) for band, value in enumerate(bands(own))],
    )
    candidates = [other for (other,) in connection.execute(_CANDIDATES, (number,)).fetchall()]
    alike = ((other, jaccard(own, runs(other))) for other in candidates)
    connection.executemany(
        "INSERT INTO story_pairs(article_id, other_id, similarity) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET similarity = excluded.similarity",
        [(*sorted((number, other)), similarity) for other, similarity in alike if similarity >= THRESHOLD],
    )


def components(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the groups that pairs connect, each sorted, in the order of their least members.

    >>> components([(4, 5), (1, 2), (2, 7)])
    [(1, 2, 7), (4, 5)]
    """
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while (up := above.setdefault(number, number)) != number:
            above[number] = number = above[up]
        return number

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        above[high] = low
    members = sorted((top(number), number) for number in [*above])
    return [tuple(number for _, number in group) for _, group in groupby(members, key=lambda pair: pair[0])]


def _regroup(connection: sqlite3.Connection) -> None:
    """Make the stories what the pairs connect; one that stays keeps its id, and rows that are right are not written."""
    before = dict(connection.execute("SELECT id, story_id FROM articles WHERE story_id IS NOT NULL").fetchall())
    firsts = dict(connection.execute("SELECT id, first_article_id FROM stories").fetchall())
    after: dict[int, int] = {}
    free = set(firsts)
    for group in components(connection.execute("SELECT article_id, other_id FROM story_pairs").fetchall()):
        (first,) = connection.execute(_FIRST, (json.dumps(group),)).fetchone()
        story = min((before[number] for number in group if before.get(number) in free), default=None)
        if story is None:
            query = "INSERT INTO stories(first_article_id) VALUES (?) RETURNING id"
            (story,) = connection.execute(query, (first,)).fetchone()
        elif firsts[story] != first:
            connection.execute("UPDATE stories SET first_article_id = ? WHERE id = ?", (first, story))
        free.discard(story)
        after.update(dict.fromkeys(group, story))
    moved = sorted(number for number in before.keys() | after.keys() if before.get(number) != after.get(number))
    values = [(after.get(number), number) for number in moved]
    connection.executemany("UPDATE articles SET story_id = ? WHERE id = ?", values)
    connection.executemany("DELETE FROM stories WHERE id = ?", [(story,) for story in sorted(free)])


def read(
    connection: sqlite3.Connection, *, site: str | None = None, since: str | None = None, limit: int = 10
) -> Iterator[list[Telling]]:
    """Yield the stories, the latest first: each its articles, the first one first.

    Args:
        connection: any.
        site: stories that this site tells, too.
        since: begun on this day or later.
        limit: how many stories.

    Raises:
        BadArgument: the archive has no such site.
    """
    values = {"since": since, "site": None if site is None else site_id(connection, site), "limit": limit}
    rows = [Telling(*row) for row in connection.execute(_LIST, values).fetchall()]
    for _, group in groupby(rows, key=lambda telling: telling.story_id):
        yield list(group)
