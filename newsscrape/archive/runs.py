"""Runs: one row per site and start, with counters kept by the writer and a verdict at the end."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import newsscrape
from newsscrape.archive.connection import transaction
from newsscrape.dates import from_utc_text, utc_text


class SiteRow(NamedTuple):
    """What ``sites`` keeps of a site."""

    name: str
    domain: str
    title: str
    origin: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has begun."""

    id: int
    site_id: int
    since: dt.datetime | None
    """When the last run began that read the site to its end; ``None``: there is none."""
    first: bool
    """No run has read this site to its end yet, so the limits of a first crawl hold."""


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A row of ``run_fields``: how often a field was found in one run."""

    read: int
    filled: int
    kept: int
    median_length: int | None
    top_source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A row of ``runs`` with its fields."""

    id: int
    site_id: int
    batch: str | None
    version: str
    started_at: str
    finished_at: str | None
    verdict: str | None
    reason: str | None
    exit_code: int | None
    articles_new: int
    articles_changed: int
    articles_unchanged: int
    articles_gone: int
    comments_new: int
    comments_edited: int
    comments_deleted: int
    requests: int
    not_modified: int
    bytes: int
    errors: int
    stats: Mapping[str, Any]
    fields: Mapping[str, FieldCount]


_COLUMNS = tuple(name for name in RunRecord.__dataclass_fields__ if name != "fields")


def site_id(connection: sqlite3.Connection, site: SiteRow) -> int:
    """Return the site's id, its row made or brought up to date; within the caller's transaction."""
    row = connection.execute(
        "INSERT INTO sites(name, domain, title, origin) VALUES (?, ?, ?, ?) ON CONFLICT(name) DO UPDATE"
        " SET domain = excluded.domain, title = excluded.title, origin = excluded.origin RETURNING id",
        site,
    ).fetchone()
    return int(row[0])


def own_sites(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the folder of each site's file, by the site's name, where that file is the user's own."""
    return dict(connection.execute("SELECT name, origin FROM sites WHERE origin NOT IN ('newsscrape', 'web')").fetchall())


def start(connection: sqlite3.Connection, site: SiteRow, started_at: dt.datetime, batch: str | None = None) -> Run:
    """Make the run's row (and the site's, where it is new).

    Args:
        connection: a writer's.
        site: the site that is crawled.
        started_at: aware.
        batch: what joins the runs of one command over several sites.
    """
    with transaction(connection):
        site_number = site_id(connection, site)
        before = connection.execute(
            "SELECT started_at FROM runs WHERE site_id = ? AND exit_code IN (0, 3) AND verdict <> 'stopped'"
            " ORDER BY id DESC LIMIT 1",
            (site_number,),
        ).fetchone()
        number = connection.execute(
            "INSERT INTO runs(site_id, batch, version, started_at) VALUES (?, ?, ?, ?)",
            (site_number, batch, newsscrape.__version__, utc_text(started_at)),
        ).lastrowid
    return Run(int(number or 0), site_number, from_utc_text(before[0]) if before else None, before is None)


def finish(  # noqa: PLR0913, PLR0917 - one argument per column that is known only at the end
    connection: sqlite3.Connection,
    run: Run,
    verdict: str,
    reason: str | None,
    exit_code: int | None,
    stats: Mapping[str, Any],
    finished_at: dt.datetime,
) -> None:
    """Close the run's row with its verdict, and keep the crawl's own statistics as JSON.

    A run without an exit code asked nobody (an import): what a crawl of the site starts from is not its business.
    """
    with transaction(connection):
        connection.execute(
            "UPDATE runs SET verdict = ?, reason = ?, exit_code = ?, stats = ?, finished_at = ? WHERE id = ?",
            (
                verdict,
                reason,
                exit_code,
                json.dumps(stats, default=str, sort_keys=True, ensure_ascii=False),
                utc_text(finished_at),
                run.id,
            ),
        )


def read(connection: sqlite3.Connection, run_id: int) -> RunRecord:
    """Return one run as it stands in the archive."""
    return _records(connection, "id = ?", run_id)[0]


def first_start(connection: sqlite3.Connection, site_number: int) -> dt.datetime:
    """Return when the site's first run began; there has to be one."""
    (text,) = connection.execute("SELECT min(started_at) FROM runs WHERE site_id = ?", (site_number,)).fetchone()
    return from_utc_text(text)


def due_sites(connection: sqlite3.Connection, now: dt.datetime, *, images: bool = False) -> list[str]:
    """Return the names of the sites that have been crawled before and have anything to be asked for now.

    Args:
        connection: any.
        now: aware.
        images: whether the files of images are wanted; else those that wait are left alone.
    """
    rows = connection.execute(
        "SELECT s.name FROM sites s WHERE EXISTS (SELECT 1 FROM runs r WHERE r.site_id = s.id) AND ("
        " EXISTS (SELECT 1 FROM urls u WHERE u.site_id = s.id AND u.state = 'due' AND u.due_at <= :now AND u.kind <> 'robots'"
        " AND (:images OR u.kind <> 'image'))"
        " OR EXISTS (SELECT 1 FROM urls u WHERE u.site_id = s.id AND u.state <> 'due' AND u.due_at <= :now)) ORDER BY s.name",
        {"now": utc_text(now), "images": images},
    )
    return [name for (name,) in rows]


def past(connection: sqlite3.Connection, run: Run, limit: int = 10) -> list[RunRecord]:
    """Return the finished runs of the same site before this one, newest first."""
    where = "site_id = ? AND id < ? AND finished_at IS NOT NULL ORDER BY id DESC LIMIT ?"
    return _records(connection, where, run.site_id, run.id, limit)


def _records(connection: sqlite3.Connection, where: str, *values: int) -> list[RunRecord]:
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM runs WHERE {where}", values).fetchall()  # noqa: S608 - constants
    return [_record(connection, dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _record(connection: sqlite3.Connection, row: dict[str, Any]) -> RunRecord:
    fields = {
        field: FieldCount(*counts)
        for field, *counts in connection.execute(
            "SELECT field, read, filled, kept, median_length, top_source FROM run_fields WHERE run_id = ?", (row["id"],)
        )
    }
    return RunRecord(**{**row, "stats": json.loads(row["stats"] or "{}"), "fields": fields})
