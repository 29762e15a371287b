"""The entries of a live blog as rows. What a page shows no more stays: live blogs cut off their old entries."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from newsscrape import dates
from newsscrape.archive import instants
from newsscrape.model import LiveUpdate

_READ = (
    "SELECT key, title, body, published, published_raw, published_precision, published_offset, published_zone"
    " FROM live_updates WHERE article_id = ? ORDER BY position"
)
_WRITE = (
    "INSERT INTO live_updates(article_id, position, key, title, body,"
    " published, published_raw, published_precision, published_offset, published_zone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(article_id, key) DO UPDATE SET position = excluded.position, title = excluded.title, body = excluded.body,"
    " published = excluded.published, published_raw = excluded.published_raw,"
    " published_precision = excluded.published_precision, published_offset = excluded.published_offset,"
    " published_zone = excluded.published_zone"
)


def read(connection: sqlite3.Connection, article_id: int) -> tuple[LiveUpdate, ...]:
    """Return all entries that the article ever had, newest last."""
    return tuple(
        LiveUpdate(key, title, instants.from_columns(tuple(date)), body)
        for key, title, body, *date in connection.execute(_READ, (article_id,))
    )


def keep(connection: sqlite3.Connection, article_id: int, updates: Sequence[LiveUpdate]) -> None:
    """Store the entries of a reading, each in its place among those of former ones; what is the same is not written again.

    An entry that was edited takes its new words, the former ones stay in the article's revision; it keeps its row.
    """
    if not updates:
        return
    stored = read(connection, article_id)
    merged = _merged(stored, updates)
    known = {update.key: (place, update) for place, update in enumerate(stored, 1)}
    connection.executemany(
        _WRITE,
        [
            (article_id, place, update.key, update.title, update.body, *instants.columns(update.published))
            for place, update in enumerate(merged, 1)
            if known.get(update.key) != (place, update)
        ],
    )


def _merged(stored: Sequence[LiveUpdate], updates: Sequence[LiveUpdate]) -> list[LiveUpdate]:
    """Return the entries with those that are shown no more: in the order of their times, else where they stood when shown."""
    found = {update.key: update for update in updates}
    before: dict[str, list[LiveUpdate]] = {}
    missing: list[LiveUpdate] = []
    last: str | None = None
    for old in stored:
        if old.key in found:
            before[old.key], missing, last = missing, [], old.key
            found[old.key] = _settled(old, found[old.key])
        else:
            missing.append(old)
    if not missing and not any(before.values()):
        return list(found.values())
    merged = [] if last else missing.copy()
    for key, update in found.items():
        merged += [*before.get(key, ()), update, *(missing if key == last else ())]
    moments = dates.moments(update.published for update in merged)
    return [update for _, update in sorted(zip(moments, merged, strict=True), key=lambda one: one[0])]


def _settled(old: LiveUpdate, new: LiveUpdate) -> LiveUpdate:
    """Return the new reading of an entry, with what it lacks as it was read before."""
    return replace(
        new,
        title=new.title or old.title,
        body=new.body or old.body,
        published=instants.settle(old.published, new.published),
    )
