"""The other pieces of a body that stands in several places: beside its container, beside what holds that, and between."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from newsscrape.extract.body.survey import Node, Survey
from newsscrape.tree import line

ENDS = frozenset(["article", "main", "body", "html"])
SHORTEST, _PART = 40, 0.15  # running text that makes a piece: characters where it looks like the others, else a share of theirs
LINKS = 0.35  # text in links for each character of running text, at most
_MOST = 0.5  # of the page's running text
_HEADED = 120  # characters besides the text of a row that holds but its heading and picture
_LONGEST = 1_000  # characters of a heading
_DIGITS = "0123456789"
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PROSE = frozenset(["p", "ul", "ol", "dl", "table", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"])


class _Pieces(NamedTuple):
    """What is known of the body so far, in document order."""

    front: list[Node]
    """Prose that stands before its pieces, in what holds them: of the body if another piece is found farther up."""
    sure: list[Node]
    back: list[Node]
    """The same behind them."""


def around(best: Node, survey: Survey, headline: Sequence[Node], last: Node | None, *, live: bool) -> list[Node]:
    """Return the container with the other pieces of the same body, in document order: at each level up, what stands beside it.

    The entries of a live blog, and those of a list inside the headline's own article, are articles; else an article element
    ends what belongs together. With the headline and most of the text in hand, only what looks like the rest is a piece.

    Args:
        best: the container.
        survey: of the page.
        headline: the h1 with all that holds it.
        last: the article element of these, if it holds the text.
        live: the page says that it is a live blog.
    """
    children = _beside(best, survey)
    pieces = _Pieces([], [best], [])
    held = best.total
    below, above = best, best.parent
    over = set(headline)
    ends = ENDS - {"article"} if live or last else ENDS
    while above is not None and below.tag not in ends and below is not last:
        beside = children[above]
        alone = below in over and held > _MOST * headline[-1].total
        entries = live or below.tag == "article"
        found = {
            node
            for node in beside
            if not (node is below or node.pruned)
            and (node.tag not in ENDS or (entries and node.tag == "article"))
            and _is_piece(node, below, held, live=live, alone=alone)
        }
        loose = [node for node in beside if node is not below and _is_paragraph(node)]
        if not alone and sum(node.total for node in loose) > _PART * held:
            found.update(loose)
        held += sum(node.total for node in beside if node in found)
        pieces = _joined(beside, found, below, pieces)
        below, above = above, above.parent
    return pieces.sure


def with_between(named: Sequence[Node], survey: Survey) -> list[Node]:
    """Return what is named the body with what stands between: where each paragraph is named, the headings are not."""
    around = named[0].parent
    if len(named) < 2 or any(node.parent is not around for node in named):  # noqa: PLR2004 - several
        return list(named)
    start, end = survey.nodes.index(named[0]), survey.nodes.index(named[-1])
    known = set(named)
    return [node for node in survey.nodes[start : end + 1] if node in known or (node.parent is around and _is_between(node))]


def _beside(best: Node, survey: Survey) -> Mapping[Node | None, Sequence[Node]]:
    """Return the children of what holds a node, level by level."""
    children: dict[Node | None, list[Node]] = {}
    above = best.parent
    while above is not None:
        children[above] = []
        above = above.parent
    for node in survey.nodes:
        if (beside := children.get(node.parent)) is not None:
            beside.append(node)
    return children


def _joined(beside: Sequence[Node], found: Container[Node], below: Node, inner: _Pieces) -> _Pieces:
    """Return the pieces with those found beside what holds them, and with what stands between any two: prose, a picture's row.

    Where the rows of a page are its pieces, the one that holds the container is a piece as a whole, too.
    """
    if any(node in found and _is_alike(node, below) for node in beside) and not leads_away(below):
        besides = below.total - sum(node.total for node in (*inner.front, *inner.sure, *inner.back))
        inner = _Pieces([], [below], []) if besides < _HEADED else inner
    places = [place for place, node in enumerate(beside) if node is below or node in found]
    first, last = places[0], places[-1]
    between = [
        node
        for node in beside[first : last + 1]
        if node is below
        or node in found
        or _is_between(node)
        or (_shows(node) and (_is_alike(node, below) or node.role == "caption"))
    ]
    at = between.index(below)
    before, behind = between[:at], between[at + 1 :]
    return _Pieces(
        [*filter(_is_prose, beside[:first]), *(() if before else inner.front)],
        [*before, *(inner.front if before else ()), *inner.sure, *(inner.back if behind else ()), *behind],
        [*(() if behind else inner.back), *filter(_is_prose, beside[last + 1 :])],
    )


def _is_prose(node: Node) -> bool:
    return node.tag in _PROSE and not node.pruned and not leads_away(node)


def _is_paragraph(node: Node) -> bool:
    """Tell whether an element is a paragraph by its tag, or a box by what it holds: running text of its own and nothing else.

    One that is named a lead is judged as such.
    """
    if node.role == "lead" or node.tag in _HEADINGS:
        return False
    box = node.tag == "div" and node.own == node.total > SHORTEST and not node.pruned and not leads_away(node)
    return box or _is_prose(node)


def _is_between(node: Node) -> bool:
    """Tell whether what stands between two pieces is of the text: prose, or a box that holds a heading and nothing else."""
    if _is_prose(node) or (node.tag == "figure" and not node.pruned and not leads_away(node)):
        return True
    heading = None if node.pruned or leads_away(node) else next(node.element.iter("h2", "h3", "h4"), None)
    return heading is not None and line(node.element, _LONGEST) == line(heading, _LONGEST)


def leads_away(node: Node) -> bool:
    """Tell whether an element is there for its links, or for what its headings link to."""
    return bool(node.teasers) or node.linked > LINKS * node.total


def _is_piece(node: Node, below: Node, held: float, *, live: bool, alone: bool) -> bool:
    """Tell whether a node beside the container, or beside what holds it, is a part of the same body."""
    if node.tag == "h1" or node.linked > LINKS * node.total or (node.teasers and not live):
        return False
    return node.total > SHORTEST if _is_alike(node, below) else node.total > _PART * held and not alone


def _shows(node: Node) -> bool:
    """Tell whether a picture or a list stands in an element, and nothing that leads away."""
    inside = next(node.element.iter("img", "amp-img", "ul", "ol", "table"), None)
    return inside is not None and not leads_away(node) and (not node.pruned or node.role == "caption")


def _is_alike(node: Node, below: Node) -> bool:
    """Tell whether two elements are called the same."""
    kind = _kind(node)
    return node.tag == below.tag and kind == _kind(below) and (bool(kind) or node.tag == "p")


def _kind(node: Node) -> str:
    """Return an element's first class name, for the others often number it; without any, a numbered id without its number."""
    classes = (node.element.get("class") or "").split(maxsplit=1)
    name = node.element.get("id") or ""
    return classes[0] if classes else name.rstrip(_DIGITS) if name[-1:] in _DIGITS else ""
