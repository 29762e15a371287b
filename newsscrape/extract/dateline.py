"""Dates as people read them on a page: the line by the headline, what is marked as a date, "Published on …" anywhere."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.alternation import any_of
from newsscrape.dates.ago import AGO, DAYS
from newsscrape.dates.months import MONTHS, WEEKDAYS
from newsscrape.extract.cues import PUBLISHED, UPDATED, published_part, updated_part
from newsscrape.extract.evidence import Finding
from newsscrape.extract.signed import said_by
from newsscrape.extract.spot import Spot
from newsscrape.extract.surroundings import beside_box, marks, short_line
from newsscrape.hinted import Hinted
from newsscrape.text import fold

_MARKED = Hinted(
    r"(?:^|[\s_-])(?:[a-z]*date[a-z]*|datum|fecha|time|[a-z]*time(?:data|line|stamp)?|publi(?:e|sh|shed|cad[ao]|cat[ao])|posted|post-?meta|entry-?meta"
    r"|byline|dateline|created|submitted|article-?info|article-?meta|meta|metadata)(?:$|[\s_-])",
    *("dat", "fecha", "time", "publi", "post", "meta", "byline", "created", "submitted", "info"),
)
_NOT_MARKED = re.compile(
    r"event|termin|expire|birth|update|modif|changed|deadline|comment|runtime|readtime|read-time", re.IGNORECASE
)
_COMMENTS = Hinted(
    r"(?:^|[\s_-])(?:comments?|commentlist|commentmetadata|disqus|respond|reply|replies)(?:$|[\s_-])",
    *("comment", "disqus", "respond", "repl"),
)
_NUMERIC = re.compile(  # all begin with a digit, which Python finds faster than what stands before one
    r"\d(?:\d{3}[-/.年년]\s?\d{1,2}[-/.月월]|(?<![\d.]\d)\d?[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d\d)(?![\d.])|月\d{1,2}日)"
)
_CALENDAR = MONTHS.keys() | WEEKDAYS | DAYS.keys() | {word for _, behind in AGO for word in behind.split()}
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = "\u2e80"  # from here on: Chinese, Japanese, Korean
_PAST = re.compile(rf"(?:{any_of({behind.split()[-1] for _, behind in AGO})})\b|[前전]")
_AT_HEAD = re.compile(r"\(?(?P<date>[^()]{6,30}?)(?:\)\s|\s[-\u2013\u2014|]\s|\s*:\s)")
_ATTRIBUTES = ("datetime", "content", "title", "data-date", "data-datetime", "data-timestamp", "data-time", "data-published")
_SILENT = frozenset(["script", "style", "noscript", "template", "option", "select", "textarea", "title"])
_OUTER = frozenset(["footer", "nav", "form"])
_LINES = ("p", "span", "div", "li", "small", "em", "i", "b", "strong", "dd")
_SHORT = 120  # characters of a line that is a date with a few words, not a sentence with a date in it
_LONGEST_NAMES = 500  # characters of class names and id
_FEW = 7  # words beside the date's own: "By Max Muster and Ida Roth, Berlin"
_FEWER = 3  # words in small letters, where no class says that it is a date
_AFTER, _BEFORE = 60, 25  # elements behind and before the headline among which its dateline stands
_MOST, _BEST = 400, 20
_LONGEST_DAY = max(map(len, DAYS)) + 20  # with the blanks around it
_TIMES, _TOLD = 60, 3  # elements that are looked at, and dates that are taken from them
_NEXT = 4  # elements behind the headline, or the one before it, that are never beside the article, whatever they are called
_FAR = 4  # the first rank of what stands elsewhere


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a date stands; the least is the likeliest to be the article's."""

    rank: int
    distance: int
    """From the headline, in elements, those before it counted fourfold; from the page's start where there is no headline."""
    said: str
    source: str


def times(spot: Spot, *, near: bool) -> list[Finding[str]]:
    """Return what the ``time`` elements say that speak of no update: those of the article, or all of the page."""
    return list(islice(_times(spot, spot.article if near else spot.body), _TOLD))


def _times(spot: Spot, top: HtmlElement) -> Iterator[Finding[str]]:
    for element in spot.tagged("time", top)[:_TIMES]:
        text, context = short_line(element, _SHORT), _context(element)
        told = published_part(text or "-", context) and not beside(element, spot.around)
        if told and (said := _attribute(element) or element.get("datetime") or published_part(text)):
            yield Finding(said, "time")


def updates(spot: Spot) -> list[Finding[str]]:
    """Return what the article's elements say of its last change: ``time`` elements and short lines that name it so."""
    found = []
    for element in spot.tagged("time", spot.article)[:_TIMES]:
        part = updated_part(short_line(element, _SHORT), _context(element))
        if part and not beside(element, spot.around):
            found.append(Finding(element.get("datetime") or part, "time"))
    for element in islice(spot.article.iter(*_LINES, "a", "time"), _MOST if not found else 0):
        if (text := element.tail) and len(text) < _SHORT and not text.isspace() and UPDATED.search(text):
            part = updated_part(text)
            if _is_dated(part) and not beside(element, spot.around):
                found.append(Finding(fold(part), "line"))
        if (text := element.text) and element.tag in _LINES and len(text) < _SHORT and UPDATED.search(text):
            part = updated_part(short_line(element, _SHORT)) or ""
            part = part if _is_dated(part) else f"{part} {element.tail or ''}"[:_SHORT]
            if _is_dated(part) and not beside(element, spot.around):
                found.append(Finding(fold(part), "line"))
    return found[:3]


def near(spot: Spot) -> list[Finding[str]]:
    """Return the dates that people read by the headline, likeliest first."""
    return _ordered(each_near(spot))


def each_near(spot: Spot) -> Iterator[Place]:
    """Yield the places of the same dates, those behind the headline first: who looks for one date mostly finds it soon."""
    found = ((place, *dated) for place, element in _window(spot) for dated in _dated(element))
    return (made for one in found if (made := _placed(one, spot.around, 0)) and made.rank < _FAR)


def far(spot: Spot) -> list[Finding[str]]:
    """Return the dates that stand elsewhere on the page, likeliest first."""
    found: list[tuple[int, HtmlElement, str, str]] = []
    start: int | None = None
    for place, element in enumerate(spot.body.iter()):
        if element is spot.heading:
            start = place
        found += ((place, holder, said, source) for holder, said, source in _dated(element))
        if len(found) > _MOST:
            break
    return _ordered(made for one in found if (made := _placed(one, spot.around, start)) and made.rank >= _FAR)


def _ordered(places: Iterable[Place]) -> list[Finding[str]]:
    return [Finding(place.said, place.source) for place in sorted(places)[:_BEST]]


def _window(spot: Spot) -> Iterator[tuple[int, HtmlElement]]:
    """Yield the elements behind the headline, then those before it, with their places, counted from it."""
    if spot.heading is not None:
        place, elements = spot.index.places[spot.heading], spot.index.elements
        start = max(spot.index.places[spot.body], place - _BEFORE)
        yield from enumerate(elements[place : place + _AFTER + 1])
        yield from enumerate(elements[start:place], start - place)


def _dated(element: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Yield the short texts with a date in or right behind an element: who holds it, what it says, how it was found."""
    tag = element.tag
    if tag not in _SILENT:
        names = marks(element)
        if len(names) > 1 and tag != "time" and _is_marked(names[:_LONGEST_NAMES]):
            said = _attribute(element) or short_line(element, _SHORT)
            if _is_dated(said):
                yield element, said, f"class:{names.split(maxsplit=1)[0]}"
        if (text := element.text) and not text.isspace() and _is_dated(text):
            yield element, fold(text[: 2 * _SHORT]), "line"
    if (text := element.tail) and not text.isspace() and _is_dated(text):
        parent = element.getparent()
        if parent is not None and parent.tag not in _SILENT:
            yield parent, fold(text[: 2 * _SHORT]), "line"


@lru_cache(maxsize=4096)
def _is_marked(names: str) -> bool:
    """Tell whether class names and an id say that a date stands here, and not one of something else."""
    return bool(_MARKED.search(names)) and not _NOT_MARKED.search(names)


def _is_dated(said: str) -> bool:
    """Tell whether a text has the look of a date, by its digits and words."""
    said = said[:_SHORT]
    if not _DIGIT.search(said):
        return len(said) < _LONGEST_DAY and said.strip().casefold() in DAYS
    if _NUMERIC.search(said):
        return True
    words = [word.removeprefix("ב") for word in _LETTERS.findall(said.casefold())]  # Hebrew's "in"
    return not MONTHS.keys().isdisjoint(words) or (len(words) < _FEW and bool(_PAST.search(said.casefold())))


def _placed(found: tuple[int, HtmlElement, str, str], around: Collection[HtmlElement], start: int | None) -> Place | None:
    """Rank a dated text; ``None`` where it is a sentence, tells of an update, or belongs to a comment."""
    place, holder, said, source = found
    head, strange = _AT_HEAD.match(said), _words(said)
    long, lower = len(said) > _SHORT or len(strange) > _FEW, sum(word.islower() for word in strange)
    most = _FEWER if source == "line" else _FEW
    if not head and (long or lower > most):  # as the article's own text is
        return None
    distance = place if start is None else place - start if place >= start else 4 * (start - place)
    near = start is not None and -_BEFORE <= place - start <= _AFTER
    context = _context(holder)
    part = published_part(said, context)
    if not part or any(_COMMENTS.search(marks(box)) for box in _boxes(holder, around)):
        return None
    cued = bool(PUBLISHED.search(f"{context} {said}"))
    if source == "line" and not cued and not said_by(said):
        most = 2 if distance <= _NEXT and len(said) < _SHORT // 3 else 0
    if long or lower > most:
        plain = head and _is_dated(head["date"]) and not _words(head["date"]) and not beside(holder, around)
        return Place(3 if near else _FAR + 2, distance, head["date"].strip(), source) if head and plain else None
    if near and (distance <= _NEXT or not beside(holder, around)):
        return Place(0 if cued else 1 if source != "line" or not strange else 2, distance, part, source)
    if cued or beside(holder, around) or (source == "line" and strange):
        return Place(_FAR, distance, part, source) if cued else None
    return Place(_FAR + 1, distance, part, source)


def _words(said: str) -> list[str]:
    """Return the words that belong to no date; of what is written without blanks, two characters are a word."""
    words = [part for word in _LETTERS.findall(said) for part in ([word] if word < _UNSPACED else [word] * (len(word) // 2))]
    return [word for word in words if len(word) > 3 and word.casefold() not in _CALENDAR]  # noqa: PLR2004 - shorter: Uhr, um, EST


def _context(element: HtmlElement) -> str:
    """Return the words around an element: its class, and the text right before it."""
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail or "").strip() if previous is not None else (parent.text or "" if parent is not None else "")
    if previous is not None and not before and isinstance(previous.tag, str):
        before = short_line(previous, 40)
    return " ".join((element.get("class") or "", element.get("itemprop") or "", before[-60:]))


def _attribute(element: HtmlElement) -> str:
    return next((value for name in _ATTRIBUTES if (value := element.get(name)) and value[0].isdigit()), "")


def _boxes(element: HtmlElement, around: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield an element and what it stands in, up to what also holds the headline."""
    box: HtmlElement | None = element
    for _ in range(60):
        if box is None or box in around or box.tag == "body":
            return
        yield box
        box = box.getparent()


def beside(element: HtmlElement, around: Collection[HtmlElement]) -> bool:
    """Tell whether an element stands in a box that is no part of the article; what holds the headline is none."""
    return any(
        beside_box(box) and not _heads(box, around) and not (box.tag not in _OUTER and _MARKED.search(box.get("class") or ""))
        for box in _boxes(element, around)
    )


def _heads(box: HtmlElement, around: Collection[HtmlElement]) -> bool:
    """Tell whether a box is an aside in the head that the headline stands in: there it holds the byline."""
    parent = box.getparent() if box.tag == "aside" else None
    return parent is not None and parent.tag == "header" and parent in around
