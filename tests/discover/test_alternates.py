import pytest

from newsscrape.discover import alternates
from newsscrape.page import Page

RSS = "application/rss+xml"


def read(*links, url="https://www.x.example/", head=""):
    markup = "".join(f'<link rel="alternate" type="{media}" title="{title}" href="{href}">' for href, media, title in links)
    page = Page(url, f"<html><head>{head}{markup}</head><body><p>x</p></body></html>".encode())
    found = alternates.read(page)
    assert {target.kind for target in found} <= {"feed"}
    return [target.url for target in found]


@pytest.mark.parametrize("media", [RSS, "application/atom+xml", "application/rdf+xml", "Application/RSS+XML; charset=utf-8"])
def test_a_feed_is_told_by_its_type(media):
    assert read(("News.152.100.html", media, "News")) == ["https://www.x.example/News.152.100.html"]


@pytest.mark.parametrize("media", ["", "text/html", "application/json", "text/xml", "application/json+oembed"])
def test_what_is_not_typed_as_a_feed_is_none(media):
    assert read(("/feed.xml", media, "News")) == []


def test_the_main_one_comes_first_and_each_once():
    assert read(
        ("/category/phones/feed/", RSS, "Phones"),
        ("/feed/?utm_source=head", RSS, "All"),
        ("https://www.x.example/feed/", RSS, "All"),
        ("https://feeds.x.example/all", "application/atom+xml", "All"),
        ("/tag/hinges/feed/", RSS, "Hinges"),
    ) == ["https://www.x.example/feed/", "https://feeds.x.example/all", "https://www.x.example/category/phones/feed/"]


@pytest.mark.parametrize(
    ("href", "title"),
    [
        ("/comments/feed/", "X » All"),
        ("/feed/?type=2", "X » Comments Feed"),
        ("/feed/?type=2", "Neueste Kommentare"),
        ("/2024/06/12/fold-hinge/feed/", "X » Fold"),
        ("/best-folding-phones-of-june/feed", "X » Fold"),
        ("/best-folding-phones-of-june/rss.xml", "X » Fold"),
        ("javascript:alert(1)", "X"),
        ("http://[bad", "X"),
        ("", "X"),
    ],
)
def test_feeds_of_comments_of_one_article_and_of_nothing_are_left_out(href, title):
    assert read((href, RSS, title)) == []


def test_addresses_count_from_the_pages_base():
    assert read(("feed", RSS, "X"), head='<base href="https://www.x.example/de/">') == ["https://www.x.example/de/feed"]


def test_a_page_is_not_its_own_feed():
    assert read(("/feed/", RSS, "X"), url="https://www.x.example/feed/") == []


def test_tags_in_capitals():
    page = Page("https://x.example/", b"<HTML><HEAD><LINK REL=Alternate TYPE=APPLICATION/RSS+XML HREF=/f></HEAD><BODY>x</BODY>")
    assert [target.url for target in alternates.read(page)] == ["https://x.example/f"]


def test_a_plain_link_may_lead_to_a_feed():
    links = (
        "/neu/ausgabe.xml",
        "/feed/",
        "/feeder-phones/",
        "/comments/feed/",
        "/sitemap.xml",
        "https://y.example/rss",
        "/abo/rss",
        "/feed/",
    )
    body = "".join(f'<a href="{href}">x</a>' for href in links)
    page = Page("https://x.example/", f"<html><body>{body}</body></html>".encode())

    assert alternates.linked(page) == tuple(f"https://x.example{path}" for path in ("/neu/ausgabe.xml", "/feed/", "/abo/rss"))
