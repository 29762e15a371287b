"""Microdata of the page's article (schema.org in ``itemprop`` attributes), whether or not its scope is marked."""

from collections.abc import Collection, Container, Mapping

from lxml.html import HtmlElement

from newsscrape.metadata.json_ld import ARTICLE_TYPES
from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.tree import line

_WHOLE = frozenset(["WebPage", "NewsWebPage", "CreativeWork", "Blog", "WebSite", "ItemPage", "ArticlePage"])
_LONGEST = 2_000  # the body is read as the body, not here
_MOST = 100  # of one property
_ATTRIBUTES = ("content", "datetime", "href", "src")
_SPELT = {"datepublished": "datePublished", "datemodified": "dateModified", "datecreated": "dateCreated"}


def read(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return the properties of the article's scope, in page order; ``author`` gives the names of its persons.

    A property of a comment, a related article's teaser or the publisher belongs to another scope and is left out.
    """
    named = sorted((place, names) for names, places in page.index.values("itemprop").items() for place in places)
    if not named:
        return {}
    scopes = {place for places in page.index.values("itemscope").values() for place in places}
    around, own = _around(page, scopes), _own(page, scopes)
    found: dict[str, list[str]] = {}
    for place, names in named:
        scope = around[place]
        by_author = scope is not None and "author" in (page.elements[scope].get("itemprop") or "").split()
        for name in names.split():
            if name == "name" and by_author and scope is not None and around[scope] in own:
                values = found.setdefault("author", [])
            elif scope in own and place not in scopes and name != "articleBody":
                values = found.setdefault(_SPELT.get(name.lower(), name), [])
            else:
                continue
            if len(values) < _MOST:
                values.append(_value(page.elements[place]))
    return {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}


def _around(page: Page, scopes: Container[int]) -> list[int | None]:
    """Return for each element's place that of the innermost scope around it."""
    around: list[int | None] = []
    for parent in page.index.parents:
        around.append(parent if parent in scopes else around[parent] if parent >= 0 else None)
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
