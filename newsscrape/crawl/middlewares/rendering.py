"""The pages of a site that asks for it are drawn by the browser before anyone reads them."""

from functools import partial

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newsscrape import robots
from newsscrape.crawl.browser.chromium import NoBrowser, NotRendered
from newsscrape.crawl.browser.door import Door, given
from newsscrape.crawl.browser.rendering import Browser, Limits
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.page import MAX_BYTES

RENDERED = "X-Newsscrape-Rendered"
"""The header of a stored page that tells what drew it, and how many requests its scripts made."""

_OF_THE_SHELL = ("ETag", "Last-Modified", "Content-Length", "Content-Encoding", "Transfer-Encoding")
"""Headers that say nothing of what is drawn: unchanged scripts draw another text tomorrow."""
_OK = 200


class Rendering:
    """Scrapy downloader middleware, before the one that decodes: what is no whole page passes as it is."""

    def __init__(self, crawler: Crawler, keeper: RunKeeper, browser: Browser) -> None:
        self._keeper = keeper
        self._browser = browser
        timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._limits = Limits(settle=timeout / 2, whole=timeout, length=MAX_BYTES)
        site = keeper.plan.site
        hosts = (site.host, *site.script_hosts) if site else ()
        self._crawler = crawler
        self._door = Door(self._download, hosts, self._robots_of)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Rendering":
        """Make it, as Scrapy does.

        Raises:
            NotConfigured: the site does not ask for it.
        """
        keeper = crawler.get_extension(RunKeeper)
        if keeper is None or keeper.browser is None:
            raise NotConfigured
        rendering = cls(crawler, keeper, keeper.browser)
        keeper.browser.join()
        crawler.signals.connect(rendering.closed, signals.spider_closed)
        return rendering

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the page as its scripts draw it.

        Raises:
            NotRendered: the browser failed.
        """
        if not request.meta.get("render"):
            return response
        try:
            html = b"html" in (response.headers.get("Content-Type") or b"").lower()
            return await self._rendered(request, response) if html and response.status == _OK and response.body else response
        finally:
            self._keeper.rendered(request)

    async def closed(self) -> None:
        """Let go of the browser."""
        await self._browser.leave()

    async def _rendered(self, request: Request, response: Response) -> Response:
        visit = self._door.open(request.meta["lease"])
        agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
        try:
            html = await self._browser.render(
                request.url, given(response), partial(self._door.ask, visit=visit), agent, self._limits
            )
        except NoBrowser as error:
            self._keeper.stop(str(error))
            raise NotRendered(str(error)) from error
        finally:
            await self._door.close(visit)
        headers = response.headers.copy()
        for name in _OF_THE_SHELL:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers[RENDERED] = f"{self._browser.version}; requests={visit.requests}; refused={visit.refused}"
        return response.replace(body=html.encode("utf-8", "replace"), headers=headers)

    async def _download(self, request: Request) -> Response:
        return await self._crawler.engine.download_async(request)

    def _robots_of(self, name: str) -> robots.Robots | None:
        leases = self._keeper.leases
        if not leases.manners.robots:
            return robots.ALL
        return next((host.robots for host in leases.hosts if host.name == name), None)
