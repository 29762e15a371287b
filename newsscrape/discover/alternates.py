"""The feeds that a page names: ``<link rel="alternate" type="application/rss+xml">`` (RSS Autodiscovery), or a plain link."""

import re
from itertools import islice
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
_LINKED = re.compile(r"\.(?:rss|rdf|atom|xml)$|/(?:feeds?|rss|atom)(?:[/.][^/]*)?/?$", re.IGNORECASE)
_MOST_LINKS = 5_000


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


def linked(page: Page) -> tuple[str, ...]:
    """Return at most three addresses of the page's host that it links to and that read like a feed's; none has been asked."""
    own = urlsplit(page.url).netloc
    urls = (page.absolute(link.get("href")) for link in islice(page.tagged("a"), _MOST_LINKS))
    found = (url for url in urls if url and _is_feeds(urlsplit(url).path) and urlsplit(url).netloc == own)
    return tuple(islice(dict.fromkeys(url for url in found if not _of_comments(page, "", url)), MOST_FEEDS))


def _is_feeds(path: str) -> bool:
    return bool(_LINKED.search(path)) and "sitemap" not in path.lower()


def _of_comments(page: Page, title: str, url: str) -> bool:
    return bool(_COMMENTS.search(title) or _COMMENTS.search(url) or links.article_like(page.url, _FEED_PATH.sub("/", url)))


def _depth(url: str) -> int:
    return urlsplit(url).path.rstrip("/").count("/")
