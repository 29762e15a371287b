"""Listing pages: home pages, indexes, tag pages. Every link to an article, once, and the next page."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from lxml.html import HtmlElement

from newsscrape import dates, urls
from newsscrape.discover import links
from newsscrape.model import Target
from newsscrape.page import Page
from newsscrape.tree import line, nearest, select, tokens

Identify = Callable[[str], tuple[str, int] | None]
"""What article an address names: its key and the number of its part; ``None``: no article."""

_NEXT = "link[rel~=next], a[rel~=next]"
_NEXT_CLASS = re.compile(
    r"(?:(?:page|pages|pagination|paging|pager|nav|post|posts)[-_]*)?(?:next|older)(?:[-_]*(?:page|posts?|postslink|link|entries))?",
    re.IGNORECASE,
)
_NEXT_WORDS = frozenset(
    [
        *("next", "next page", "older", "older posts", "older entries", "older articles", "weiter", "nächste", "nächste seite"),
        *("ältere beiträge", "suivant", "page suivante", "siguiente", "página siguiente", "volgende", "avanti", "successiva"),
        *("próxima", "следующая", "вперёд", "następna", "další", "下一页", "次へ"),
    ]
)
_LONGEST_WORDS = 60  # characters, arrows and all
_ARROWS = " \u2192\u203a\u00bb>\u25b6\u25ba\u27e9\u2026.\ufe0e"


def read(  # noqa: PLR0913 - the plain values of a site, which this room may not import
    page: Page,
    *,
    identify: Identify | None = None,
    items: tuple[str, ...] = (),
    item_date: str | None = None,
    next_page: tuple[str, ...] = (),
    zone: str | None = None,
    order: Literal["dmy", "mdy"] | None = None,
) -> tuple[Target, ...]:
    """Return the articles that a page links to, in page order, each once, and its next page.

    Args:
        page: an HTML page.
        identify: the site's knowledge of its addresses; ``None``: an address is judged by its looks.
        items: CSS of the teasers; where none is found, the whole page counts.
        item_date: CSS, inside a teaser, of its date; the date becomes the target's hint.
        next_page: CSS of the link to the next page, asked before the general signs of one.
        zone: see `dates.parse`.
        order: see `dates.parse`.
    """
    teasers = {teaser for css in items for teaser in page.select(css)}
    dated = set(page.select(item_date)) if item_date else set()
    found: dict[str, str] = {}
    named: dict[HtmlElement, str] = {}
    hints: dict[HtmlElement, str | None] = {}
    for element, teaser in nearest(page.root, teasers):
        if teasers and teaser is None:
            continue
        if teaser is not None and element in dated:
            hints.setdefault(teaser, _date(element, page, zone, order))
        elif element.tag == "a" and (article := _article(page, element.get("href"), identify)):
            key, url = article
            found.setdefault(key, url)
            if teaser is not None:
                named.setdefault(teaser, key)
    published = {key: hint for teaser, key in named.items() if (hint := hints.get(teaser))}
    return (*(Target(url, "article", published=published.get(key)) for key, url in found.items()), *_next(page, next_page))


def _article(page: Page, href: str | None, identify: Identify | None) -> tuple[str, str] | None:
    """Return key and address of the article that a link names: its first part, in a listing."""
    url = page.absolute(href)
    if url is None:
        return None
    if identify is None:
        return (urls.identity(url), url) if links.article_like(page.url, url) else None
    identity = identify(url)
    return (identity[0], url) if identity and identity[1] == 1 else None


def _date(element: HtmlElement, page: Page, zone: str | None, order: Literal["dmy", "mdy"] | None) -> str | None:
    raw = element.get("datetime") or line(element)
    instant = dates.parse(raw, fetched_at=page.fetched_at, zone=zone, order=order)
    return instant.utc if instant else None


def _next(page: Page, selectors: tuple[str, ...]) -> Iterator[Target]:
    """Yield the next page of the listing, on the same host, by the site's selector, ``rel=next``, class or words."""
    for element in _candidates(page.root, selectors):
        url = page.absolute(element.get("href"))
        if url and urls.host(url) == urls.host(page.url) and urls.normalise(url) != urls.normalise(page.url):
            yield Target(url, "listing")
            return


def _candidates(root: HtmlElement, selectors: tuple[str, ...]) -> Iterator[HtmlElement]:
    for css in (*selectors, _NEXT):
        yield from select(root, css)
    for link in root.iter("a"):
        if any(_NEXT_CLASS.fullmatch(token) for token in tokens(link)) or _says_next(link):
            yield link


def _says_next(link: HtmlElement) -> bool:
    said = (link.get("aria-label"), link.get("title"), line(link, _LONGEST_WORDS))
    return any(words and words.casefold().strip(_ARROWS) in _NEXT_WORDS for words in said)
