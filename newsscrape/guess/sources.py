"""Where a site's articles are found: its feeds, its news sitemap, else its front page."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from newsscrape.discover import feeds, sitemaps
from newsscrape.guess.material import Material
from newsscrape.sites import Engine, Feed, Listing, Sitemap, Source

USUAL = ("feed/", "rss.xml", "rss", "feed.xml", "atom.xml", "index.xml")
"""Where most sites keep their feed, relative to the front page."""

Identify = Callable[[str], object]


def guess(material: Material, engine: Engine | None, identify: Identify) -> tuple[tuple[Source, ...], list[str]]:
    """Return the sources and why each is one; none where the engine's own do.

    Args:
        material: the site's pages.
        engine: the one it was recognised by.
        identify: tells the site's articles by their addresses.
    """
    found = dict(_found(material, identify))
    if not found:
        found = {Feed(relative(url, material.base)): "named in a page's head, not asked" for url in material.heads}
    if not found:
        articles = [url for url in (material.home and material.linked) or () if identify(url)]
        why = f"leads to {len(articles)} articles" if articles else "no feed answered: check it"
        found = {Listing(""): f"the front page {why}"}
    theirs = {urljoin(material.base, source.url) for source in (engine.sources if engine else ()) if source.kind == "feed"}
    if theirs and theirs <= {urljoin(material.base, source.url) for source in found}:
        return (), [f"its engine's; {why}" for why in found.values()]
    return tuple(found), list(found.values())


def _found(material: Material, identify: Identify) -> Iterator[tuple[Source, str]]:
    """Yield the feeds that name articles which none before them names, and the sitemaps that do."""
    seen: set[str] = set()
    for url, page in material.feeds.items():
        named = [target.url for target in feeds.read(page) if target.kind == "article"]
        own = {each for each in named if identify(each)}
        if own - seen:
            yield Feed(relative(url, material.base)), f"{len(own)} of its {len(named)} entries are articles"
        seen |= own
    for url, page in material.sitemaps.items():
        mapped = [target for target in sitemaps.read(page) if target.kind == "article" and identify(target.url)]
        if mapped:
            yield Sitemap(relative(url, material.base)), f"it names {len(mapped):,} articles"


def relative(url: str, base: str) -> str:
    """Return an address as a site file has it: relative to the home where it stands below.

    >>> relative("https://a.example/news/feed.xml", "https://a.example/"), relative("https://b.example/", "https://a.example/")
    ('news/feed.xml', 'https://b.example/')
    """
    if urlsplit(url).netloc != urlsplit(base).netloc:
        return url
    split = urlsplit(url)
    return split.path.lstrip("/") + (f"?{split.query}" if split.query else "")
