"""What goes wrong in the middle: processes that die, code that fails, pages that kill."""

import json

import pytest

from newsscrape.crawl import settings

pytestmark = pytest.mark.slow

TRAP = """
import sys
from scrapy.exceptions import DropItem, IgnoreRequest


class Middleware:
    def process_request(self, request):
        if request.url.endswith("/3.html"):
            raise IgnoreRequest("a middleware says no")
        if request.url.endswith("/4.html"):
            raise ZeroDivisionError("a fault on the way out")

    def process_response(self, request, response):
        if request.url.endswith("/5.html"):
            raise ZeroDivisionError("a fault on the way in")
        return response


class SpiderMiddleware:
    def process_spider_input(self, response):
        if response.url.endswith("/6.html"):
            raise ZeroDivisionError("a fault before the spider")

    async def process_spider_output(self, response, result):
        async for item in result:
            if not response.url.endswith("/7.html"):
                yield item


class Pipeline:
    def process_item(self, item):
        url = item.lease.url
        if url.endswith("/1.html"):
            raise TypeError("a fault of a pipeline")
        if url.endswith("/2.html"):
            raise DropItem("a rule of a pipeline")
        return item
"""

EVIL = """
import os, re, signal
from newsscrape import page

text = page.Page.text.func


def evil(self):
    if self.url.endswith("/2.html"):
        re.match(r"(a+)+$", "a" * 60 + "b")
    if self.url.endswith("/3.html"):
        hog = [bytearray(64 << 20) for _ in range(100)]
    if self.url.endswith("/4.html"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if self.url.endswith("/5.html"):
        raise RuntimeError("a fault of a reader")
    if self.url.endswith("/6.html"):
        print("chatter" * 10_000)
    return text(self)


page.Page.text.func = evil
"""


KILLER = """
import os, signal


class Killer:
    def process_item(self, item):
        if item.lease.url.endswith("/5.html"):
            os.kill(os.getpid(), signal.SIGKILL)
        return item
"""

FRONTIER = """
from newsscrape.crawl.extensions.run import RunKeeper


class Faulty(RunKeeper):
    def begin(self, spider, wake):
        super().begin(spider, wake)
        self.leases.pick = lambda: 1 / 0
"""

RUN = "newsscrape.crawl.extensions.run.RunKeeper"


def add(crawl, name, code):
    (crawl.folder / f"{name}.py").write_text(code)
    crawl.env["PYTHONPATH"] = f"{crawl.folder}:{crawl.env['PYTHONPATH']}"


def option(name, added, dropped=()):
    values = {**getattr(settings, name), **dict.fromkeys(dropped), **added}
    return ("-s", f"{name}={json.dumps(values)}")


TIGHT = """
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.ingest import reader, worker

reader.COMMAND = "import evil_worker; " + reader.COMMAND


class Tight(RunKeeper):
    def begin(self, spider, wake):
        self.reader.budget = worker.Budget(cpu=1, wall=20.0, memory=1 << 30)
        super().begin(spider, wake)
"""

MUTE = """
from newsscrape.crawl.extensions.run import RunKeeper
from newsscrape.ingest import reader

reader.COMMAND = "raise SystemExit(3)"


class Mute(RunKeeper):
    pass
"""


class TestOthersFaults:
    def test_leave_rows_and_nothing_leased(self, web, crawl):
        web.site(range(1, 11))
        crawl.add_site(web)
        add(crawl, "trap", TRAP)
        ended = crawl(
            "local",
            *option("ITEM_PIPELINES", {"trap.Pipeline": 50}),
            *option("DOWNLOADER_MIDDLEWARES", {"trap.Middleware": 60}),
            *option("SPIDER_MIDDLEWARES", {"trap.SpiderMiddleware": 50}),
        )
        assert ended.returncode == 0, ended.err
        assert sorted(int(key) for (key,) in crawl.rows("SELECT key FROM articles")) == [8, 9, 10]
        found = {
            url.removeprefix(web.base).removesuffix(".html"): kind for url, kind in crawl.rows("SELECT url, kind FROM errors")
        }
        assert found == {
            "1": "TypeError", "2": "DropItem", "3": "ignored", "4": "ZeroDivisionError", "5": "ZeroDivisionError",
            "6": "ZeroDivisionError", "7": "lost",
        }  # fmt: skip
        assert crawl.one("SELECT count(*) FROM urls WHERE state = 'due' AND tries = 0") == 0


class TestPagesThatKill:
    def test_cost_their_own_row_only(self, web, crawl):
        web.site(range(1, 10))
        crawl.add_site(web)
        add(crawl, "evil_worker", EVIL)
        add(crawl, "tight", TIGHT)
        ended = crawl("local", *option("EXTENSIONS", {"tight.Tight": 20}, [RUN]))
        assert ended.returncode == 0, ended.err
        assert sorted(key for (key,) in crawl.rows("SELECT key FROM articles")) == ["1", "6", "7", "8", "9"]
        found = dict(
            crawl.rows("SELECT replace(replace(url, ?, ''), '.html', ''), kind || ': ' || message FROM errors", web.base)
        )
        assert set(found) == {"2", "3", "4", "5"}
        assert found["2"].startswith("page-budget: took more than 1 s of processor time")
        assert found["3"].startswith("page-budget:")
        assert "SIGSEGV" in found["4"]
        assert found["5"].startswith("reader-error: RuntimeError")


class TestAPageThatKillsTheCrawl:
    def test_is_found_out_and_refused_and_its_neighbours_are_kept(self, web, crawl):
        web.site(range(1, 11))
        crawl.add_site(web)
        add(crawl, "killer", KILLER)
        killer = option("ITEM_PIPELINES", {"killer.Killer": 50})
        deaths = 0
        while (ended := crawl("local", *killer, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")).returncode < 0 and deaths < 8:
            deaths += 1
        assert ended.returncode == 0, ended.err
        assert 3 <= deaths <= 5
        assert sorted(int(key) for (key,) in crawl.rows("SELECT key FROM articles")) == [1, 2, 3, 4, 6, 7, 8, 9, 10]
        assert set(crawl.rows("SELECT url, kind FROM errors")) == {(f"{web.base}5.html", "killed")}
        assert crawl.one("SELECT state FROM urls WHERE url LIKE '%/5.html'") == "refused"


class TestAFaultOfOurOwn:
    def test_in_the_frontier_ends_the_run(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        add(crawl, "faulty", FRONTIER)
        ended = crawl("local", *option("EXTENSIONS", {"faulty.Faulty": 20}, [RUN]))
        assert ended.returncode == 1, ended.err
        assert "division by zero" in ended.err
        assert web.log == []

    def test_in_the_reading_process_refuses_no_page(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        add(crawl, "mute", MUTE)
        ended = crawl("local", *option("EXTENSIONS", {"mute.Mute": 20}, [RUN]))
        assert ended.returncode == 1, ended.err
        assert "does not start" in ended.err
        assert crawl.one("SELECT count(*) FROM urls WHERE state = 'refused'") == 0
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 2
