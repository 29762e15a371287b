"""A page without its readers' comments: what is kept of a page where nobody's comment may lie about as raw HTML.

A system whose comments are elements of a page offers, besides what `newsscrape.comments` tells::

    elements(page: Page) -> Collection[HtmlElement]     the outermost element of each comment

What is told generically goes in any case.
"""

import copy
import json
from collections.abc import Collection, Mapping
from itertools import islice

from lxml import html
from lxml.html import HtmlElement

from newsscrape.comments import generic, systems, threads
from newsscrape.comments.claim import CUT
from newsscrape.mentions import REMOVED, Mentions, legible
from newsscrape.model import Comment
from newsscrape.page import Page
from newsscrape.text import fold

MARK = b"\xef\xbb\xbf"
"""The byte order mark: what was cut is UTF-8, whatever the answer's headers say of the page as it came."""

_HIDDEN = frozenset({"script", "style", "template", "noscript", "textarea"})
_TELLING = 12  # characters of a comment's line below which others may say the same
_MOST_LINES = 500  # that are looked for in a script: time stays linear in the page; its names tell, too
_BODY = frozenset({"html", "body", "head"})


def without_comments(page: Page, names: Collection[str] = (), spoken: str = "") -> bytes:
    """Return an HTML page in UTF-8, marked as cut, without the comments in it; nothing of a document that is not HTML.

    The elements of the comments go. Where the comments are told again elsewhere (in a script, in a list of the newest
    ones) these scripts, lines and names go, too.

    Args:
        page: is not changed.
        names: what is removed besides the names of the commenters that are read in the page: names, addresses of profiles.
        spoken: the article's own text: names that stand in it are left in place outside the comments, since they need not
            be those of commenters.

    Raises:
        Unreadable: the page is no readable document.
    """
    if page.media != "html":
        return b""
    comments = [comment for thread in threads(page) for comment in thread.comments]
    every = {*names, *(comment.author for comment in comments if comment.author)}
    own = Mentions(every).which(fold(spoken))
    wanted = Mentions(every - own, own)
    profiles = {*names, *(comment.author_url for comment in comments)} - {None}
    root = copy.deepcopy(page.root)
    twins: Mapping[HtmlElement, HtmlElement] = dict(zip(page.elements, root.iter("*"), strict=True))
    for element in _elements(page):
        if element.tag not in _BODY:
            _drop(twins[element])
    lines = {line for comment in comments for line in _lines(comment)} - {fold(line) for line in spoken.split("\n")}
    for element in list(root.iter("*")):
        _clear(element, wanted, lines)
        for name, value in element.items():
            if _found(value, wanted) or page.absolute(value) in profiles:
                del element.attrib[name]
    root.set(CUT, "")
    rest: bytes = html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return MARK + rest


def _elements(page: Page) -> list[HtmlElement]:
    """Return what any system takes for its comments: a page may show those of two."""
    finders = [system.elements for system in systems().values() if hasattr(system, "elements")]
    found = dict.fromkeys(element for find in finders for element in find(page))
    return [*found, *(element for element in generic.elements(page) if element not in found)]


def _lines(comment: Comment) -> set[str]:
    texts = f"{comment.body}\n{comment.quoted or ''}".split("\n")
    return {line for text in texts if len(line := fold(text)) >= _TELLING}


def _drop(element: HtmlElement) -> None:
    """Take an element out, and leave the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def _clear(element: HtmlElement, names: Mentions, lines: Collection[str]) -> None:
    """Remove names and lines from an element's own text and the text behind it."""
    if element.tag in _HIDDEN:
        text = "".join(element.itertext())
        if text and (_found(text, names) or _tells(text, lines)):
            for child in list(element):
                element.remove(child)
            element.text = None
    else:
        element.text = _cleared(element.text, names, lines)
    element.tail = _cleared(element.tail, names, lines)


def _found(text: str, names: Mentions) -> bool:
    return bool(names) and (names.found(fold(text)) or names.found(fold(legible(text))))


def _tells(text: str, lines: Collection[str]) -> bool:
    """Tell whether a script holds what a comment says."""
    return any(line in text or json.dumps(line)[1:-1] in text for line in islice(lines, _MOST_LINES))


def _cleared(text: str | None, names: Mentions, lines: Collection[str]) -> str | None:
    if not text or text.isspace():
        return text
    folded = fold(text)
    if folded in lines:
        return None
    return f" {names.replaced(folded, lambda _: REMOVED)} " if names and names.found(folded) else text
