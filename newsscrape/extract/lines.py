"""The short lines of a page that say who wrote it: "By Ann Lee", "4. Mai 2024 von Ann Lee"."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress, islice

from lxml.html import HtmlElement

from newsscrape.extract.names import by_a_word, in_full
from newsscrape.extract.signed import said_by
from newsscrape.extract.spot import behind
from newsscrape.extract.surroundings import short_line
from newsscrape.page import Page

Said = tuple[HtmlElement | None, HtmlElement | None]
"""The first short element that says "by" and a name in full, and the first that says "posted by" and one word."""

_LINES = frozenset(
    [
        *("p", "div", "span", "li", "em", "i", "address", "small", "strong", "b", "cite", "td", "dd", "font"),
        *("h2", "h3", "h4", "h5", "h6"),
        *("time", "br"),  # for what stands behind these
    ]
)
_LONGEST_LINE, _START = 110, 60  # characters
_SENTENCES = 250  # characters, blanks with them: what is so long is no line
_MOST = 200


def within(page: Page, near: HtmlElement, is_elsewhere: Callable[[HtmlElement], bool]) -> Said:
    """Return the lines in an element."""
    return _said(_lines(page, page.index.places[near], behind(page.index, near)), is_elsewhere)


def around(page: Page, near: HtmlElement, is_elsewhere: Callable[[HtmlElement], bool]) -> Said:
    """Return the lines in the rest of the page."""
    before, after = _lines(page, 0, page.index.places[near]), _lines(page, behind(page.index, near), len(page.elements))
    return _said(chain(before, after), is_elsewhere)


def _lines(page: Page, start: int, end: int) -> Iterator[HtmlElement]:
    """Yield the elements from one place to another that may hold a line, or stand before one."""
    return compress(page.elements[start:end], map(_LINES.__contains__, page.index.tags[start:end]))


def _said(elements: Iterable[HtmlElement], is_elsewhere: Callable[[HtmlElement], bool]) -> Said:
    """Return the first short element that says "by" and a name in full, and the first that says "posted by" and one word."""
    short = None
    for element, start in islice(_starts(elements), _MOST):
        lines = [(element, short_line(element, _LONGEST_LINE))]
        if lines[0][1] == start and (parent := element.getparent()) is not None:
            lines.append((parent, short_line(parent, _LONGEST_LINE)))
            if (following := element.getnext()) is not None and not (element.tail or "").strip():
                lines.append((following, f"{start} {short_line(following, _START)}"))
        for around, line in lines:
            if said_by(line) and line[-1] != ":" and not is_elsewhere(around):
                if in_full(line):
                    return around, short
                short = around if short is None and by_a_word(line) else short
    return None, short


def _starts(elements: Iterable[HtmlElement]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield what begins with "by": the word may stand in an element of its own, or behind one, such as a date."""
    for element in elements:
        # most have no text of their own or are a text, and are spared the call
        if (text := element.text) and len(text) < _SENTENCES and not text.isspace() and (start := _start(text)):
            yield element, start
        if (text := element.tail) and len(text) < _SENTENCES and not text.isspace() and (start := _start(text)):
            parent = element.getparent()
            if parent is not None:
                yield parent, start


def _start(text: str) -> str:
    """Return how a text begins that says "by", ``""`` for others."""
    start = text[:_START].strip()
    return start if start and said_by(f"{start} x") else ""
