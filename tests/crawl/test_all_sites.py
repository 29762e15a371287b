"""Every site of the package is crawled for real, from copies of its recorded articles on loopback, in one run of all."""

from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest

from newsscrape import recording
from newsscrape.sites import registry

RECORDINGS = Path(__file__).parents[1] / "recordings"
COPY = """
from dataclasses import replace
from newsscrape.sites import Feed, registry

SITE = replace(
    registry.load()[{name!r}].at({home!r}), sources=(Feed("the-feed"),), delay=0, days=None, limit=None
)
"""


def articles(site):
    """Return the site's recorded articles by the address at which a crawl asks for them, in their own form if there is one."""
    cases = [recording.load(meta.parent) for meta in sorted((RECORDINGS / site.name).glob("*/meta.json"))]
    found = {}
    for case in cases:
        if case.kind == "article" and not case.expected["refused"]:
            url = case.pages[0].url
            asked = path(site.canonical(url))
            if asked == path(url) or asked not in found:
                found[asked] = case
    return found


def path(url):
    split = urlsplit(url)
    return split.path + (f"?{split.query}" if split.query else "")


def served(site, page, home):
    """Return a page with its links to the site turned to the copy."""
    there, local = site.home.encode(), home.encode()
    rooted = urlsplit(home).path.encode()
    return page.body.replace(b'="//', b'="\0').replace(there, local).replace(b'="/', b'="' + rooted).replace(b'="\0', b'="//')


def feed(cases, home):
    items = (
        f"<item><link>{escape(home + asked[1:])}</link><pubDate>{format_datetime(case.pages[0].fetched_at)}</pubDate></item>"
        for asked, case in cases.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


@pytest.mark.slow
def test_every_recorded_article_of_every_site_is_archived_with_its_title(web, crawl):
    expected = set()
    for name, site in registry.load().items():
        home, cases = f"{web.base}{name}/", articles(site)
        (crawl.sites / f"{name}.py").write_text(COPY.format(name=name, home=home))
        web.put(f"/{name}/the-feed", feed(cases, home), headers={"Content-Type": "application/rss+xml"})
        for asked, case in cases.items():
            expected.add((name, case.expected["key"], case.expected["title"]))
            for number, page in enumerate(case.pages):
                kind = page.headers.get("content-type", "text/html; charset=utf-8")
                where = path(page.url) if number else asked
                web.put(f"/{name}{where}", served(site, page, home), headers={"Content-Type": kind})

    assert {name for name, *_ in expected} == set(registry.load())
    done = crawl("news", "-a", "sites=all", "-a", "comments=none", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")

    assert done.returncode == 0, done.err
    assert set(crawl.rows("SELECT s.name, a.key, a.title FROM articles a JOIN sites s ON s.id = a.site_id")) == expected
