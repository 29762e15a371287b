"""The search for garbage cycles rests while a page is read, and comes back however the reading ends."""

import gc
import weakref

import pytest

import newsscrape
from newsscrape import garbage
from newsscrape.errors import Unreadable
from newsscrape.page import Page
from newsscrape.reading import read_pages


class TestKept:
    def test_holds_for_the_block(self):
        with garbage.kept():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_inner_block_does_not_end_the_outer(self):
        with garbage.kept():
            with garbage.kept():
                pass
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_stays_off_where_it_was_off(self):
        gc.disable()
        try:
            with garbage.kept():
                pass
            assert not gc.isenabled()
        finally:
            gc.enable()

    def test_comes_back_after_a_page_that_cannot_be_read(self):
        with pytest.raises(Unreadable):
            newsscrape.read(b"%PDF-1.7", "https://www.example.com/a-phone")
        assert gc.isenabled()


def test_no_search_falls_due_while_a_page_is_read():
    page = b"<html><body><article>" + b"<p>A phone of <b>six</b> inches.</p>" * 3_000 + b"</article></body></html>"
    newsscrape.read(page, "https://www.example.com/a-phone")  # imports what is imported late
    before = _searches()
    newsscrape.read(page, "https://www.example.com/a-phone")
    assert _searches() - before <= 1  # which falls due once it is on again


def test_a_page_is_freed_by_counting_once_it_is_read():
    page = Page("https://www.example.com/a-phone", b"<html><body><h1>A phone</h1><p>It has six inches.</p></body></html>")
    freed = weakref.ref(page)
    with garbage.kept():
        outcome = read_pages([page], "article")
        del page
        assert outcome.article is not None
        assert freed() is None


def _searches() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())
