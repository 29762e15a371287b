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


class TestOthersFaults:
    def test_leave_rows_and_nothing_leased(self, web, crawl):
        web.site(range(1, 11))
        crawl.add_site(web)
        (crawl.folder / "trap.py").write_text(TRAP)
        crawl.env["PYTHONPATH"] = f"{crawl.folder}:{crawl.env['PYTHONPATH']}"
        pipelines = {
            "trap.Pipeline": 50,
            "newsscrape.crawl.pipelines.read.Read": 100,
            "newsscrape.crawl.pipelines.archive.Archive": 900,
        }
        ended = crawl(
            "local",
            *("-s", f"ITEM_PIPELINES={json.dumps(pipelines)}"),
            *("-s", "DOWNLOADER_MIDDLEWARES=" + json.dumps(middlewares())),
            *("-s", 'SPIDER_MIDDLEWARES={"trap.SpiderMiddleware": 50}'),
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


def middlewares():
    return {**settings.DOWNLOADER_MIDDLEWARES, "trap.Middleware": 60}


class TestPagesThatKill:
    def test_cost_their_own_row_only(self, web, crawl):
        web.site(range(1, 10))
        crawl.add_site(web)
        (crawl.folder / "evil").mkdir()
        (crawl.folder / "evil" / "usercustomize.py").write_text(EVIL)
        (crawl.folder / "evil" / "evil_worker.py").write_text(EVIL)
        (crawl.folder / "tight.py").write_text(
            "from newsscrape.crawl.extensions.run import RunKeeper\n"
            "from newsscrape.ingest import reader, worker\n"
            "reader.COMMAND = 'import evil_worker; ' + reader.COMMAND\n"
            "class Tight(RunKeeper):\n"
            "    def begin(self, spider, wake):\n"
            "        self.reader.budget = worker.Budget(cpu=1, wall=20.0, memory=1 << 30)\n"
            "        super().begin(spider, wake)\n"
        )
        crawl.env["PYTHONPATH"] = f"{crawl.folder}:{crawl.folder / 'evil'}:{crawl.env['PYTHONPATH']}"
        extensions = json.dumps({**keepers(), "tight.Tight": 20})
        ended = crawl("local", "-s", f"EXTENSIONS={extensions}")
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


def keepers():
    return {**settings.EXTENSIONS, "newsscrape.crawl.extensions.run.RunKeeper": None}
