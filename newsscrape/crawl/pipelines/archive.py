"""Item pipeline: a visit is kept. Awaited until it is on disk, so that Scrapy's own idleness is true."""

from scrapy.crawler import Crawler

from newsscrape.archive.records import Visit
from newsscrape.crawl.extensions.run import RunKeeper


class Archive:
    """Hands visits to the buffer."""

    def __init__(self, keeper: RunKeeper) -> None:
        self.keeper = keeper

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Archive":
        """Make it, as Scrapy does."""
        keeper = crawler.get_extension(RunKeeper)
        assert keeper is not None  # noqa: S101 - the scheduler would not have started without it
        return cls(keeper)

    async def process_item(self, item: object) -> object:
        """Return the visit once it is committed, unless it is already."""
        if isinstance(item, Visit) and item.lease.id in self.keeper.leases.out:
            await self.keeper.buffer.put(item)
        return item
