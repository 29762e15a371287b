"""The counters of a run's row, added up over a batch and written with it."""

import sqlite3
from collections import Counter, defaultdict

COUNTERS = (
    *("articles_new", "articles_changed", "articles_unchanged", "articles_gone", "comments_new", "comments_edited"),
    *("comments_deleted", "requests", "not_modified", "bytes", "errors"),
)
_ADD = f"UPDATE runs SET {', '.join(f'{name} = {name} + ?' for name in COUNTERS)} WHERE id = ?"  # noqa: S608 - constants


class Tally:
    """Counts per run."""

    def __init__(self) -> None:
        self._counts: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def add(self, run_id: int, counts: Counter[str]) -> None:
        """Add the counts of one visit, once it is sure that it is stored."""
        self._counts[run_id] += counts

    def write(self, connection: sqlite3.Connection) -> None:
        """Add all to the runs' rows, within the caller's transaction."""
        rows = [(*(counts[name] for name in COUNTERS), run_id) for run_id, counts in self._counts.items()]
        connection.executemany(_ADD, rows)
