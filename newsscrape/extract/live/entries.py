"""One entry as the page shows it: its time, headline and id, and which of its elements say no more than these."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract.live import clock
from newsscrape.extract.live.walk import Walk
from newsscrape.model import Instant, LiveUpdate
from newsscrape.text import fold
from newsscrape.tree import line

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_IDS = ("id", "data-id", "data-post-id", "data-entry-id", "data-update-id", "data-block-id", "data-key")
_STAMPS = ("datetime", "content", "data-datetime", "data-timestamp", "data-post-time", "data-published", "data-time", "title")
_PARTS = " -\u2013\u2014|\u2022\u00b7:"  # what parts a time from the words behind it
_SIGN = 8  # elements of what shows a time
_FIRST = 40  # characters of a paragraph behind which no headline comes
_TITLE = 300  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, its text left to the reader of the body."""

    elements: tuple[HtmlElement, ...]
    """What it stands in, in order."""
    silent: frozenset[HtmlElement]
    """What shows its time and its headline."""
    ids: tuple[str, ...]
    """What may be its id, best first; whether it is one shows beside the other entries."""
    update: LiveUpdate
    """Without key and body."""


def read(elements: tuple[HtmlElement, ...], walk: Walk, times: clock.Clock, day: str | None) -> Entry:
    """Read an entry.

    Args:
        elements: what it stands in.
        walk: over the body.
        times: of the page.
        day: of the heading above it, where there is one.
    """
    sign = next((found for element in elements if (found := walk.sign_in(element)) is not None), None)
    heading, title = _headline(elements, walk, sign)
    silent = {element for element in (heading, sign if _is_apart(sign, walk) else None) if element is not None}
    update = LiveUpdate("", title, _published(elements, sign, times, day))
    return Entry(elements, frozenset(silent), tuple(dict.fromkeys(_ids(elements))), update)


def _headline(elements: tuple[HtmlElement, ...], walk: Walk, sign: HtmlElement | None) -> tuple[HtmlElement | None, str | None]:
    for element in (inner for top in elements for inner in top.iter("*") if inner not in walk.out):
        if element.tag in _HEADINGS or "headline" in (element.get("itemprop") or "").split():
            if title := _without_time(element, sign):
                return element, title
        elif element.tag == "p" and element is not sign and walk.length(element) > _FIRST:
            break
    return None, None


def _without_time(heading: HtmlElement, sign: HtmlElement | None) -> str:
    said = fold(heading.get("content") or line(heading, _TITLE))
    if match := clock.leading(said):
        return said[match.end() :].strip(_PARTS)
    time = line(sign) if sign is not None and heading in sign.iterancestors() else ""
    return said.replace(time, "", 1).strip(_PARTS) if time else "" if clock.alone(said) else said


def _published(
    elements: tuple[HtmlElement, ...], sign: HtmlElement | None, times: clock.Clock, day: str | None
) -> Instant | None:
    said: list[str] = []
    first = elements[0]
    dated = (inner for inner in first.iter("*") if "datePublished" in (inner.get("itemprop") or "").split())
    for element in (*islice(dated, 1), *(() if sign is None else islice(sign.iter("*"), _SIGN)), first):
        said += [value for name in _STAMPS if (value := element.get(name)) and value[0].isdigit()]
    if sign is not None:
        text = line(sign, _TITLE)
        match = clock.leading(text)
        said.append(match[0].rstrip(_PARTS) if match else text)
    return times.read(said, day)


def _is_apart(sign: HtmlElement | None, walk: Walk) -> bool:
    """Tell whether what shows the time says nothing else, and no words lean on it."""
    if sign is None or (sign.tail or "").strip()[:1] in {*_PARTS.strip()}:
        return False
    return sign.tag == "time" or walk.is_time(sign)


def _ids(elements: tuple[HtmlElement, ...]) -> Iterator[str]:
    first = elements[0]
    yield from (value for name in _IDS if (value := fold(first.get(name) or "")))
    for link in (link for element in elements for link in element.iter("a")):
        given = link.get("id") or link.get("name") or (link.get("href") or "").partition("#")[2]
        if given:
            yield fold(given)
