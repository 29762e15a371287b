"""What is known of a site before anything is guessed: a few of its pages, and what its feeds say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from newsscrape import dates, syndication, urls
from newsscrape.discover import alternates, feeds, links, sitemaps
from newsscrape.guess import forms
from newsscrape.model import Instant
from newsscrape.page import Page
from newsscrape.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article."""

    title: str
    author: str
    published: Instant | None


@dataclass(frozen=True)
class Material:
    """Some pages of one site."""

    articles: tuple[Page, ...]
    """At least one."""
    home: Page | None = None
    feeds: Mapping[str, Page] = field(default_factory=dict)
    """Address that was asked for -> the feed that came."""
    sitemaps: Mapping[str, Page] = field(default_factory=dict)
    """Address that was asked for -> the sitemap that came."""

    @cached_property
    def base(self) -> str:
        """The address of the site's front page."""
        split = urlsplit(self.articles[0].url)
        return f"{split.scheme}://{split.netloc}/"

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Path and query of the articles."""
        return tuple(forms.address(page.url) for page in self.articles)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """What the feeds say of the articles that they name on this site, by path and query."""
        found: dict[str, Entry] = {}
        for page in self.feeds.values():
            for entry in syndication.parse(page.text, page.url).entries:
                url = urls.absolute(page.url, entry.get("feedburner_origlink") or entry.get("link") or "")
                if url and self.is_own(url):
                    found.setdefault(forms.address(url), _entry(entry, page))
        return found

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Path and query of the articles that feeds and news sitemaps name."""
        mapped = (t.url for page in self.sitemaps.values() for t in sitemaps.read(page) if t.kind == "article")
        return tuple(dict.fromkeys((*self.entries, *(forms.address(url) for url in mapped if self.is_own(url)))))

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """Addresses of the site that the pages lead to, each once."""
        pages = [page for page in (self.home, *self.articles) if page is not None]
        found = (page.absolute(a.get("href")) for page in pages for a in page.tagged("a"))
        return tuple(dict.fromkeys(url for url in found if url and self.is_own(url)))

    @cached_property
    def likely(self) -> tuple[str, ...]:
        """Path and query of the linked pages that look like articles."""
        return tuple(dict.fromkeys(forms.address(url) for url in self.linked if links.article_like(self.base, url)))

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Path and query of the linked pages that look like sections: by a word, right below the front page also two."""
        found = (forms.address(url) for url in self.linked if not links.article_like(self.base, url))
        return tuple(each for each in dict.fromkeys(found) if _is_section(forms.read(each)))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The feeds that the pages name in their heads."""
        return feeds_named(*self.articles, self.home)

    def is_own(self, url: str) -> bool:
        """Tell whether an address stands on the site's host."""
        return urls.site_name(url) == urls.site_name(self.base)


def feeds_named(*pages: Page | None) -> tuple[str, ...]:
    """Return the feeds of articles that pages name in their heads, each once, the main one first."""
    found = dict.fromkeys(t.url for page in pages if page and page.media == "html" for t in alternates.read(page))
    return tuple(sorted(found, key=lambda url: urlsplit(url).path.rstrip("/").count("/"))[: alternates.MOST_FEEDS])


def is_feed(page: Page) -> bool:
    """Tell whether a page is a feed that names at least one article."""
    return feeds.sniff(page) and bool(feeds.read(page))


def _is_section(form: forms.Form) -> bool:
    return form.name.count("-") < (1 if form.folders else 2) and not any(letter.isdigit() for letter in form.name)


def _entry(entry: Mapping[str, Any], page: Page) -> Entry:
    published = dates.parse(entry.get("published"), fetched_at=page.fetched_at)
    return Entry(fold(entry.get("title", "")), fold(entry.get("author", "")), published)
