"""Feeds: RSS 0.9 to 2.0, RDF and Atom, well-formed or not, read by feedparser."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from newsscrape import dates, syndication
from newsscrape.model import Target
from newsscrape.page import Page
from newsscrape.urls import absolute

MOST_ENTRIES = 2_000
"""A longer feed is read so far; what people publish has some tens of entries."""
MOST_CHARACTERS = 4 << 20
"""Of a longer feed only the entries that stand in as many are read."""

_ROOT = re.compile(
    r"(?:\s|\ufeff|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*<(?:\w+:)?(?:rss|feed|rdf)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_HEAD = 4096


def sniff(page: Page) -> bool:
    """Tell whether the page is a feed, whatever its header says: by its first tag."""
    return bool(_ROOT.match(page.text[:_HEAD]))


def read(page: Page) -> tuple[Target, ...]:
    """Return the articles that the feed names, in its order, and the next page of a paged feed (RFC 5005).

    An entry that names no http(s) address is left out; of two with one address the first counts. The date of an entry is
    a hint: it is left out where it cannot be believed.
    """
    parsed = syndication.parse(_first_entries(page.text), page.url)
    found: dict[str, Target] = {}
    for entry in parsed.entries:
        if url := next((url for href in _links(entry) if (url := absolute(page.url, href))), None):
            found.setdefault(url, Target(url, "article", published=_published(entry, page)))
    return (*found.values(), *_next(parsed.feed, page))


def _first_entries(text: str) -> str:
    """Return the feed without the entries that are not read, which would cost as much as those that are."""
    starts = [match.start() for match in islice(_ENTRY.finditer(text[:MOST_CHARACTERS]), MOST_ENTRIES + 1)]
    if len(starts) <= MOST_ENTRIES and len(text) <= MOST_CHARACTERS:
        return text
    beyond = starts[-1] if starts else MOST_CHARACTERS
    end = text.rfind("</", beyond, max(text.rfind("</item>"), text.rfind("</entry>")) + 3)
    return text[:beyond] + (text[text.index(">", end) + 1 :] if end > 0 else "")


def _links(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the candidates for the article's address, the truest first: a feed service's link only redirects."""
    if original := entry.get("feedburner_origlink"):
        yield original
    if link := entry.get("link"):
        yield link
    if str(entry.get("id", "")).startswith(("http://", "https://")):
        yield entry["id"]


def _published(entry: Mapping[str, Any], page: Page) -> str | None:
    for name in ("published", "updated", "created"):
        # `in` first: feedparser answers a missing "updated" with "published" and a warning.
        instant = dates.parse(entry[name], fetched_at=page.fetched_at) if name in entry else None
        if instant and instant.utc:
            return instant.utc
    return None


def _next(feed: Mapping[str, Any], page: Page) -> Iterator[Target]:
    for link in feed.get("links", ()):
        url = absolute(page.url, link.get("href", "")) if link.get("rel") == "next" else None
        if url and url != page.url:
            yield Target(url, "feed")
