"""Which articles are meant: by site, time of publication, author, tag, topic, run, by their words."""

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from newsscrape.config import nearest
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument
from newsscrape.text import fold

When = str | dt.date | None
"""``2023-11-04``, an instant as UTC text, or a date or aware datetime."""

_DAY = 10  # characters of 2023-11-04
_OF_RUN = (
    "{id} IN (SELECT u.article_id FROM fetches f JOIN urls u ON u.id = f.url_id"
    " WHERE f.run_id IN (SELECT value FROM json_each(?))"
    " AND u.kind IN ('article', 'part') AND (f.status BETWEEN 200 AND 299 OR f.status = 304))"
)
_OF_WORDS = "{id} IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"


# SQLite would rather look through all pairs: it does not know how few authors or tags have one name.
_OF_AUTHOR = (
    "{id} IN (SELECT x.article_id FROM authors w CROSS JOIN article_authors x ON x.author_id = w.id"
    " WHERE w.name = ? COLLATE NOCASE)"
)
_OF_TAG = (
    "{id} IN (SELECT x.article_id FROM tags t CROSS JOIN article_tags x ON x.tag_id = t.id WHERE t.name = ? COLLATE NOCASE)"
)
_KNOWN = "SELECT 1 FROM {table} WHERE name = ? COLLATE NOCASE"
_ALIKE = (
    "SELECT DISTINCT name FROM {table} WHERE instr(lower(name), lower(:name)) OR lower(substr(name, 1, 2)) ="
    " lower(substr(:name, 1, 2)) ORDER BY length(name), name LIMIT :most"
)
_MOST_ALIKE = 5_000  # names that are compared with one that is not known
_OF_TOPIC = "{id} IN (SELECT x.article_id FROM article_topics x WHERE x.topic_id = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions on articles; all that are given hold. An article without a date is in no range of time."""

    site: str | None = None
    since: When = None
    """A day counts by the page's own calendar, an instant to the second; both ends belong to the range."""
    until: When = None
    runs: Sequence[int] | None = None
    """Read, or found unchanged, in one of these runs."""
    author: str | None = None
    """The whole name, in any case."""
    tag: str | None = None
    """In any case."""
    topic: str | None = None
    """The name of a saved search (`newsscrape.archive.topics`)."""
    match: str | None = None
    """What `words.match` makes of the words that have to stand in them; where it makes nothing, there are none."""

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) is not None for each in fields(self))

    def where(self, connection: sqlite3.Connection, table: str = "articles") -> tuple[str, list[str | int]]:
        """Return an SQL condition on the articles table (or its alias) and its values.

        Raises:
            BadArgument: the archive has no such site or topic.
        """
        parts: list[str] = ["1"]
        values: list[str | int] = []
        if self.site is not None:
            parts.append(f"{table}.site_id = ?")
            values.append(site_id(connection, self.site))
        for when, operator in _range(self):
            parts.append(f"{table}.published {operator} ?")
            if len(when) > _DAY:
                values.append(when)
            else:  # the instants near the day lead to its articles in their order; the plus keeps SQLite from another index
                parts.append(f"+{table}.published_day {operator} ?")
                values += [_near(when, operator), when]
        if self.runs is not None:
            parts.append(_OF_RUN.format(id=f"{table}.id"))
            values.append(json.dumps([*self.runs]))
        for condition, value in ((_OF_AUTHOR, self.author), (_OF_TAG, self.tag)):
            if value is not None:
                parts.append(condition.format(id=f"{table}.id"))
                values.append(fold(value))
        if self.topic is not None:
            parts.append(_OF_TOPIC.format(id=f"{table}.id"))
            values.append(topic_id(connection, self.topic))
        if self.match is not None:
            parts.append(_OF_WORDS.format(id=f"{table}.id") if self.match else "0")
            values += [self.match] * bool(self.match)
        return " AND ".join(parts), values


def moments(wanted: Filter) -> list[tuple[str, str]]:
    """Return the ends of the range as instants, each with its operator; a day is that of UTC."""
    return [
        (when if len(when) > _DAY else f"{when}T00:00:00Z" if operator == ">=" else f"{when}T23:59:59Z", operator)
        for when, operator in _range(wanted)
    ]


def site_id(connection: sqlite3.Connection, name: str) -> int:
    """Return the id of a site of this archive.

    Raises:
        BadArgument: there is none of that name; the text gives the nearest.
    """
    return _id(connection, "sites", name, "see `newsscrape stats`")


def topic_id(connection: sqlite3.Connection, name: str) -> int:
    """Return the id of a topic of this archive.

    Raises:
        BadArgument: there is none of that name; the text gives the nearest.
    """
    return _id(connection, "topics", name, "`newsscrape topics add` makes one")


def _id(connection: sqlite3.Connection, table: str, name: str, hint: str) -> int:
    known = dict(connection.execute(f"SELECT name, id FROM {table}").fetchall())  # noqa: S608 - a constant
    name = fold(name)
    if name not in known:
        like = nearest(name, known)
        what = table.removesuffix("s")
        raise BadArgument(f"{name}: no such {what} in this archive; " + (f"did you mean {like}?" if like else hint))
    return int(known[name])


def unknown(connection: sqlite3.Connection, wanted: Filter) -> list[str]:
    """Return a clause on the author and on the tag of a filter, where the archive has none of the name, with the likeliest."""
    found = []
    for table, name in (("authors", wanted.author), ("tags", wanted.tag)):
        if name is None or connection.execute(_KNOWN.format(table=table), (fold(name),)).fetchone():
            continue
        alike = [row[0] for row in connection.execute(_ALIKE.format(table=table), {"name": fold(name), "most": _MOST_ALIKE})]
        within = (known for known in alike if fold(name).casefold() in known.casefold())
        like = next(within, None) or nearest(name, alike)
        found.append(f"no {table.removesuffix('s')} here is called {name!r}" + (f"; did you mean {like}?" if like else ""))
    return found


def _near(day: str, operator: str) -> str:
    """Return the bound of the instants that may lie on this day, or beyond it, by a page's own calendar."""
    ends = {">=": (-1, ""), "<=": (2, "9999-12-31T23:59:59Z")}
    days, otherwise = ends[operator]
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):  # a year or month alone, or the first or last day of all
        return otherwise


def _range(wanted: Filter) -> list[tuple[str, str]]:
    ends = ((_text(wanted.since), ">="), (_text(wanted.until), "<="))
    return [(when, operator) for when, operator in ends if when is not None]


def _text(when: When) -> str | None:
    if isinstance(when, dt.datetime):
        return utc_text(when)
    return when.isoformat() if isinstance(when, dt.date) else when
