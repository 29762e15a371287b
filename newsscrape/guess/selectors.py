"""CSS for an element that was found by what it says."""

import re
from collections.abc import Callable, Iterator, Sequence

from lxml.html import HtmlElement

from newsscrape.page import Page
from newsscrape.tree import line, tokens

_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]*")
_SILENT = frozenset({"script", "style", "title", "meta", "link", "option", "noscript", "template"})
_LONGEST = 300

Says = Callable[[HtmlElement], bool]


def innermost(page: Page, says: Says) -> Iterator[HtmlElement]:
    """Yield the elements of the body that say something and hold no other that does, in document order."""
    found = [element for element in page.elements if element.tag not in _SILENT and says(element)]
    holders = {parent for element in found for parent in element.iterancestors()}
    return (element for element in found if element not in holders)


def text(element: HtmlElement) -> str:
    """Return what a short element says on one line; nothing for a long one."""
    said = line(element, _LONGEST)
    return said if len(said) <= _LONGEST else ""


def common(cases: Sequence[tuple[Page, Says]]) -> str | None:
    """Return a selector whose first match says what it should on every page; the plainest there is."""
    if not cases:
        return None
    page, says = cases[0]
    for element in innermost(page, says):
        for selector in ways(element):
            if all(_first_says(page, says, selector) for page, says in cases):
                return selector
    return None


def _first_says(page: Page, says: Says, selector: str) -> bool:
    found = page.select(selector)
    return bool(found) and says(found[0])


def ways(element: HtmlElement) -> Iterator[str]:
    """Yield selectors of an element, those that outlive a redesign first."""
    own = list(_own(element))
    yield from own
    parent = element.getparent()
    while parent is not None and parent.tag not in ("body", "html"):
        for around in _own(parent):
            yield from (f"{around} {each}" for each in (*own, element.tag))
        parent = parent.getparent()


def _own(element: HtmlElement) -> Iterator[str]:
    tag = element.tag
    for attribute in ("itemprop", "rel"):
        if (value := element.get(attribute)) and _NAME.fullmatch(value):
            yield f"{tag}[{attribute}={value}]"
    if (name := element.get("id")) and _NAME.fullmatch(name):
        yield f"#{name}"
    yield from (f"{tag}.{name}" for name in tokens(element) if _NAME.fullmatch(name))
