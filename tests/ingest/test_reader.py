"""The reading process: what it gives back, and what it does not survive."""

import asyncio
from contextlib import closing

import pytest

from newsscrape.errors import NewsscrapeError
from newsscrape.ingest import reader, worker
from newsscrape.ingest.reader import Reader
from newsscrape.ingest.worker import Budget, Task
from newsscrape.page import Page
from newsscrape.sites import registry

WORDS = " ".join(["A sentence that tells of a phone and its battery."] * 20)
HEAD = '<head><meta property="og:type" content="article"></head>'
GOOD = f"<html>{HEAD}<body><article><h1>Phone</h1><p>{WORDS}</p></article></body></html>"
EVIL = """
import os, signal, time
from newsscrape.ingest import worker

real = worker.read_pages

def read_pages(pages, kind, site, system=None):
    what = pages[0].body[:4]
    if what == b"spin":
        while True: pass
    if what == b"wait":
        time.sleep(60)
    if what == b"hogs":
        bytearray(8 << 30)
    if what == b"dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == b"says":
        print("chatter" * 100_000, flush=True)
    if what == b"deep":
        def dig(): dig()
        dig()
    if what == b"errs":
        raise ZeroDivisionError("a fault of a reader")
    return real(pages, kind, site, system)

worker.read_pages = read_pages
"""


def task(body, kind="article", **how):
    return Task([Page("https://a.example/news/1", body.encode())], kind, None, **how)


def read_all(tasks, budget=None):
    async def run():
        with closing(Reader(registry.load(), budget)) as made:
            return [await made.read(each) for each in tasks], made.deaths

    return asyncio.run(run())


def test_a_page_is_read_and_judged():
    (good, thin, other), deaths = read_all([task(GOOD), task("<html><body><p>Hi</p></body></html>"), task("%PDF-1.7")])
    assert good.article.title == "Phone"
    assert thin.refused.startswith("thin")
    assert other.refused.startswith("unreadable")
    assert deaths == 0


def test_a_page_that_takes_more_than_its_share_costs_itself_only(monkeypatch):
    monkeypatch.setattr(reader, "COMMAND", f"exec({EVIL!r}); worker.serve()")
    budget = Budget(cpu=1, wall=100.0, memory=1 << 30)  # no wall that a busy machine could be late for
    names = ["spin", GOOD, "hogs", "dies", GOOD, "says", "deep", "errs", GOOD]
    outcomes, deaths = read_all([task(name) for name in names], budget)
    found = dict(zip(names, outcomes, strict=True))
    assert found[GOOD].article
    assert found["spin"].refused == "page-budget: took more than 1 s of processor time"
    assert found["hogs"].refused == "page-budget: memory"
    assert found["dies"].refused == "page-budget: the reading process died (SIGSEGV)"
    assert found["says"].refused.startswith("unreadable")
    assert found["deep"].refused.startswith("page-budget: nests too deep")
    assert found["errs"].refused == "reader-error: ZeroDivisionError: a fault of a reader"
    assert deaths == 4


def test_a_page_that_sleeps_is_ended(monkeypatch):
    monkeypatch.setattr(reader, "COMMAND", f"exec({EVIL!r}); worker.serve()")
    (outcome,), deaths = read_all([task("wait")], Budget(cpu=1, wall=0.3, memory=1 << 30))
    assert outcome.refused == "page-budget: took longer than 0.3 s"
    assert deaths == 1


def test_a_process_that_does_not_start_is_no_fault_of_a_page(monkeypatch):
    monkeypatch.setattr(reader, "COMMAND", "raise SystemExit(3)")
    with pytest.raises(NewsscrapeError, match="exit code 3"):
        read_all([task(GOOD)])


def test_an_address_that_a_person_gave_may_be_a_list():
    links = "".join(
        f'<h2><a href="/news/2026/phone-number-{n}-is-here-at-last">Phone number {n} is here at last</a></h2>' for n in range(9)
    )
    page = f"<html><body><h1>News</h1>{links}</body></html>"
    made = worker.read(Task([Page("https://a.example/", page.encode())], "article", None, lists=True), {})
    assert (made.kind, made.refused) == ("listing", None)
    assert len(made.targets) == 9
