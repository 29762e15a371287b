"""Rows of tables: those of data, and those that are the frame of a page."""

from itertools import islice

from lxml.html import HtmlElement

CELLS = frozenset(["td", "th"])
_NEVER = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr"])  # what no cell of a table of data holds
_MOST, _LONGEST = 80, 600  # elements, characters of text; more is a layout that is written as a table


def cells(tr: HtmlElement) -> int:
    """Return how many cells a row of data has, all of them short; 0 for a row that is the frame of a page."""
    inside = list(islice(tr.iterdescendants(), _MOST))
    said = sum(len(text.strip()) for element in inside for text in (element.text, element.tail) if text)
    if len(inside) == _MOST or said > _LONGEST or any(element.tag in _NEVER for element in inside):
        return 0
    return sum(element.tag in CELLS for element in inside)
