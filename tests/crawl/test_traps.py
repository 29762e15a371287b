"""What a site makes up without end: each crawl ends after few requests, and each refusal has its row with its reason."""

import datetime as dt
import re

import pytest

pytestmark = pytest.mark.slow


class MadeUp(dict):
    """Pages that are made when they are asked for, by the first pattern that fits their path."""

    def get(self, path, default=None):
        for pattern, make in self.items():
            if match := re.fullmatch(pattern, path):
                body = make(*match.groups())
                if isinstance(body, tuple):
                    return body
                return None if body is None else (200, body.encode(), {}, 0.0, None)
        return default


def listing(*articles, following=None, head=""):
    links = "".join(f'<p><a href="{path}">A phone is here at last</a></p>' for path in articles)
    more = f'<a rel="next" href="{following}">Older</a>' if following else ""
    return f"<html><head>{head}</head><body>{links}{more}</body></html>"


@pytest.fixture
def site(web, crawl):
    """Return a function that serves pages made up by pattern, crawls them, and returns what was asked for."""
    crawl.add_site(web)

    def serve(pages, *args):
        web.pages = MadeUp({**pages, r"/(\d+)\.html": web.article})
        asked = len(web.log)
        ended = crawl(*(args or ("local",)), "-s", "DOWNLOAD_DELAY=0")
        assert ended.returncode == 0, ended.err
        return [path for path in web.paths()[asked:] if path != "/robots.txt"]

    return serve


def refusals(crawl, web):
    rows = crawl.rows("SELECT url, last_error FROM urls WHERE state = 'refused' ORDER BY id")
    return {url.removeprefix(web.base): reason for url, reason in rows}


def test_a_calendar_into_the_future_ends(site, web, crawl):
    def month(year, number):
        following = dt.date(int(year), int(number), 1) + dt.timedelta(days=31)
        return listing(f"/{year}{number}.html", following=f"{following:/%Y/%m/}")

    today = dt.datetime.now(dt.UTC)
    asked = site({"/": lambda: listing("/1.html", following=f"{today:/%Y/%m/}"), r"/(\d{4})/(\d\d)/": month})
    calendar = [path for path in asked if path.endswith("/")]
    assert 2 < len(calendar) < 6
    assert list(refusals(crawl, web).values()) == ["calendar"]
    assert crawl.one("SELECT count(*) FROM articles") == len(calendar)


def test_the_same_page_under_every_number_ends(site, web, crawl):
    def page(number="1"):
        return listing("/1.html", "/2.html", following=f"/?page={int(number) + 1}")

    asked = site({"/": page, r"/\?page=(\d+)": page})
    assert sorted(asked) == ["/", "/1.html", "/2.html", "/?page=2", "/?page=3", "/?page=4"]
    assert refusals(crawl, web) == {"?page=5": "barren"}
    assert crawl.one("SELECT count(*) FROM articles") == 2


def test_the_same_page_behind_a_redirect_of_every_number_ends(site, web, crawl):
    def page(number="1"):
        return listing("/1.html", following=f"/?page={int(number) + 1}")

    def moved(number):
        return 302, b"", {"Location": f"/list/{number}/"}, 0.0, None

    asked = site({"/": page, r"/\?page=(\d+)": moved, r"/list/(\d+)/": page}, "local", "-s", "CLOSESPIDER_PAGECOUNT=40")
    assert [path for path in asked if path.startswith("/list/")] == ["/list/2/", "/list/3/", "/list/4/"]
    assert refusals(crawl, web) == {"?page=5": "barren"}


def test_a_path_that_grows_ends(site, web, crawl):
    def page(path):
        return listing(f"/{len(path) + 1}.html", following="more/")

    asked = site({"(/(?:more/)*)": page})
    assert [path for path in asked if path.endswith("/")] == ["/", "/more/", "/more/more/"]
    assert refusals(crawl, web) == {"more/more/more/": "repeated"}
    assert crawl.one("SELECT count(*) FROM articles") == 3


def test_sessions_circles_of_pages_and_pages_that_only_lead_on_end(site, web, crawl):
    visits = iter(range(1, 100))

    def page(following):
        session = next(visits)
        articles = (f"/1.html?PHPSESSID={session}", f"/2.html;jsessionid={session}", "/7.html", "/8.html", "/9.html")
        return listing(*articles, following=f"{following}sid={session}")

    def lead(path):
        return f'<html><head><meta http-equiv="refresh" content="0; url={path}"></head><body>This way.</body></html>'

    asked = site(
        {
            "/": lambda: page("/?page=2&"),
            r"/\?page=2": lambda: page("/?"),
            "/7.html": lambda: lead("/8.html"),
            "/8.html": lambda: lead("/7.html"),
            "/9.html": lambda: lead("/10.html"),
        }
    )
    assert sorted(asked) == ["/", "/1.html", "/10.html", "/2.html", "/7.html", "/8.html", "/9.html", "/?page=2"]
    assert crawl.rows("SELECT key FROM articles ORDER BY 1") == [("1",), ("10",), ("2",)]
    assert crawl.rows("SELECT kind FROM errors") == [("redirect-loop",)]
    assert list(refusals(crawl, web).values()) == ["fetch: redirect-loop"]
    aliases = crawl.rows("SELECT url FROM urls WHERE article_id = (SELECT id FROM articles WHERE key = '10') ORDER BY id")
    assert [url.removeprefix(web.base) for (url,) in aliases] == ["9.html", "10.html"]


def test_feeds_found_in_a_head_are_asked_in_every_run_and_what_is_no_feed_is_told(site, web, crawl):
    slugs = [f"/2026/02/1{number}/phone-is-here" for number in range(3)]

    def feed():
        items = "".join(f"<item><link>{web.base}{slug[1:]}</link></item>" for slug in slugs)
        return f'<rss version="2.0"><channel><title>Phones</title>{items}</channel></rss>'

    link = '<link rel="alternate" type="application/rss+xml" href="{}">'.format
    pages = {
        "/": lambda: listing(slugs[0], head=link("/All.1.html") + link("/Gone.2.html") + link("/comments/feed/")),
        "/All.1.html": feed,
        "/Gone.2.html": lambda: "<html><body><p>There are no feeds here any more.</p></body></html>",
        r"/2026/02/(\d+)/phone-is-here": web.article,
    }
    asked = site(pages, "web", "-a", f"url={web.base}")
    assert sorted(asked) == ["/", *slugs, "/All.1.html", "/Gone.2.html"]
    assert crawl.one("SELECT count(*) FROM articles") == 3
    assert refusals(crawl, web) == {"Gone.2.html": "check: no-source"}
    slugs.append("/2026/02/20/phone-is-here")
    assert sorted(site(pages, "web", "-a", f"url={web.base}")) == ["/", slugs[3], "/All.1.html", "/Gone.2.html"]
    assert crawl.one("SELECT count(*) FROM articles") == 4
