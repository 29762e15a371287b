"""How the hits of a search are spread over sites, authors, months and tags: counted over all of them."""

import sqlite3
from typing import Literal, NamedTuple, get_args

from newsscrape.archive.search import Wanted, shelves

Facet = Literal["site", "author", "month", "tag"]
FACETS: tuple[Facet, ...] = get_args(Facet)

_ARTICLES = {
    "site": "SELECT s.name FROM hits h JOIN articles a ON a.id = h.id JOIN sites s ON s.id = a.site_id",
    "author": "SELECT name FROM (SELECT DISTINCT w.name, h.id FROM hits h JOIN article_authors x ON x.article_id = h.id"
    " JOIN authors w ON w.id = x.author_id)",
    "month": "SELECT substr(a.published_day, 1, 7) FROM hits h JOIN articles a ON a.id = h.id WHERE published_day IS NOT NULL",
    "tag": "SELECT t.name FROM hits h JOIN article_tags x ON x.article_id = h.id JOIN tags t ON t.id = x.tag_id",
}
_COMMENTS = {
    "site": "SELECT s.name FROM hits h JOIN comments c ON c.id = h.id JOIN articles a ON a.id = c.article_id"
    " JOIN sites s ON s.id = a.site_id",
    "author": "SELECT c.author FROM hits h JOIN comments c ON c.id = h.id WHERE c.author IS NOT NULL",
    "month": "SELECT substr(c.published, 1, 7) FROM hits h JOIN comments c ON c.id = h.id WHERE c.published IS NOT NULL",
    "tag": "SELECT t.name FROM hits h JOIN comments c ON c.id = h.id JOIN article_tags x ON x.article_id = c.article_id"
    " JOIN tags t ON t.id = x.tag_id",
}
_VALUES = {"articles": _ARTICLES, "comments": _COMMENTS}


class Count(NamedTuple):
    """One value and in how many hits it stands."""

    value: str
    hits: int


def facets(connection: sqlite3.Connection, words: str, facet: Facet, wanted: Wanted, limit: int = 20) -> list[Count]:
    """Return the commonest values of all hits, months in their order; this takes time for each hit, however many there are.

    A hit with several authors or tags counts with each of them.

    Args:
        connection: a reader's.
        words: as for `search`.
        facet: whose values. Of comments, author and month are their own, site and tag those of their articles.
        wanted: as for `search`; its limit and order do not matter.
        limit: at most so many values, the last ones of months.

    Raises:
        BadArgument: the archive has no such site or topic.
    """
    counts: dict[str, int] = {}
    for shelf in shelves(connection, words, wanted):
        query = (
            f"WITH hits(id) AS MATERIALIZED (SELECT f.rowid {shelf.found}), found(value) AS"  # noqa: S608 - constants
            f" ({_VALUES[shelf.table][facet]})"
            " SELECT value, count(*) FROM found GROUP BY value"
        )
        for value, count in connection.execute(query, (shelf.expression, *shelf.values)):
            counts[value] = counts.get(value, 0) + count
    if facet == "month":
        return [Count(month, counts[month]) for month in sorted(counts)[-limit:]]
    return [Count(*pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]]
