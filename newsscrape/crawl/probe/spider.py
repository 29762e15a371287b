"""Fetches one page, and what belongs to it."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from scrapy import Request

from newsscrape.crawl.visitor import Unavailable, VisitingSpider, Visitor
from newsscrape.page import Page

Onward = Callable[[Sequence[Page]], str | None]
"""From the pages so far to the address of the next part."""


class Probe(VisitingSpider):
    """Ends with either a `page` or a `trouble`; of parts that were asked for, too, with some `pages` or a `trouble`."""

    name = "probe"

    def __init__(self, url: str, pause: float, onward: Onward | None = None, **given: Any) -> None:
        super().__init__(**given)
        self.url = url
        self.pause = pause
        self.onward = onward
        self.pages: list[Page] = []
        self.trouble: str | None = None

    @property
    def page(self) -> Page | None:
        """The page that was asked for."""
        return self.pages[0] if self.pages else None

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page, and for its parts."""
        visitor = Visitor(self.crawler, self.pause)
        url: str | None = self.url
        try:
            while url:
                self.pages.append(await visitor.get(url))
                url = self.onward(self.pages) if self.onward else None
        except Unavailable as error:
            self.trouble = str(error)
        requests: tuple[Request, ...] = ()  # none is left to Scrapy
        for request in requests:
            yield request
