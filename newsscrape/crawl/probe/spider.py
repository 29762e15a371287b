"""Fetches one page."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request

from newsscrape.crawl.visitor import Unavailable, VisitingSpider, Visitor
from newsscrape.page import Page


class Probe(VisitingSpider):
    """Ends with either a `page` or a `trouble`."""

    name = "probe"

    def __init__(self, url: str, pause: float, **given: Any) -> None:
        super().__init__(**given)
        self.url = url
        self.pause = pause
        self.page: Page | None = None
        self.trouble: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        try:
            self.page = await Visitor(self.crawler, self.pause).get(self.url)
        except Unavailable as error:
            self.trouble = str(error)
        requests: tuple[Request, ...] = ()  # none is left to Scrapy
        for request in requests:
            yield request
