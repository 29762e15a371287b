"""A site's file may name a feed that is not there: the home page stands in for it, run after run."""

import pytest

SITE = """
from newsscrape.sites import Feed, Site

SITE = Site(
    name="local", title="Local news", home="{home}", delay=0, days=None, limit=None,
    articles=(r"^/(?P<key>\\d+)\\.html",), sources=(Feed("rss.xml"),),
)
"""
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{}</channel></rss>'


def feed(base, *numbers):
    return FEED.format("".join(f"<item><title>Phone {n}</title><link>{base}{n}.html</link></item>" for n in numbers))


@pytest.fixture
def moved(web, crawl):
    """A site whose home page links to two articles and names a feed with a third; its file names another feed."""
    web.site([1, 2])
    web.put("/3.html", web.article(3))
    status, body, *_ = web.pages["/"]
    head = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feeds/all.xml"></head>'
    web.put("/", body.replace(b"<html>", head, 1).decode(), status=status, headers={"ETag": '"1"'})
    web.put("/feeds/all.xml", feed(web.base, 3), headers={"Content-Type": "application/rss+xml"})
    (crawl.sites / "local.py").write_text(SITE.format(home=web.base))
    return web


def numbers(crawl):
    return [key for (key,) in crawl.rows("SELECT key FROM articles ORDER BY key")]


def test_a_feed_that_is_gone_costs_no_article(moved, crawl):
    first = crawl("local")
    assert (first.returncode, numbers(crawl)) == (0, ["1", "2", "3"])
    assert "local: its feed rss.xml answers 404: the home page is read instead; correct the site's file" in first.err
    assert crawl.one("SELECT due_at IS NOT NULL FROM urls WHERE url LIKE '%rss.xml'"), "or `-a sites=due` leaves the site out"

    moved.put("/4.html", moved.article(4))
    moved.put("/feeds/all.xml", feed(moved.base, 4, 3), headers={"Content-Type": "application/rss+xml"})
    before = len(moved.log)
    assert (crawl("news", "-a", "sites=local").returncode, numbers(crawl)) == (0, ["1", "2", "3", "4"])
    asked = [one.path for one in moved.log[before:]]
    assert sorted(asked) == ["/", "/4.html", "/feeds/all.xml", "/rss.xml"]
    assert next(one for one in moved.log[before:] if one.path == "/").headers["If-None-Match"] == '"1"'


def test_a_feed_that_robots_forbid_leads_home_as_well_and_one_that_is_there_does_not(moved, other, crawl):
    moved.put("/robots.txt", "User-agent: *\nDisallow: /rss.xml", headers={"Content-Type": "text/plain"})
    other.site([5, 6])
    other.put("/rss.xml", feed(other.base, 5), headers={"Content-Type": "application/rss+xml"})
    (crawl.sites / "there.py").write_text(SITE.format(home=other.base).replace('"local"', '"there"'))

    done = crawl("news", "-a", "sites=local,there")
    assert (numbers(crawl), "/rss.xml" in moved.paths(), "/" in other.paths()) == (["1", "2", "3", "5"], False, False)
    assert "local: its feed rss.xml is forbidden by robots.txt: the home page is read instead" in done.err
    assert "there: its" not in done.err
