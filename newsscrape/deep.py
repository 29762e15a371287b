"""Documents that nest deeper than libxml2 reads (2,045 levels): its parser drops the rest, though its trees can hold it."""

import re
from collections import Counter

from lxml import etree, html
from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH = 8_000
"""Tags nested deeper than this are left out, their text is kept: an HTML5 parser needs quadratic time for depth."""

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_CLOSES_ITSELF = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


def read(text: str) -> html.HtmlElement:
    """Return the lxml tree of a document, however deep; below `MAX_DEPTH` only its text is kept."""
    return _rebuilt(_shallow(text))


def _shallow(text: str) -> str:
    """Return the document without the tags that nest below `MAX_DEPTH`; their text stays, in order.

    One pass, and every element is put on the stack and taken off it once, whatever is left open or closed twice.
    """
    out: list[str] = []
    stack: list[tuple[str, bool]] = []
    opened: Counter[str] = Counter()
    position = 0
    for match in _TAG.finditer(text):
        closing, name = match[1], match[2].lower()
        if match.start() < position or name in _VOID or (closing and not opened[name]):
            continue
        if closing:
            kept = _closed(name, stack, opened)
        else:
            if name in _CLOSES_ITSELF and stack and stack[-1][0] == name:
                _closed(name, stack, opened)
            kept = len(stack) < MAX_DEPTH
            stack.append((name, kept))
            opened[name] += 1
        if not kept:
            out += (text[position : match.start()], " ")
            position = text.find(">", match.end()) + 1 or len(text)
    out.append(text[position:])
    return "".join(out)


def _closed(name: str, stack: list[tuple[str, bool]], opened: Counter[str]) -> bool:
    """Take an element off the stack with all that is open in it; tell whether its tag was kept."""
    while True:
        top, kept = stack.pop()
        opened[top] -= 1
        if top == name:
            return kept


def _rebuilt(text: str) -> html.HtmlElement:
    """Return an lxml tree of a document that nests deeper than libxml2 parses: it can hold what it cannot read."""
    top = LexborHTMLParser(text).root
    root = html.Element("html")
    stack: list[tuple[LexborNode, html.HtmlElement, int]] = [(top, root, 1)] if top is not None else []
    while stack:
        node, element, depth = stack.pop()
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                _append_text(element, child.text_content or "")
            elif depth == MAX_DEPTH:  # an end tag that HTML ignores, as within a table, was taken for the end of what it names
                _append_text(element, f" {child.text(separator=' ')} ")
            elif re.fullmatch(r"[a-z][a-z0-9]*", tag):
                made = etree.SubElement(element, tag, _attributes(child))
                stack.append((child, made, depth + 1))
    return root


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: _NOT_XML.sub("", value or "") for name, value in node.attributes.items() if _NAME.fullmatch(name)}


def _append_text(element: html.HtmlElement, text: str) -> None:
    text = _NOT_XML.sub("", text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
