"""`<meta>` and `<link>` of the head: OpenGraph, Twitter cards, Dublin Core, Parse.ly and plain names alike."""

from collections.abc import Mapping

from newsscrape.page import Page
from newsscrape.text import fold

_MOST = 400


def read(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return the contents by lower-case name (``og:title``, ``author``, ``link:canonical``), each in page order."""
    found: dict[str, list[str]] = {}
    for element in page.tagged("meta", "link")[:_MOST]:
        if element.tag == "link":
            for rel in (element.get("rel") or "").lower().split():
                found.setdefault(f"link:{rel}", []).append(fold(element.get("href") or ""))
        elif content := fold(element.get("content") or ""):
            for attribute in ("property", "name", "itemprop"):
                if name := (element.get(attribute) or "").strip().lower():
                    found.setdefault(name, []).append(content)
    return {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}
