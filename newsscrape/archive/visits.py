"""What one visit leaves in the archive: its rows and its acknowledgement, within the writer's transaction."""

import datetime as dt
import math
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from newsscrape.archive import (
    articles,
    blobs,
    detours,
    editions,
    fetches,
    files,
    found,
    hosts,
    images,
    pages,
    passes,
    revisits,
    threads,
)
from newsscrape.archive.frontier import SOURCES
from newsscrape.archive.records import Failure, State, Visit
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.model import PRIORITY, Article, Kind, Outcome, Target, Thread
from newsscrape.urls import normalise

_NOT_MODIFIED = 304
_ACKNOWLEDGE = (
    "UPDATE urls SET state = ?, due_at = ?, tries = ?, last_status = ?, last_error = ?, checked_at = ?, run_id = ?,"
    " article_id = coalesce(?, article_id), kind = ?, priority = ?, redirect_id = CASE WHEN ? THEN redirect_id END,"
    " etag = ?, last_modified = ? WHERE id = ?"
)
_ALIASES = """
WITH RECURSIVE led(id, hops) AS (
  SELECT id, 1 FROM urls WHERE redirect_id = :url
  UNION
  SELECT u.id, led.hops + 1 FROM led JOIN urls u ON u.redirect_id = led.id WHERE led.hops < 10
)
UPDATE urls SET article_id = :article, due_at = CASE state WHEN 'due' THEN due_at END
WHERE id IN (SELECT id FROM led) AND (article_id IS NOT :article OR state <> 'due' AND due_at IS NOT NULL)
"""

_Read = tuple[Thread, passes.Place, threads.Kept]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is the same for all visits of a run."""

    run_id: int
    known_to: int
    """The last `urls.id` from before the run."""
    policy: Literal["all", "latest", "none"]
    images: bool = False
    """Whether the files of images are wanted."""


@dataclass(slots=True)
class Result:
    """What a visit came to, for the tally and for the crawl."""

    counts: Counter[str] = field(default_factory=Counter)
    hosts: frozenset[str] = frozenset()
    known: int = 0
    article_id: int | None = None
    change: articles.Change | None = None
    read: Article | None = None
    vanished: frozenset[str] = frozenset()


class Keeper:
    """Stores one visit; made anew for each."""

    def __init__(self, connection: sqlite3.Connection, visit: Visit, scene: Scene, now: dt.datetime) -> None:
        self.connection = connection
        self.visit = detours.taken(connection, visit)
        self.lease = visit.lease
        self.scene = scene
        self.now = utc_text(visit.fetch.requested_at if visit.fetch else now)
        self.result = Result(article_id=visit.lease.article_id)
        self.failure = visit.failure
        self.state: State = visit.state

    def keep(self, packed: blobs.Packed | None) -> Result:
        """Store all that the visit gives, and acknowledge its lease."""
        visit, outcome = self.visit, self.visit.outcome
        if visit.fetch:
            self.result.counts += fetches.keep(self.connection, self.lease, self.scene.run_id, visit.fetch)
            if self.lease.kind == "robots" and visit.redirect is None:
                hosts.keep_robots(self.connection, self.lease.id, self.lease.host, visit.fetch)
        read: list[_Read] = []
        if outcome and outcome.refused:
            self.failure = self.failure or Failure("check", outcome.refused.partition(":")[0], outcome.refused)
        elif outcome:
            read = self._keep_outcome(outcome, packed)
        elif visit.fetch and visit.fetch.status == _NOT_MODIFIED and self.lease.kind == "article":
            self._note("unchanged")
        self._discover(grew=any(kept.incomplete for _, _, kept in read))
        for one in read:
            self._read_on(*one)
        if visit.state == "gone" and self.lease.kind == "article":
            self._note_gone()
        self._acknowledge()
        self._keep_images()
        return self.result

    def _note(self, change: articles.Change) -> None:
        if self.result.article_id is not None:
            self.result.change = change
            self.result.counts[f"articles_{change}"] += 1

    def _keep_outcome(self, outcome: Outcome, packed: blobs.Packed | None) -> list[_Read]:
        stored = None
        if packed and self.visit.fetch:
            replace = self.scene.policy != "all"
            row = (self.lease.id, self.scene.run_id, self.visit.fetch, packed)
            stored = pages.store(self.connection, *row, replace=replace, redacted=outcome.kept is not None)
        if outcome.article:
            kept = editions.keep(self.connection, self.visit, outcome.article, stored, self.now)
            self.result.article_id, self.result.vanished, self.result.read = kept.id, kept.vanished, outcome.article
            if self.lease.kind == "article":
                self._note(kept.change)
                self.connection.execute(_ALIASES, {"url": self.lease.id, "article": kept.id})
        return [self._keep_thread(thread, stored) for thread in self._threads(outcome)]

    def _threads(self, outcome: Outcome) -> tuple[Thread, ...]:
        """Return the page's threads; comments that came with the article alone are a thread of no system."""
        article = outcome.article
        if article and article.comments and not outcome.threads:
            return (Thread("page", article.key, article.comments, claimed=article.comment_count),)
        return outcome.threads if self.result.article_id is not None or self.lease.kind == "comments" else ()

    def _keep_thread(self, thread: Thread, stored: pages.Stored | None) -> _Read:
        if self.result.article_id is None:
            raise ValueError(f"{len(thread.comments)} comments of no archived article")
        place = passes.Place(
            self.result.article_id,
            self.lease.id,
            stored.page_id if stored else None,
            self.now,
            from_article=self.lease.kind == "article",
            same_bytes=bool(stored and stored.known and not (self.visit.outcome and self.visit.outcome.kept is not None)),
        )
        kept = threads.keep(self.connection, thread, place)
        self.result.counts.update(comments_new=kept.new, comments_edited=kept.edited)
        return thread, place, kept

    def _keep_images(self) -> None:
        """Have the images of an article asked for, or tell the articles what became of one."""
        article_id = self.result.article_id
        if self.scene.images and self.result.read and article_id is not None:
            self.result.hosts |= images.ask(self.connection, self.lease.site_id, article_id, self.now, self.lease.id)
        if self.visit.file:
            files.keep(self.connection, self.lease.id, self.visit.file)
        if self.lease.kind == "image":
            images.settle(self.connection, self.lease.id)

    def _discover(self, *, grew: bool) -> None:
        visit, lease, result = self.visit, self.lease, self.result
        kind = visit.outcome.kind if visit.outcome else lease.kind
        ground = found.Ground(lease, kind, result.article_id, self.scene.run_id, self.scene.known_to, self.now, grew=grew)
        kept = found.keep(self.connection, visit.found, ground)
        result.hosts, result.known = kept.hosts, kept.known
        if visit.redirect:
            number, fresh = found.redirect(self.connection, visit.redirect, ground)
            result.hosts |= fresh
            if number is None:
                self.state = "refused"
                self.failure = Failure("fetch", "redirect-loop", f"redirects in a circle to {visit.redirect.url}")

    def _read_on(self, thread: Thread, place: passes.Place, kept: threads.Kept) -> None:
        """Note where the thread goes on, and end the pass through it when nothing of it is left to fetch."""
        rows = [self._row(target) for target in thread.more]
        passes.lead_on(self.connection, kept.thread_id, thread, place, [number for number, _ in rows])
        if thread.partial or any(state != "done" for _, state in rows):
            return
        due = self.connection.execute(
            "SELECT 1 FROM urls WHERE article_id = ? AND kind = 'comments' AND state = 'due' AND id <> ? LIMIT 1",
            (self.result.article_id, self.lease.id),
        ).fetchone()
        if due is None:
            vanished = passes.complete(self.connection, kept.thread_id, self.now, newest_first=thread.newest_first)
            self.result.counts["comments_deleted"] += vanished

    def _row(self, target: Target) -> tuple[int | None, str | None]:
        """Return an address's row and its state."""
        key = (normalise(target.url), target.method, target.payload)
        query = "SELECT id, state FROM urls WHERE url = ? AND method = ? AND payload = ?"
        return self.connection.execute(query, key).fetchone() or (None, None)

    def _note_gone(self) -> None:
        """Mark the article as gone, unless another address still gives it; its text stays."""
        changed = self.connection.execute(
            "UPDATE articles SET gone_at = ? WHERE id = ? AND gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM urls u"
            " WHERE u.article_id = articles.id AND u.kind = 'article' AND u.state = 'done' AND u.id <> ?"
            " AND u.redirect_id IS NULL)",
            (self.now, self.result.article_id, self.lease.id),
        )
        self.result.counts["articles_gone"] += changed.rowcount

    def _acknowledge(self) -> None:
        visit, lease, status = self.visit, self.lease, self.visit.fetch.status if self.visit.fetch else None
        if self.failure:
            fetches.keep_failure(self.connection, lease, self.scene.run_id, self.failure, self.now)
            self.result.counts["errors"] += 1
        again = self.state == "due"
        if again:
            self.result.hosts |= {lease.host}
        # What a source turns out to be decides whether every run asks for it.
        source = visit.outcome and visit.outcome.kind in SOURCES and not visit.outcome.refused
        kind = visit.outcome.kind if visit.outcome and source else lease.kind
        old = (lease.etag, lease.last_modified) if again or status == _NOT_MODIFIED else (None, None)
        values = (
            *(self.state, _rounded_up(visit.due_at) if again and visit.due_at else self._again(kind)),
            *(lease.tries + bool(self.failure) if again else 0, status),
            *(f"{self.failure.stage}: {self.failure.kind}" if self.failure else None, self.now, self.scene.run_id),
            *(self.result.article_id, kind, PRIORITY[kind], visit.redirect is not None or again),
            *(visit.etag or old[0], visit.last_modified or old[1], lease.id),
        )
        self.connection.execute(_ACKNOWLEDGE, values)

    def _again(self, kind: Kind) -> str | None:
        """Return when an address that is not due any more will be so again."""
        now, article_id = from_utc_text(self.now), self.result.article_id
        if kind in SOURCES:  # one that is gone or has moved leads to others, for which its site is due all the same
            led = self.state != "done" or self.visit.redirect is not None
            return revisits.of_source(self.connection, self.lease, now, led=led)
        if self.visit.redirect is not None:
            return revisits.of_led(self.connection, self.lease, now) if self.state == "done" else None
        if not revisits.is_revisited(kind):
            return None
        if self.state == "done":
            return revisits.of_article(self.connection, self.lease, article_id, now) if article_id is not None else None
        if self.state == "gone" or (self.failure and self.failure.kind in revisits.MAY_PASS):
            return revisits.of_absent(self.connection, self.lease, article_id, now, gone=self.state == "gone")
        return None


def _rounded_up(moment: dt.datetime) -> str:
    """Return a moment as text, never earlier: the archive keeps whole seconds."""
    return utc_text(dt.datetime.fromtimestamp(math.ceil(moment.timestamp()), dt.UTC))
