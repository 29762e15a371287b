"""Which articles are meant: by site, by time of publication, by run, by their words."""

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsscrape.config import nearest
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument

When = str | dt.date | None
"""``2023-11-04``, an instant as UTC text, or a date or aware datetime."""

_DAY = 10  # characters of 2023-11-04
_OF_RUN = (
    "{id} IN (SELECT u.article_id FROM fetches f JOIN urls u ON u.id = f.url_id"
    " WHERE f.run_id IN (SELECT value FROM json_each(?))"
    " AND u.kind IN ('article', 'part') AND (f.status BETWEEN 200 AND 299 OR f.status = 304))"
)
_OF_WORDS = "{id} IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions on articles; all that are given hold. An article without a date is in no range of time."""

    site: str | None = None
    since: When = None
    """A day counts by the page's own calendar, an instant to the second; both ends belong to the range."""
    until: When = None
    runs: Sequence[int] | None = None
    """Read, or found unchanged, in one of these runs."""
    match: str | None = None
    """What `search.match` makes of the words that have to stand in them; where it makes nothing, there are none."""

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.site, self.since, self.until, self.runs, self.match))

    def where(self, connection: sqlite3.Connection, table: str = "articles") -> tuple[str, list[str | int]]:
        """Return an SQL condition on the articles table (or its alias) and its values.

        Raises:
            BadArgument: the archive has no such site.
        """
        parts: list[str] = ["1"]
        values: list[str | int] = []
        if self.site is not None:
            parts.append(f"{table}.site_id = ?")
            values.append(site_id(connection, self.site))
        for when, operator in ((_text(self.since), ">="), (_text(self.until), "<=")):
            if when is not None:
                column = "published_day" if len(when) <= _DAY else "published"
                parts.append(f"{table}.{column} {operator} ?")
                values.append(when)
        if self.runs is not None:
            parts.append(_OF_RUN.format(id=f"{table}.id"))
            values.append(json.dumps([*self.runs]))
        if self.match is not None:
            parts.append(_OF_WORDS.format(id=f"{table}.id") if self.match else "0")
            values += [self.match] * bool(self.match)
        return " AND ".join(parts), values


def site_id(connection: sqlite3.Connection, name: str) -> int:
    """Return the id of a site of this archive.

    Raises:
        BadArgument: there is none of that name; the text gives the nearest.
    """
    sites = dict(connection.execute("SELECT name, id FROM sites").fetchall())
    if name not in sites:
        like = nearest(name, sites)
        raise BadArgument(
            f"{name}: no such site in this archive; " + (f"did you mean {like}?" if like else "see `newsscrape stats`")
        )
    return int(sites[name])


def _text(when: When) -> str | None:
    if isinstance(when, dt.datetime):
        return utc_text(when)
    return when.isoformat() if isinstance(when, dt.date) else when
