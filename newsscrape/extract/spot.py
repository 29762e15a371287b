"""Where on a page the article stands: by its headline."""

from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract.surroundings import short_line
from newsscrape.index import TAG, Index
from newsscrape.metadata import meta_tags
from newsscrape.page import Page, once
from newsscrape.text import fold

_HEADINGS, _LEVELS = 40, 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on the page the article is."""

    index: Index
    """Of the page's elements."""
    body: HtmlElement
    heading: HtmlElement | None
    """The heading that says what the page's title says, else the first ``h1``."""
    around: frozenset[HtmlElement]
    """All that the heading stands in: none of these is a box beside the article."""
    article: HtmlElement
    """The article element around the heading, else what stands three levels above it, else the body."""

    def tagged(self, tag: str, top: HtmlElement) -> list[HtmlElement]:
        """Return the elements of a name below another one, or it itself, in document order."""
        places = self.index.values(TAG).get(tag)
        if not places:
            return []
        start, end = self.index.places[top], behind(self.index, top)
        return [self.index.elements[place] for place in places if start <= place < end]


def behind(index: Index, element: HtmlElement) -> int:
    """Return the place of the first element behind another and all that is in it."""
    root = index.elements[0]  # beside which a broken page has more
    boxes = (box for box in (element, *element.iterancestors()) if box is not root)
    following = (sibling for box in boxes for sibling in islice(box.itersiblings("*"), 1))
    return next(map(index.places.__getitem__, following), len(index.elements))


@once  # for the day of publication and that of the last change
def find(page: Page) -> Spot:
    """Find the article's headline."""
    body, heading = next(iter(page.tagged("body")), page.root), _headline(page)
    index = page.index
    if heading is None:
        return Spot(index, body, None, frozenset(), next(body.iter("article", "main"), body))
    above = [*heading.iterancestors()]
    inner = [element for element in above[:_LEVELS] if element.tag not in ("body", "html")]
    named = next((element for element in above if element.tag in ("article", "main")), None)
    return Spot(index, body, heading, frozenset(above), named if named is not None else inner[-1] if inner else body)


def _headline(page: Page) -> HtmlElement | None:
    """Return the first rank's heading that shares the most with the page's title: a logo and a rubric share a word of it."""
    titles = [fold(element.text or "") for element in page.tagged("title")[:1]]
    own = next(iter(meta_tags.read(page).get("og:title", ())), "").casefold()
    title = " ".join([*titles, own]).casefold()
    for ranks, least in ((("h1",), 8), (("h2", "h3"), 20)):
        shared: list[tuple[int, HtmlElement]] = []
        for element in page.tagged(*ranks)[:_HEADINGS]:
            said = short_line(element, 300).casefold()
            common = said if said in title else own if own in said else ""
            shared.append((len(common), element))
        best = max(shared, key=lambda found: found[0], default=(0, page.root))
        if best[0] > least:
            return best[1]
    return next(iter(page.tagged("h1")), None)
