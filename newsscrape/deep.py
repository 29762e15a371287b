"""Documents that nest deeper than libxml2's tree (2,045 levels): it drops the rest, but tells all of it, tag by tag."""

import re
from typing import Any

from lxml import etree, html

MAX_DEPTH = 8_000
"""Tags nested deeper than this are left out, their text is kept: who looks up from each element goes all the way."""

_TAG = re.compile(r"[a-z][a-z0-9:-]*")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read(document: bytes) -> html.HtmlElement:
    """Return the lxml tree of a document in UTF-8, however deep; below `MAX_DEPTH` only its text is kept.

    An HTML5 parser is no help: it needs the square of the depth, and from 33 KB of misnested tags makes two million elements.
    """
    target: Any = _Builder()  # lxml's types ask for a method that it does not call where there is none
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    root: html.HtmlElement = etree.fromstring(document, parser)
    return root


class _Builder:
    """Makes a tree of what the parser tells; its methods are those of lxml's parser targets."""

    def __init__(self) -> None:
        self._root = html.Element("html")
        self._around = [self._root]
        self._last: html.HtmlElement | None = None
        """What ended last in the innermost element: the text that follows stands behind it."""
        self._texts: list[str] = []
        self._made: list[bool] = []
        """For each element that is open, whether it is in the tree."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        first = not self._made and tag == "html"
        self._made.append(len(self._around) < MAX_DEPTH and _TAG.fullmatch(tag) is not None)
        if not self._made[-1]:
            self._texts.append(" ")
            return
        self._put_text()
        given = {name: _NOT_XML.sub("", value) for name, value in attributes.items() if _NAME.fullmatch(name)}
        if first:
            self._root.attrib.update(given)
        self._around.append(self._root if first else etree.SubElement(self._around[-1], tag, given))
        self._last = None

    def end(self, _tag: str) -> None:
        if not self._made.pop():
            self._texts.append(" ")
            return
        self._put_text()
        self._last = self._around.pop()

    def data(self, text: str) -> None:
        self._texts.append(text)

    def close(self) -> html.HtmlElement:
        return self._root

    def _put_text(self) -> None:
        text = _NOT_XML.sub("", "".join(self._texts))
        self._texts.clear()
        if not text:
            return
        if self._last is None:
            self._around[-1].text = text
        elif self._last is not self._root:
            self._last.tail = text
