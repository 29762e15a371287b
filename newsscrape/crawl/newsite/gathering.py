"""Which pages of a site are asked for, so that it can be guessed: few, and in this order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from newsscrape import urls
from newsscrape.crawl.probe import told
from newsscrape.crawl.visitor import Unavailable, Visitor
from newsscrape.discover import alternates, feeds, sitemaps
from newsscrape.guess import naming, sources
from newsscrape.guess.material import Material, feeds_named, is_feed
from newsscrape.page import Page

_OF_A_FEED = 2
"""Articles that are fetched where a feed is all that is given."""
_MOST_TRIES = 6
"""Addresses that are tried where no page names a feed."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What a site is guessed from."""

    articles: tuple[str, ...] = ()
    """Addresses of articles; empty: those that the feed names."""
    feed: str | None = None
    title: str | None = None
    """What the user's list calls it."""

    @property
    def place(self) -> str:
        """What it is called before its name is known."""
        return self.feed or self.articles[0]


async def gather(visitor: Visitor, lead: Lead) -> Material:
    """Fetch a few pages of a site: its articles, its front page, its feeds, and its sitemap of news.

    Raises:
        Unavailable: not enough can be had; the text begins with the address where it is not the lead's own.
    """
    known = await _feeds(visitor, [lead.feed]) if lead.feed else {}
    if lead.feed and not known:
        raise Unavailable("no feed that names an article")
    pages = [await _article(visitor, url) for url in lead.articles or _newest(known)]
    material = Material(tuple(pages), feeds=known)
    require_one_host(pages)
    home = await _optional(visitor, material.base)
    if not known:
        named = feeds_named(*pages, home)
        known = await _feeds(visitor, named) or await _feeds(visitor, _likely(material, home or pages[0]), most=1)
    news = [url for url in visitor.sitemaps(material.base) if "news" in url.lower()] or (
        [] if known else list(visitor.sitemaps(material.base))
    )
    mapped = {url: page for url in news[:1] if (page := await _optional(visitor, url)) and sitemaps.sniff(page)}
    return Material(tuple(pages), home, known, mapped)


def require_one_host(pages: Iterable[Page]) -> None:
    """Check that the pages are of one site.

    Raises:
        Unavailable: they are of several.
    """
    hosts = sorted({urls.site_name(page.url) for page in pages})
    if len(hosts) > 1:
        raise Unavailable(f"the articles stand on different hosts, {' and '.join(hosts)}: name those of one site")


def require_article(page: Page) -> Page:
    """Check that a page is an article.

    Raises:
        Unavailable: it is none, with the reason.
    """
    probed = told.read(page, None)
    if not probed.taken:
        raise Unavailable(f"{page.url}: no article: {told.verdict(probed.outcome)}")
    return page


async def _article(visitor: Visitor, url: str) -> Page:
    try:
        return require_article(await visitor.get(url))
    except Unavailable as error:
        said = str(error)
        raise Unavailable(said if said.startswith("http") else f"{url}: {said}") from error


async def _optional(visitor: Visitor, url: str) -> Page | None:
    try:
        return await visitor.get(url)
    except Unavailable:
        return None


async def _feeds(visitor: Visitor, addresses: Iterable[str], most: int = alternates.MOST_FEEDS) -> dict[str, Page]:
    """Return the feeds among some addresses, as many as are wanted."""
    found: dict[str, Page] = {}
    for url in addresses:
        if len(found) < most and (page := await _optional(visitor, url)) and is_feed(page):
            found[url] = page
    return found


def _newest(known: Mapping[str, Page]) -> list[str]:
    named = [target.url for page in known.values() for target in feeds.read(page) if target.kind == "article"]
    return named[:_OF_A_FEED]


def _likely(material: Material, page: Page) -> list[str]:
    """Return where a feed may be, though no head names one: where a link leads, where the engine has it, where most have."""
    engine = naming.engine(material)
    theirs = [source.url for source in (engine[0].engine.sources if engine else ()) if source.kind == "feed"]
    usual = (urljoin(material.base, path) for path in (*theirs, *sources.USUAL))
    return list(dict.fromkeys((*alternates.linked(page), *usual)))[:_MOST_TRIES]
