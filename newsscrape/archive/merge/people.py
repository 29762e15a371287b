"""Who is forgotten in one archive must not come back out of the other."""

import sqlite3
from pathlib import Path

from newsscrape.archive import forgotten
from newsscrape.errors import BadArgument

_AUTHORS = """
SELECT DISTINCT s.name, c.author FROM {0}.comments c JOIN {0}.articles a ON a.id = c.article_id
JOIN {0}.sites s ON s.id = a.site_id WHERE c.author IS NOT NULL ORDER BY 1, 2
"""
_ROWS = """
SELECT 1 FROM temp.ids_comments i JOIN main.comments m ON m.id = i.ours JOIN other.comments o ON o.id = i.theirs
WHERE m.redacted_at IS {0} AND o.redacted_at IS {1} LIMIT 1
"""
_PAGES = """
SELECT 1 FROM other.pages o JOIN temp.ids_urls u ON u.theirs = o.url_id
JOIN main.pages m ON m.url_id = u.ours AND m.fetched_at = o.fetched_at AND m.status = o.status
WHERE m.redacted_at IS NULL AND o.redacted_at IS NOT NULL LIMIT 1
"""


def refuse(connection: sqlite3.Connection, path: Path, other: Path) -> None:
    """Refuse to bring archives together while one has the words of somebody whom the other has forgotten.

    Raises:
        BadArgument: it has; names whom, where that can be told, and what to do.
    """
    for schema, place, knowing in (("other", other, "main"), ("main", path, "other")):
        known = forgotten.load(connection, knowing)
        there = path if knowing == "main" else other
        for site, author in connection.execute(_AUTHORS.format(schema)) if known else ():
            if known.holds(author, site):
                raise BadArgument(
                    f"{place}: has comments of {author}, who is forgotten in {there};"
                    f" `newsscrape forget --author` them in it first, then merge"
                )
    if connection.execute(_ROWS.format("NOT NULL", "NULL")).fetchone():
        raise BadArgument(f"{other}: has comments of somebody forgotten in {path}; `newsscrape forget` them in it first, too")
    if connection.execute(_ROWS.format("NULL", "NOT NULL")).fetchone() or connection.execute(_PAGES).fetchone():
        raise BadArgument(f"{path}: has words of somebody forgotten in {other}; `newsscrape forget` them in it first, too")
