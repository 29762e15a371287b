"""The spider of a site: it hands every answer, and every failure, to the pipelines as one item."""

import datetime as dt
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, ClassVar

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as TwistedFailure

from newsscrape.archive.records import Fetch
from newsscrape.crawl import arguments, failures, options
from newsscrape.crawl import plan as plans
from newsscrape.crawl.batch import Batch
from newsscrape.crawl.items import Answer
from newsscrape.sites import Site


class ArchiveSpider(Spider):
    """What all spiders do. Callbacks never yield requests: what is fetched next is the frontier's business."""

    plan: plans.Plan
    batch: ClassVar[Batch | None] = None
    """Of one site among several; set by the command `crawl`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ArchiveSpider":
        """Make it, as Scrapy does."""
        spider = cls()
        spider._set_crawler(crawler)  # as Scrapy's own does, which would make an attribute of every argument
        spider.plan = cls.planned(*args, **kwargs)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let our own clock take over what Scrapy would do by itself."""
        super().update_settings(settings)
        options.settle(settings)

    @classmethod
    @abstractmethod
    def planned(cls, **given: str) -> plans.Plan:
        """Return what to do.

        Raises:
            BadArgument: an argument is unknown or malformed.
        """

    async def start(self) -> AsyncIterator[Any]:
        """Yield nothing: the scheduler takes all from the archive."""
        nothing: tuple[Answer, ...] = ()
        for each in nothing:
            yield each

    def parse(self, response: Response, **_: Any) -> Iterator[Answer]:
        """Hand over an answer, whatever its status."""
        meta = response.meta
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        }
        yield Answer(meta["lease"], _fetch(meta, response.status, headers, response.body))

    def failed(self, failure: TwistedFailure) -> Iterator[Answer]:
        """Hand over a failure."""
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy adds it
        assert failure.value is not None  # noqa: S101 - a failure has an exception
        yield Answer(meta["lease"], _fetch(meta), failures.of(failure.value))


class SiteSpider(ArchiveSpider):
    """The spider of one site; made by the loader."""

    site: ClassVar[Site]

    @classmethod
    def planned(cls, **given: str) -> plans.Plan:
        """Plan the crawl of the site."""
        return plans.of_site(cls.site, arguments.read(arguments.SiteArguments, given))


def _fetch(
    meta: Mapping[str, Any], status: int | None = None, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Fetch:
    started = meta["started"]
    return Fetch(
        requested_at=dt.datetime.fromtimestamp(started, dt.UTC),
        status=status,
        headers=headers or {},
        body=body,
        seconds=max(0.0, meta.get("ended", started) - started),
        waited=meta["waited"],
        wait_reason=meta["wait_reason"],
    )
