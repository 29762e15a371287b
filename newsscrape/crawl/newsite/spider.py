"""Fetches what several sites are guessed from, each site's host by itself and some sites side by side."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from scrapy import Request

from newsscrape.crawl.newsite.gathering import Lead, gather
from newsscrape.crawl.visitor import Unavailable, VisitingSpider, Visitor
from newsscrape.guess.material import Material

PAUSE = 2.0
"""Seconds between two requests to a host that nobody knows."""
_SIDE_BY_SIDE = 8


class Scout(VisitingSpider):
    """Hands over, for each lead, what was found, or in one clause why nothing was."""

    name = "newsite"

    def __init__(self, leads: Sequence[Lead], found: Callable[[Lead, Material | str], None], **given: Any) -> None:
        super().__init__(**given)
        self.leads = leads
        self.found = found

    async def start(self) -> AsyncIterator[Request]:
        """Follow all leads."""
        visitor, free = Visitor(self.crawler, PAUSE), asyncio.Semaphore(_SIDE_BY_SIDE)
        await asyncio.gather(*(self._follow(visitor, free, lead) for lead in self.leads))
        requests: tuple[Request, ...] = ()  # none is left to Scrapy
        for request in requests:
            yield request

    async def _follow(self, visitor: Visitor, free: asyncio.Semaphore, lead: Lead) -> None:
        async with free:
            try:
                result: Material | str = await gather(visitor, lead)
            except Unavailable as error:
                result = str(error)
        self.found(lead, result)
