"""What the file consists of, and how fast it grows."""

import datetime as dt
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from newsscrape.dates import from_utc_text, utc_text

_OF = {
    **dict.fromkeys(("blobs", "pages", "dictionaries"), "raw pages"),
    **dict.fromkeys(("comments", "comment_revisions", "threads", "thread_seen", "thread_pages"), "comments"),
    **dict.fromkeys(("urls", "hosts", "fetches", "runs", "run_fields", "errors", "sites"), "crawl log"),
}
"""Which part of the file a table belongs to; all others are of articles."""
PARTS = ("raw pages", "articles", "comments", "crawl log", "free")
_WALKED = 2_000_000_000  # bytes up to which each page of the file is asked whose it is: a second or two
_WINDOW = dt.timedelta(days=30)
_LEAST = dt.timedelta(days=1)
_NEW = {"articles": "articles_new", "comments": "comments_new", "crawl log": "requests", "all else": "articles_new"}
_ALL = {
    "articles": "SELECT count(*) FROM articles",
    "comments": "SELECT count(*) FROM comments",
    "crawl log": "SELECT coalesce(sum(requests), 0) FROM runs",
    "all else": "SELECT count(*) FROM articles",
}
_FIRST = "SELECT min(id) FROM runs GROUP BY site_id"  # they take what the site has of former times


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file."""

    name: str
    """One of `PARTS`; of a file that is too big to be walked through, ``raw pages`` and ``all else``."""
    bytes: int
    a_day: float | None
    """Bytes by which it grows, by the runs of the last thirty days but each site's first; ``None``: they span no day yet."""


def parts(connection: sqlite3.Connection, path: Path) -> list[Part]:
    """Return what the file consists of, without its log."""
    sizes = _walked(connection) if path.stat().st_size <= _WALKED else {}
    if not sizes:
        sizes = {"raw pages": _raw(connection, "1")}
        sizes["all else"] = max(path.stat().st_size - sizes["raw pages"], 0)
    window = _window(connection)
    return [Part(name, size, _growth(connection, name, size, window) if window else None) for name, size in sizes.items()]


def _walked(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the parts' sizes by the table `dbstat`; empty where this SQLite has it not."""
    query = (
        "SELECT coalesce(m.tbl_name, d.name), d.pgsize FROM dbstat d LEFT JOIN sqlite_master m ON m.name = d.name"
        " WHERE d.aggregate = TRUE"
    )
    try:
        rows = connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return {}
    sizes = Counter(dict.fromkeys(PARTS, 0))
    for table, size in rows:
        sizes[_OF.get(table.partition("_fts")[0], "articles")] += size
    (free,) = connection.execute("SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size").fetchone()
    sizes["free"] = free
    return dict(sizes)


def _raw(connection: sqlite3.Connection, where: str, *values: object) -> int:
    query = f"SELECT coalesce(sum(length(data)), 0) FROM blobs WHERE id IN (SELECT blob_id FROM pages WHERE {where})"  # noqa: S608 - constants
    (size,) = connection.execute(query, values).fetchone()
    return int(size)


def _window(connection: sqlite3.Connection) -> tuple[str, float] | None:
    """Return since when runs are counted, and how many days that is; ``None``: they span no day."""
    first, last = connection.execute(
        f"SELECT (SELECT min(finished_at) FROM runs WHERE id IN ({_FIRST})), max(finished_at) FROM runs"  # noqa: S608 - constants
    ).fetchone()
    if first is None:
        return None
    end = from_utc_text(last)
    begin = max(from_utc_text(first), end - _WINDOW)
    return (utc_text(begin), (end - begin) / dt.timedelta(days=1)) if end - begin >= _LEAST else None


def _growth(connection: sqlite3.Connection, name: str, size: int, window: tuple[str, float]) -> float:
    """Return the bytes a day: of raw pages what was stored, of all else its share of the rows that are new."""
    begin, days = window
    if name == "raw pages":
        return _stored(connection, begin) / days
    if name == "free":
        return 0.0
    (new,) = connection.execute(
        f"SELECT coalesce(sum({_NEW[name]}), 0) FROM runs WHERE finished_at > ? AND id NOT IN ({_FIRST})",  # noqa: S608 - constants
        (begin,),
    ).fetchone()
    (total,) = connection.execute(_ALL[name]).fetchone()
    return float(size * new / max(total, new, 1) / days)


def _stored(connection: sqlite3.Connection, begin: str) -> int:
    """Return the bytes of pages new since then; a page in the place of a former one has that one's number."""
    row = connection.execute("SELECT id FROM pages WHERE fetched_at <= ? ORDER BY id DESC LIMIT 1", (begin,)).fetchone()
    return _raw(connection, f"id > ? AND run_id NOT IN ({_FIRST})", row[0] if row else 0)
