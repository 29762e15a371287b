"""A page that is nothing but a sign to another: ``<meta http-equiv=refresh>`` (HTML, "shared declarative refresh steps")."""

import re

from newsscrape.page import Page
from newsscrape.text import words
from newsscrape.tree import plain
from newsscrape.urls import normalise

SOON = 10
"""Seconds; what waits longer is meant to be read."""
MOST_WORDS = 30
"""A page with as many words of text is more than a sign."""

_CONTENT = re.compile(r"""\s*(\d{1,4})(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?+(?:"([^"]*)|'([^']*)|(\S.*))""", re.IGNORECASE)


def read(page: Page) -> str | None:
    """Return the absolute address that a page of hardly any text leads to by itself, ``None`` where it stays.

    A page that only loads itself again stays; so does one that would leave readers without scripts (``noscript``).
    """
    for meta in page.select("meta[http-equiv=refresh i][content]"):
        match = _CONTENT.match(meta.get("content"))
        if match is None or int(match[1]) > SOON or any(element.tag == "noscript" for element in meta.iterancestors()):
            continue
        url = page.absolute((match[2] or match[3] or match[4] or "").strip())
        if url and normalise(url) != normalise(page.url) and words(plain(page.root)) < MOST_WORDS:
            return url
    return None
