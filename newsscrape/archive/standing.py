"""How each site stands in the archive: what there is of it, how its last run went, what its pages and its sources lack."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsscrape.urls import normalise

RUNS = 10
"""The last runs that read articles, by which it is told what the pages lack: one run may read a single article."""

_SITES = """
SELECT s.id, s.name, (SELECT count(*) FROM articles a WHERE a.site_id = s.id), r.started_at, r.verdict, r.reason
FROM sites s LEFT JOIN runs r ON r.id = (SELECT max(id) FROM runs WHERE site_id = s.id)
"""
_SYSTEMS = """
SELECT DISTINCT t.system FROM threads t JOIN articles a ON a.id = t.article_id
WHERE a.site_id = ? AND t.system <> 'page' ORDER BY t.system
"""
_LACKING = """
WITH last AS (
  SELECT id FROM runs r WHERE site_id = ?1 AND EXISTS (SELECT 1 FROM run_fields WHERE run_id = r.id AND read > 0)
  ORDER BY id DESC LIMIT ?2
)
SELECT field, 1 - 1.0 * sum(filled) / sum(read) FROM run_fields
WHERE run_id IN (SELECT id FROM last) AND read > 0 GROUP BY field
"""
_DEAD = """
SELECT u.kind, u.url, coalesce(t.last_status, u.last_status), coalesce(t.last_error, u.last_error)
FROM urls u LEFT JOIN urls t ON t.id = u.redirect_id
WHERE u.url = ? AND u.site_id = ? AND u.payload = '' AND coalesce(t.state, u.state) IN ('gone', 'refused')
"""


class Dead(NamedTuple):
    """A source of a site's file that gives nothing any more."""

    kind: str
    url: str
    status: int | None
    """Of the last answer, where there was one."""
    error: str | None
    """``check: no-source``, as in `urls.last_error`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One site that was crawled, or imported."""

    articles: int
    run_at: str | None
    """When its last run began; UTC text."""
    verdict: str | None
    """Of that run; ``None``: it goes on, or was killed."""
    reason: str | None
    systems: tuple[str, ...]
    """The comment systems that its threads are of."""
    lacking: Mapping[str, float]
    """Of each field, the share of the articles that lacked it, in the last `RUNS` runs that read any."""
    dead: tuple[Dead, ...]


def standings(connection: sqlite3.Connection, sources: Mapping[str, Collection[str]]) -> dict[str, Standing]:
    """Return how sites stand, by name; one that the archive has not met is left out.

    Args:
        connection: any.
        sources: of each site asked for, by its name, the addresses of its file.
    """
    rows = connection.execute(_SITES).fetchall()
    return {name: _standing(connection, number, row, sources[name]) for number, name, *row in rows if name in sources}


def _standing(connection: sqlite3.Connection, number: int, row: Sequence[Any], sources: Collection[str]) -> Standing:
    articles, run_at, verdict, reason = row
    systems = tuple(system for (system,) in connection.execute(_SYSTEMS, (number,)))
    lacking = dict(connection.execute(_LACKING, (number, RUNS)).fetchall())
    dead = [Dead(*found) for url in sources for found in connection.execute(_DEAD, (normalise(url), number))]
    return Standing(articles, run_at, verdict, reason, systems, lacking, tuple(dead))
