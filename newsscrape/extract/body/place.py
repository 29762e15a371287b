"""What an element's place among the others says of it, whatever it is called."""

from collections.abc import Container, Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from newsscrape.extract.body import marks


def is_page_footer(element: HtmlElement) -> bool:
    """Tell whether a footer is the page's and not an article's: it holds no text, however short the rest of the page is."""
    return element.tag == "footer" and next(element.iterancestors("article", "main"), None) is None


def next_slides(elements: Sequence[HtmlElement], hidden: Iterable[int]) -> Iterator[int]:
    """Yield which of the hidden elements, by their places in document order, only wait for their turn: slides, steps, tabs."""
    waiting: set[HtmlElement] = set()
    for place in hidden:
        if _is_next(elements[place], waiting):
            yield place
        else:
            waiting.add(elements[place])


def _is_next(element: HtmlElement, waiting: Container[HtmlElement]) -> bool:
    """Tell whether the element before is like this one, and shown."""
    before = element.getprevious()
    if before is None or before.tag != element.tag or before in waiting:
        return False
    names = marks.without_hidden(element.get("class") or "")
    return bool(names) and names == marks.without_hidden(before.get("class") or "")
