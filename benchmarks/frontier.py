"""What the archive's frontier costs a page, against Scrapy's own scheduler in memory.

All sides fetch the same pages under the same settings by the same spider, and make the same visits of the answers
without reading them. They differ in this:

- archive: our scheduler leases from the archive and keeps the hosts' clocks; the writer commits each visit, which means
  a row in ``fetches``, the addresses that its page names inserted into ``urls`` (lists name 20 articles and the next
  list), and the lease acknowledged; with fsync, as in any crawl. No article is stored.
- memory: ``start()`` yields all requests into Scrapy's scheduler with its duplicates filter; the visits come to nothing.
- unfiltered: the same without the duplicates filter, so that nothing knows whether a URL was seen before.

The figure is the processor time, user and system, of the crawl's own process from ``spider_opened`` to
``engine_stopped``, so that start-up does not dilute it. Other work on the machine adds to it and takes nothing away:
where the rounds differ much, the least of each side says more than the median.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median
from typing import Any

from crawling import SITE
from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from served import serve

from newsscrape.archive.records import Found, Lease, Visit
from newsscrape.crawl.items import Answer
from newsscrape.crawl.loader import SiteLoader
from newsscrape.crawl.spiders.site import SiteSpider
from newsscrape.model import Target

SIDES = ("archive", "memory", "unfiltered")
PER_LIST = 20
PARAGRAPHS = "<p>The phone comes with a cable and no charger, say those who have it.</p>" * 400  # 30 KB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000, help="articles (default: 1000)")
    parser.add_argument("--rounds", type=int, default=15, help="of one crawl for each side (default: 15)")
    parser.add_argument("--run", nargs=3, metavar=("SIDE", "BASE", "LISTS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        print(json.dumps(run(chosen.run[0], chosen.run[1], int(chosen.run[2]))))
        return
    pages = {"/": PARAGRAPHS.encode()}
    with serve(pages, otherwise=PARAGRAPHS.encode()) as site:
        figures: dict[str, list[float]] = {side: [] for side in SIDES}
        for number in range(chosen.rounds):
            for index in range(len(SIDES)):
                side = SIDES[(index + number) % len(SIDES)]
                figures[side].append(measure(side, site.base, chosen.pages // PER_LIST))
    print(f"CPU ms a page; {chosen.rounds} rounds of {chosen.pages} articles and their lists")
    ours = figures["archive"]
    for side, each in figures.items():
        ratio = median(one / other for one, other in zip(ours, each, strict=True))
        against = "" if each is ours else f"; archive against it: median x {ratio:.2f}, least x {min(ours) / min(each):.2f}"
        print(f"{side:11} median {median(each):5.2f}, least {min(each):5.2f}{against}")


def measure(side: str, base: str, lists: int) -> float:
    """Return the processor time that a page takes in a crawl of its own process, in ms."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "local.py").write_text(SITE.format(name="local", home=base, days=None))
        env = {key: value for key, value in os.environ.items() if not key.startswith("NEWSSCRAPE_")}
        env |= {"NEWSSCRAPE_ARCHIVE": f"{name}/archive.db", "NEWSSCRAPE_SITES": name}
        env |= {
            "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings",
            "NEWSSCRAPE_ALLOW_HOSTS": "127.0.0.1",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        command = [sys.executable, __file__, "--run", side, base, str(lists)]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True)
    figures = json.loads(done.stdout)
    wanted = lists * (1 + PER_LIST)
    if figures["pages"] != wanted:
        raise SystemExit(f"{side}: {figures['pages']} pages were fetched, not {wanted}")
    return float(figures["seconds"]) * 1000 / wanted


def run(side: str, base: str, lists: int) -> dict[str, float]:
    """Crawl in this process; return its processor seconds and how many pages came."""
    settings = get_project_settings()
    settings.update({"ROBOTSTXT_OBEY": False, "LOG_ENABLED": False, "LISTS": lists}, priority="cmdline")
    pipelines = settings.getdict("ITEM_PIPELINES")
    del pipelines["newsscrape.crawl.pipelines.read.Read"]
    if side != "archive":
        del pipelines["newsscrape.crawl.pipelines.archive.Archive"]
        ours = [name for name in settings.getdict("EXTENSIONS") if name.startswith("newsscrape.")]
        settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), **dict.fromkeys(ours)}, priority="cmdline")
        settings.set("SCHEDULER", "scrapy.core.scheduler.Scheduler", priority="cmdline")
    if side == "memory":
        settings.set("DUPEFILTER_CLASS", "scrapy.dupefilters.RFPDupeFilter", priority="cmdline")
    settings.set("ITEM_PIPELINES", {**pipelines, Unread: 100}, priority="cmdline")
    spider: Any = SiteLoader(settings).load("local")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider if side == "archive" else type("Memory", (Memory, spider), {"base": base}))
    moments: list[float] = []
    for signal in (signals.spider_opened, signals.engine_stopped):
        crawler.signals.connect(lambda: moments.append(_spent()), signal, weak=False)
    process.crawl(crawler)
    process.start()
    return {"seconds": moments[1] - moments[0], "pages": crawler.stats.get_value("item_scraped_count", 0)}


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Memory(SiteSpider):
    """The same spider, with all requests from `start`."""

    base: str

    async def start(self) -> AsyncIterator[Any]:
        lists = self.settings.getint("LISTS")
        found = [target for number in range(lists) for target in named(self.base, number, lists)]
        for number, target in enumerate([Target(self.base, "listing"), *found], 1):
            lease = Lease(number, target.url, target.kind, "127.0.0.1", 1)
            meta = {"lease": lease, "started": 0.0, "waited": 0.0, "wait_reason": None, "download_fail_on_dataloss": True}
            yield Request(target.url, callback=self.parse, errback=self.failed, meta=meta)


class Unread:
    """Item pipeline: each answer is a visit, whatever it holds."""

    def __init__(self, lists: int) -> None:
        self.lists = lists

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Unread":
        return cls(crawler.settings.getint("LISTS"))

    async def process_item(self, item: Answer) -> Visit:
        base, _, name = item.lease.url.rpartition("/")
        number = int(name.removeprefix("?page=") or 0) if item.lease.kind == "listing" else self.lists
        found = tuple(Found(target) for target in named(f"{base}/", number, self.lists))
        return Visit(lease=item.lease, state="done", fetch=item.fetch, found=found)


def named(base: str, number: int, lists: int) -> list[Target]:
    """Return what the list of a number, counted from 0, names: its articles, and the next list."""
    if number >= lists:
        return []
    articles = [Target(f"{base}{number * PER_LIST + each}.html", "article") for each in range(PER_LIST)]
    return articles + [Target(f"{base}?page={number + 1}", "listing")] * (number + 1 < lists)


if __name__ == "__main__":
    main()
