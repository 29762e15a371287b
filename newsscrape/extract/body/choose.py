"""Which part of the page holds the article: what the rules say, else where the running text is densest.

Every paragraph gives its length, less its link text, to its parent and half of it to the parent above; one pass, linear.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from newsscrape.extract.body.prune import Pruner
from newsscrape.extract.evidence import Evidence, select

_NAMED = ("[itemprop=articleBody]", "[itemprop=reviewBody]", "[data-component=text-block]")
_ENOUGH = 250  # characters of running text that make a marked container believable
_SHARE = 0.5  # of the page's running text
_PARAGRAPHS = frozenset(["p", "pre", "blockquote", "li", "h2", "h3", "td"])
_INLINE = frozenset(
    ["a", "b", "strong", "i", "em", "span", "code", "sub", "sup", "small", "font", "u", "mark", "abbr", "q", "time"]
)
_NEAR, _PIECE = 5, 80  # levels up to what the pieces of one body share; characters of running text that make a piece
_STOPS = re.compile(r"[.!?:;,\u3002\uff01\uff0c\u2026]")


def read(evidence: Evidence, pruner: Pruner) -> tuple[str, list[HtmlElement]]:
    """Return the source (``rule:…``, ``microdata:…``, ``density``) and the containers of the body, in document order."""
    selector, elements = evidence.ruled(evidence.rules.body)
    if elements:
        return f"rule:{selector}", _outermost(elements)
    root = next(evidence.page.root.iter("body"), evidence.page.root)
    weights = _weigh(root, pruner)
    total = weights.get(root, (0.0, 0.0))[1]
    for selector in _NAMED:
        named = _outermost(select(root, selector))
        held = sum(weights.get(element, (0.0, 0.0))[1] for element in named)
        if held > _ENOUGH and held > _SHARE / 2 * total:
            return f"microdata:{selector}", named
    best = max(_in_the_headlines_article(root, weights), key=lambda element: weights[element][0], default=root)
    return "density", _with_brothers(_widened(best, weights), weights)


def _in_the_headlines_article(root: HtmlElement, weights: dict[HtmlElement, tuple[float, float]]) -> list[HtmlElement]:
    """Return the candidates inside the article element with the sole h1, where it holds text; else all."""
    headings = list(root.iter("h1"))
    article = next(headings[0].iterancestors("article"), None) if len(headings) == 1 else None
    if article is None or weights.get(article, (0.0, 0.0))[1] < _ENOUGH:
        return list(weights)
    inside = set(article.iter())
    return [element for element in weights if element in inside]


def _outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    known = set(elements)
    return [element for element in elements if not any(ancestor in known for ancestor in element.iterancestors())]


def _weigh(root: HtmlElement, pruner: Pruner) -> dict[HtmlElement, tuple[float, float]]:
    """Return for each element that holds running text its score and the length of all running text below it."""
    scores: dict[HtmlElement, list[float]] = {}
    for element, length in _running_text(root, pruner):
        parent = element.getparent()
        for level, ancestor in enumerate(element.iterancestors() if parent is not None else ()):
            kept = scores.setdefault(ancestor, [0.0, 0.0])
            kept[1] += length
            if level < 2:  # noqa: PLR2004 - parent and grandparent
                kept[0] += length / (level + 1)
            if ancestor is root or level > 60:  # noqa: PLR2004 - keeps the work per paragraph bounded
                break
    return {element: (score, total) for element, (score, total) in scores.items()}


def _running_text(root: HtmlElement, pruner: Pruner) -> list[tuple[HtmlElement, float]]:
    """Return every block with text of its own and that text's weight: its length, without what stands in links."""
    found: dict[HtmlElement, float] = {}
    stack: list[tuple[HtmlElement, HtmlElement]] = [(root, root)]
    while stack:
        element, block = stack.pop()
        if element is not root and pruner(element):
            continue
        if element.tag not in _INLINE:
            block = element
        texts = [element.text, *(child.tail for child in element)]
        own = 0.0 if element.tag == "a" else sum(_weight(text) for text in texts if text)
        if own:
            found[block] = found.get(block, 0.0) + own
        stack.extend((child, block) for child in reversed(element) if isinstance(child.tag, str))
    return [(e, w if e.tag in _PARAGRAPHS else w * 0.7) for e, w in found.items() if w > 20]  # noqa: PLR2004 - a label is no text


def _weight(text: str) -> float:
    length = len(text.strip())
    return length * (1.0 if _STOPS.search(text) else 0.3)


def _widened(best: HtmlElement, weights: dict[HtmlElement, tuple[float, float]]) -> HtmlElement:
    """Climb while the parent holds clearly more running text: a body split over sibling containers."""
    for ancestor in best.iterancestors():
        if ancestor not in weights or ancestor.tag in ("body", "html") or best.tag == "article":
            break
        if weights[ancestor][1] > 1.2 * weights[best][1] and weights[ancestor][0] > 0.25 * weights[best][0]:
            best = ancestor
        elif weights[ancestor][1] > 1.5 * weights[best][1]:
            break
    return best


def _with_brothers(best: HtmlElement, weights: dict[HtmlElement, tuple[float, float]]) -> list[HtmlElement]:
    """Return the container with those of the same class in the same article: a body cut in pieces by what is put between."""
    marks = best.get("class")
    if not marks or best.tag == "article":
        return [best]
    own = list(best.iterancestors())[:_NEAR]
    article = next(best.iterancestors("article"), None)
    alike = [
        element
        for element, (_, total) in weights.items()
        if element.tag == best.tag
        and element.get("class") == marks
        and total > _PIECE
        and next(element.iterancestors("article"), None) is article
        and any(ancestor in own for ancestor in list(element.iterancestors())[:_NEAR] if ancestor.tag not in ("body", "html"))
    ]
    order = {element: place for place, element in enumerate(best.getroottree().iter(best.tag))}
    return _outermost(sorted(alike, key=lambda element: order[element])) or [best]
