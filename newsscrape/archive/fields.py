"""How often each field was found: the rows of ``run_fields``, from which a broken layout shows."""

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from newsscrape.model import Article, Instant

FIELDS = (
    *("title", "description", "authors", "published", "modified", "section", "tags", "language", "body"),
    *("images", "links", "comment_count"),
)
_UPSERT = (
    "INSERT INTO run_fields(run_id, field, read, filled, kept, median_length, top_source) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(run_id, field) DO UPDATE SET read = read + excluded.read, filled = filled + excluded.filled,"
    " kept = kept + excluded.kept, median_length = excluded.median_length, top_source = excluded.top_source"
)


@dataclass(slots=True)
class _Count:
    """One field of one run. Lengths are kept to two digits, so that memory is bounded whatever the run's size."""

    read: int = 0
    filled: int = 0
    kept: int = 0
    lengths: Counter[int] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)

    def median(self) -> int | None:
        """Return the middle length, to two digits."""
        before, half = 0, self.lengths.total() / 2
        for length in sorted(self.lengths):
            before += self.lengths[length]
            if before >= half:
                return length
        return None


class FieldCounter:
    """The field counts of this process's runs: added up per article, written with each batch."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[int, str], _Count] = defaultdict(_Count)
        self._touched: set[int] = set()

    def add(self, run_id: int, article: Article, vanished: frozenset[str]) -> None:
        """Count one article as it was read."""
        sources = {found.field: found.source for found in reversed(article.provenance)}
        self._touched.add(run_id)
        for name in FIELDS:
            count = self._counts[run_id, name]
            count.read += 1
            count.kept += name in vanished
            value = getattr(article, name)
            if value is None or value == ():
                continue
            count.filled += 1
            if (length := _length(value)) is not None:
                count.lengths[length] += 1
            if name in sources:
                count.sources[sources[name]] += 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Add what was counted since the last batch to the rows, within the caller's transaction."""
        rows = []
        for (run_id, name), count in self._counts.items():
            if run_id in self._touched:
                source = count.sources.most_common(1)
                top = source[0][0] if source else None
                rows.append((run_id, name, count.read, count.filled, count.kept, count.median(), top))
                count.read = count.filled = count.kept = 0
        connection.executemany(_UPSERT, rows)
        self._touched.clear()


def _length(value: Any) -> int | None:
    """Return a text's characters or a list's items, rounded to two digits; other values have no length."""
    if isinstance(value, (int, Instant)):
        return None
    whole: int = len(value)
    scale = 10 ** max(0, len(str(whole)) - 2)
    return int(round(whole / scale) * scale)
