"""One walk over the page that weighs it: where running text stands, what stands in links, what is not the article at all.

Every text gives its length to the block around it and to all that hold this block. A text with a stop is running text; one
without counts for less, and what stands in links for nothing. A few passes over a flat list, so that no nesting costs more.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsscrape.extract.body import marks, roles
from newsscrape.extract.body.roles import INLINE, page_footers
from newsscrape.index import TAG, Index

NEVER_TEXT = frozenset(
    [
        "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "head", "button", "select", "textarea",
        "audio", "video", "input", "dialog", "option", "datalist", "link", "meta",
    ]
)  # fmt: skip
BESIDE = frozenset(["nav", "aside", "footer", "form", "figcaption", "menu"])
_FRAMES = frozenset(["html", "body", "article", "main"])
_PARAGRAPHS = frozenset(["p", "pre", "blockquote", "li", "h2", "h3", "td", "dd"])
_STOPS = re.compile(r"[.!?:;,\u3002\uff01\uff0c\u2026\u0964]")
_MOST = 0.5  # of the page's running text: what holds that much is spared, whatever it is called
_MUCH = 0.3  # of it: too much for what stands beside the article
_LINKED = 0.2  # of a text, in links: at most, if it leads nowhere else
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_WORDS, _BARE = 0.3, 0.7  # how much a text counts that has no stop, or stands in no paragraph
_ASIDE = frozenset(["beside", "caption", "comments"])
_BLOCKS_ASIDE = _ASIDE | {"author"}
_LABEL = 20  # a shorter text is no running text
_NOTHING = 100  # characters of running text that every article has


@dataclass(slots=True, eq=False)
class Node:
    """A block element with what it holds; lengths are in characters, texts without a stop scaled down."""

    element: HtmlElement
    tag: str
    """The element's."""
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
    """Headings in it that are links, and not only have one: each tells of another article."""


@dataclass(slots=True)
class Survey:
    """The weighed page."""

    nodes: list[Node] = field(default_factory=list)
    """In document order; the first is the top."""
    headlines: list[Node] = field(default_factory=list)
    """Those of them that are an h1."""
    pruned: set[HtmlElement] = field(default_factory=set)
    """The outermost elements that are left out, but for those that never hold text."""
    captions: set[HtmlElement] = field(default_factory=set)
    """Those of them that say something of a picture, which may stand in them."""


def read(index: Index, drop: Collection[HtmlElement] = ()) -> Survey:
    """Weigh the page's body element; `drop` is left out besides.

    A page that shows next to nothing before its scripts have run is weighed with what it hides.
    """
    known = roles.read(index)
    survey = _walked(index, known, drop, NEVER_TEXT)
    if survey.nodes[0].raw < _NOTHING:
        shown = {place: role for place, role in known.items() if role != "hidden"}
        survey = _walked(index, shown, drop, NEVER_TEXT - {"noscript"})
    survey.headlines += (node for node in survey.nodes if node.tag == "h1")
    _spare_headline(survey, teasers="teaser" in index.text("class"))
    if _prune(survey) < _MOST * survey.nodes[0].raw:
        _spare_misnamed(survey)
    _sum(survey.nodes)
    return survey


def _prune(survey: Survey) -> float:
    """Mark what is left out; return how much running text is left."""
    most = _MOST * survey.nodes[0].raw
    left = 0.0
    for node in survey.nodes:
        if node.parent is not None and node.parent.pruned:
            node.pruned = True
        elif node.beside and (node.raw <= most or (node.role == "comments" and node.tag not in _FRAMES)):
            node.pruned = True
            survey.pruned.add(node.element)
            if node.role == "caption":
                survey.captions.add(node.element)
        else:
            left += node.own
    return left


def _spare_misnamed(survey: Survey) -> None:
    """Take back what was left out of elements of one name that hold too much text to be beside it, and lead nowhere else."""
    nodes = survey.nodes
    linked: defaultdict[Node | None, float] = defaultdict(float)
    teasers: defaultdict[Node | None, int] = defaultdict(int)
    alike: defaultdict[str, list[Node]] = defaultdict(list)
    spared: set[Node | None] = set()
    for node in reversed(nodes):
        element = node.element
        linked[node] += node.linked
        teasers[node] += element.tag in _HEADINGS and linked[node] > node.raw
        linked[node.parent] += linked[node]
        teasers[node.parent] += teasers[node]
        slide = element.tag == "figcaption"  # where captions hold most of the text, they are what a gallery tells
        if element in survey.pruned and (slide or (node.role in ("beside", "caption", "author") and element.tag not in BESIDE)):
            first = f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}".split(maxsplit=1)[0]
            alike[first].append(node)
    for group in alike.values():
        held = sum(node.raw for node in group)
        leads = sum(linked[node] for node in group) > _LINKED * held or any(teasers[node] for node in group)
        if held > _MUCH * nodes[0].raw and not leads:
            spared.update(group)
            survey.pruned.difference_update(node.element for node in group)
            survey.captions.difference_update(node.element for node in group)
    for node in nodes:
        node.pruned = False
        if node in spared or (node.element.tag == "figcaption" and node.parent in spared):
            node.beside = False
    _prune(survey)


def _spare_headline(survey: Survey, *, teasers: bool) -> None:
    """Mark that what holds the sole h1 is of the article, whatever class names say; one that is a link is the site's name.

    So is a teaser beside it that leads nowhere, where the page has `teasers`: it can but be the article's own.
    """
    headlines = survey.headlines
    around = headlines[0].parent if len(headlines) == 1 and not headlines[0].linked else None
    for node in survey.nodes if around and teasers else ():
        if node.beside and node.parent is around and "teaser" in (node.element.get("class") or ""):
            node.beside = next(node.element.iter("a"), None) is not None
    while around is not None:
        around.beside = around.beside and (around.role != "beside" or around.tag in BESIDE)
        around = around.parent


def _sum(nodes: Sequence[Node]) -> None:
    """Sum up what is not left out; most elements hold neither text nor links."""
    for node in reversed(nodes):
        if node.pruned or not (node.raw or node.linked):
            continue
        node.total += node.own
        node.teasers += node.tag in _HEADINGS and node.linked > node.total
        if (parent := node.parent) is not None:
            parent.total += node.total
            parent.linked += node.linked
            parent.teasers += node.teasers
            parent.score += node.own
            if (above := parent.parent) is not None:
                above.score += node.own / 2


def _walked(index: Index, known: Mapping[int, marks.Role], drop: Collection[HtmlElement], never: frozenset[str]) -> Survey:
    """List the block elements of the body, weighed with what stands in them."""
    elements, tags, parents = index.elements, index.tags, index.parents
    start = next(iter(index.values(TAG).get("body", ())), 0)
    top = elements[start]
    survey = Survey([Node(top, top.tag, None)])
    blocks: list[Node | None] = [None] * len(elements)
    blocks[start] = survey.nodes[0]
    linked = bytearray(len(elements))  # 1 for what stands in a link
    _say(survey.nodes[0], top.text or "", 0)
    below = slice(start + 1, len(elements))
    said = _said(index, known, drop, never)[below]
    of_each = zip(range(start + 1, len(elements)), parents[below], elements[below], tags[below], said, strict=True)
    for place, parent, element, tag, role in of_each:
        if parent < start:
            break
        around = blocks[parent]
        if around is None:  # it stands in something that is passed over
            continue
        if role is None:
            pass
        elif role and (role == "hidden" or (role in _ASIDE and tag in INLINE and tag != "img")):
            survey.pruned.add(element)
        else:
            here = around
            if tag not in INLINE:
                here = Node(element, tag, around, role, tag in BESIDE or (role in _BLOCKS_ASIDE and tag not in _FRAMES))
                survey.nodes.append(here)
            blocks[place] = here
            if tag == "a" or linked[parent]:
                linked[place] = 1
            if (text := element.text) and not text.isspace():
                _say(here, text, linked[place])
        if (text := element.tail) and not text.isspace():  # most is but the source's own line breaks, and spared the call
            _say(around, text, linked[parent])
    _weigh(survey.nodes)
    return survey


def _said(
    index: Index, known: Mapping[int, marks.Role], drop: Collection[HtmlElement], never: Collection[str]
) -> list[marks.Role | None]:
    """Return what is said of each element; ``None`` is said of what never holds text."""
    tagged = index.values(TAG)
    said: list[marks.Role | None] = [""] * len(index.elements)
    for place, role in known.items():
        said[place] = role
    for place in (*map(index.places.__getitem__, drop), *page_footers(tagged.get("footer", ()), index.tags, index.parents)):
        said[place] = "hidden"
    for tag in never & tagged.keys():
        for place in tagged[tag]:
            said[place] = None
    return said


def _say(here: Node, text: str, linked: int) -> None:
    length = len(text.strip())
    if linked:
        here.linked += length
    else:
        here.own += length if _STOPS.search(text) else length * _WORDS


def _weigh(nodes: Sequence[Node]) -> None:
    """Scale what elements hold of their own, and give it to all that hold them."""
    for node in reversed(nodes):
        if node.own:
            if node.parent is not None:
                node.own = node.own * (1.0 if node.tag in _PARAGRAPHS else _BARE) if node.own > _LABEL else 0.0
            node.raw += node.own
        if node.raw and node.parent is not None:
            node.parent.raw += node.raw
