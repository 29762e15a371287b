"""From a container to blocks, in order: paragraphs, headings, list items, quotations, rows, code, pictures, embedded posts."""

import html
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from newsscrape.extract.body import embeds, rows
from newsscrape.extract.captions import UNMARKED
from newsscrape.text import fold, verbatim

_BLOCKS = {
    "p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "li": "li", "dt": "li", "dd": "li",
    "blockquote": "blockquote", "pre": "pre", "tr": "tr",
}  # fmt: skip
_BREAKS = frozenset([
    "div", "section", "article", "main", "ul", "ol", "dl", "table", "tbody", "thead", "figure", "header", "hr", "center",
    "details",
])  # fmt: skip
_INLINE = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "code": "code", "sub": "sub", "sup": "sup"}
_LINE_END = "\u2028"  # told from the source's own line ends, which mean nothing
_LINED = ("pre", "tr")  # a break in these parts no paragraphs
_STOPS = '.!?:\u3002\uff01\uff1f\u2026"\u201d\u00bb)'
_LONG_LINE = 150  # characters; a line that is broken to fit a column is shorter
_UNSPACED = "\u2e80"  # from here on: Chinese, Japanese, Korean, whose lines are shorter
_KEEPERS = ("blockquote", "li", "ol")  # a paragraph inside these belongs to them


class Block(NamedTuple):
    """One block of the body."""

    kind: str
    """``p``, ``h2`` to ``h6``, ``li``, ``ol`` (numbered items), ``blockquote``, ``pre``, ``tr``, ``img`` or ``iframe``."""
    text: str
    """Plain text, the cells of a row parted by `` | ``; empty for a picture, and for a video or post of elsewhere."""
    inner: str
    """The same as safe inline HTML."""
    element: HtmlElement | None = None
    """The ``img`` of a picture."""
    links: tuple[HtmlElement, ...] = ()
    linked: int = 0
    """Characters of the text that stand in links."""


@dataclass(slots=True)
class _Open:
    """The block that is being read."""

    kind: str = "p"
    texts: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    markup: set[int] = field(default_factory=set)
    """Which pieces of `inner` are tags; the others are text and not escaped yet."""
    tags: list[str] = field(default_factory=list)
    links: list[HtmlElement] = field(default_factory=list)
    linked: int = 0


def read(
    container: HtmlElement,
    excluded: Container[HtmlElement],
    captions: Container[HtmlElement],
    silent: Container[str],
    absolute: Callable[[str | None], str | None],
) -> list[Block]:
    """Cut a container into blocks; text that stands in no block element makes a paragraph of its own.

    Args:
        container: the element whose text is wanted.
        excluded: elements to pass over with all that is in them.
        captions: those of them whose pictures stay; of a container that is one, these are all that is read.
        silent: tags of what to pass over.
        absolute: gives the address that a link of this page means.
    """
    walk = _Walk(absolute)
    if container in captions:
        walk.show(container)
        return walk.blocks
    events = etree.iterwalk(container, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "end":
            if element is not container:
                walk.leave(element)
                walk.say(element.tail)
        elif event != "start":
            walk.say(element.tail)
        elif element is container:
            walk.enter(element)
        elif element.tag in embeds.TAGS and element not in excluded and (url := embeds.address(element, absolute)):
            events.skip_subtree()
            walk.skipped.add(element)
            walk.embed(url)
        elif element.tag in silent or element in excluded:
            events.skip_subtree()
            walk.skipped.add(element)
            if element in captions:
                walk.show(element)
        else:
            walk.enter(element)
    walk.flush()
    return walk.blocks


class _Walk:
    def __init__(self, absolute: Callable[[str | None], str | None]) -> None:
        self.absolute = absolute
        self.blocks: list[Block] = []
        self.kinds: list[str] = ["p"]
        self.open = _Open()
        self.links = 0
        self.skipped: set[HtmlElement] = set()
        self.figures: list[int] = []  # how many blocks stood before each of those that are open
        self.row: HtmlElement | None = None
        """The row of data that is being read: what it holds makes no blocks of its own."""

    def say(self, text: str | None) -> None:
        """Add text to the open block; most blanks stand between two blocks, and begin none."""
        if text and (self.open.inner or self.links or self.open.kind in _LINED or not text.isspace()):
            self.add(text)

    def add(self, text: str) -> None:
        block = self.open
        block.texts.append(text)
        block.inner.append(text)
        if self.links:
            block.linked += len(text)

    def mark(self, tag: str) -> None:
        self.open.markup.add(len(self.open.inner))
        self.open.inner.append(tag)

    def embed(self, url: str) -> None:
        """Take a video or post of elsewhere as the link to it."""
        if self.row is None:
            self.flush()
            address = html.escape(url)
            self.blocks.append(Block("iframe", "", f'<a href="{address}">{address}</a>'))

    def show(self, holder: HtmlElement) -> None:
        """Take the pictures of an element whose text is about them."""
        for picture in holder.iter("img", "amp-img"):
            self.flush()
            self.blocks.append(Block("img", "", "", picture))

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS or tag in _BREAKS:
            self.begin(element)
        elif tag == "br":
            self.end_line()
        elif tag in ("img", "amp-img"):
            if self.row is None:
                self.flush()
            self.blocks.append(Block("img", "", "", element))
        elif tag in rows.CELLS and self.open.kind != "tr" and (row := element.getparent()) is not None and row.tag == "tr":
            self.flush()
        elif tag in rows.CELLS:
            if self.open.texts or (self.row is not None and element.getprevious() is not None):
                self.open.texts.append(" | ")
                self.mark("</td><td>" if self.open.kind == "tr" else " | ")
        elif tag in _INLINE:
            if tag == "a":
                self.links += 1
                self.open.links.append(element)
            self.open.tags.append(_INLINE[tag])
            url = self.absolute(element.get("href")) if tag == "a" else None
            self.mark(f'<a href="{html.escape(url)}">' if url else f"<{_INLINE[tag]}>")
        self.say(element.text)

    def end_line(self) -> None:
        """End a line; two breaks in a row, or one behind a long line that ends a sentence, part paragraphs in old layouts."""
        if self.open.kind not in _LINED:
            line = self.line()
            long = len(line) > (_LONG_LINE if line.isascii() or line[-1:] < _UNSPACED else _LONG_LINE // 3)
            if (not line and _LINE_END in self.open.texts) or (self.open.kind == "p" and long and line[-1] in _STOPS):
                self.flush()
        self.add(_LINE_END)

    def line(self) -> str:
        """Return the text behind the last line's end."""
        texts = self.open.texts
        start = next((place for place in range(len(texts), 0, -1) if texts[place - 1] == _LINE_END), 0)
        return "".join(texts[start:]).strip()

    def begin(self, element: HtmlElement) -> None:
        """Begin the block that an element makes; in a row of data it is but a part of its cell."""
        if self.row is not None:
            self.say(" ")
            return
        self.flush()
        kind = _BLOCKS.get(element.tag, "p")
        if element.tag == "li" and (parent := element.getparent()) is not None and parent.tag == "ol":
            kind = "ol"
        elif element.tag == "tr":
            self.row, kind = (element, "tr") if (cells := rows.cells(element)) > 1 else (None, "tr" if cells else "p")
        if element.tag == "figure":
            self.figures.append(len(self.blocks))
        self.kinds.append(self.kinds[-1] if kind == "p" and self.kinds[-1] in _KEEPERS else kind)
        self.open.kind = self.kinds[-1]

    def leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if element in self.skipped:
            return
        if self.row is not None and element is not self.row and (tag in _BLOCKS or tag in _BREAKS):
            self.say(" ")
        elif tag in _BLOCKS or tag in _BREAKS:
            self.row = None
            self.flush()
            self.kinds.pop()
            self.open.kind = self.kinds[-1]
            if tag == "figure":
                self.end_figure(self.figures.pop())
        if tag == "a":
            self.links -= 1
        if tag in _INLINE and self.open.tags and self.open.tags[-1] == _INLINE[tag]:
            self.open.tags.pop()
            self.mark(f"</{_INLINE[tag]}>")

    def end_figure(self, start: int) -> None:
        """Leave out what stands beside a picture in its figure: that is its caption, however it is marked."""
        if any(block.kind == "img" for block in self.blocks[start:]):
            self.blocks[start:] = [b for b in self.blocks[start:] if b.kind != "p" or len(b.text) > UNMARKED]

    def flush(self) -> None:
        """End the open block."""
        if not self.open.inner:
            return
        while self.open.tags:
            self.mark(f"</{self.open.tags.pop()}>")
        done, self.open = self.open, _Open(self.open.kind)
        raw = "".join(done.texts)
        text = verbatim(raw) if done.kind == "pre" else fold(raw)
        if text.strip(" |" if done.kind == "tr" else None):
            inner = _marked_up(done) if done.markup else html.escape(text, quote=False)
            self.blocks.append(Block(done.kind, text, inner, None, tuple(done.links), done.linked))


def _marked_up(done: _Open) -> str:
    """Return what was read as safe inline HTML; the lines of code stay lines."""
    pieces = (p if n in done.markup else html.escape(p, quote=False) for n, p in enumerate(done.inner))
    return (verbatim if done.kind == "pre" else fold)("".join(pieces))
