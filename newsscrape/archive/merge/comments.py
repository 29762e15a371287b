"""Comment threads that both archives have: every comment of either, the text of the later sight, the former ones kept."""

import sqlite3
from itertools import pairwise
from typing import Any

from newsscrape.archive import instants
from newsscrape.archive.merge.history import FORMER, PRESENT, READ, Seen, joined
from newsscrape.archive.merge.ids import carry
from newsscrape.archive.threads import COLUMNS, NAMES, link_parents
from newsscrape.archive.tokens import cjk
from newsscrape.text import fold

_STATE = "claimed, visit, started_at, completed_at, grew_at, url, lacking"
_MORE = ("id", "first_seen_at", "edited_at", "deleted_at", "page_id", "excerpt", "reader", "cjk", "redacted_at")
_COMPARED = (*NAMES, "first_seen_at", "edited_at", "deleted_at", "excerpt")
_PAIRS = f"""
SELECT i.theirs, i.ours, t.wins, t.theirs_at, t.ours_at FROM temp.ids_comments i
JOIN main.comments m ON m.id = i.ours JOIN other.comments o ON o.id = i.theirs JOIN temp.both_threads t ON t.ours = m.thread_id
WHERE NOT i.new AND ({", ".join(f"m.{name}" for name in _COMPARED)}) IS NOT ({", ".join(f"o.{name}" for name in _COMPARED)})
ORDER BY i.ours
"""  # noqa: S608 - constants, as all below
_CHANGED = """
SELECT t.ours, t.wins,
  (SELECT count(*) FROM temp.ids_comments i JOIN other.comments o ON o.id = i.theirs WHERE i.new AND o.thread_id = t.theirs),
  (SELECT count(*) FROM main.comments m WHERE m.thread_id = t.ours
    AND NOT EXISTS (SELECT 1 FROM temp.ids_comments i WHERE i.ours = m.id))
FROM temp.both_threads t ORDER BY 1
"""
_PLACE_THEIRS = """
UPDATE main.comments AS m SET position = o.position FROM temp.ids_comments i JOIN other.comments o ON o.id = i.theirs
WHERE i.ours = m.id AND m.thread_id = ? AND m.position IS NOT o.position
"""
_PLACE_ANEW = """
UPDATE main.comments AS m SET position = r.place FROM (
  SELECT id, row_number() OVER (ORDER BY coalesce(published, first_seen_at), first_seen_at, key) AS place
  FROM main.comments WHERE thread_id = ?) r
WHERE m.id = r.id
"""


def match_threads(connection: sqlite3.Connection) -> None:
    """Leave in ``temp.both_threads`` which threads both have, when each was last read, and whether theirs was later."""
    connection.execute("DROP TABLE IF EXISTS temp.both_threads")
    connection.execute(
        "CREATE TEMP TABLE both_threads(theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL UNIQUE, wins INTEGER,"
        " theirs_at TEXT NOT NULL, ours_at TEXT NOT NULL)"
    )
    for theirs, ours in connection.execute("SELECT theirs, ours FROM temp.ids_threads WHERE NOT new").fetchall():
        yours, own = _state(connection, "other", theirs), _state(connection, "main", ours)
        wins = None if yours == own else yours > own
        connection.execute("INSERT INTO temp.both_threads VALUES (?, ?, ?, ?, ?)", (theirs, ours, wins, yours[0], own[0]))


def settle(connection: sqlite3.Connection) -> int:
    """Bring threads and comments together; return how many comments are new.

    The pages and articles of both are here already, and `match_threads` was done before any of them came.
    """
    carry(connection, "threads", "i.new", without=("current",))  # triggers count
    count = carry(connection, "comments", "i.new")
    carry(connection, "comment_revisions", "o.comment_id IN (SELECT theirs FROM temp.ids_comments WHERE new)")
    for theirs, ours, wins, *read_at in connection.execute(_PAIRS).fetchall():
        own, other = _read(connection, "main", ours), _read(connection, "other", theirs)
        if own["redacted_at"] is None:
            later = _order(other) > _order(own) if wins is None else bool(wins)
            _settle(connection, own, other, tuple(read_at), wins=later)
    for thread_id, wins, new, own_only in connection.execute(_CHANGED).fetchall():
        _place(connection, thread_id, bool(wins), new, own_only)
    _take_passes(connection)
    return count


def _state(connection: sqlite3.Connection, schema: str, number: int) -> tuple[Any, ...]:
    claimed, visit, started, completed, grew, *_ = connection.execute(
        f"SELECT {_STATE} FROM {schema}.threads WHERE id = ?",  # noqa: S608
        (number,),
    ).fetchone()
    return max(started or "", completed or "", grew or ""), completed or "", -1 if claimed is None else claimed, visit


def _read(connection: sqlite3.Connection, schema: str, number: int) -> dict[str, Any]:
    """Return a comment's row and its ``former`` texts, their pages as they are here."""
    page = "page_id" if schema == "main" else "(SELECT ours FROM temp.ids_pages WHERE theirs = page_id)"
    more = ", ".join(page if name == "page_id" else name for name in _MORE)
    row = connection.execute(f"SELECT {more}, {COLUMNS} FROM {schema}.comments WHERE id = ?", (number,)).fetchone()  # noqa: S608
    former = connection.execute(
        f"SELECT number, seen_at, {page}, body FROM {schema}.comment_revisions WHERE comment_id = ? ORDER BY number",  # noqa: S608
        (number,),
    ).fetchall()
    return dict(zip((*_MORE, *NAMES), row, strict=True)) | {"former": former}


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in ("edited_at", "body", *NAMES))


def _sightings(row: dict[str, Any], read_at: str) -> list[Seen]:
    found = [Seen(at, FORMER, number, (body,), (page_id,)) for number, at, page_id, body in row["former"]]
    about, since = (row["page_id"],), row["edited_at"] or row["first_seen_at"]
    found.append(Seen(since, PRESENT, len(found) + 1, (row["body"],), about))
    if read_at > since and row["deleted_at"] is None:
        found.append(Seen(read_at, READ, len(found), (row["body"],), about))
    return found


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "") == fold(other or "")


def _settle(
    connection: sqlite3.Connection, own: dict[str, Any], other: dict[str, Any], read_at: tuple[str, ...], *, wins: bool
) -> None:
    """Store what of a comment is not as it was. The beginning of a text says nothing where the other has the whole."""
    old, new = (own, other) if wins else (other, own)
    theirs, ours = _sightings(other, read_at[0]), _sightings(own, read_at[1])
    values = {name: new[name] if new[name] is not None else old[name] for name in NAMES}
    dates = [name for name in NAMES if name.startswith("published")]
    one, later = (instants.from_columns(tuple(row[name] for name in dates)) for row in (old, new))
    values |= zip(dates, instants.columns(instants.settle(one, later)), strict=True)
    values["reader"] = new["reader"]
    values["first_seen_at"] = min(own["first_seen_at"], other["first_seen_at"])
    values["deleted_at"] = min(own["deleted_at"], other["deleted_at"]) if _both_deleted(own, other) else new["deleted_at"]
    values |= {"excerpt": min(own["excerpt"], other["excerpt"]), "edited_at": _latest(own["edited_at"], other["edited_at"])}
    values |= {"body": own["body"], "page_id": own["page_id"]}
    if own["excerpt"] > other["excerpt"]:
        ours = []
    elif own["excerpt"] < other["excerpt"]:
        theirs = []
    if not {seen.order() for seen in theirs} <= {seen.order() for seen in ours}:
        versions = joined([*ours, *theirs], _same)
        values |= {"body": versions[-1].text[0], "page_id": versions[-1].about[0]}
        if versions[1:]:
            values["edited_at"] = _latest(values["edited_at"], versions[-1].at)
        _keep(connection, own["id"], versions)
    if values["body"] != own["body"] or values["author"] != own["author"]:
        values["cjk"] = cjk(values["author"], values["body"] or "")
    changed = {name: value for name, value in values.items() if value != own[name]}
    if changed:
        names = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE main.comments SET {names} WHERE id = ?", (*changed.values(), own["id"]))  # noqa: S608


def _both_deleted(own: dict[str, Any], other: dict[str, Any]) -> bool:
    return own["deleted_at"] is not None and other["deleted_at"] is not None


def _latest(one: str | None, other: str | None) -> str | None:
    return max((at for at in (one, other) if at), default=None)


def _keep(connection: sqlite3.Connection, number: int, versions: list[Seen]) -> None:
    connection.execute("DELETE FROM main.comment_revisions WHERE comment_id = ?", (number,))
    connection.executemany(
        "INSERT INTO main.comment_revisions(comment_id, number, seen_at, page_id, body) VALUES (?, ?, ?, ?, ?)",
        [(number, place, seen.at, seen.about[0], seen.text[0]) for place, (seen, _) in enumerate(pairwise(versions), 1)],
    )


def _place(connection: sqlite3.Connection, thread_id: int, wins: bool, new: int, own_only: int) -> None:
    """Give comments their places: those of the archive that has them all, else, where each lacks some, by the clock."""
    if new and own_only:
        connection.execute(_PLACE_ANEW, (thread_id,))
    elif new or (wins and not own_only):
        connection.execute(_PLACE_THEIRS, (thread_id,))
    if new:
        query = "SELECT json_group_array(key) FROM main.comments WHERE thread_id = ?"
        link_parents(connection, thread_id, connection.execute(query, (thread_id,)).fetchone()[0])


def _take_passes(connection: sqlite3.Connection) -> None:
    """Take over how far a thread has been read, where it is new or was read later there."""
    columns = ", ".join(f"{name} = o.{name}" for name in _STATE.split(", "))
    connection.execute(
        f"UPDATE main.threads AS m SET {columns} FROM temp.both_threads t JOIN other.threads o ON o.id = t.theirs"  # noqa: S608
        " WHERE m.id = t.ours AND t.wins"
    )
    taken = "SELECT theirs FROM temp.ids_threads WHERE new UNION SELECT theirs FROM temp.both_threads WHERE wins"
    for table in ("thread_seen", "thread_pages"):
        connection.execute(
            f"DELETE FROM main.{table} WHERE thread_id IN (SELECT ours FROM temp.both_threads WHERE wins)"  # noqa: S608
        )
        carry(connection, table, f"o.thread_id IN ({taken})")
