import datetime as dt

import pytest

import newsscrape
from newsscrape import reading
from newsscrape.errors import BadArgument, Unreadable
from newsscrape.model import Outcome
from newsscrape.page import Page
from newsscrape.sites import Rules, Site, registry

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


FEED_LINK = b'<link rel="alternate" type="application/rss+xml" href="/RSS.152.html">'
TEASER = b'<a href="/2024/06/12/fold-hinge-lasts/">A</a>'
RSS = b'<rss version="2.0"><channel><title>A</title><item><link>https://a.example/b</link></item></channel></rss>'
ARENA = registry.load()["arenaev"]


def outcome(body, kind, url="https://a.example/", site=None):
    return reading.read_pages([Page(url, body)], kind, site)


def targets(found):
    return [(target.url.removeprefix("https://a.example"), target.kind) for target in found.targets]


def test_a_listing_of_an_unknown_site_names_its_feeds_too():
    html = b"<html><head>" + FEED_LINK + b"</head><body>" + TEASER
    assert targets(outcome(html, "listing")) == [("/2024/06/12/fold-hinge-lasts/", "article"), ("/RSS.152.html", "feed")]


def test_a_listing_of_a_known_site_names_its_feeds_only_where_no_teaser_is_found():
    head = b"<html><head>" + FEED_LINK + b"</head><body>"
    url = "https://www.arenaev.com/news.php3"
    teaser = b'<div class="news-item"><a href="/a_car-news-12.php">A</a></div>'
    assert [t.kind for t in outcome(head + teaser, "listing", url, ARENA).targets] == ["article"]
    assert [t.kind for t in outcome(head + b"<p>nothing", "listing", url, ARENA).targets] == ["feed"]


class TestAFeedThatIsNone:
    @pytest.mark.parametrize("kind", ["feed", "sitemap"])
    def test_is_read_for_the_feeds_it_declares(self, kind):
        found = outcome(b"<!DOCTYPE html><html><head>" + FEED_LINK + b"</head><body>" + TEASER, kind)
        assert (found.kind, found.refused) == ("listing", None)
        assert targets(found) == [("/RSS.152.html", "feed")]

    @pytest.mark.parametrize("kind", ["feed", "sitemap"])
    def test_is_else_a_listing(self, kind):
        found = outcome(b"<!DOCTYPE html><html><body>" + TEASER, kind)
        assert (found.kind, targets(found)) == ("listing", [("/2024/06/12/fold-hinge-lasts/", "article")])

    @pytest.mark.parametrize("kind", ["feed", "sitemap"])
    @pytest.mark.parametrize("body", [b"<html><body><p>Nothing", b'{"version": "1"}', b"plain words", b"\x89PNG", b" "])
    def test_is_refused_where_it_names_nothing(self, kind, body):
        found = outcome(body, kind)
        assert (found.kind, found.targets) == (kind, ())
        assert found.refused.startswith("no-source: ")

    def test_may_be_the_other_one(self):
        sitemap = b"<urlset><url><loc>https://a.example/b</loc></url></urlset>"
        assert (outcome(RSS, "sitemap").kind, targets(outcome(RSS, "sitemap"))) == ("feed", [("/b", "article")])
        assert (outcome(sitemap, "feed").kind, targets(outcome(sitemap, "feed"))) == ("sitemap", [("/b", "article")])

    def test_may_have_a_complaint_of_the_server_before_it(self):
        junk = b"<br />\n<b>Warning</b>: something is wrong in line 3<br />\n"
        assert (outcome(junk + RSS, "feed").kind, targets(outcome(junk + RSS, "feed"))) == ("feed", [("/b", "article")])


@pytest.mark.parametrize("url", ["https://a.example/RSS.152.html", "https://a.example/feed"])
def test_a_feed_is_told_by_its_content_and_may_be_empty(url):
    for body in (b'<rss version="2.0"><channel><title>t</title></channel></rss>', b"<urlset></urlset>"):
        found = outcome(body, "feed", url)
        assert (found.targets, found.refused) == ((), None)


class TestAPageThatOnlyLeadsElsewhere:
    HTML = b'<html><head><meta http-equiv="refresh" content="0; url=/b"></head><body><a href="/b">on</a>'

    @pytest.mark.parametrize("kind", ["article", "part", "listing", "feed", "sitemap", "comments"])
    def test_says_where(self, kind):
        found = outcome(self.HTML, kind)
        assert found == Outcome(kind=kind, moved="https://a.example/b")

    def test_is_seen_among_the_parts_of_an_article(self):
        page = Page("https://a.example/x", f"<html><body><h1>A</h1><p>{TEXT}</p></body></html>".encode())
        found = reading.read_pages([page, Page("https://a.example/x/2", self.HTML)], "part")
        assert found.moved == "https://a.example/b"


class TestWhatIsAskedForAsComments:
    def test_is_read_as_an_answer_of_their_system(self):
        found = reading.read_pages([Page("https://a.example/t/5.json", b'{"post_stream": {"posts": []}}')], "comments")
        assert [(thread.system, thread.key) for thread in found.threads] == [("discourse", "5")]

    @pytest.mark.parametrize("body", [b'{"error": "no"}', b"<rss><channel/></rss>", b"%PDF-1.7"])
    def test_is_refused_where_it_is_none(self, body):
        with pytest.raises(Unreadable, match="neither an HTML document nor the answer of a comment system"):
            reading.read_pages([Page("https://a.example/t/5.json", body)], "comments")


@pytest.mark.parametrize(
    ("url", "canonical", "key"),
    [
        ("https://m.a.example/2024/big-news/amp/?ref=x", "https://www.a.example/2024/big-news/", "/2024/big-news"),
        ("https://a.example/2024/big-news?ref=x", "https://other.example/2024/big-news", "/2024/big-news?ref=x"),
        ("https://a.example/2024/big-news?ref=x", None, "/2024/big-news?ref=x"),
    ],
)
def test_an_unknown_sites_page_may_disown_parameters_of_its_address(url, canonical, key):
    link = f'<link rel="Canonical" href="{canonical}">' if canonical else ""
    article = newsscrape.read(f"<html><head>{link}</head><body><h1>A</h1><p>{TEXT}</p></body></html>", url)
    assert article.key == key
    assert article.url == (canonical if key == "/2024/big-news" else url)


@pytest.mark.parametrize(
    ("stated", "fetched", "body"),
    [
        ("2024-05-31T10:00:00Z", 2026, "Said of old."),
        ("2024-06-01T10:00:00Z", 2026, "Said today."),
        ("", 2026, "Said today."),
        ("", 2023, "Said of old."),
    ],
)
def test_a_page_of_a_former_layout_is_read_by_the_rules_of_its_time(stated, fetched, body):
    site = Site(
        name="x", title="X", home="https://x.example/", rules=Rules(body=(".new",)),
        former=(Rules(until="2024-06-01", body=(".old",)),),
    )  # fmt: skip
    html = f"""<meta property="article:published_time" content="{stated}"><h1>A</h1><div class=old><p>Said of old.</p></div>
        <div class=new><p>Said today.</p></div>"""

    assert (
        newsscrape.read(html, "https://x.example/a", fetched_at=dt.datetime(fetched, 1, 2, tzinfo=dt.UTC), site=site).body
        == body
    )
