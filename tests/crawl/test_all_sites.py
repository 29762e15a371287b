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
    """Return the site's recorded articles that stand at the address by which a crawl would ask for them."""
    cases = [recording.load(meta.parent) for meta in sorted((RECORDINGS / site.name).glob("*/meta.json"))]
    found = [case for case in cases if case.kind == "article" and not case.expected.get("refused")]
    return [case for case in found if path(site.canonical(case.pages[0].url)) == path(case.pages[0].url)]


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
        f"<item><link>{escape(home + path(case.pages[0].url)[1:])}</link>"
        f"<pubDate>{format_datetime(case.pages[0].fetched_at)}</pubDate></item>"
        for case in cases
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


@pytest.mark.slow
def test_every_recorded_article_of_every_site_is_archived_with_its_title(web, crawl):
    expected = set()
    for name, site in registry.load().items():
        home, cases = f"{web.base}{name}/", articles(site)
        assert cases, f"{name} has no recorded article at its own address"
        (crawl.sites / f"{name}.py").write_text(COPY.format(name=name, home=home))
        web.put(f"/{name}/the-feed", feed(cases, home), headers={"Content-Type": "application/rss+xml"})
        for case in cases:
            expected.add((name, case.expected["key"], case.expected["title"]))
            for page in case.pages:
                kind = page.headers.get("content-type", "text/html; charset=utf-8")
                web.put(f"/{name}{path(page.url)}", served(site, page, home), headers={"Content-Type": kind})

    done = crawl("news", "-a", "sites=all", "-a", "comments=none", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")

    assert done.returncode == 0, done.err
    assert set(crawl.rows("SELECT s.name, a.key, a.title FROM articles a JOIN sites s ON s.id = a.site_id")) == expected
