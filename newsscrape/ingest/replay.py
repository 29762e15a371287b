"""Importing a web archive: its answers are read, judged and kept as if they had just come, without asking anybody."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsscrape.archive.captures import last_seen
from newsscrape.archive.records import Lease, Visit
from newsscrape.archive.writer import Committed
from newsscrape.config import Config
from newsscrape.dates import utc_text
from newsscrape.ingest import task, visit
from newsscrape.ingest.importing import Session
from newsscrape.ingest.reader import Reader
from newsscrape.ingest.scope import Scope
from newsscrape.ingest.web_archives import Answer, answers
from newsscrape.model import Kind, Target
from newsscrape.sites import Site, registry
from newsscrape.urls import absolute, normalise

_BATCH = 50  # pages in one transaction
_FURTHER: frozenset[Kind] = frozenset({"part", "comments"})


@dataclass(slots=True)
class Replayed:
    """What an import came to."""

    articles: Counter[str] = field(default_factory=Counter)
    """``new``, ``changed``, ``unchanged``: readings of articles."""
    refused: Counter[str] = field(default_factory=Counter)
    """Pages that are no article, by the first word of the reason."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Answers that were not read, by the reason as people read it."""
    known: int = 0
    """Answers that the archive has, or has newer ones of the same address."""
    taken: int = 0
    """Answers that were read."""


def replay(
    path: Path,
    config: Config,
    sites: Mapping[str, Site],
    *,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Replayed:
    """Import a web archive; the archive is made where there is none.

    What stands in it already, at the same time or later, is passed over: to import a file twice changes nothing. Answers
    count from the time of their recording. Each site has a run of its own; pages of no known site share one.

    Args:
        path: WARC, ARC or WACZ.
        config: the archive, and what is kept of comments and pages.
        sites: by whose rules pages are read.
        clock: now, aware: of the runs.

    Raises:
        BadArgument: the file is no web archive.
        BadArchive: the archive is not ours, or cannot be written.
        Busy: a site is being crawled.
        ArchiveFailed: the disk is full, say; what was committed before stands, and the import can be repeated.
    """
    next(answers(path, Counter()), None)  # before an archive is made for a file that is none
    with ExitStack() as stack:
        whole = _Replay(config, sites, stack, clock)
        while asyncio.run(whole.round(path)):  # a page may lead to one that stands before it in the file
            pass
        whole.session.finish(path.name)
        return whole.result


class _Replay:
    """One import under way."""

    def __init__(self, config: Config, sites: Mapping[str, Site], stack: ExitStack, clock: Callable[[], dt.datetime]) -> None:
        self.session = Session(config, sites, stack, clock)
        self.scopes: dict[str | None, Scope] = {}
        self.reader = Reader(sites)
        self.reader.privacy = self.session.privacy
        stack.callback(self.reader.close)
        self.result = Replayed()
        self.pending: dict[int, Visit] = {}

    async def round(self, path: Path) -> int:
        """Go through the file once; return how many answers were read."""
        before = self.result.taken
        left_out: Counter[str] = Counter()
        known = 0
        for answer in answers(path, left_out):
            seen = self._seen(answer)
            if seen == "known":
                known += 1
            elif seen in _FURTHER or (seen in {None, "article"} and self._is_article(answer)):
                await self._take(answer, seen or "article")
            else:
                left_out["no page of an article"] += 1
        self._commit()
        self.result.left_out = left_out
        self.result.known = known - before  # those that an earlier round took
        return self.result.taken - before

    def _seen(self, answer: Answer) -> str | None:
        """Return ``known`` where the archive needs no such answer, else the kind of its address, if it is known."""
        self._commit(answer.url)
        kind, checked_at = last_seen(self.session.connection, answer.url)
        return "known" if checked_at and checked_at >= utc_text(answer.fetch.requested_at) else kind

    def _is_article(self, answer: Answer) -> bool:
        """Tell whether an article may stand there: by its site's addresses, else wherever there is HTML."""
        site = registry.for_url(answer.url, self.session.sites)
        if absolute("", answer.url) is None or "html" not in answer.fetch.headers.get("content-type", "html"):
            return False
        if site is None or not site.addresses:
            return True
        identity = site.identify(answer.url)
        return identity is not None and identity.part == 1  # further parts are read once the first has named them

    async def _take(self, answer: Answer, kind: str) -> None:
        site = registry.for_url(answer.url, self.session.sites)
        run = self.session.run(site, answer.url)
        lease = self.session.frontier.lease_url(run.site_id, Target(answer.url, _kind(kind)), answer.fetch.requested_at)
        if lease.article_id is not None:
            self._commit()  # what is pending may be another page of the same article
        done = await self._visit(lease, answer, site, self._scope(site))
        self.pending[lease.id] = done
        self.result.taken += 1
        if done.failure:
            self.result.refused[done.failure.kind] += 1
        if len(self.pending) >= _BATCH or any(one.target.kind in _FURTHER for one in done.found):
            self._commit()  # what the page names may come next

    async def _visit(self, lease: Lease, answer: Answer, site: Site | None, scope: Scope) -> Visit:
        known = visit.answered(lease, answer.fetch, self.session.clock())
        if known is not None:
            return known
        what, part = task.of(self.session.connection, lease, answer.fetch, site)
        return replace(visit.read(lease, answer.fetch, await self.reader.read(what), scope), part=part)

    def _scope(self, site: Site | None) -> Scope:
        made = Scope(site=site, comments=self.session.config.comments, follow=False)
        return self.scopes.setdefault(site.name if site else None, made)

    def _commit(self, url: str | None = None) -> None:
        """Commit what is pending; with an address, only if a page of it is."""
        if url is None or any(one.lease.url == normalise(url) for one in self.pending.values()):
            committed = self.session.writer.commit([*self.pending.values()]) if self.pending else Committed()
            self.result.articles.update(kept.change for kept in committed.articles)
            self.pending.clear()


def _kind(kind: str) -> Kind:
    return "part" if kind == "part" else "comments" if kind == "comments" else "article"
