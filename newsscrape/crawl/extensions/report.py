"""The beginning and the end of a run, for people: a few lines on standard error, the verdict in the archive."""

import asyncio
import sys
import time

from scrapy import signals
from scrapy.crawler import Crawler

from newsscrape import terminal
from newsscrape.alarm import Verdict, judge
from newsscrape.archive.runs import RunRecord
from newsscrape.crawl.extensions.feeds import ArchiveFeeds
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.crawl.notify import notify
from newsscrape.crawl.plan import WEB
from newsscrape.crawl.proof import proof
from newsscrape.errors import ArchiveFailed, BadExport

NO_CONTACT = "no contact is set: NEWSSCRAPE_CONTACT=you@example.com would tell sites whom to write to"
_EVERY = 10.0  # seconds between two lines of progress
_FEW = 5  # kinds of failures, and hosts, that are told


class Report:
    """Scrapy extension. Ends the session: whatever happens after it cannot reach the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.verdict: Verdict | None = None
        self._silent = not crawler.settings.getbool("LOG_ENABLED")
        self._start = time.monotonic()
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Report":
        """Make it, as Scrapy does."""
        report = cls(crawler)
        crawler.signals.connect(report.opened, signals.spider_opened)
        crawler.signals.connect(report.closed, signals.spider_closed)
        return report

    @property
    def keeper(self) -> RunKeeper:
        """The run; the scheduler does not start without it."""
        keeper = self.crawler.get_extension(RunKeeper)
        assert keeper is not None  # noqa: S101 - see above
        return keeper

    def opened(self) -> None:
        """Say what begins."""
        keeper = self.keeper
        title = keeper.plan.row.title
        self._say(f"{keeper.plan.name}: crawling {title} into {keeper.session.archive}")
        if keeper.batch is None:
            if not keeper.config.contact:
                self._say(NO_CONTACT)
            self._timer = asyncio.get_running_loop().call_later(_EVERY, self._progress)

    async def closed(self, reason: str) -> None:
        """Judge the run, write the feeds, say what came of it, let go of the archive, and tell who wants to know."""
        if self._timer:
            self._timer.cancel()
        keeper = self.keeper
        try:
            keeper.buffer.flush()
            self._export()
            self.verdict = self._judged(reason)
            keeper.session.finish(self.verdict, self._stats(reason))
            self._conclude(keeper.session.record(), self.verdict)
        except ArchiveFailed as error:
            self.verdict = Verdict("failed", keeper.trouble or str(error), 1)
            self._say(f"{keeper.plan.name}: failed: {self.verdict.reason}")
        finally:
            keeper.session.close()
        if keeper.config.notify and self.verdict.word != "failed":
            await notify(keeper.config.notify, keeper.session.archive, keeper.plan.name, keeper.session.run.id)

    def _judged(self, reason: str) -> Verdict:
        keeper = self.keeper
        trouble = keeper.trouble
        number = keeper.signal or (2 if reason == "shutdown" else None)
        shut = bool(keeper.leases.hosts.shut)
        budget = reason.upper() if reason.startswith("closespider") else None
        figures = keeper.tally.figures(shut=shut)
        return judge(keeper.session.past(), figures, trouble=trouble, signal=number, budget=budget)

    def _stats(self, reason: str) -> dict[str, object]:
        keeper = self.keeper
        return {
            **keeper.tally.figures(shut=bool(keeper.leases.hosts.shut)).as_stats(),
            "images": keeper.tally.counts["images"],
            "finish_reason": reason,
            "seconds": round(time.monotonic() - self._start, 3),
            "commits": keeper.buffer.commits,
            "worker_deaths": keeper.reader.deaths,
            "given_up": dict(keeper.tally.refused),
            "hosts_shut": keeper.leases.hosts.shut,
            "pause": keeper.leases.manners.pause,
            "pauses": keeper.leases.hosts.pauses,
            "per_host": keeper.leases.manners.per_host,
            "since": keeper.session.scope.since,
            "limit": keeper.session.scope.limit,
        }

    def _export(self) -> None:
        feeds = self.crawler.get_extension(ArchiveFeeds)
        if feeds is None or self.keeper.batch is not None:
            return
        try:
            for line in feeds.export(self.keeper.session.archive, [self.keeper.session.run.id]):
                self._say(line)
        except BadExport as error:
            self.keeper.trouble = self.keeper.trouble or str(error)

    def _progress(self) -> None:
        counts = self.keeper.tally.counts
        seconds = time.monotonic() - self._start
        self._say(f"{self.keeper.plan.name}: {counts['asked']} pages in {seconds:.0f} s, {counts['read']} of them articles")
        self._timer = asyncio.get_running_loop().call_later(_EVERY, self._progress)

    def _conclude(self, run: RunRecord, verdict: Verdict) -> None:
        keeper, name = self.keeper, self.keeper.plan.name
        seconds = time.monotonic() - self._start
        if not run.articles_new and not run.articles_changed and verdict.word == "ok":
            again = keeper.tally.counts["again"]
            self._say(f"{name}: nothing new; {again or 'no'} article{'s were' if again > 1 else ' was'} fetched again")
        past = ((run.comments_edited, "edited"), (run.comments_deleted, "deleted"))
        comments = f"{run.comments_new} comments new" + "".join(f", {count} {what}" for count, what in past if count)
        self._say(
            f"{name}: {run.articles_new} articles new, {run.articles_changed} changed, {run.articles_unchanged} unchanged;"
            f" {comments}; {sum(keeper.tally.refused.values())} pages refused"
            f" ({run.requests} requests, {run.not_modified} not modified, {seconds:.1f} s)"
        )
        images, without = keeper.tally.counts["images"], keeper.tally.counts["images_refused"]
        if images or without:
            self._say(f"{name}: {images} image files kept, {without} images refused")
        self._tell_what_failed(name)
        if verdict.reason:
            self._say(f"{name}: {verdict.word}: {verdict.reason}")
        if keeper.plan.arguments.since or keeper.plan.arguments.until:
            for line in proof(*keeper.session.months()):
                self._say(f"{name}: {line}")
        if more := self._more():
            self._say(more)
        if keeper.batch is None:
            self._say(f"{name}: the archive is {keeper.session.archive}")

    def _tell_what_failed(self, name: str) -> None:
        keeper = self.keeper
        for kind, number in keeper.tally.refused.most_common(_FEW):
            self._say(f"{name}:   {number} x {kind}")
        for sentence in keeper.session.home.told():
            self._say(f"{name}: {terminal.line(sentence)}")
        for host, why in keeper.leases.hosts.shut.items():
            self._say(f"{name}: {host} was left alone: {why}")
        for host, why in list(keeper.leases.gate.barred.items())[:_FEW]:
            self._say(f"{name}: {host} may not be reached: {why}")

    def _more(self) -> str | None:
        """Return how to take more, where the first run's own limits held."""
        plan, given = self.keeper.plan, self.keeper.plan.arguments
        if not self.keeper.session.run.first or given.since or given.limit or plan.name == WEB:
            return None
        parts = [f"the last {plan.days} days"] if plan.days is not None else []
        parts += [f"at most {plan.first_limit} articles"] if plan.first_limit is not None else []
        if not parts:
            return None
        return (
            f"{plan.name}: a first crawl takes {', '.join(parts)};"
            f" for more: scrapy crawl {plan.name} -a since=2000-01-01 -a limit=1000000"
        )

    def _say(self, line: str) -> None:
        if not self._silent:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
