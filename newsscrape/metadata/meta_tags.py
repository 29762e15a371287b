"""`<meta>` and `<link>` of the head: OpenGraph, Twitter cards, Dublin Core, Parse.ly and plain names alike."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from newsscrape.index import TAG
from newsscrape.page import Page, once
from newsscrape.text import fold

_MOST = 400
_NAMES = ("property", "name", "itemprop")
_RELS = frozenset({"canonical", "image_src"})  # of the links: the others are the page's own doings


@once  # the article and its judge ask
def read(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return the contents by lower-case name (``og:title``, ``author``, ``link:canonical``), each in page order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    values = page.index.values
    metas = frozenset(values(TAG).get("meta", ())[:_MOST])
    contents = {place: value for value, places in values("content").items() for place in places if place in metas}
    named = ((name, places) for attribute in _NAMES for name, places in values(attribute).items())
    for place, name in sorted((place, name) for name, places in named for place in places if place in contents):
        if name and (content := fold(contents[place])):
            found[name.strip().lower()].append(content)
    links = [(place, rel) for value, places in values("rel").items() for rel in _rels(value) for place in places]
    for place, rel in sorted(links)[:_MOST]:
        element = page.elements[place]
        if element.tag == "link" and (href := fold(element.get("href") or "")):
            found[f"link:{rel}"].append(href)
    return {name: tuple(dict.fromkeys(values)) if len(values) > 1 else (values[0],) for name, values in found.items()}


def _rels(value: str) -> AbstractSet[str]:
    """Return which of the wanted relations an attribute names."""
    return _RELS.intersection(value.lower().split())
