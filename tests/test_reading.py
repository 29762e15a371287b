import datetime as dt

import pytest

import newsscrape
from newsscrape import reading
from newsscrape.errors import BadArgument, Unreadable
from newsscrape.page import Page

TEXT = "The new hinge, built from two steel plates, survived half a million folds in our lab, and it did so without a creak."
HTML = f"""<html><title>Hinge</title><body><h1>Hinge</h1><p>By Ida Roth, 3 hours ago</p>
<p>{TEXT}</p><p>{TEXT[::-1]}</p></body></html>"""
URL = "https://m.pocketgear.example/2024/hinge/?utm_source=x"


def test_the_public_door_reads_text_and_bytes_alike():
    assert newsscrape.read(HTML, URL) == newsscrape.read(
        HTML.encode(), URL, headers={"Content-Type": "text/html; charset=utf-8"}
    )


def test_an_unknown_site_is_named_by_its_host_and_path():
    article = newsscrape.read(HTML, URL)
    assert (article.site, article.key) == ("pocketgear.example", "/2024/hinge")
    assert article.url == "https://m.pocketgear.example/2024/hinge/"


def test_a_relative_date_is_believed_only_with_a_fetch_time():
    fetched = dt.datetime(2024, 6, 12, 15, 30, tzinfo=dt.UTC)
    assert newsscrape.read(HTML, URL).published is None
    assert newsscrape.read(HTML, URL, fetched_at=fetched).published.utc == "2024-06-12T12:00:00Z"


def test_a_known_site_is_found_by_the_address_or_the_name():
    url = "https://m.arenaev.com/some_car_-news-2674.php"
    assert newsscrape.read(HTML, url).key == newsscrape.read(HTML, url, site="arenaev").key
    assert newsscrape.read(HTML, url).site == "arenaev"


def test_an_unknown_site_name_is_refused():
    with pytest.raises(BadArgument, match="no site 'nowhere'"):
        newsscrape.read(HTML, URL, site="nowhere")


def test_what_is_no_document_is_unreadable():
    with pytest.raises(Unreadable):
        newsscrape.read(b"\x89PNG....", URL)


def test_an_article_address_that_gives_a_feed_is_a_feed():
    feed = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>
    <item><title>B</title><link>https://a.example/b</link></item></channel></rss>"""
    outcome = reading.read_pages([Page("https://a.example/x", feed)], "article")
    assert (outcome.kind, [target.url for target in outcome.targets]) == ("feed", ["https://a.example/b"])
    assert outcome.article is None


def test_a_listing_gives_targets_and_no_article():
    html = b'<html><body><a href="/2024/06/12/fold-hinge-lasts/">A</a></body></html>'
    outcome = reading.read_pages([Page("https://a.example/", html)], "listing")
    assert [target.url for target in outcome.targets] == ["https://a.example/2024/06/12/fold-hinge-lasts/"]


def test_misses_name_what_every_article_has():
    outcome = reading.read_pages(
        [Page("https://a.example/x", f"<html><body><h1>A</h1><p>{TEXT}</p></body></html>".encode())], "article"
    )
    assert outcome.misses == ("authors", "published")
