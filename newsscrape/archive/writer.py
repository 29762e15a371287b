"""The writer: a batch of visits becomes one transaction, in which all they produced and their leases' ends stand."""

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from newsscrape.archive import blobs, dictionaries, fetches, images
from newsscrape.archive.articles import Change
from newsscrape.archive.connection import transaction
from newsscrape.archive.fields import FieldCounter
from newsscrape.archive.frontier import SOURCES
from newsscrape.archive.records import Failure, Visit
from newsscrape.archive.tally import Tally
from newsscrape.archive.visits import Keeper, Result, Scene
from newsscrape.dates import utc_text

_STORED = frozenset({"article", "part", "comments"})
# What a single visit's values can do wrong; whatever else fails is the archive's own trouble.
_OF_ONE_VISIT = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class ArticleKept:
    """An article that a visit read, or found unchanged."""

    url_id: int
    article_id: int
    change: Change


@dataclass(frozen=True, slots=True)
class Committed:
    """What a batch came to; all of it is on disk."""

    hosts: frozenset[str] = frozenset()
    """Hosts that may have something due which they had not before."""
    articles: tuple[ArticleKept, ...] = ()
    known: Mapping[int, int] = field(default_factory=dict)
    """Per feed, sitemap or listing visited (`urls.id`): how many of the articles it names were known before the run."""


class Writer:
    """Commits visits. One per process; the connection is its own.

    Args:
        connection: of `open_writer`.
        archive: the archive's path.
        runs: the run's id, by site id.
        pages: which raw pages are kept: ``all``, the ``latest`` of each URL, or ``none`` (except those of articles in
            several parts, which can only be read together).
        images: whether the images of articles become due, so that their files are fetched.
        clock: now, aware; a visit with a fetch counts from that.
    """

    def __init__(  # noqa: PLR0913 - the archive, and what is kept in it
        self,
        connection: sqlite3.Connection,
        archive: Path,
        runs: Mapping[int, int],
        *,
        pages: Literal["all", "latest", "none"] = "all",
        images: bool = False,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.connection = connection
        self.archive = archive
        self.runs = runs
        self._policy: Literal["all", "latest", "none"] = pages
        self._images = images
        self._clock = clock
        self._dictionaries: dict[int, blobs.Dictionary | None] = {}
        self._scenes: dict[int, Scene] = {}
        self._fields = FieldCounter()
        (self._known_to,) = connection.execute("SELECT coalesce(max(id), 0) FROM urls").fetchone()

    def commit(self, visits: Sequence[Visit]) -> Committed:
        """Store the visits and acknowledge their leases, all in one transaction.

        A visit whose values cannot be stored leaves an ``errors`` row, and its URL is refused; the others stand.

        Raises:
            ArchiveFailed: the database or the disk failed; nothing is stored, no lease is acknowledged.
        """
        packed = [self._pack(visit) for visit in visits]
        tally = Tally()
        results: list[tuple[Visit, Result]] = []
        with transaction(self.connection, self.archive):
            for visit, body in zip(visits, packed, strict=True):
                result = self._keep(visit, body)
                results.append((visit, result))
                run_id = self.runs[visit.lease.site_id]
                tally.add(run_id, result.counts)
                if result.read:
                    self._fields.add(run_id, result.read, result.vanished)
            tally.write(self.connection)
            self._fields.write(self.connection)
        return Committed(
            hosts=frozenset().union(*(result.hosts for _, result in results)),
            articles=tuple(
                ArticleKept(visit.lease.id, result.article_id, result.change)
                for visit, result in results
                if result.article_id is not None and result.change
            ),
            known={
                visit.lease.id: result.known for visit, result in results if visit.outcome and visit.outcome.kind in SOURCES
            },
        )

    def _pack(self, visit: Visit) -> blobs.Packed | None:
        """Compress a page that is to be kept, before the lock is taken."""
        outcome = visit.outcome
        if not visit.fetch or not visit.fetch.body or not outcome or outcome.refused or visit.lease.kind not in _STORED:
            return None
        in_parts = visit.lease.kind == "part" or any(one.target.kind == "part" for one in visit.found)
        body = visit.fetch.body if outcome.kept is None else outcome.kept
        if not body or outcome.kind in SOURCES or (self._policy == "none" and not in_parts):
            return None
        return blobs.pack(body, self._dictionary(visit.lease.site_id))

    def _dictionary(self, site_id: int) -> blobs.Dictionary | None:
        if site_id not in self._dictionaries:
            self._dictionaries[site_id] = dictionaries.newest(self.connection, site_id)
        return self._dictionaries[site_id]

    def _scene(self, visit: Visit) -> Scene:
        run_id = self.runs[visit.lease.site_id]
        if run_id not in self._scenes:
            self._scenes[run_id] = Scene(run_id, self._known_to, self._policy, self._images)
        return self._scenes[run_id]

    def _keep(self, visit: Visit, packed: blobs.Packed | None) -> Result:
        scene, now = self._scene(visit), self._clock()
        self.connection.execute("SAVEPOINT visit")
        try:
            result = Keeper(self.connection, visit, scene, now).keep(packed)
        except _OF_ONE_VISIT as error:
            self.connection.execute("ROLLBACK TO visit")
            result = self._refuse(visit, scene, now, error)
        self.connection.execute("RELEASE visit")
        return result

    def _refuse(self, visit: Visit, scene: Scene, now: dt.datetime, error: Exception) -> Result:
        """Leave of a visit that cannot be stored its fetch, an error, and the URL refused."""
        lease, moment = visit.lease, utc_text(now)
        counts: Counter[str] = Counter(errors=1)
        if visit.fetch:
            counts += fetches.keep(self.connection, lease, scene.run_id, visit.fetch)
        failure = Failure("archive", type(error).__name__, str(error))
        fetches.keep_failure(self.connection, lease, scene.run_id, failure, moment)
        self.connection.execute(
            "UPDATE urls SET state = 'refused', due_at = NULL, tries = 0, last_status = ?, last_error = ?, checked_at = ?,"
            " run_id = ?, etag = NULL, last_modified = NULL WHERE id = ?",
            (
                *(visit.fetch.status if visit.fetch else None, f"archive: {failure.kind}"),
                *(moment, scene.run_id, lease.id),
            ),
        )
        if lease.kind == "image":
            images.settle(self.connection, lease.id)
        return Result(counts=counts)
