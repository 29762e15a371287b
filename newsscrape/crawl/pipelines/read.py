"""Item pipeline: an answer is read, and becomes the visit that acknowledges its lease."""

import asyncio
import datetime as dt
from collections import defaultdict
from dataclasses import replace

from scrapy.crawler import Crawler

from newsscrape.archive import pages
from newsscrape.archive.records import Visit
from newsscrape.crawl import failures
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.crawl.items import Answer
from newsscrape.ingest import visit
from newsscrape.ingest.worker import Task
from newsscrape.page import Page


class Read:
    """Awaits the reading process; nothing that a page holds makes it fail."""

    def __init__(self, keeper: RunKeeper) -> None:
        self.keeper = keeper
        self._guards: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Read":
        """Make it, as Scrapy does."""
        keeper = crawler.get_extension(RunKeeper)
        assert keeper is not None  # noqa: S101 - the scheduler would not have started without it
        return cls(keeper)

    async def process_item(self, item: object) -> object:
        """Return the visit of an answer; items of others pass."""
        if not isinstance(item, Answer):
            return item
        now = dt.datetime.now(dt.UTC)
        lease, fetch = item.lease, item.fetch
        if item.failure:
            self.keeper.leases.answered(lease, None)
            if failures.is_final(item.failure):
                return visit.refused(lease, item.failure, fetch)
            return visit.failed(lease, item.failure, now, fetch)
        known = visit.answered(lease, fetch, now)
        if known is not None:
            return known
        if lease.article_id is None or lease.kind not in visit.ARTICLES:
            return await self._read(item)
        # Two parts of one article in flight at once must not lose each other: the second is read when the first is kept.
        async with self._guards[lease.article_id]:
            done = await self._read(item)
            await self.keeper.buffer.put(done)
        return done

    async def _read(self, answer: Answer) -> Visit:
        plan, lease, fetch = self.keeper.plan, answer.lease, answer.fetch
        page = Page(lease.url, fetch.body, fetch.headers, fetch.requested_at)
        identity = plan.site.identify(lease.url) if plan.site else None
        part = identity.part if identity else 1
        joined = pages.joined(self.keeper.session.connection, lease, part, page) if lease.kind in visit.ARTICLES else [page]
        task = Task(joined, lease.kind, plan.site.name if plan.site else None, lists=plan.follow and plan.is_start(lease.url))
        outcome = await self.keeper.reader.read(task)
        return replace(visit.read(lease, fetch, outcome, self.keeper.session.scope), part=part)

    def close_spider(self) -> None:
        """End the reading process; that of a batch goes on reading for the other sites."""
        if self.keeper.batch is None:
            self.keeper.reader.close()
