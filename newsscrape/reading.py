"""Pages in, article, comments and further addresses out: every reader joined. Pure: no clock, network, settings, database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsscrape import comments, garbage, urls
from newsscrape.discover import alternates, feeds, listings, parts, refresh, sitemaps
from newsscrape.errors import BadArgument
from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.model import Article, Kind, Outcome, Target, Thread
from newsscrape.page import UNKNOWN_TIME, Page
from newsscrape.sites import Site, registry

EXPECTED = ("title", "authors", "published", "body")
"""The fields without which an article is kept, but counted as missed."""


@garbage.kept()
def read(
    html: bytes | str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: dt.datetime | None = None,
    site: Site | str | None = None,
) -> Article:
    """Read one page as an article, whether it is one or not, with the comments that stand in it.

    Args:
        html: the document; text is taken as it is, bytes by the charset they or the headers declare.
        url: its address, absolute.
        headers: of the answer; ``content-type`` may name the charset.
        fetched_at: aware; relative dates count from it and are not believed without it.
        site: whose rules to read by, or its name; ``None``: the known site that owns the address, else none.

    Raises:
        Unreadable: the input is no HTML document.
        BadArgument: there is no site of that name, the address is none, or the fetch time has no zone.
    """
    try:
        urlsplit(url)
    except ValueError:
        raise BadArgument(f"{url!r:.80} is no address; give the page's own, such as https://www.example.com/a-phone") from None
    if fetched_at and fetched_at.tzinfo is None:
        raise BadArgument(
            f"fetched_at: {fetched_at.isoformat()} has no zone; give an aware time, which relative dates count from"
        )
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if isinstance(html, str):
        given["content-type"] = "text/html; charset=utf-8"
    page = Page(url, body, given, fetched_at.astimezone(dt.UTC) if fetched_at else UNKNOWN_TIME)
    return _with_comments(read_article([page], _site(site, url)), _threads([page]))


def read_pages(pages: Sequence[Page], kind: Kind, site: Site | None = None, system: str | None = None) -> Outcome:
    """Read what one address came to, by what it was asked for and by what it turns out to be.

    A feed or sitemap that is really an HTML page is read for the feeds it declares, else as a listing; where it names
    nothing, it is refused as ``no-source``.

    Args:
        pages: of an article, all its parts known so far, in order; else one page.
        kind: what the address was taken for.
        site: whose rules and addresses to read by; ``None``: the generic reading.
        system: the comment system that asked for the page.

    Raises:
        Unreadable: an HTML document was needed and this is none.
    """
    first = pages[0]
    if kind == "comments" and first.media != "html":
        return _commented(pages, system)
    if sitemaps.sniff(first):
        return Outcome(kind="sitemap", targets=sitemaps.read(first))
    if feeds.sniff(first):
        return Outcome(kind="feed", targets=feeds.read(first))
    if moved := _moved(pages):
        return Outcome(kind=kind, moved=moved)
    return _commented(pages, system) if kind == "comments" else _expected(pages, kind, site)


def _commented(pages: Sequence[Page], system: str | None) -> Outcome:
    """Read what a comment system asked for; what it does not give is refused for its own reason."""
    threads = _threads(pages, system)
    refused = next((thread.refused for thread in threads if thread.refused), None)
    return Outcome(kind="comments", threads=() if refused else threads, refused=refused)


def _expected(pages: Sequence[Page], kind: Kind, site: Site | None) -> Outcome:
    """Read a document as what it was asked for."""
    if kind in ("feed", "sitemap"):
        return _source(pages[0], kind, site)
    if kind == "listing":
        return Outcome(kind=kind, targets=_listed(pages[0], site))
    if kind in ("article", "part"):
        threads = _threads(pages)
        article = _with_comments(read_article(pages, site), threads)
        return Outcome(kind=kind, article=article, threads=threads, targets=_parts(pages, site), misses=misses(article))
    return Outcome(kind=kind)


def read_article(pages: Sequence[Page], site: Site | None = None) -> Article:
    """Read an article from its parts in order, at least one; comments are not read here."""
    url, declared = pages[0].url, _declared(pages[0])
    identity = site.identify(url) if site else None
    address = site.canonical(url, declared) if site else urls.canonical(url, declared)
    return extract.read(
        pages,
        _rules(pages[0], site) if site else Rules(),
        site=site.name if site else urls.site_name(url),
        key=identity.key if identity else urls.identity(url if site else address),
        url=address,
    )


def _rules(page: Page, site: Site) -> Rules:
    """Return the rules of the layout in use when the article was published, or where that is not known, was fetched."""
    if not (site.former or site.engine.former):
        return site.reading
    dates = extract.published(page, site.reading)
    return site.reading_of(dates[0].utc[:10] if dates and dates[0].utc else page.fetched_at.date().isoformat())


def _declared(page: Page) -> str | None:
    """Return what the page calls its canonical address."""
    return next((page.absolute(link.get("href")) for link in page.select("link[rel~=canonical i]")), None)


def misses(article: Article) -> tuple[str, ...]:
    """Return the fields that every article has and this one's reading has not."""
    dateless = article.published is None or article.published.utc is None
    return tuple(name for name in EXPECTED if (dateless if name == "published" else not getattr(article, name)))


def _site(site: Site | str | None, url: str) -> Site | None:
    if site is None:
        return registry.for_url(url)
    if isinstance(site, Site):
        return site
    known = registry.load()
    if site not in known:
        raise BadArgument(f"there is no site {site!r}; known are {', '.join(known)}")
    return known[site]


def _moved(pages: Sequence[Page]) -> str | None:
    """Return where one of the pages leads by itself: the one just fetched, since such pages are not stored."""
    return next((url for page in pages if page.media == "html" and (url := refresh.read(page))), None)


def _source(page: Page, kind: Kind, site: Site | None) -> Outcome:
    """Read what was asked for as a feed or sitemap, and does not begin like one: something may stand before it."""
    if targets := feeds.read(page):
        return Outcome(kind="feed", targets=targets)
    if targets := sitemaps.read(page):
        return Outcome(kind="sitemap", targets=targets)
    if page.media == "html" and (targets := alternates.read(page) or _listed(page, site)):
        return Outcome(kind="listing", targets=targets)
    return Outcome(kind=kind, refused=f"no-source: neither a feed nor a sitemap, but {page.media}, and it names no article")


def _listed(page: Page, site: Site | None) -> tuple[Target, ...]:
    """Return what a listing names; of an unknown site its feeds, too, and so of a known one where its file does not serve.

    That is where no teaser is found, and on a home page that is asked because a source gives nothing.
    """
    if site is None:
        return (*listings.read(page), *alternates.read(page))
    found = _teasers(page, site)
    return found if found and not site.stands_in(page.url) else (*found, *alternates.read(page))


def _teasers(page: Page, site: Site) -> tuple[Target, ...]:
    return listings.read(
        page,
        identify=site.identify,
        items=site.engine.items,
        item_date=site.engine.item_date,
        next_page=site.engine.next_page,
        zone=site.reading.zone,
        order=site.reading.date_order,
    )


def _parts(pages: Sequence[Page], site: Site | None) -> tuple[Target, ...]:
    """Return the parts that any page of the article names and that are not among the pages."""
    if site is None:
        return ()
    known = {urls.normalise(page.url) for page in pages}
    found = {t.url: t for page in pages for t in parts.read(page, identify=site.identify, selectors=site.reading.parts)}
    return tuple(target for url, target in found.items() if urls.normalise(url) not in known)


def _threads(pages: Sequence[Page], system: str | None = None) -> tuple[Thread, ...]:
    """Return each thread once, as the first page that shows it gives it."""
    found: dict[tuple[str, str], Thread] = {}
    for page in pages:
        for thread in comments.threads(page, system):
            found.setdefault((thread.system, thread.key), thread)
    return tuple(found.values())


def _with_comments(article: Article, threads: Sequence[Thread]) -> Article:
    if not threads:
        return article
    claimed = next((thread.claimed for thread in threads if thread.claimed is not None), None)
    count = article.comment_count if article.comment_count is not None else claimed
    return replace(article, comments=tuple(c for thread in threads for c in thread.comments), comment_count=count)
