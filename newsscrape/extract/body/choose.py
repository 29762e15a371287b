"""Which part of the page holds the article: what is marked as its body, else where the running text is densest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from newsscrape.extract.body.survey import Node, Survey
from newsscrape.extract.evidence import Evidence
from newsscrape.metadata import json_ld

_NAMED = {"itemprop": frozenset(["articleBody", "reviewBody"]), "data-component": frozenset(["text-block"])}
_ENOUGH = 250  # characters of running text that make a marked container believable
_SHARE = 0.25  # of the page's running text
_PIECE, _PART = 40, 0.15  # running text that makes a piece: characters where it looks like the others, else a share of theirs
_LINKS = 0.35  # text in links for each character of running text, at most
_SHORTEST_LEAD, _LONGEST_LEAD = 100, 900  # characters; a shorter line under the headline is a dek, which is the description
_ENDS = frozenset(["article", "body", "html"])


def read(evidence: Evidence, survey: Survey) -> tuple[str, list[HtmlElement]]:
    """Return the source (``microdata:…``, ``density``) and the containers of the body, in document order."""
    for name, values in _NAMED.items():
        if values.isdisjoint(evidence.page.index.values(name)):
            continue
        named = _marked(survey, name, values)
        held = sum(node.total for node in named)
        if held > _ENOUGH and held > _SHARE * survey.nodes[0].total:
            source = f"microdata:{name}={named[0].element.get(name)}"
            break
    else:
        best = max(_in_the_headlines_article(survey), key=lambda node: node.score)
        live = "LiveBlogPosting" in json_ld.types(evidence.ld)
        source, named = "density", _with_pieces(best, _children(survey), live=live)
    return source, [node.element for node in (*_lead(named[0], survey), *named)]


def outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that stand in none of the others."""
    known = set(elements)
    return [element for element in elements if not any(ancestor in known for ancestor in element.iterancestors())]


def _marked(survey: Survey, name: str, values: frozenset[str]) -> list[Node]:
    """Return the outermost nodes with one of these values of an attribute."""
    found: list[Node] = []
    inside: set[int] = set()
    for node in survey.nodes:
        if id(node.parent) in inside:
            inside.add(id(node))
        elif node.element.get(name) in values:
            found.append(node)
            inside.add(id(node))
    return found


def _children(survey: Survey) -> Mapping[int, list[Node]]:
    children: defaultdict[int, list[Node]] = defaultdict(list)
    for node in survey.nodes:
        children[id(node.parent)].append(node)
    return children


def _in_the_headlines_article(survey: Survey) -> list[Node]:
    """Return the candidates inside the article element with the sole h1, where it holds text; else all."""
    headings = [node for node in survey.nodes if node.element.tag == "h1"]
    above = headings[0] if len(headings) == 1 else None
    while above is not None and above.element.tag != "article":
        above = above.parent
    if above is None or above.total < _ENOUGH:
        return survey.nodes
    inside = {id(above)}
    found = [above]
    for node in survey.nodes:
        if id(node.parent) in inside:
            inside.add(id(node))
            found.append(node)
    return found


def _with_pieces(best: Node, children: Mapping[int, list[Node]], *, live: bool) -> list[Node]:
    """Return the container with the other pieces of the same body, in document order: at each level up, what stands beside it.

    The entries of a live blog are articles of their own; else an article element ends what belongs together.
    """
    pieces = [best]
    held = best.total
    below, above = best, best.parent
    ends = _ENDS - {"article"} if live else _ENDS
    while above is not None and below.element.tag not in ends:
        before: list[Node] = []
        after: list[Node] = []
        found = before
        for node in children[id(above)]:
            if node is below:
                found = after
            elif not node.pruned and (node.element.tag not in ends) and _is_piece(node, below, held, live=live):
                found.append(node)
        pieces = [*before, *pieces, *after]
        held += sum(node.total for node in (*before, *after))
        below, above = above, above.parent
    return pieces


def _is_piece(node: Node, below: Node, held: float, *, live: bool) -> bool:
    """Tell whether a node beside the container, or beside what holds it, is a part of the same body."""
    if node.linked > _LINKS * node.total or (node.teasers and not live):
        return False
    kind = _kind(node)
    alike = node.element.tag == below.element.tag and kind == _kind(below) and (bool(kind) or node.element.tag == "p")
    return node.total > (_PIECE if alike else _PART * held)


def _kind(node: Node) -> str:
    """Return an element's first class name: the others often number it."""
    return next(iter((node.element.get("class") or "").split()), "")


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
    """Tell whether an element before the text leads into it: marked so, or a paragraph or subheading as long as a sentence."""
    if not _SHORTEST_LEAD <= node.total <= _LONGEST_LEAD or node.linked > _LINKS * node.total or node.teasers:
        return False
    return node.role == "lead" or (node.element.tag in ("p", "h2") and node.own == node.total)
