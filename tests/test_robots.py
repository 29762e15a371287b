import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import robots


def test_our_own_group_beats_the_one_for_all():
    rules = robots.parse(b"User-agent: *\nDisallow: /\n\nUser-agent: NewsScrape\nDisallow: /private\nCrawl-delay: 2.5\n")
    assert rules.allows("https://a.example/news/1")
    assert not rules.allows("https://a.example/private/1")
    assert rules.crawl_delay == 2.5


def test_a_byte_order_mark_and_rubbish_are_no_hindrance():
    assert not robots.parse("\ufeffUser-agent: *\nDisallow: /a\n\x00\x01 nonsense".encode()).allows("https://a.example/a")
    assert robots.parse(b"<html>404</html>").allows("https://a.example/")
    assert robots.parse(b"User-agent: *\nCrawl-delay: nan\n").crawl_delay is None
    assert robots.ALL.allows("https://a.example/")
    assert robots.ALL.crawl_delay is None


def test_only_the_first_500_kib_are_read():
    text = b"User-agent: *\n" + b"# filler\n" * 60_000 + b"Disallow: /\n"
    assert robots.parse(text).allows("https://a.example/")


def test_where_it_stands():
    assert robots.address("https://me:secret@a.example:81/x?y") == "https://a.example:81/robots.txt"
    assert robots.address("http://a.example?q=1") == "http://a.example/robots.txt"


@given(st.binary(max_size=400))
def test_any_bytes_are_some_rules(body):
    assert robots.parse(b"User-agent: *\n" + body).allows("https://a.example/x") in (True, False)


@pytest.mark.parametrize("status", [200, 204, 301, 403, 404])
def test_an_answer_settles_what_is_allowed(status):
    assert robots.settles(status)


@pytest.mark.parametrize("status", [0, 304, 429, 500, 503])
def test_what_is_no_answer_settles_nothing(status):
    assert not robots.settles(status)
