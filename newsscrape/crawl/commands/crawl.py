"""``scrapy crawl``: Scrapy's own, with one clear sentence for what is wrong and an exit code that tells the truth."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from newsscrape.crawl.extensions.report import Report
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.errors import BadUse, Busy, NewsscrapeError

FAILED, WRONG_USE, BUSY = 1, 2, 4


class Command(ScrapyCrawl):
    """Exit codes: 0 done, 1 failed, 2 wrong use, 3 a layout seems broken, 4 the site is busy, 130 and 143 stopped."""

    def short_desc(self) -> str:
        """Return what `scrapy` lists."""
        return "Crawl a site into the archive (web: single addresses)"

    def syntax(self) -> str:
        """Return what the help shows."""
        return "[options] <site>"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl one site."""
        if len(args) != 1:
            raise UsageError("name one site; `scrapy list` shows them", print_help=False)
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        try:
            crawler = self._create_crawler(args[0])
        except (KeyError, BadUse) as error:
            self._refuse(str(error.args[0]))
            return
        crawler.signals.connect(lambda: _listen(crawler), signals.spider_opened, weak=False)
        task = process.crawl(crawler, **opts.spargs)
        process.start()
        self.exitcode = self._code(crawler, _error(task))

    def _code(self, crawler: Crawler, error: BaseException | None) -> int:
        """Return the exit code; say what went wrong where nobody has said it yet."""
        if isinstance(error, (BadUse, Busy)):
            sys.stderr.write(f"{error}\n")
            return WRONG_USE if isinstance(error, BadUse) else BUSY
        if isinstance(error, NewsscrapeError):
            sys.stderr.write(f"{error}\n")
            return FAILED
        if error is not None:
            raise error
        report = crawler.get_extension(Report)
        return report.verdict.exit_code if report and report.verdict else FAILED

    def _refuse(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
        self.exitcode = WRONG_USE


def _error(task: Any) -> BaseException | None:
    """Return what ended the crawl's task, if it was no ordinary end."""
    if isinstance(task, asyncio.Future) and task.done() and not task.cancelled():
        return task.exception()
    return None


def _listen(crawler: Crawler) -> None:
    """Note which signal stops the run, before Scrapy stops it cleanly."""
    keeper = crawler.get_extension(RunKeeper)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _noting(keeper, signal.getsignal(number)))


def _noting(keeper: RunKeeper | None, before: Any) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        if keeper:
            keeper.signal = number
        if callable(before):
            before(number, frame)

    return handle
