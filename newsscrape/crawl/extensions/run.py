"""What the components of one run share: the session, its leases, the buffer and the reading process."""

import asyncio
import time
from collections.abc import Callable, Sequence

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from newsscrape import comments
from newsscrape.archive.frontier import SOURCES
from newsscrape.archive.records import Failure, Lease, Visit
from newsscrape.archive.writer import Committed
from newsscrape.crawl.batch import Batch
from newsscrape.crawl.browser import chromium
from newsscrape.crawl.browser.rendering import RENDERED, Browser
from newsscrape.crawl.buffer import Buffer
from newsscrape.crawl.credentials import Credentials
from newsscrape.crawl.leases import Leases
from newsscrape.crawl.manners import Manners
from newsscrape.crawl.options import PAUSE, config_of
from newsscrape.crawl.plan import Plan
from newsscrape.crawl.session import Session
from newsscrape.crawl.spiders.site import ArchiveSpider
from newsscrape.crawl.tally import Tally
from newsscrape.errors import ArchiveFailed, NewsscrapeError
from newsscrape.ingest import images
from newsscrape.ingest.reader import Reader
from newsscrape.ingest.visit import refused

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class RunKeeper:
    """Scrapy extension. Opens the archive when it is made, so that whatever is wrong with it ends the run at once."""

    def __init__(self, crawler: Crawler, plan: Plan, batch: Batch | None) -> None:
        self.crawler = crawler
        self.plan = plan
        self.batch = batch
        self.config = config_of(crawler.settings)
        self.credentials = Credentials(self.config)
        self.credentials.keep_out_of_log()
        self.browser = self._browser()
        """What draws the articles of a site that asks for it."""
        self.session = Session(plan, self.config, batch.name if batch else None)
        self.tally = Tally()
        self.trouble: str | None = None
        """Why the run cannot go on."""
        self.signal: int | None = None
        """The signal that ended it."""
        self.reader = batch.reader if batch else Reader(plan.sites)
        self.reader.privacy = self.session.privacy
        self.buffer = Buffer(self.session.commit, self._committed, self._archive_failed, lambda: len(self.leases.out))
        # Wall-clock seconds that never jump: the archive's moments compare with them.
        offset = time.time() - time.monotonic()
        self.time: Callable[[], float] = lambda: offset + time.monotonic()
        self.leases = self._leases()
        self.spider: Spider | None = None
        self._wake: Callable[[], None] = lambda: None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RunKeeper":
        """Make it, as Scrapy does."""
        spider = crawler.spider
        assert isinstance(spider, ArchiveSpider)  # noqa: S101 - all spiders of ours are
        keeper = cls(crawler, spider.plan, spider.batch)
        connect = crawler.signals.connect
        connect(keeper.downloaded, signals.response_downloaded)
        connect(keeper.left, signals.request_left_downloader)
        connect(keeper.idle, signals.spider_idle)
        connect(keeper.spider_error, signals.spider_error)
        connect(keeper.item_error, signals.item_error)
        connect(keeper.item_dropped, signals.item_dropped)
        return keeper

    def begin(self, spider: Spider, wake: Callable[[], None]) -> None:
        """Start: called when all components stand."""
        self.spider, self._wake = spider, wake
        self.reader.warm()
        run = self.session.run
        self.leases.open(self.session.frontier.hosts(run.site_id), self.session.left_over)

    def next_request(self) -> Request | None:
        """Return a request that may go out now. Whatever fails here ends the run: Scrapy would try for ever."""
        if self.trouble:
            return None
        try:
            lease = self.leases.pick()
            if lease is None:
                return None
            self.session.lock.note(self.leases.suspects.noted(self.leases.out))
            return self._request(lease)
        except Exception as error:  # noqa: BLE001 - see above
            self.stop(f"the frontier failed: {error}")
            return None

    def wait(self) -> float | None:
        """Return the seconds until `next_request` may give something; ``None``: only an event can tell."""
        return None if self.trouble else self.leases.wait()

    def stop(self, trouble: str) -> None:
        """End the run because of `trouble`, the first one of which is told."""
        if self.trouble is None:
            self.trouble = trouble
            asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="trouble"))  # noqa: RUF006 - the engine keeps itself

    def downloaded(self, response: Response, request: Request) -> None:
        """Heed the answer before anything else is asked of its host."""
        after = response.headers.get("Retry-After")
        self.leases.answered(request.meta["lease"], response.status, after.decode("latin-1") if after else None)

    def left(self, request: Request) -> None:
        """The answer is complete, or has failed: the host's pause begins."""
        request.meta["ended"] = self.time()
        if "render" not in request.meta and "script" not in request.meta and self.leases.ended(request.meta["lease"]):
            self._wake()

    def rendered(self, request: Request) -> None:
        """The scripts of a page ask for nothing more: now its host's pause begins."""
        request.meta["ended"] = self.time()
        if self.leases.ended(request.meta["lease"]):
            self._wake()

    def idle(self) -> None:
        """Nothing moves any more: what is still leased has slipped through, and leaves an error at least."""
        for lease in list(self.leases.out.values()):
            self.put_failure(lease, Failure("crawl", "lost", "no outcome of this page reached the archive"))
        self.buffer.flush()
        if self.leases.wait() is not None and not self.trouble:
            self._wake()
            raise DontCloseSpider

    def spider_error(self, failure: TwistedFailure, response: Response) -> None:
        """A callback or a spider middleware failed."""
        request = getattr(response, "request", None)
        self._rescue(request.meta.get("lease") if request else None, failure.value)

    def item_error(self, item: object, failure: TwistedFailure) -> None:
        """A pipeline failed."""
        self._rescue(getattr(item, "lease", None), failure.value)

    def item_dropped(self, item: object, exception: BaseException) -> None:
        """A pipeline dropped an item."""
        self._rescue(getattr(item, "lease", None), exception)

    def put_failure(self, lease: Lease, failure: Failure) -> None:
        """Have a lease end as refused."""
        self.buffer.put_nowait(refused(lease, failure))

    def _rescue(self, lease: Lease | None, error: BaseException | None) -> None:
        if isinstance(error, NewsscrapeError):  # the archive, or the reading process, will not do any page any more
            self.stop(str(error))
        elif lease is not None and lease.id in self.leases.out:
            said = self.credentials.hidden(str(error)) or type(error).__name__
            self.put_failure(lease, Failure("crawl", type(error).__name__, said))

    def _committed(self, visits: Sequence[Visit], committed: Committed) -> None:
        self.tally.add(visits)
        self.leases.committed(visits, committed.hosts)
        self.session.lock.note(self.leases.suspects.noted(self.leases.out))
        self._wake()

    def _archive_failed(self, error: ArchiveFailed) -> None:
        self.stop(str(error))

    def _browser(self) -> Browser | None:
        site, batch = self.plan.site, self.batch
        if site is None or not site.browser:
            return None
        executable = chromium.require(self.config.chromium, site.name)
        if batch is None:
            return Browser(executable)
        batch.browser = batch.browser or Browser(executable)
        return batch.browser

    def _leases(self) -> Leases:
        settings = self.crawler.settings
        manners = Manners(
            pause=settings.getfloat(PAUSE) if settings.get(PAUSE) is not None else self.plan.pause,
            per_host=max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")),
            robots=settings.getbool("ROBOTSTXT_OBEY"),
            limit=self.session.scope.limit if self.plan.follow or self.plan.site is None else 0,
            unwanted=self.session.scope.unwanted,
            suspicious=self.plan.follow,
            shared=self.plan.shares,
        )
        return Leases(self.session.frontier, self.session.run.site_id, manners, self.time, self.buffer.put_nowait)

    def _request(self, lease: Lease) -> Request:
        spider, host = self.spider, self.leases.hosts[lease.host]
        assert spider is not None  # noqa: S101 - the scheduler opens before it is asked
        headers = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified}
        if self.session.scope.back and lease.kind in SOURCES:
            headers = {}  # "unchanged" would not say what stands on the list, nor where it goes on
        if lease.method == "POST":  # of a comment system's API
            headers = {**headers, **_JSON, **comments.headers(lease.system, lease.payload)}
        image = lease.kind == "image"
        if image:
            headers = {"Accept": "image/*"}
        render = self.browser is not None and lease.kind in RENDERED
        if render:
            headers = {}  # the page may be as it was, and what its scripts draw another
        return Request(
            self.credentials.signed(lease),
            method=lease.method,
            body=lease.payload,
            headers={name: value for name, value in headers.items() if value},
            callback=spider.parse,
            errback=spider.failed,  # type: ignore[attr-defined]  # all spiders of ours have one
            dont_filter=True,
            meta={
                "lease": lease,
                "started": self.time(),
                "waited": host.waited,
                "wait_reason": host.reason if host.waited else None,
                **({"render": True} if render else {}),
                "download_slot": lease.host,
                "download_fail_on_dataloss": True,
                "download_maxsize": images.MAX_BYTES if image else self.crawler.settings.getint("DOWNLOAD_MAXSIZE"),
            },
        )
