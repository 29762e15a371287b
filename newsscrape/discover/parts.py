"""The other parts of an article that stands on several pages."""

from collections.abc import Callable, Iterator

from newsscrape.model import Target
from newsscrape.page import Page

MOST_PARTS = 30
"""The longest reviews have some twenty; a part of a higher number is not asked for."""

Identify = Callable[[str], tuple[str, int] | None]
"""What article an address names: its key and the number of its part; ``None``: no article."""


def read(page: Page, *, identify: Identify, selectors: tuple[str, ...] = ()) -> tuple[Target, ...]:
    """Return the parts from the second on that a page of the same article links to, by their number, without itself.

    Args:
        page: any part of the article.
        identify: the site's knowledge of its addresses.
        selectors: CSS of the links to look at; empty: all links, and the choices of a drop-down list.
    """
    own = identify(page.url)
    if own is None:
        return ()
    found: dict[int, str] = {}
    for url in _addresses(page, selectors):
        other = identify(url)
        if other and other[0] == own[0] and 1 < other[1] <= MOST_PARTS and other[1] != own[1]:
            found.setdefault(other[1], url)
    return tuple(Target(found[number], "part") for number in sorted(found))


def _addresses(page: Page, selectors: tuple[str, ...]) -> Iterator[str]:
    for css in selectors or ("a[href], option[value]",):
        for element in page.select(css):
            if url := page.absolute(element.get("href") or element.get("value")):
                yield url
