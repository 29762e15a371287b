"""One walk over the page that weighs it: where running text stands, what stands in links, what is not the article at all.

Every text gives its length to the block around it and to all that hold this block. A text with a stop is running text; one
without counts for less, and what stands in links for nothing. Four passes over a flat list, so that no nesting costs more.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from newsscrape.extract.body import marks

NEVER_TEXT = frozenset(
    [
        "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "head", "button", "select", "textarea",
        "audio", "video", "input", "dialog", "option", "datalist", "link", "meta",
    ]
)  # fmt: skip
BESIDE = frozenset(["nav", "aside", "footer", "form", "figcaption", "menu"])
_FRAMES = frozenset(["html", "body", "article", "main"])
_PARAGRAPHS = frozenset(["p", "pre", "blockquote", "li", "h2", "h3", "td", "dd"])
_INLINE = frozenset(
    [
        "a", "b", "strong", "i", "em", "span", "code", "sub", "sup", "small", "font", "u", "mark", "abbr", "q", "time", "br",
        "cite", "del", "ins", "s", "kbd", "label", "big", "tt", "wbr", "img", "picture", "source",
    ]
)  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STOPS = re.compile(r"[.!?:;,\u3002\uff01\uff0c\u2026\u0964]")
_MOST = 0.5  # of the page's running text: what holds that much is spared, whatever it is called
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_WORDS, _BARE = 0.3, 0.7  # how much a text counts that has no stop, or stands in no paragraph
_ASIDE = frozenset(["beside", "caption", "comments"])
_LABEL = 20  # a shorter text is no running text
_NOTHING = 100  # characters of running text that every article has


@dataclass(slots=True, eq=False)
class Node:
    """A block element with what it holds; lengths are in characters, texts without a stop scaled down."""

    element: HtmlElement
    parent: "Node | None"
    role: marks.Role = ""
    beside: bool = False
    """By its tag or marks something else than the article."""
    pruned: bool = False
    """It, or something around it, is left out."""
    own: float = 0.0
    """Running text of its own, inline elements included."""
    linked: float = 0.0
    """Text in links, at first its own, then with all below."""
    raw: float = 0.0
    """Running text with all below, whatever is pruned."""
    total: float = 0.0
    """The same without what is pruned."""
    score: float = 0.0
    """Running text of its children and, halved, of their children."""
    teasers: int = 0
    """Headings in it that are links: each tells of another article."""


@dataclass(slots=True)
class Survey:
    """The weighed page."""

    nodes: list[Node] = field(default_factory=list)
    """In document order; the first is the top."""
    pruned: set[HtmlElement] = field(default_factory=set)
    """The outermost elements that are left out, but for those that never hold text."""
    captions: set[HtmlElement] = field(default_factory=set)
    """Those of them that say something of a picture, which may stand in them."""


def read(root: HtmlElement, drop: Container[HtmlElement] = ()) -> Survey:
    """Weigh the page below `root`; `drop` is left out besides.

    A page that shows next to nothing before its scripts have run is weighed with what it hides.
    """
    survey = _walked(root, _Walk(drop))
    if sum(node.own for node in survey.nodes) < _NOTHING:
        survey = _walked(root, _Walk(drop, never=NEVER_TEXT - {"noscript"}, hides=False))
    nodes = survey.nodes
    for node in reversed(nodes):
        node.raw += node.own
        if node.parent is not None:
            node.parent.raw += node.raw
    most = _MOST * nodes[0].raw
    for node in nodes:
        if node.beside and (node.raw <= most or (node.role == "comments" and node.element.tag not in _FRAMES)):
            node.pruned = True
        if node.parent is not None and node.parent.pruned:
            node.pruned = True
        elif node.pruned:
            survey.pruned.add(node.element)
            if node.role == "caption":
                survey.captions.add(node.element)
    _sum(nodes)
    return survey


def _sum(nodes: list[Node]) -> None:
    for node in reversed(nodes):
        if node.pruned:
            continue
        node.total += node.own
        node.teasers += node.element.tag in _HEADINGS and node.linked > 0
        if (parent := node.parent) is not None:
            parent.total += node.total
            parent.linked += node.linked
            parent.teasers += node.teasers
            parent.score += node.own
            if (above := parent.parent) is not None:
                above.score += node.own / 2


def _walked(root: HtmlElement, rules: "_Walk") -> Survey:
    """List the block elements with the length of what stands directly in them."""
    here = Node(root, None)
    survey = Survey([here])
    links = 0
    skipped = None
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    next(events)
    _say(here, root.text, links)
    for event, element in events:
        if element is root:
            break
        tag = element.tag
        if event == "start":
            role = rules.role(element)
            if role is None:
                events.skip_subtree()
                skipped = element
                if tag not in rules.never:
                    survey.pruned.add(element)
                continue
            if tag not in _INLINE:
                here = Node(element, here, role, tag in BESIDE or (role in _ASIDE and tag not in _FRAMES))
                survey.nodes.append(here)
            links += tag == "a"
            _say(here, element.text, links)
        else:
            if event == "end" and element is not skipped:
                links -= tag == "a"
                here = _left(here, element)
            _say(here, element.tail, links)
    return survey


def _left(here: Node, element: HtmlElement) -> Node:
    """Return the block around what was just left, whose own text is now complete."""
    if element is not here.element or here.parent is None:
        return here
    here.own = here.own * (1.0 if element.tag in _PARAGRAPHS else _BARE) if here.own > _LABEL else 0.0
    return here.parent


def _say(here: Node, text: str | None, links: int) -> None:
    if not text or not (length := len(text.strip())):
        return
    if links:
        here.linked += length
    else:
        here.own += length if _STOPS.search(text) else length * _WORDS


@dataclass(frozen=True, slots=True)
class _Walk:
    """What a walk passes over."""

    drop: Container[HtmlElement]
    never: frozenset[str] = NEVER_TEXT
    hides: bool = True

    def role(self, element: HtmlElement) -> marks.Role | None:
        """Return the role of an element, ``None`` for one to pass over with all that is in it."""
        tag = element.tag
        if tag in self.never or element in self.drop:
            return None
        role = _role(element)
        if role == "hidden":
            return None if self.hides else ""
        return None if role in _ASIDE and tag in _INLINE and tag != "img" else role


def _role(element: HtmlElement) -> marks.Role:
    if not element.keys():
        return ""
    name, identity = element.get("class"), element.get("id")
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _INVISIBLE.search(element.get("style") or "")
    ):
        return "hidden"
    return marks.role(f"{name or ''} {identity or ''}") if name or identity else ""
