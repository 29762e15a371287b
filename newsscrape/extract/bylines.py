"""Where a page shows who wrote it: lines that say "by", and elements marked as a byline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract import lines, profiles
from newsscrape.extract.names import is_house, is_person, persons
from newsscrape.extract.surroundings import is_comment, near_headline, short_line
from newsscrape.index import TAG
from newsscrape.page import Page

_WORDS = (  # without the capital
    *("uthor", "yline", "riter", "utor", "erfasser", "vcard", "username", "submitted", "eporter", "ournalist", "edakteur"),
    *("ontributor", "auteur", "avtor", "yazar", "osted-by", "osted_by", "ostedBy"),
    *("reated-by", "reatedby", "ritten-by", "reator"),
)
_ALSO_MARKED = ("id", "data-testid", "data-hook", "data-qa", "data-component")
_SURE = ("uthor", "yline")  # in these: others are those of the reader's own account
_MARKS = re.compile("|".join(_WORDS).replace("auteur", "(?<![hH])auteur"))  # hauteur is a height
_NAMED = frozenset(["author", "fn"])
_WHOLE = frozenset(["meta", "link", "html", "body", "article", "h1"])
_NEVER = frozenset(["nav", "form", "figcaption", "noscript", "template"])
_BESIDE_TAGS = frozenset(["aside", "footer", "figure"])
_STATE = re.compile(r"(?:has|is|with|no|by)-|by(?:user|postauthor)", re.IGNORECASE)  # says how a box looks, not what is in it
_OTHERS = re.compile(
    r"comment|disqus|respond|related|recirc|recommend|trending|popular|most-?(?:read|viewed)|upstream|bread-?crumb"
    r"|(?:^|[_-])(?:more-from|also-on|read-next)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:^|[_-])(?:sidebar|widget|teaser|promo|newsletter|caption|footer|latest|archive|card|copyright)s?(?:$|[_-])",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"author|byline|(?:article|post|entry|node|content|story)[\w-]*(?:footer|card|widget)|widget[_-]|sidebar-wrap",
    re.IGNORECASE,
)
_TEASERS = re.compile(r"teaser|slider|carousel", re.IGNORECASE)  # the authors in these are those of other articles
_LONGEST_MARKS = 1_000  # characters of class names and id
_LONGEST, _LONGEST_LINE, _START = 160, 110, 60  # characters
_MOST_MARKED, _MOST_NAMED, _DEPTH, _LEVELS, _SENTENCE, _INNER = 200, 12, 60, 3, 4, 20
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Byline:
    """One place that names who wrote it."""

    elements: tuple[HtmlElement, ...]
    """In page order; each holds one name or a line of them."""
    source: str
    """``line`` (it says "by"), ``byline`` (marked, near the headline) or ``far`` (marked, elsewhere on the page)."""


def read(page: Page) -> Iterator[Byline]:
    """Yield the first line that says "by" and the first marked byline, in page order."""
    near, place = near_headline(page), _Place(page)
    line, short = lines.within(page, near, place.is_elsewhere)
    if line is None:
        line, _ = lines.around(page, near, place.is_elsewhere)
    group, source = _marked_byline(page, near, place)
    if line is None and not group:
        line = short
    first = min((e for e in (line, *group[:1]) if e is not None), key=page.index.places.__getitem__, default=None)
    if line is not None and first is line:
        yield Byline((line,), "line")
    if group:
        yield Byline(tuple(group), source)
    if line is not None and first is not line:
        yield Byline((line,), "line")


def _marked_byline(page: Page, near: HtmlElement, place: "_Place") -> tuple[list[HtmlElement], str]:
    """Return the first marked byline: with a full name before any other, near the headline before the rest of the page."""
    marked = (_profile(element) for element in islice(_marked(page), _MOST_MARKED))
    names = {element: found[0] for element, said in marked if (found := persons(said))}
    full = [element for element, name in names.items() if is_person(name)]
    short = [element for element, name in names.items() if len(name.split()) < _SENTENCE or is_house(name)]
    for top, candidates, source in (
        (near, full, "byline"),
        (page.root, full, "far"),
        (near, short, "byline"),
        (page.root, short, "far"),
    ):
        if group := _first_group(candidates, top, place):
            return group, source
    return [], ""


def _profile(element: HtmlElement) -> tuple[HtmlElement, str]:
    """Return with its words a box, or where it holds more than a byline the link whose address spells the name it shows."""
    said = short_line(element, _LONGEST)
    if not said:
        for link in (inner for inner in islice(element.iter("*"), _INNER) if inner.tag == "a"):
            name = _NO_LETTERS.sub("", (shown := short_line(link, _START)).casefold())
            if name and name in _NO_LETTERS.sub("", (link.get("href") or "").casefold()):
                return link, shown
    return element, said


class _Place:
    """Where the headline stands: what it, or the page's only entry (hAtom), stands in is not beside the article.

    That holds whatever the box is called: blogs put their entry into a "widget" and the blog's name into the heading.
    """

    def __init__(self, page: Page) -> None:
        heading = next(iter(page.tagged("h1")), None)
        boxes = [] if heading is None else list(heading.iterancestors())
        entries = page.select("[class~=hentry], [class~=h-entry]")
        self.around = {*boxes, *(entries[0].iterancestors() if len(entries) == 1 else ())}
        inner = [box for box in boxes[:_LEVELS] if box.tag not in ("body", "html")]
        self.close = inner[-1] if inner else None

    def is_elsewhere(self, element: HtmlElement) -> bool:
        """Tell whether an element belongs to something beside the article: comments, teasers, the page's foot.

        Close to the headline a box may be called what it will: there a card or teaser is only how the head is built.
        """
        boxes = list(_upwards(element, self.around))
        close = self.close is not None and bool(boxes) and any(a is self.close for a in boxes[-1].iterancestors())
        for box in boxes:
            marks = f"{box.get('class') or ''} {box.get('id') or ''}"[:_LONGEST_MARKS].split()
            if box.tag in _NEVER or is_comment(box) or any(map(_is_of_others, marks)):
                return True
            beside = box.tag in _BESIDE_TAGS or any(map(_is_beside, marks))
            if beside and not close and box.tag != "article":
                return not (box.tag == "footer" and next(box.iterancestors("article"), None) is not None)
        return False


@lru_cache(maxsize=8192)  # the same few boxes stand around all that is asked for
def _is_of_others(mark: str) -> bool:
    return bool(_OTHERS.search(mark)) and not _STATE.match(mark)


@lru_cache(maxsize=8192)
def _is_beside(mark: str) -> bool:
    return bool(_BESIDE.search(mark)) and not _STATE.match(mark) and (not _OWN.search(mark) or bool(_TEASERS.search(mark)))


def _upwards(element: HtmlElement, around: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the element and the boxes around it, up to the one that the headline is in, too."""
    box: HtmlElement | None = element
    for _ in range(_DEPTH):
        if box is None or box in around:
            return
        yield box
        box = box.getparent()


def _marked(page: Page) -> list[HtmlElement]:
    """Return what a class, id, link, rel or itemprop marks as a byline, in document order."""
    values = page.index.values
    found = {
        *(place for mark in _called(page, "class", _WORDS) for place in values("class")[mark]),
        *(place for name in _ALSO_MARKED for mark in _called(page, name, _SURE) for place in values(name)[mark]),
        *profiles.places(page),
        *(
            place
            for name in ("rel", "itemprop")
            for word, places in values(name).items()
            if "author" in word
            for place in places
        ),
        *values(TAG).get("byline", ()),
    }
    return [page.elements[place] for place in sorted(found) if page.index.tags[place] not in _WHOLE]


def _called(page: Page, attribute: str, words: tuple[str, ...]) -> list[str]:
    """Return the values of an attribute that have one of the words, and so call something a byline."""
    known = page.index.text(attribute)
    found = {mark for word in words if word in known for mark in page.index.values(attribute) if word in mark}
    return list(filter(_MARKS.search, found))


def _first_group(marked: list[HtmlElement], top: HtmlElement, place: _Place) -> list[HtmlElement]:
    """Return the elements with the names of the first marked place and of its brothers; farther down are teasers' bylines."""
    group: list[HtmlElement] = []
    for element in marked:
        around = set(element.iterancestors())
        if group and not around & {*group, *_two_up(group[0])}:
            break
        if not around.isdisjoint(group) or (element is not top and top not in around) or place.is_elsewhere(element):
            continue
        group.append(element)
    inner = [named for element in group for named in _named(element)]
    return inner if len(inner) <= _MOST_NAMED else []


def _two_up(element: HtmlElement) -> list[HtmlElement]:
    return [box for box, _ in zip(element.iterancestors(), range(2), strict=False)]


def _marks_a_name(element: HtmlElement) -> bool:
    """Tell whether an element is marked as a name, or is a link."""
    if element.tag == "a" or element.get("itemprop") == "name" or "author" in (element.get("rel") or "").split():
        return True
    classes = element.get("class") or ""
    return "name" in classes or "Name" in classes or not _NAMED.isdisjoint(classes.split())


def _named(element: HtmlElement) -> list[HtmlElement]:
    """Return what in a byline is marked as a name or leads to one, else the byline itself."""
    inner = islice(filter(_marks_a_name, element.iter("*")), _MOST_MARKED)
    return [
        e
        for e in inner
        if "tag" not in (e.get("rel") or "") and any(map(is_person, persons(e.get("content") or short_line(e, _LONGEST))))
    ] or [element]
