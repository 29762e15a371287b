"""Microdata of the page's article (schema.org in ``itemprop`` attributes), whether or not its scope is marked."""

from collections.abc import Collection, Container, Iterable, Mapping

from lxml.html import HtmlElement

from newsscrape.metadata.json_ld import ARTICLE_TYPES
from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.tree import line

_PROPERTIES = {
    name.lower(): name for name in ("datePublished", "dateCreated", "dateModified", "isAccessibleForFree")
}  # the headline, the authors and the body are read where they are seen
_WHOLE = frozenset(["WebPage", "NewsWebPage", "CreativeWork", "Blog", "WebSite", "ItemPage", "ArticlePage"])
_LONGEST = 2_000
_MOST = 100  # of one property
_ATTRIBUTES = ("content", "datetime", "href", "src")


def read(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return the dates and the access that the article's scope states, by property, in page order.

    A property of a comment, a related article's teaser or the publisher belongs to another scope and is left out.
    """
    wanted = [
        (place, name)
        for names, places in page.index.values("itemprop").items()
        for name in map(_PROPERTIES.get, names.lower().split())
        if name
        for place in places
    ]
    if not wanted:
        return {}
    scopes = {place for places in page.index.values("itemscope").values() for place in places}
    around, own = _around(page, (place for place, _ in wanted), scopes), _own(page, scopes)
    found: dict[str, list[str]] = {}
    for place, name in sorted(wanted):
        values = found.setdefault(name, [])
        if place not in scopes and around[place] in own and len(values) < _MOST:
            values.append(_value(page.elements[place]))
    return {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}


def _around(page: Page, places: Iterable[int], scopes: Container[int]) -> Mapping[int, int | None]:
    """Return for each of the places that of the innermost scope around it; what stands around several is looked at once."""
    parents = page.index.parents
    around: dict[int, int | None] = {-1: None}
    for place in places:
        path = [place]
        while (box := parents[path[-1]]) not in around and box not in scopes:
            path.append(box)
        around |= dict.fromkeys(path, box if box in scopes else around[box])
    return around


def _own(page: Page, scopes: Collection[int]) -> set[int | None]:
    """Return the article's own scopes: the first article's, or where none is marked, no scope and the page's."""
    types = {place: _type(page.elements[place]) for place in sorted(scopes)}
    articles = [place for place, kind in types.items() if kind in ARTICLE_TYPES]
    return {*articles[:1]} or {None, *(place for place, kind in types.items() if kind in _WHOLE)}


def _type(element: HtmlElement) -> str:
    return (element.get("itemtype") or "").rstrip("/").rpartition("/")[2]


def _value(element: HtmlElement) -> str:
    given = next((value for name in _ATTRIBUTES if (value := element.get(name))), None)
    return fold(cut(given if given is not None else line(element, _LONGEST), _LONGEST))
