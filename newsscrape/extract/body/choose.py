"""Which part of the page holds the article: what is marked as its body, else where the running text is densest."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newsscrape.extract.body.survey import Node, Survey
from newsscrape.extract.evidence import Evidence
from newsscrape.metadata import json_ld
from newsscrape.tree import line

_NAMED = frozenset(["articleBody", "reviewBody"])
_ENOUGH = 250  # characters of running text that make a marked container believable
_SHARE = 0.25  # of the page's running text
_PIECE, _PART = 40, 0.15  # running text that makes a piece: characters where it looks like the others, else a share of theirs
_LINKS = 0.35  # text in links for each character of running text, at most
_SHORTEST_LEAD, _LONGEST_LEAD = 100, 900  # characters; a shorter line under the headline is a dek, which is the description
_MOST_HEADINGS, _LONGEST_HEADING = 20, 1_000  # elements, and characters of one
_ENDS = frozenset(["article", "main", "body", "html"])
_MOST = 0.5  # of the page's running text
_STAGE = 0.1  # of it: an article element with less shows the headline and a lead, and the text stands elsewhere
_DIGITS = "0123456789"
_PROSE = frozenset(["p", "ul", "ol", "dl", "table", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"])


class _Pieces(NamedTuple):
    """What is known of the body so far, in document order."""

    front: list[Node]
    """Prose that stands before its pieces, in what holds them: of the body if another piece is found farther up."""
    sure: list[Node]
    back: list[Node]
    """The same behind them."""


def read(evidence: Evidence, survey: Survey, title: str | None = None) -> tuple[str, list[HtmlElement]]:
    """Return the source (``microdata:…``, ``density``) and the containers of the body, in document order.

    Args:
        evidence: the page.
        survey: of the same page.
        title: of the article; of several h1 the one with it is the headline.
    """
    named = [] if _NAMED.isdisjoint(evidence.page.index.values("itemprop")) else _marked(survey)
    held = sum(node.total for node in named)
    if held > _ENOUGH and held > _SHARE * survey.nodes[0].total:
        source = f"microdata:itemprop={named[0].element.get('itemprop')}"
    else:
        headline = _around_headline(survey, title)
        best = _marked_around(max(_candidates(survey, headline), key=lambda node: node.score))
        live = "LiveBlogPosting" in json_ld.types(evidence.ld)
        source, named = "density", _with_pieces(best, _children(survey), headline, live=live)
    return source, [node.element for node in (*_lead(named[0], survey), *named)]


def outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that stand in none of the others."""
    known = set(elements)
    return [element for element in elements if not any(ancestor in known for ancestor in element.iterancestors())]


def _marked(survey: Survey) -> list[Node]:
    """Return the outermost nodes that microdata names the body."""
    found: list[Node] = []
    inside: set[int] = set()
    for node in survey.nodes:
        if id(node.parent) in inside:
            inside.add(id(node))
        elif node.element.get("itemprop") in _NAMED:
            found.append(node)
            inside.add(id(node))
    return found


def _children(survey: Survey) -> Mapping[int, list[Node]]:
    children: defaultdict[int, list[Node]] = defaultdict(list)
    for node in survey.nodes:
        children[id(node.parent)].append(node)
    return children


def _around_headline(survey: Survey, title: str | None) -> list[Node]:
    """Return the headline's h1 with all that holds it, from the inside out; nothing where it cannot be told.

    It is the sole h1, or of several the one with the title, if its article element holds none of the others: these are the
    headlines of the next articles, which some pages show below.
    """
    headings = [node for node in survey.nodes if node.element.tag == "h1"]
    if len(headings) < 2:  # noqa: PLR2004 - several
        return _upwards(headings[0]) if headings else []
    named = [node for node in headings[:_MOST_HEADINGS] if title and title in line(node.element, _LONGEST_HEADING)]
    around = _upwards(named[0]) if len(named) == 1 else []
    own = next((node for node in around if node.element.tag == "article"), None)
    return around if own is not None and next(islice(own.element.iter("h1"), 1, 2), None) is None else []


def _upwards(node: Node | None) -> list[Node]:
    around: list[Node] = []
    while node is not None:
        around.append(node)
        node = node.parent
    return around


def _article(headline: Sequence[Node]) -> Node | None:
    """Return the innermost article element around the headline, where it holds more than the headline's stage does."""
    above = next((node for node in headline if node.element.tag == "article"), None)
    return above if above is not None and above.total >= max(_ENOUGH, _STAGE * headline[-1].total) else None


def _candidates(survey: Survey, headline: Sequence[Node]) -> list[Node]:
    """Return the nodes of the article element with the headline; all, if there is none."""
    above = _article(headline)
    if above is None:
        return survey.nodes
    inside = {id(above)}
    found = [above]
    for node in survey.nodes:
        if id(node.parent) in inside:
            inside.add(id(node))
            found.append(node)
    return found


def _marked_around(best: Node) -> Node:
    """Return what is named the body and holds the container in nothing but boxes without a name; else the container."""
    around = best
    while around.parent and around.element.tag not in _ENDS and not (around.element.get("class") or around.element.get("id")):
        around = around.parent
    return around if around.role == "body" and not _leads_away(around) else best


def _with_pieces(best: Node, children: Mapping[int, list[Node]], headline: Sequence[Node], *, live: bool) -> list[Node]:
    """Return the container with the other pieces of the same body, in document order: at each level up, what stands beside it.

    The entries of a live blog, and those of a list inside the headline's own article, are articles; else an article element
    ends what belongs together. With the headline and most of the text in hand, only what looks like the rest is a piece.
    """
    pieces = _Pieces([], [best], [])
    held = best.total
    below, above = best, best.parent
    over = {id(node) for node in headline}
    last = _article(headline)
    ends = _ENDS - {"article"} if live or last else _ENDS
    while above is not None and below.element.tag not in ends and below is not last:
        beside = children[id(above)]
        alone = id(below) in over and held > _MOST * headline[-1].total
        entries = live or below.element.tag == "article"
        found = {
            id(node)
            for node in beside
            if not (node is below or node.pruned)
            and (node.element.tag not in _ENDS or (entries and node.element.tag == "article"))
            and _is_piece(node, below, held, live=live, alone=alone)
        }
        loose = [node for node in beside if node is not below and _is_prose(node)]
        if not alone and sum(node.total for node in loose) > _PART * held:
            found.update(map(id, loose))
        held += sum(node.total for node in beside if id(node) in found)
        pieces = _joined(beside, found, below, pieces)
        below, above = above, above.parent
    return pieces.sure


def _joined(beside: Sequence[Node], found: Container[int], below: Node, inner: _Pieces) -> _Pieces:
    """Return the pieces with those found beside what holds them, and with the prose that stands between any two."""
    places = [place for place, node in enumerate(beside) if node is below or id(node) in found]
    first, last = places[0], places[-1]
    between = [node for node in beside[first : last + 1] if node is below or id(node) in found or _is_between(node)]
    at = between.index(below)
    before, behind = between[:at], between[at + 1 :]
    return _Pieces(
        [*filter(_is_prose, beside[:first]), *(() if before else inner.front)],
        [*before, *(inner.front if before else ()), *inner.sure, *(inner.back if behind else ()), *behind],
        [*(() if behind else inner.back), *filter(_is_prose, beside[last + 1 :])],
    )


def _is_prose(node: Node) -> bool:
    return node.element.tag in _PROSE and not node.pruned and not _leads_away(node)


def _is_between(node: Node) -> bool:
    """Tell whether what stands between two pieces is of the text: prose, or a box that holds a heading and nothing else."""
    if _is_prose(node):
        return True
    heading = None if node.pruned or _leads_away(node) else next(node.element.iter("h2", "h3", "h4"), None)
    return heading is not None and line(node.element, _LONGEST_HEADING) == line(heading, _LONGEST_HEADING)


def _leads_away(node: Node) -> bool:
    """Tell whether an element is there for its links, or for what its headings link to."""
    return bool(node.teasers) or node.linked > _LINKS * node.total


def _is_piece(node: Node, below: Node, held: float, *, live: bool, alone: bool) -> bool:
    """Tell whether a node beside the container, or beside what holds it, is a part of the same body."""
    if node.linked > _LINKS * node.total or (node.teasers and not live):
        return False
    kind = _kind(node)
    alike = node.element.tag == below.element.tag and kind == _kind(below) and (bool(kind) or node.element.tag == "p")
    return node.total > _PIECE if alike else node.total > _PART * held and not alone


def _kind(node: Node) -> str:
    """Return an element's first class name, for the others often number it; without any, a numbered id without its number."""
    classes = (node.element.get("class") or "").split(maxsplit=1)
    name = node.element.get("id") or ""
    return classes[0] if classes else name.rstrip(_DIGITS) if name[-1:] in _DIGITS else ""


def _lead(first: Node, survey: Survey) -> list[Node]:
    """Return what leads into the text between the headline and the first piece of the body."""
    end = next(number for number, node in enumerate(survey.nodes) if node is first)
    start = next((number for number in range(end, -1, -1) if survey.nodes[number].element.tag == "h1"), end)
    around = {id(first)}
    above = first.parent
    while above is not None:
        around.add(id(above))
        above = above.parent
    found: list[Node] = []
    taken = {id(survey.nodes[start])}
    for node in survey.nodes[start + 1 : end]:
        if id(node.parent) in taken:
            taken.add(id(node))
        elif not node.pruned and id(node) not in around and _leads(node):
            found.append(node)
            taken.add(id(node))
    return found


def _leads(node: Node) -> bool:
    """Tell whether an element before the text leads into it: marked so, or a paragraph or subheading as long as a sentence.

    What is marked as text may be shorter, if it holds paragraphs: a question above its answers.
    """
    if node.total > _LONGEST_LEAD or _leads_away(node):
        return False
    if node.total < _SHORTEST_LEAD:
        return node.role == "body" and node.total > max(_PIECE, node.own)
    return node.role in ("lead", "body") or (node.element.tag in ("p", "h2") and node.own == node.total)
