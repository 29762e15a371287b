"""Fetches one page as a crawl would: robots.txt first, then its pause, then the page, redirects followed, and its parts."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure

from newsscrape import robots
from newsscrape.crawl import failures, options
from newsscrape.ingest.visit import MAX_HOPS
from newsscrape.page import Page
from newsscrape.urls import absolute

_SUCCESS, _REDIRECT, _CLIENT_ERROR, _TOO_MANY, _SERVER_ERROR = 200, 300, 400, 429, 500

Onward = Callable[[Sequence[Page]], str | None]
"""From the pages so far to the address of the next part."""


class Probe(Spider):
    """Ends with either a `page` or a `trouble`; of parts that were asked for, too, with some `pages` or a `trouble`."""

    name = "probe"
    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # Scrapy reads it from the class
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",  # nothing is taken from the archive, and nothing goes into it
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
    }

    def __init__(self, url: str, pause: float, onward: Onward | None = None, **given: Any) -> None:
        super().__init__(**given)
        self.url = url
        self.pause = pause
        self.onward = onward
        self.page: Page | None = None
        self.pages: list[Page] = []
        self.status = 0
        self.hops = 0
        self.trouble: str | None = None
        self._rules: dict[str, robots.Robots] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name the contact, as every crawl does."""
        super().update_settings(settings)
        options.settle(settings)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        yield self._request(self.url)

    def _request(self, url: str) -> Request:
        door = robots.address(url)
        if self.settings.getbool("ROBOTSTXT_OBEY") and door not in self._rules:
            return Request(door, self.enter, errback=self.failed, cb_kwargs={"url": url, "door": door})
        return Request(url, self.arrive, errback=self.failed)

    async def enter(self, response: Response, url: str, door: str) -> AsyncIterator[Request]:
        """Learn the rules of the host, and wait as long as it asks."""
        if to := self._redirected(response):
            yield Request(to, self.enter, errback=self.failed, cb_kwargs={"url": url, "door": door})
        elif (rules := _rules(response)) is None:
            self.trouble = f"its host's robots.txt is not answered (status {response.status}): a crawl would leave it alone"
        elif not rules.allows(url):
            self.trouble = "its host's robots.txt forbids it: a crawl would leave it alone"
        else:
            self._rules[door] = rules
            delay = min(rules.crawl_delay or 0.0, robots.LONGEST_CRAWL_DELAY)
            await asyncio.sleep(max(self._pause(), delay))
            yield self._request(url)

    async def arrive(self, response: Response) -> AsyncIterator[Request]:
        """Keep the page and ask for what belongs to it, or go where it leads."""
        if to := self._redirected(response):
            yield self._request(to)
        elif not _SUCCESS <= response.status < _REDIRECT:
            self.trouble = f"status {response.status}"
        else:
            headers = {
                name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
                for name, values in response.headers.items()
            }
            self.status, self.hops = response.status, 0
            self.pages.append(Page(response.url, response.body, headers, dt.datetime.now(dt.UTC)))
            self.page = self.pages[0]
            if self.onward and (part := self.onward(self.pages)):
                await asyncio.sleep(self._pause())
                yield self._request(part)

    def failed(self, failure: Failure) -> None:
        """Say why there is no answer."""
        assert failure.value is not None  # noqa: S101 - a failure has an exception
        why = failures.of(failure.value)
        self.trouble = f"{why.kind}: {why.message}"

    def _redirected(self, response: Response) -> str | None:
        """Return where the answer leads, as long as it has not led on too often."""
        location = response.headers.get("Location")
        if not _REDIRECT <= response.status < _CLIENT_ERROR or not location:
            return None
        self.hops += 1
        return absolute(response.url, location.decode("latin-1")) if self.hops <= MAX_HOPS else None

    def _pause(self) -> float:
        if (self.settings.getpriority(options.PAUSE) or 0) > SETTINGS_PRIORITIES["default"]:
            return self.settings.getfloat(options.PAUSE)
        return self.pause


def _rules(response: Response) -> robots.Robots | None:
    """Return what a robots.txt says (RFC 9309, 2.3.1); ``None`` where it cannot be had, which forbids all."""
    if _SUCCESS <= response.status < _REDIRECT:
        return robots.parse(response.body)
    if response.status >= _SERVER_ERROR or response.status == _TOO_MANY:
        return None
    return robots.ALL
