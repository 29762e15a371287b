"""Scrapy's scheduler, over the archive's frontier: nothing waits in it, nothing is lost with it."""

import asyncio
from collections import deque

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from newsscrape.crawl.extensions.run import RunKeeper

_SHORTEST = 0.001


class Scheduler(BaseScheduler):
    """Gives a request when one may go out at once, else ``None`` and sets one timer to the next such moment."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        keeper = crawler.get_extension(RunKeeper)
        if keeper is None:
            raise RuntimeError("the extension newsscrape.crawl.extensions.run.RunKeeper is off; without it nothing is kept")
        self.keeper: RunKeeper = keeper
        self._given: deque[Request] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Scheduler":
        """Make it, as Scrapy does."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Begin the run."""
        self.keeper.begin(spider, self.wake)

    def close(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Stop the timer."""
        self._closed = True
        self._cancel()

    def has_pending_requests(self) -> bool:
        """Tell whether a request may yet come without an answer coming first."""
        return bool(self._given) or self.keeper.wait() is not None

    def enqueue_request(self, request: Request) -> bool:
        """Take what the timer, or a middleware, gives back; refuse anything that the archive does not know."""
        if "lease" not in request.meta:
            return False
        self._given.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return a request that goes out at once."""
        if self._given:
            return self._given.popleft()
        request = self.keeper.next_request()
        if request is None:
            self.wake()
        return request

    def wake(self) -> None:
        """Set the timer to the next moment at which a host may be asked."""
        self._cancel()
        wait = None if self._closed else self.keeper.wait()
        if wait is not None:
            self._timer = asyncio.get_running_loop().call_later(max(wait, _SHORTEST), self._tick)

    def _tick(self) -> None:
        """Give one request to the engine, which then asks for the rest; without this its 5 s heartbeat rules."""
        self._timer = None
        engine = self.crawler.engine
        if engine.needs_backout():
            return  # the end of any request makes the engine ask again
        if (request := self.keeper.next_request()) is not None:
            engine.crawl(request)
        else:
            self.wake()

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
