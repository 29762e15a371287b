"""Which part of the page holds the article: what is marked as its body, else where the running text is densest."""

from collections.abc import Container, Sequence
from itertools import islice
from operator import attrgetter

from lxml.html import HtmlElement

from newsscrape.extract.body import pieces
from newsscrape.extract.body.survey import Node, Survey
from newsscrape.extract.evidence import Evidence
from newsscrape.metadata import json_ld
from newsscrape.tree import line

_NAMED = frozenset(["articleBody", "reviewBody"])
_ENOUGH = 250  # characters of running text that make a marked container believable
_SHORTEST_LEAD, _LONGEST_LEAD = 100, 900  # characters; a shorter line under the headline is a dek, which is the description
_HEADLINES = frozenset(["h1", "h2", "h3", "h4"])
_MOST_HEADINGS, _LONGEST_HEADING = 20, 1_000  # elements, and characters of one
_SHARE = 0.25  # of the page's running text
_RIVAL = 0.5  # of the score of what leads away
_TEASERS = 3  # headings that are links, which make a list of other articles
_STAGE = 0.1  # of it: an article element with less shows the headline and a lead, and the text stands elsewhere
_score = attrgetter("score")


def read(evidence: Evidence, survey: Survey, title: str | None = None) -> tuple[str, list[HtmlElement]]:
    """Return the source (``microdata:…``, ``density``) and the containers of the body, in document order.

    Args:
        evidence: the page.
        survey: of the same page.
        title: of the article; of several h1 the one with it is the headline.
    """
    index = evidence.page.index
    marked = {index.elements[place] for name in _NAMED for place in index.values("itemprop").get(name, ())}
    named = _outermost(marked, survey) if marked else []
    held = sum(node.total for node in named)
    if held > _ENOUGH and held > _SHARE * survey.nodes[0].total:
        source, named = f"microdata:itemprop={named[0].element.get('itemprop')}", pieces.with_between(named, survey)
    else:
        headline = _around_headline(survey, title)
        best = _densest(_candidates(survey, headline))
        best = _cell(_marked_around(_beside_teasers(best, headline, survey)), survey)
        live = "LiveBlogPosting" in json_ld.types(evidence.ld)
        source, named = "density", pieces.around(best, survey, headline, _article(headline), live=live)
    return source, [node.element for node in (*_lead(named[0], survey, title), *named)]


def outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that stand in none of the others."""
    known = set(elements)
    return [element for element in elements if not any(ancestor in known for ancestor in element.iterancestors())]


def _outermost(marked: Container[HtmlElement], survey: Survey) -> list[Node]:
    """Return the outermost nodes of elements that microdata names the body."""
    found: list[Node] = []
    inside: set[Node | None] = set()
    for node in survey.nodes:
        if node.parent in inside:
            inside.add(node)
        elif node.element in marked:
            found.append(node)
            inside.add(node)
    return found


def _around_headline(survey: Survey, title: str | None) -> list[Node]:
    """Return the headline's h1 with all that holds it, from the inside out; nothing where it cannot be told.

    It is the sole h1, or of several the one with the title, if its article element holds none of the others: these are the
    headlines of the next articles, which some pages show below.
    """
    headings = survey.headlines
    if len(headings) < 2:  # noqa: PLR2004 - several
        return _upwards(headings[0]) if headings else []
    named = [node for node in headings[:_MOST_HEADINGS] if title and title in line(node.element, _LONGEST_HEADING)]
    around = _upwards(named[0]) if len(named) == 1 else []
    own = next((node for node in around if node.tag == "article"), None)
    return around if own is not None and next(islice(own.element.iter("h1"), 1, 2), None) is None else []


def _upwards(node: Node | None) -> list[Node]:
    around: list[Node] = []
    while node is not None:
        around.append(node)
        node = node.parent
    return around


def _article(headline: Sequence[Node]) -> Node | None:
    """Return the innermost article element around the headline, where it holds more than the headline's stage does."""
    above = next((node for node in headline if node.tag == "article"), None)
    return above if above is not None and above.total >= max(_ENOUGH, _STAGE * headline[-1].total) else None


def _candidates(survey: Survey, headline: Sequence[Node]) -> list[Node]:
    """Return the nodes of the article element with the headline; all, if there is none."""
    above = _article(headline)
    return survey.nodes if above is None else _within(above, survey.nodes)


def _within(top: Node, nodes: Sequence[Node]) -> list[Node]:
    """Return a node with all below it, of nodes in document order."""
    inside = {top}
    found = [top]
    for node in nodes:
        if node.parent in inside:
            inside.add(node)
            found.append(node)
    return found


def _densest(candidates: Sequence[Node]) -> Node:
    """Return the node with the most running text; where that is a list of teasers, a text elsewhere of half its length."""
    best = max(candidates, key=_score)
    if best.linked <= pieces.LINKS * best.total:
        return best
    related = {*_upwards(best), *_within(best, candidates)}
    texts = [node for node in candidates if node not in related and not pieces.leads_away(node)]
    rival = max(texts, key=_score, default=best)
    return rival if rival.score > max(_ENOUGH, _RIVAL * best.score) else best


def _beside_teasers(best: Node, headline: Sequence[Node], survey: Survey) -> Node:
    """Return the text that stands with the headline apart from the container, where that is but a list of other articles."""
    around = set(_upwards(best))
    own = next((node for node in reversed(headline) if node not in around), None)
    plain = sum(node.total for node in survey.nodes if node.parent is best and not node.teasers) if best.teasers else 0
    if own is None or best.teasers < _TEASERS or plain > _SHARE * best.total or best in headline:
        return best
    rival = max((node for node in _within(own, survey.nodes) if not pieces.leads_away(node)), key=_score, default=best)
    return rival if rival.score > pieces.SHORTEST else best


def _marked_around(best: Node) -> Node:
    """Return what is named the body and holds the container in nothing but boxes without a name; else the container."""
    around = best
    while around.parent and around.tag not in pieces.ENDS and not _is_named(around.element):
        around = around.parent
    return around if around.role == "body" and not pieces.leads_away(around) else best


def _is_named(element: HtmlElement) -> bool:
    return bool(element.get("class") or element.get("id"))


def _cell(best: Node, survey: Survey) -> Node:
    """Return the cell that holds most of a row's text, where the page is a table and the row its frame; else the container."""
    cells = (node for node in survey.nodes if node.parent is best) if best.tag == "tr" else ()
    return next((cell for cell in cells if cell.total > max(best.total / 2, _ENOUGH)), best)


def _lead(first: Node, survey: Survey, title: str | None) -> list[Node]:
    """Return what leads into the text between the headline, by its tag or its words, and the first piece of the body."""
    end = survey.nodes.index(first)
    before = [number for number, node in enumerate(survey.nodes[: end + 1]) if node.tag in _HEADLINES][::-1]
    headline = next((number for number in before if survey.nodes[number].tag == "h1"), None)
    told = (number for number in before[:_MOST_HEADINGS] if title == line(survey.nodes[number].element, _LONGEST_HEADING))
    start = headline if headline is not None else next(told, end)
    around = set(_upwards(first))
    found: list[Node] = []
    taken = {survey.nodes[start]}
    for node in survey.nodes[start + 1 : end]:
        if node.parent in taken:
            taken.add(node)
        elif not node.pruned and node not in around and _leads(node):
            found.append(node)
            taken.add(node)
    return found


def _leads(node: Node) -> bool:
    """Tell whether an element before the text leads into it: marked so, or a paragraph or subheading as long as a sentence.

    What is marked as text may be shorter, if it holds paragraphs: a question above its answers.
    """
    if node.total > _LONGEST_LEAD or pieces.leads_away(node):
        return False
    if node.total < _SHORTEST_LEAD:
        return node.role == "body" and node.total > max(pieces.SHORTEST, node.own)
    return node.role in ("lead", "body") or (node.tag in ("p", "h2") and node.own == node.total)
