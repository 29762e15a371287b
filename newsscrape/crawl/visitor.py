"""Fetches a page at once as a crawl would in time: robots.txt first, then its pause, then the page, redirects followed."""

import asyncio
import datetime as dt
from collections import defaultdict
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscrape import robots, urls
from newsscrape.crawl import failures, options
from newsscrape.ingest.visit import MAX_HOPS
from newsscrape.page import Page

_SUCCESS, _REDIRECT, _CLIENT_ERROR, _TOO_MANY, _SERVER_ERROR = 200, 300, 400, 429, 500


class Unavailable(Exception):
    """Raised by `Visitor.get` for a page that cannot be had, with the reason in one clause; caught by its spider."""


class Visitor:
    """What asks for pages by hand, one of a host at a time.

    Args:
        crawler: whose downloader and settings are used, once its spider is open.
        pause: seconds between two requests to one host, where neither the user nor robots.txt says more.
    """

    def __init__(self, crawler: Crawler, pause: float) -> None:
        self._crawler = crawler
        self._pause = _pause(crawler.settings, pause)
        self._rules: dict[str, robots.Robots] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        """Host -> when it may be asked again, on the loop's clock."""

    async def get(self, url: str) -> Page:
        """Return the page at an address, by the address that gave it in the end.

        Raises:
            Unavailable: it cannot be had.
        """
        for _ in range(MAX_HOPS + 1):
            await self._enter(url)
            response = await self._ask(url)
            onward = _onward(response)
            if onward is None:
                break
            url = onward
        if not _SUCCESS <= response.status < _REDIRECT:
            raise Unavailable(f"status {response.status}")
        named = ((name.decode("latin-1").lower(), b", ".join(values)) for name, values in response.headers.items())
        headers = {name: value.decode("latin-1") for name, value in named}
        return Page(response.url, response.body, headers, dt.datetime.now(dt.UTC))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of the host names, once something was asked of it."""
        rules = self._rules.get(robots.address(url), robots.ALL).rules
        named = (urls.absolute(url, sitemap) for sitemap in (rules.sitemaps if rules else ()))
        return tuple(dict.fromkeys(filter(None, named)))

    async def _enter(self, url: str) -> None:
        """Learn the rules of the host."""
        door = robots.address(url)
        if not self._crawler.settings.getbool("ROBOTSTXT_OBEY"):
            return
        if door not in self._rules:
            asked, response = door, await self._ask(door)
            for _ in range(MAX_HOPS):
                if (asked := _onward(response) or "") == "":
                    break
                response = await self._ask(asked)
            rules = _rules(response)
            if rules is None:
                raise Unavailable(
                    f"its host's robots.txt is not answered (status {response.status}): a crawl would leave it alone"
                )
            self._rules[door] = rules
            self._free_at[urls.host(door)] += max(0.0, min(rules.crawl_delay or 0.0, robots.LONGEST_CRAWL_DELAY) - self._pause)
        if not self._rules[door].allows(url):
            raise Unavailable("its host's robots.txt forbids it: a crawl would leave it alone")

    async def _ask(self, url: str) -> Response:
        """Wait until the host may be asked, and ask."""
        clock, host = asyncio.get_running_loop().time, urls.host(url)
        assert self._crawler.engine is not None  # noqa: S101 - the spider is open
        async with self._turns[host]:
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - clock()))
            try:
                return await self._crawler.engine.download_async(Request(url))
            except failures.KNOWN as error:
                why = failures.of(error)
                raise Unavailable(f"{why.kind}: {why.message}") from error
            finally:
                delay = self._rules.get(robots.address(url), robots.ALL).crawl_delay or 0.0
                self._free_at[host] = clock() + max(self._pause, min(delay, robots.LONGEST_CRAWL_DELAY))


class VisitingSpider(Spider):
    """Base of the spiders that ask by hand: nothing is taken from the archive, and nothing goes into it."""

    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # Scrapy reads it from the class
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
    }

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name the contact, as every crawl does."""
        super().update_settings(settings)
        options.settle(settings)


def _pause(settings: BaseSettings, otherwise: float) -> float:
    """Return the user's pause, where there is one."""
    given = (settings.getpriority(options.PAUSE) or 0) > SETTINGS_PRIORITIES["default"]
    return settings.getfloat(options.PAUSE) if given else otherwise


def _onward(response: Response) -> str | None:
    """Return where the answer leads."""
    location = response.headers.get("Location")
    if not _REDIRECT <= response.status < _CLIENT_ERROR or not location:
        return None
    return urls.absolute(response.url, location.decode("latin-1"))


def _rules(response: Response) -> robots.Robots | None:
    """Return what a robots.txt says (RFC 9309, 2.3.1); ``None`` where it cannot be had, which forbids all."""
    if _SUCCESS <= response.status < _REDIRECT:
        return robots.parse(response.body)
    if response.status >= _SERVER_ERROR or response.status == _TOO_MANY:
        return None
    return robots.ALL
