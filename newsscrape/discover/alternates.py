"""The feeds that a page declares in its head: ``<link rel="alternate" type="application/rss+xml">`` (RSS Autodiscovery)."""

import re
from urllib.parse import urlsplit

from newsscrape.discover import links
from newsscrape.model import Target
from newsscrape.page import Page
from newsscrape.urls import normalise

MOST_FEEDS = 3
"""What a site's sections and languages have besides is the same articles again."""

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_COMMENTS = re.compile(r"comment|kommentar", re.IGNORECASE)
_FEED_PATH = re.compile(r"/(?:feed|rss|atom)(?:[/.][^/]*)?/?$", re.IGNORECASE)


def read(page: Page) -> tuple[Target, ...]:
    """Return at most three feeds of articles, the site's main one first: that with the shortest path.

    Only what is typed as a feed counts, whatever its address ends in. Feeds of comments, and of a single article (its
    comments again), are left out.
    """
    found: dict[str, None] = {}
    own = normalise(page.url)
    for link in page.select("link[rel~=alternate i][href]"):
        media = (link.get("type") or "").partition(";")[0].strip().lower()
        url = page.absolute(link.get("href"))
        if media in _TYPES and url and normalise(url) != own and not _of_comments(page, link.get("title") or "", url):
            found.setdefault(normalise(url))
    return tuple(Target(url, "feed") for url in sorted(found, key=_depth)[:MOST_FEEDS])


def _of_comments(page: Page, title: str, url: str) -> bool:
    return bool(_COMMENTS.search(title) or _COMMENTS.search(url) or links.article_like(page.url, _FEED_PATH.sub("/", url)))


def _depth(url: str) -> int:
    return urlsplit(url).path.rstrip("/").count("/")
