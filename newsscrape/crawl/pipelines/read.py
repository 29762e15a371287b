"""Item pipeline: an answer is read, and becomes the visit that acknowledges its lease."""

import asyncio
import datetime as dt
from dataclasses import replace
from weakref import WeakValueDictionary

from scrapy.crawler import Crawler

from newsscrape.archive.records import Visit
from newsscrape.crawl import failures
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.crawl.items import Answer
from newsscrape.ingest import visit
from newsscrape.model import Article, Outcome


class Read:
    """Awaits the reading process; nothing that a page holds makes it fail."""

    def __init__(self, keeper: RunKeeper) -> None:
        self.keeper = keeper
        self._guards: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

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
        done = await self._visit(item)
        return visit.of_image(done) if done.lease.kind == "image" else done

    async def _visit(self, item: Answer) -> Visit:
        now = dt.datetime.now(dt.UTC)
        item = self.keeper.credentials.without(item)
        lease, fetch = item.lease, item.fetch
        if item.failure:
            final = failures.is_final(item.failure)
            if not (final and lease.kind == "image"):  # a host is not unwell because its images are too large
                self.keeper.leases.answered(lease, None)
            if final:
                return visit.refused(lease, item.failure, fetch)
            return visit.failed(lease, item.failure, now, fetch)
        known = visit.answered(lease, fetch, now)
        if known is not None:
            return await self._known(item, known)
        if lease.kind == "image":
            return visit.pictured(lease, fetch, await asyncio.to_thread(self.keeper.session.picture, fetch.body))
        if lease.article_id is None or lease.kind not in visit.ARTICLES:
            return await self._read(item)
        # Two parts of one article in flight at once must not lose each other: the second is read when the first is kept.
        async with self._guards.setdefault(lease.article_id, asyncio.Lock()):
            done = await self._read(item)
            await self.keeper.buffer.put(done)
        return done

    async def _known(self, answer: Answer, known: Visit) -> Visit:
        """Return what the status alone came to, with the reason that an API gives for it."""
        if visit.may_explain(answer.lease, answer.fetch):
            outcome, _ = await self._outcome(answer)
            return visit.explained(known, outcome, self.keeper.session.scope, dt.datetime.now(dt.UTC))
        if known.redirect:
            self.keeper.session.scope.moved(answer.lease.url, known.redirect.url)
        return known

    async def _read(self, answer: Answer) -> Visit:
        session, lease, fetch = self.keeper.session, answer.lease, answer.fetch
        outcome, part = await self._outcome(answer)
        before = await self._before(outcome)
        return replace(visit.read(lease, fetch, outcome, session.scope), part=part, before=before)

    async def _before(self, outcome: Outcome) -> Article | None:
        """Return the article as today's reader finds it in its stored pages, where another version of it read them."""
        task = self.keeper.session.again(outcome.article) if outcome.article else None
        return (await self.keeper.reader.read(task)).article if task else None

    async def _outcome(self, answer: Answer) -> tuple[Outcome, int]:
        task, part = self.keeper.session.task(answer.lease, answer.fetch)
        return await self.keeper.reader.read(task), part

    def close_spider(self) -> None:
        """End the reading process; that of a batch goes on reading for the other sites."""
        if self.keeper.batch is None:
            self.keeper.reader.close()
