"""What the elements of a page are: by their class names, ids and styles, and by their place among the others."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from newsscrape.extract.body import marks
from newsscrape.hinted import Hinted
from newsscrape.index import TAG, Index

INLINE = frozenset(
    [
        "a", "b", "strong", "i", "em", "span", "code", "sub", "sup", "small", "font", "u", "mark", "abbr", "q", "time", "br",
        "cite", "del", "ins", "s", "kbd", "label", "big", "tt", "wbr", "img", "picture", "source",
    ]
)  # fmt: skip
_OWN = frozenset(["article", "main"])
_INVISIBLE = Hinted(r"display\s*:\s*none|visibility\s*:\s*hidden", "none", "hidden")


def read(index: Index) -> Mapping[int, marks.Role]:
    """Return what the elements are by their class names, ids and styles, for those that these say something of.

    An element that HTML does not know, such as ``x-teaser``, is called by its own name, too.
    """
    ranks: dict[int, int] = {}
    for name, rank_of in ((TAG, marks.rank_of_one), ("class", marks.rank), ("id", marks.rank_of_one)):
        data = marks.is_of_data(index.text(name))  # of any element
        for value, places in index.values(name).items():
            rank = rank_of(value) if name or "-" in value else marks.NOTHING
            if rank == marks.NOTHING or (data and rank == marks.BESIDE and marks.is_of_data(value)):
                continue
            for place in places:
                if rank < ranks.get(place, marks.NOTHING):
                    ranks[place] = rank
    found = {place: marks.RANKED[rank] for place, rank in ranks.items()}
    unseen = [places for style, places in index.values("style").items() if _INVISIBLE.search(style)]
    for places in (*unseen, *index.values("hidden").values(), index.values("aria-hidden").get("true", [])):
        found.update(dict.fromkeys(places, "hidden"))
    _show_slides(index, found)
    return found


def _show_slides(index: Index, roles: dict[int, marks.Role]) -> None:
    """Take back that what waits for its turn is hidden."""
    waiting: set[HtmlElement] = set()
    for place in sorted(place for place, role in roles.items() if role == "hidden"):
        if index.tags[place] not in INLINE and _is_next_slide(index.elements[place], waiting):
            del roles[place]
        else:
            waiting.add(index.elements[place])


def page_footers(footers: Iterable[int], tags: Sequence[str], parents: Sequence[int]) -> Iterator[int]:
    """Yield which of the footers are the page's and not an article's: they hold no text, however short the rest of it is.

    All are places in document order; a way up that was gone is not gone again.
    """
    of_article: dict[int, bool] = {}
    for place in footers:
        way = []
        at = place
        while at > 0 and at not in of_article and tags[at] not in _OWN:
            way.append(at)
            at = parents[at]
        inside = of_article.get(at, tags[at] in _OWN)
        of_article.update(dict.fromkeys(way, inside))
        if not inside:
            yield place


def _is_next_slide(element: HtmlElement, hidden: Container[HtmlElement]) -> bool:
    """Tell whether a hidden element only waits for its turn: the one before is like it and shown (slides, steps, tabs)."""
    before = element.getprevious()
    if before is None or before.tag != element.tag or before in hidden:
        return False
    names = marks.without_hidden(element.get("class") or "")
    return bool(names) and names == marks.without_hidden(before.get("class") or "")
