"""Microdata of the page's article (schema.org in ``itemprop`` attributes), whether or not its scope is marked."""

from collections.abc import Mapping

from lxml.html import HtmlElement

from newsscrape.metadata.json_ld import ARTICLE_TYPES
from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.tree import line, nearest

_WHOLE = frozenset(["WebPage", "NewsWebPage", "CreativeWork", "Blog", "WebSite", "ItemPage", "ArticlePage"])
_LONGEST = 2_000  # the body is read as the body, not here
_MOST = 100  # of one property
_ATTRIBUTES = ("content", "datetime", "href", "src")
_SPELT = {"datepublished": "datePublished", "datemodified": "dateModified", "datecreated": "dateCreated"}


def read(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return the properties of the article's scope, in page order; ``author`` gives the names of its persons.

    A property of a comment, a related article's teaser or the publisher belongs to another scope and is left out.
    """
    found: dict[str, list[str]] = {}
    if not page.select("[itemprop]"):
        return {}
    scopes = set(page.select("[itemscope]"))
    marked = any(_type(scope) in ARTICLE_TYPES for scope in scopes)
    first: HtmlElement | None = None
    outer: dict[HtmlElement, HtmlElement | None] = {}
    for element, scope in nearest(page.root, scopes):
        if element in scopes:
            outer[element] = scope
            if first is None and _type(element) in ARTICLE_TYPES:
                first = element
        for name in (element.get("itemprop") or "").split():
            holder, owner = (scope.get("itemprop") or "", outer[scope]) if scope is not None else ("", None)
            if name == "name" and "author" in holder.split() and _fits(owner, first, marked=marked):
                values = found.setdefault("author", [])
            elif _fits(scope, first, marked=marked) and element not in scopes and name != "articleBody":
                values = found.setdefault(_SPELT.get(name.lower(), name), [])
            else:
                continue
            if len(values) < _MOST:
                values.append(_value(element))
    return {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}


def _type(element: HtmlElement) -> str:
    return (element.get("itemtype") or "").rstrip("/").rpartition("/")[2]


def _fits(scope: HtmlElement | None, first: HtmlElement | None, *, marked: bool) -> bool:
    """Tell whether a scope is the article's own: the first article's, or none and the page's where no article is marked."""
    if marked:
        return scope is not None and scope is first
    return scope is None or _type(scope) in _WHOLE


def _value(element: HtmlElement) -> str:
    given = next((value for name in _ATTRIBUTES if (value := element.get(name))), None)
    return fold(cut(given if given is not None else line(element, _LONGEST), _LONGEST))
