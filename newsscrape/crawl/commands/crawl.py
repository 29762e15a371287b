"""``scrapy crawl``: Scrapy's own, with one clear sentence for what is wrong and an exit code that tells the truth."""

import argparse
import asyncio
import datetime as dt
import signal
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from newsscrape.alarm import overall
from newsscrape.crawl import arguments
from newsscrape.crawl.batch import Batch, chosen
from newsscrape.crawl.extensions.feeds import ArchiveFeeds
from newsscrape.crawl.extensions.report import NO_CONTACT, Report
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.crawl.loop import close_left_over
from newsscrape.crawl.options import config_of
from newsscrape.crawl.plan import NEWS
from newsscrape.errors import BadExport, BadUse, Busy, NewsscrapeError
from newsscrape.sites import registry

FAILED, WRONG_USE, BUSY = 1, 2, 4
_WORDS = {0: "ok", 1: "failed", 2: "not begun", 3: "broken", 4: "busy"}


class Command(ScrapyCrawl):
    """Exit codes: 0 done, 1 failed, 2 wrong use, 3 a layout seems broken, 4 the site is busy, 130 and 143 stopped."""

    def short_desc(self) -> str:
        """Return what `scrapy` lists."""
        return "Crawl a site into the archive (news: several sites; web: single addresses)"

    def syntax(self) -> str:
        """Return what the help shows."""
        return "[options] <site>"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl one site, or several."""
        try:
            if len(args) != 1:
                raise UsageError("name one site; `scrapy list` shows them", print_help=False)
            self._run(args[0], dict(opts.spargs))
        finally:
            close_left_over()

    def _run(self, name: str, given: dict[str, str]) -> None:
        several = name == NEWS
        try:
            crawlers = self._several(given) if several else {name: self._create_crawler(name)}
        except (KeyError, BadUse) as error:
            sys.stderr.write(f"{error.args[0]}\n")
            self.exitcode = WRONG_USE
            return
        codes, begun = self._crawl(crawlers, given)
        self.exitcode = overall([*codes.values(), _conclude(begun, codes) if several else 0])

    def _several(self, given: dict[str, str]) -> dict[str, Crawler]:
        """Return a crawler for each site that is meant, and take ``sites`` out of what is given to each."""
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        said: arguments.NewsArguments = arguments.read(arguments.NewsArguments, given)
        given.pop("sites", None)
        config = config_of(process.settings)
        sites = chosen(said.sites, registry.load(config.sites), config, dt.datetime.now(dt.UTC))
        if not sites:
            sys.stderr.write("news: nothing is due\n")
        elif not config.contact:
            sys.stderr.write(f"{NO_CONTACT}\n")
        batch = Batch(sites)
        spiders = {name: process.spider_loader.load(name) for name in sites}
        return {name: self._create_crawler(type(name.title(), (each,), {"batch": batch})) for name, each in spiders.items()}

    def _crawl(self, crawlers: Mapping[str, Crawler], given: Mapping[str, str]) -> tuple[dict[str, int], list[Crawler]]:
        """Run them all, and return the exit code of each, and those that began; say what went wrong before."""
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        tasks = {}
        for name, crawler in crawlers.items():
            crawler.signals.connect(_listener(crawler), signals.spider_opened, weak=False)
            tasks[name] = process.crawl(crawler, **given)
        if tasks:
            process.start()
        errors = {name: _error(task) for name, task in tasks.items()}
        for sentence in dict.fromkeys(str(error) for error in errors.values() if isinstance(error, NewsscrapeError)):
            sys.stderr.write(f"{sentence}\n")
        codes = {name: _code(crawler, errors[name]) for name, crawler in crawlers.items()}
        return codes, [crawler for name, crawler in crawlers.items() if errors[name] is None]


def _code(crawler: Crawler, error: BaseException | None) -> int:
    """Return the exit code of one crawl."""
    if isinstance(error, (BadUse, Busy)):
        return WRONG_USE if isinstance(error, BadUse) else BUSY
    if isinstance(error, NewsscrapeError):
        return FAILED
    if error is not None:
        raise error
    report = crawler.get_extension(Report)
    return report.verdict.exit_code if report and report.verdict else FAILED


def _conclude(begun: Sequence[Crawler], codes: Mapping[str, int]) -> int:
    """End a crawl of several sites: write the feeds, say how it went; return the exit code that this part comes to."""
    keepers = [keeper for crawler in begun if (keeper := crawler.get_extension(RunKeeper)) is not None]
    code = 0
    if keepers:
        keepers[0].reader.close()
        feeds = keepers[0].crawler.get_extension(ArchiveFeeds)
        try:
            lines = feeds.export(keepers[0].session.archive, [keeper.session.run.id for keeper in keepers]) if feeds else ()
            for line in lines:
                sys.stderr.write(f"{line}\n")
        except BadExport as error:
            sys.stderr.write(f"{error}\n")
            code = FAILED
    if codes:
        words = ", ".join(f"{number} {_WORDS.get(each, 'stopped')}" for each, number in sorted(Counter(codes.values()).items()))
        sys.stderr.write(f"{NEWS}: {len(codes)} site{'' if len(codes) == 1 else 's'}: {words}\n")
    return code


def _error(task: Any) -> BaseException | None:
    """Return what ended the crawl's task, if it was no ordinary end."""
    if isinstance(task, asyncio.Future) and task.done() and not task.cancelled():
        return task.exception()
    return None


def _listener(crawler: Crawler) -> Callable[[], None]:
    """Return what notes which signal stops the run, before Scrapy stops it cleanly."""

    def listen() -> None:
        keeper = crawler.get_extension(RunKeeper)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _noting(keeper, signal.getsignal(number)))

    return listen


def _noting(keeper: RunKeeper | None, before: Any) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        if keeper:
            keeper.signal = number
        if callable(before):
            before(number, frame)

    return handle
