"""JSON-LD blocks, read as publishers really write them (schema.org NewsArticle and its like)."""

import html
import json
import re
from typing import Any

from newsscrape.page import Page, once

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    [
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle",
        "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "TechArticle", "Review", "SocialMediaPosting", "Report",
    ]
)  # fmt: skip
OPINIONS = frozenset(["Comment", "Review", "UserReview", "Answer"])
"""What readers write about the work that a page describes."""
_REVIEW = frozenset(["Review"])
_OPENING = re.compile(r"(?://)?\s*(?:<!\[CDATA\[|<!--)")
_CLOSING = ("]]>", "-->")
_LENIENT = json.JSONDecoder(strict=False)
_TRAILING_COMMA = re.compile(r",(\s*+[}\]])")
_MOST_NODES, _MOST_VALUES = 2_000, 500


@once  # what they hold is read, and looked through for single words
def scripts(page: Page) -> tuple[str, ...]:
    """Return the text of every block."""
    found = page.tagged("script")
    return tuple(script.text or "" for script in found if "ld+json" in (script.get("type") or "").lower())


@once  # the article, its comments and its judge ask; nobody changes a node
def read(page: Page) -> tuple[Node, ...]:
    """Return every object of every block, outer ones first; a block that nobody could read is left out.

    Of a list the first 500 values count, so that no reader of a property meets more.
    """
    found: list[Node] = []
    for script in scripts(page):
        queue = [_load(script)]
        for value in queue:
            if isinstance(value, dict):
                found.append(value)
                queue.extend(value.values())
            elif isinstance(value, list):
                del value[_MOST_VALUES:]
                queue.extend(value)
            if len(found) >= _MOST_NODES:
                return tuple(found)
    return tuple(found)


def article(page: Page, nodes: tuple[Node, ...]) -> Node:
    """Return the node that describes this page's article: of an article type, and best with a headline and a date."""
    entries = {id(entry) for node in nodes for entry in _list(node.get("liveBlogUpdate"))}  # articles, but none of its own
    known = [node for node in nodes if types(node) & ARTICLE_TYPES and id(node) not in entries]
    if sum(types(node) == _REVIEW for node in known) > 1:  # several are the readers' opinions of what the page describes
        known = [node for node in known if types(node) != _REVIEW]
    here = page.url.partition("?")[0].rstrip("/")
    return max(known, key=lambda node: _fit(node, here), default={})


def types(node: Node) -> frozenset[str]:
    """Return the node's types as a set of names without their vocabulary's address."""
    given = node.get("@type")
    if isinstance(given, str):
        return frozenset((given.rpartition("/")[2],))
    names = given if isinstance(given, list) else [given]
    return frozenset(name.rpartition("/")[2] for name in names if isinstance(name, str))


def texts(value: Any) -> list[str]:
    """Return the texts of a property that may be a text, an object with a name or an address, or a list of these."""
    if isinstance(value, list):
        return [text for item in value[:200] for text in texts(item) if not isinstance(item, list)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url")
        value = value.get("@value") if isinstance(value, dict) else value
    return [html.unescape(value)] if isinstance(value, str) and value.strip() else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fit(node: Node, here: str) -> int:
    address = " ".join(texts(node.get("url")) + texts(node.get("mainEntityOfPage")) + texts(node.get("@id")))
    return 4 * ("headline" in node) + 2 * ("datePublished" in node) + 8 * bool(here and here in address)


def _unwrapped(text: str) -> str:
    """Return what stands inside a comment or CDATA section around the whole block, where there is one."""
    text = text.strip()
    if opening := _OPENING.match(text):
        text = text[opening.end() :].strip()
    if text.endswith(_CLOSING):
        text = text[: -len(_CLOSING[0])].rstrip().removesuffix("//").rstrip()
    return text


def _load(text: str) -> Any:
    text = _unwrapped(_unwrapped(text)).rstrip(";")
    for attempt in (str, html.unescape, lambda t: _TRAILING_COMMA.sub(r"\1", t)):
        try:
            return _LENIENT.decode(attempt(text))
        except (ValueError, RecursionError):
            continue
    return None
