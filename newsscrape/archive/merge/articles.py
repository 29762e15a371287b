"""Articles that both archives have: the reading of the later visit is the present one, the others its history."""

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from newsscrape.archive import instants
from newsscrape.archive.merge.history import FORMER, PRESENT, READ, Seen, joined, without_doubles
from newsscrape.archive.merge.ids import carry, take
from newsscrape.archive.revisions import TEXTS
from newsscrape.archive.tokens import cjk
from newsscrape.dates import day
from newsscrape.text import digest, words

Row = Mapping[str, Any]

_READ_AT = """
SELECT max(a.changed_at,
  coalesce((SELECT max(u.checked_at) FROM {0}.urls u
    WHERE u.article_id = a.id AND u.kind IN ('article', 'part') AND u.state = 'done'), ''),
  coalesce((SELECT max(p.fetched_at) FROM {0}.article_pages x JOIN {0}.pages p ON p.id = x.page_id
    WHERE x.article_id = a.id), '')) AS read_at,
  coalesce((SELECT group_concat(name, '; ') FROM (
    SELECT w.name FROM {0}.article_authors x JOIN {0}.authors w ON w.id = x.author_id
    WHERE x.article_id = a.id ORDER BY x.position)), '') AS authors,
  (SELECT page_id FROM {0}.article_pages WHERE article_id = a.id ORDER BY position LIMIT 1) AS page_id,
  a.*
FROM {0}.articles a WHERE a.id = ?
"""
_FORMER = (
    "SELECT number, seen_at, title, description, authors, body, modified, page_id, changed, silent"
    " FROM {0}.revisions WHERE article_id = ? ORDER BY number"
)
_KEEP = (
    "INSERT INTO main.revisions(article_id, number, seen_at, replaced_at, changed, silent, title, new_title, authors, modified,"
    " page_id, body_sha256, description, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PLAIN = ("url", "section", "language", "comment_count", "lead_image_id")
_DATE = ("", "_raw", "_precision", "_offset", "_zone")
_UPDATE = ("position", *(f"published{end}" for end in _DATE), "title", "body")
_LISTS = ("article_authors", "article_tags", "images", "links", "provenance", "article_pages")


def settle(connection: sqlite3.Connection) -> list[int]:
    """Make one of each article that both have, its lists apart, and return the ids of those that are not as they were.

    Leaves in ``temp.both`` which article there (``theirs``) is which here (``ours``), and whether that there was read later
    (``wins``).
    """
    connection.execute("DROP TABLE IF EXISTS temp.both")
    connection.execute(
        "CREATE TEMP TABLE both(theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL UNIQUE, wins INTEGER NOT NULL)"
    )
    changed = []
    for theirs, ours in connection.execute("SELECT theirs, ours FROM temp.ids_articles WHERE NOT new ORDER BY ours").fetchall():
        own, other = _read(connection, "main", ours), _read(connection, "other", theirs)
        wins = _order(other) > _order(own)
        connection.execute("INSERT INTO temp.both VALUES (?, ?, ?)", (theirs, ours, wins))
        if _settle(connection, own, other, wins=wins):
            changed.append(ours)
    return changed


def take_lists(connection: sqlite3.Connection) -> None:
    """Take authors, tags, images and the like over: of new articles, of those read later there, and where we have none."""
    for table in _LISTS:
        known = (
            f"SELECT b.theirs FROM temp.both b WHERE EXISTS (SELECT 1 FROM other.{table} x WHERE x.article_id = b.theirs)"  # noqa: S608 - constants, as below
            f" AND (b.wins OR NOT EXISTS (SELECT 1 FROM main.{table} x WHERE x.article_id = b.ours))"
        )
        connection.execute("DROP TABLE IF EXISTS temp.taken")
        connection.execute(f"CREATE TEMP TABLE taken AS {known} UNION SELECT theirs FROM temp.ids_articles WHERE new")  # noqa: S608
        here = "SELECT ours FROM temp.ids_articles WHERE theirs IN (SELECT theirs FROM temp.taken)"
        connection.execute(f"DELETE FROM main.{table} WHERE article_id IN ({here})")  # noqa: S608
        taken = "o.article_id IN (SELECT theirs FROM temp.taken)"
        carry(connection, table, taken)
        if table == "images":
            carry(connection, "image_variants", f"o.image_id IN (SELECT o.id FROM other.images o WHERE {taken})")  # noqa: S608
            connection.execute(
                "UPDATE main.articles AS a SET lead_image_id ="
                " (SELECT ours FROM temp.ids_images WHERE theirs = o.lead_image_id)"
                " FROM temp.taken t JOIN temp.ids_articles i ON i.theirs = t.theirs JOIN other.articles o ON o.id = t.theirs"
                " WHERE a.id = i.ours"
            )
            connection.execute(
                "UPDATE main.images AS g SET url_id = u.id, file_id = u.file_id, status = 'ok' FROM main.urls u"  # noqa: S608
                " WHERE g.file_id IS NULL AND u.url = g.url AND u.method = 'GET' AND u.payload = '' AND u.file_id IS NOT NULL"
                f" AND g.article_id IN ({here})"
            )


def take_updates(connection: sqlite3.Connection) -> None:
    """Bring the entries of live blogs: all of either, in the words of the later reading."""
    carry(connection, "live_updates", "i.new")
    take(connection, "live_updates", _UPDATE, "(SELECT wins FROM temp.both b WHERE b.theirs = o.article_id)")


def _read(connection: sqlite3.Connection, schema: str, number: int) -> dict[str, Any]:
    """Return an article's row with ``read_at``, ``authors``, ``page_id`` as it is here, and ``former`` versions, likewise."""
    cursor = connection.execute(_READ_AT.format(schema), (number,))
    row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    former = connection.execute(_FORMER.format(schema), (number,)).fetchall()
    names = ("number", "seen_at", "title", "description", "authors", "body", "modified", "page_id", "changed", "silent")
    row["former"] = [dict(zip(names, one, strict=True)) for one in former]
    if schema == "other":
        for one in (row, *row["former"]):
            found = connection.execute("SELECT ours FROM temp.ids_pages WHERE theirs = ?", (one["page_id"],)).fetchone()
            one["page_id"] = found[0] if found else None
    return row


def _order(row: Row) -> tuple[Any, ...]:
    """Return what tells which of two readings is the later one; of one moment, that of the newer reader."""
    rest = (*TEXTS, "access", "section", "language", "comment_count", "published", "modified", "url")
    return row["read_at"], _version(row["reader"]), *(str(row[name] or "") for name in rest)


def _version(reader: str) -> tuple[tuple[int, str], ...]:
    """Return a version as it sorts.

    >>> _version("0.10.0") > _version("0.9.1")
    True
    """
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in reader.split("."))


def _sightings(row: Row) -> list[Seen]:
    """Return what one archive has seen of an article; each with its date of modification, page, and the edit before it."""
    found, came = [], None
    for one in row["former"]:
        about = (one["modified"], one["page_id"], came)
        found.append(Seen(one["seen_at"], FORMER, one["number"], _text(one), about))
        came = (one["seen_at"], one["changed"], one["silent"])
    about = (row["modified"], row["page_id"], came)
    found.append(Seen(row["changed_at"], PRESENT, row["revision"], _text(row), about))
    if row["read_at"] > row["changed_at"]:
        found.append(Seen(row["read_at"], READ, row["revision"], _text(row), (row["modified"], row["page_id"], None)))
    return found


def _text(row: Row) -> tuple[str | None, ...]:
    return tuple(row[name] or None if name == "authors" else row[name] for name in TEXTS)


def _settle(connection: sqlite3.Connection, own: Row, other: Row, *, wins: bool) -> bool:
    """Store what of an article is not as it was; tell whether there was any."""
    old, new = (own, other) if wins else (other, own)
    ours, theirs = _sightings(own), _sightings(other)
    values: dict[str, Any] = {name: new[name] if new[name] is not None else old[name] for name in _PLAIN}
    values["lead_image_id"] = own["lead_image_id"]  # comes with the images
    values["access"] = old["access"] if new["access"] == "unknown" else new["access"]
    values["reader"] = new["reader"]
    values["first_seen_at"] = min(own["first_seen_at"], other["first_seen_at"])
    values["gone_at"] = _gone_at(own, other)
    values |= _dates(old, new)
    versions: Sequence[Seen] = ()
    title, description, _, body = _text(own)
    if not {seen.order() for seen in theirs} <= {seen.order() for seen in ours}:
        versions = joined(_readings(own, ours, other, theirs))
        title, description, _, body = versions[-1].text
        values |= {"revision": len(versions), "changed_at": versions[-1].at}
        if _stored(versions) != _stored([seen for seen in ours if seen.rank < READ]):
            _keep(connection, own["id"], versions)
    values |= {"title": title, "description": description, "body": body}
    values["body_html"] = next((row["body_html"] for row in (new, old) if row["body"] == body and row["body_html"]), None)
    if any(values[name] != own[name] for name in ("title", "description", "body")):
        values |= {"cjk": cjk(title, description, body), "word_count": words(body or "")}
    changed = {name: value for name, value in values.items() if value != own[name]}
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE main.articles SET {names} WHERE id = ?", (*changed.values(), own["id"]))  # noqa: S608 - our columns
    return bool(changed)


def _readings(own: Row, ours: list[Seen], other: Row, theirs: list[Seen]) -> list[Seen]:
    """Return what both have seen; of one moment, only what the newer reader read."""
    mine, yours = _version(own["reader"]), _version(other["reader"])
    if mine < yours:
        ours = without_doubles(ours, theirs)
    elif yours < mine:
        theirs = without_doubles(theirs, ours)
    return [*ours, *theirs]


def _gone_at(own: Row, other: Row) -> str | None:
    """Return since when an article is gone: as soon as either was told so, unless the other has seen it since."""
    if own["gone_at"] == other["gone_at"]:
        return own["gone_at"]  # type: ignore[no-any-return]  # a column of text
    read_at = max(own["read_at"], other["read_at"])
    return min((row["gone_at"] for row in (own, other) if (row["gone_at"] or "") >= read_at), default=None)


def _dates(old: Row, new: Row) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("published", "modified"):
        one, other = (instants.from_columns(tuple(row[f"{name}{end}"] for end in _DATE)) for row in (old, new))
        values |= zip((f"{name}{end}" for end in _DATE), instants.columns(instants.settle(one, other)), strict=True)
        if name == "published":
            settled = instants.settle(one, other)
            values["published_day"] = day(settled) if settled else None
    return values


def _stored(versions: Sequence[Seen]) -> list[tuple[Any, ...]]:
    return [(seen.at, seen.text) for seen in versions]


def _keep(connection: sqlite3.Connection, number: int, versions: Sequence[Seen]) -> None:
    """Store the former ones of an article's versions in the place of those that are there."""
    connection.execute("DELETE FROM main.revisions WHERE article_id = ?", (number,))
    for place, (seen, after) in enumerate(pairwise(versions), 1):
        title, description, authors, body = seen.text
        modified, page_id, _ = seen.about
        came = after.about[2]
        if came and came[0] == seen.at:
            _, changed, silent = came
        else:
            pairs = zip(TEXTS, seen.text, after.text, strict=True)
            changed = "; ".join(name for name, was, now in pairs if was is not None and was != now)
            silent = modified == after.about[0]
        connection.execute(
            _KEEP,
            (
                *(number, place, seen.at, after.at, changed, silent, title, after.text[0], authors or "", modified, page_id),
                *(digest(body) if body else None, description, body),
            ),
        )
