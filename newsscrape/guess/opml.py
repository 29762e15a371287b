"""Subscription lists: OPML 2.0, as feed readers export them."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from newsscrape.errors import BadArgument
from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.urls import absolute

MOST_BYTES = 4 << 20
"""A list of ten thousand feeds has a quarter of it."""
_LONGEST = 100


class Subscription(NamedTuple):
    """One feed of a list."""

    feed: str
    home: str | None
    title: str | None


def read(document: bytes, place: str) -> tuple[Subscription, ...]:
    """Return the feeds of a list, each once, in its order; folders within folders are walked.

    Args:
        document: the file; what it defines of entities is refused, since a list has no use for them.
        place: how to call it in an error.

    Raises:
        BadArgument: it is no such list, or names no feed.
    """
    text = Page(place, document[: MOST_BYTES + 1]).text
    if len(document) > MOST_BYTES or "<!entity" in text.lower():
        why = "defines entities" if len(document) <= MOST_BYTES else f"is larger than {MOST_BYTES >> 20} MiB"
        raise BadArgument(f"{place}: {why}, which no subscription list has a use for; export the list again")
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(_bare(text).encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None or str(root.tag).lower() != "opml":
        raise BadArgument(f"{place}: no OPML; give the subscription list that a feed reader exports")
    found = {each.feed: each for each in reversed(list(_outlines(root)))}
    if not found:
        raise BadArgument(f"{place}: none of its outlines names a feed (xmlUrl=)")
    return tuple(reversed(found.values()))


def _bare(text: str) -> str:
    """Return the document without its declaration, whose encoding is no longer true."""
    text = text.lstrip("\ufeff \t\r\n")
    return text.partition("?>")[2] if text.startswith("<?xml") else text


def _outlines(root: etree._Element) -> Iterator[Subscription]:
    for outline in root.iter("outline"):
        given = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if feed := absolute("", given.get("xmlurl", "")):
            title = fold(cut(given.get("title") or given.get("text") or "", _LONGEST))
            yield Subscription(feed, absolute("", given.get("htmlurl", "")), title or None)
