"""What an element's place among the others says of it, whatever it is called."""

from collections.abc import Container

from lxml.html import HtmlElement

from newsscrape.extract.body import marks


def is_page_footer(element: HtmlElement) -> bool:
    """Tell whether a footer is the page's and not an article's: it holds no text, however short the rest of the page is."""
    return element.tag == "footer" and next(element.iterancestors("article", "main"), None) is None


def is_next_slide(element: HtmlElement, hidden: Container[HtmlElement]) -> bool:
    """Tell whether a hidden element only waits for its turn: the one before is like it and shown (slides, steps, tabs)."""
    before = element.getprevious()
    if before is None or before.tag != element.tag or before in hidden:
        return False
    names = marks.without_hidden(element.get("class") or "")
    return bool(names) and names == marks.without_hidden(before.get("class") or "")
