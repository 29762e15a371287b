"""Walks over a page's tree that take time in proportion to its size, however deep or bushy it is."""

import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement

from newsscrape.text import clean, fold

_LINES = dict.fromkeys(["br", "li", "tr", "dd", "dt"], "\n")
_BLOCKS = dict.fromkeys(
    [
        *("p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article", "figure", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    ],
    "\n\n",
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "button", "textarea", "select", "svg", "object"})
_EMOJI = re.compile(r"(?:^|[\s_-])(?:emoji|smil(?:ey|ie))(?:$|[\s_-])", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(selector))


def select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return what a CSS selector finds below the element, in document order."""
    found = _compiled(selector)(element)
    return found if isinstance(found, list) else []


def tokens(element: HtmlElement) -> list[str]:
    """Return the class names of an element."""
    return (element.get("class") or "").split()


def line(element: HtmlElement, limit: int | None = None) -> str:
    """Return the text below an element on one line; what lies behind `limit` characters, or elements, need not be read."""
    return fold(plain(element, limit=limit) if len(element) else element.text or "")


def plain(top: HtmlElement, leave_out: Collection[HtmlElement] = (), limit: int | None = None) -> str:
    r"""Return the text below an element as people see it: ``\n`` for a line break, a blank line between paragraphs.

    A picture of an emoji, by the names of its classes, is the text that stands for it.

    Args:
        top: the element.
        leave_out: elements to pass over with all that is in them; the text behind them stays.
        limit: characters after which, or elements after as many of which, the rest is not read.
    """
    parts: list[str] = []
    left = sys.maxsize if limit is None else limit
    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        silent = event in ("comment", "pi") or element.tag in _SILENT or element in leave_out
        if event == "start":
            if silent and element is not top:
                walk.skip_subtree()
                continue
            own = _emoji(element) if element.tag == "img" else _folded(element.text)
            parts += (_LINES.get(element.tag) or _BLOCKS.get(element.tag, ""), own)
            left -= 1 + len(parts[-1])
        elif element is not top:
            parts += ("" if silent else _BLOCKS.get(element.tag, ""), _folded(element.tail))
            left -= len(parts[-1])
        if left < 0:
            break
    return clean("".join(parts))


def _emoji(image: HtmlElement) -> str:
    return _folded(image.get("alt")) if _EMOJI.search(image.get("class") or "") else ""


def _folded(text: str | None) -> str:
    """Return source text with its own line breaks as blanks: only markup breaks lines."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""


def nearest(top: HtmlElement, owners: Collection[HtmlElement]) -> Iterator[tuple[HtmlElement, HtmlElement | None]]:
    """Yield every element from `top` down with the innermost of `owners` around it; an owner with the one around itself.

    One pass, where asking each owner for its descendants would visit nested ones again and again.
    """
    around: dict[HtmlElement, HtmlElement | None] = {top: None}
    for element in top.iter("*"):
        if element is not top:
            parent = element.getparent()
            around[element] = parent if parent in owners else around[parent]
        yield element, around[element]
