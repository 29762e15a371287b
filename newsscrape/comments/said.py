"""Who says what, and when, in one comment: from the elements that `marks` knows, else from its first pieces of text."""

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.comments.fragments import quoted
from newsscrape.model import Instant
from newsscrape.page import UNKNOWN_TIME, Page
from newsscrape.text import fold
from newsscrape.tree import plain

_NUMBER = re.compile(r"(?:^|[^\W\d]|[_-])(\d{3,20})$")  # a shorter one counts the page's comments, and moves with the next
_BEFORE_NAME = re.compile(
    r"^(?:(?:geschrieben|posted|written|kommentar|comment(?:aire)?|publi\u00e9|eingestellt|verfasst)\s+)?"
    r"(?:von|by|par|por|da|door)\s+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+[\u2013\u2014|\u00b7\u2022-]\s+|\s*[,(|:]\s*"
    r"|\s+(?:am|on|at|le|el|um|vor|op|says|said|sagte?|schrieb|schreibt|meint|dit|wrote|writes)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\W\d_]*|posted|published|publi\u00e9|comment|kommentar|reply|says|said|sagte?|schr(?:ei|ie)b?t?|meint|dit|ver\u00f6ffentlicht",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"(?:log ?in to |anmelden zum )?(?:reply|antworten|beantworten|r\u00e9pondre|responder|rispondi|odpowiedz|beantwoorden"
    r"|report|melden|signaler|share|teilen|like|gef\u00e4llt mir|permalink|link|edit|delete|l\u00f6schen|zitieren"
    r"|quote|[\W\d_]*)"
    r"(?: \(?\d{1,5}\)?)?",
    re.IGNORECASE,
)
_EACH = 4  # elements of one role that are looked at
_LINKS = 12
_LONGEST_LINE = 120  # of names and dates, in characters
_LONGEST_NAME = 60
_MOST_DIGITS = 7  # of votes
_PIECES = 40  # text nodes of such a line
_FRAME = ("name", "date", "time", "frame", "up", "down", "nested", "cite")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")

Parts = Mapping[str, list[HtmlElement]]
"""The elements of one comment by role, see `marks.roles`; ``nested`` are the comments in it."""


class Said(NamedTuple):
    """What one comment is."""

    author: str | None
    published: Instant | None
    body: str
    """The lines without those that only sign or call for an answer."""


def read(element: HtmlElement, parts: Parts, fetched_at: dt.datetime = UNKNOWN_TIME) -> Said:
    """Read who says what when."""
    author, published = _author(parts), _published(parts, fetched_at)
    if not (author and published):
        signed = _signature(element, fetched_at)
        author, published = author or signed[0], published or signed[1]
    signs = tuple(filter(None, (author, published.raw if published else None)))
    lines = deque(_words(element, parts, {part for role in _FRAME for part in parts.get(role, ())}))
    while len(lines) > 1 and (_is_frame(lines[0], signs) or (lines[0].endswith(":") and _named(lines[0]) == author)):
        lines.popleft()
    while len(lines) > 1 and _is_frame(lines[-1], ()):
        lines.pop()
    return Said(author, published, "\n".join(lines))


def _is_frame(line: str, signs: tuple[str, ...]) -> bool:
    signed = line.endswith(signs) or (len(signs) > 1 and all(sign in line for sign in signs))
    return len(line) < _LONGEST_LINE and (signed or _CALLS.fullmatch(line) is not None)


def _words(element: HtmlElement, parts: Parts, frame: set[HtmlElement]) -> list[str]:
    """Return the lines of what a comment says: of the first element so called that has words, else of the whole comment."""
    for text in islice((part for part in parts.get("text", ()) if part not in frame), _EACH):
        if said := plain(text, frame):
            title = _title(text, parts, frame)
            return [*([title] if title and title not in said else ()), *said.split("\n")]
    return plain(element, frame).split("\n")


def _title(text: HtmlElement, parts: Parts, frame: set[HtmlElement]) -> str:
    """Return the headline that a comment bears, which stands beside its text."""
    beside = text.getparent()
    headings = (part for tag in _HEADINGS for part in parts.get(tag, ())[:1] if part not in frame)
    return next((short(part) for part in headings if part.getparent() is beside), "")


def _signature(element: HtmlElement, fetched_at: dt.datetime) -> tuple[str | None, Instant | None]:
    """Return name and date of a comment whose markup does not tell them: both stand in its first pieces of text."""
    before = ""
    for piece in islice(filter(None, map(fold, _pieces(element))), _EACH):
        if len(piece) > _LONGEST_LINE:
            break
        if found := dates.parse(piece, fetched_at=fetched_at):
            return _named(piece) or before or None, found
        before = _named(piece) or before
    return None, None


def short(element: HtmlElement) -> str:
    """Return the text of a short element on one line, ``""`` of a long one; reads no farther than that."""
    pieces = list(_pieces(element)) if len(element) else [element.text or ""]
    text = fold(" ".join(pieces))
    return text if len(pieces) < _PIECES and len(text) <= _LONGEST_LINE else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the first pieces of text, of few elements: a walk through all that is empty would go through nested comments."""
    for event, inner in islice(etree.iterwalk(element, events=("start", "end", "comment")), _PIECES):
        piece = inner.text if event == "start" else inner.tail if inner is not element else None
        if piece:
            yield piece


def _author(parts: Parts) -> str | None:
    named = (name for part in (*parts.get("name", ())[:_EACH], *parts.get("cite", ())[:1]) if (name := _named(short(part))))
    return next(named, None)


def _named(text: str) -> str:
    """Return the name in a line such as ``von Ada am 3. Mai``."""
    name = _AFTER_NAME.split(_BEFORE_NAME.sub("", text), maxsplit=1)[0].strip(" :,-\u2013|")
    if not 0 < len(name) <= _LONGEST_NAME or _NO_NAME.fullmatch(name) or dates.parse(name, fetched_at=UNKNOWN_TIME):
        return ""
    return name


def _published(parts: Parts, fetched_at: dt.datetime) -> Instant | None:
    marked = (*parts.get("time", ())[:_EACH], *parts.get("date", ())[:_EACH])
    given = [part.get("datetime") or part.get("content") or "" for part in marked]
    given += sorted(filter(None, map(short, marked)), key=len)
    return next((found for raw in given if (found := dates.parse(raw, fetched_at=fetched_at))), None)


def key(element: HtmlElement, parts: Parts) -> str:
    """Return the number by which the page calls the comment, where it does."""
    named = (link.get("name") or link.get("id") for link in parts.get("a", ())[:_EACH])
    for given in (element.get("id"), element.get("data-comment-id"), element.get("data-id"), *named):
        if match := _NUMBER.search(given or ""):
            return match[1]
    return ""


def permalink(page: Page, parts: Parts, number: str) -> str | None:
    """Return the comment's own address, which ends in its number."""
    for link in parts.get("a", ())[:_LINKS] if number else ():
        address, _, fragment = (link.get("href") or "").partition("#")
        if fragment.endswith(number) and (url := page.absolute(address) if address else page.url):
            return f"{url}#{quoted(fragment)}"
    return None


def profile(page: Page, parts: Parts) -> str | None:
    """Return where the author's name leads, in or around which the link stands."""
    for part in parts.get("name", ())[:_EACH]:
        around = part.getparent()
        for link in (*islice(part.iter(), _EACH), *([around] if around is not None else [])):
            href = link.get("href") if link.tag == "a" else None
            if href and "#" not in href and (url := page.absolute(href)):
                return url
    return None


def votes(found: Sequence[HtmlElement]) -> int | None:
    """Return the number that one of the elements holds."""
    texts = (short(part) for part in found[:_EACH])
    return next((int(text) for text in texts if text.isdecimal() and len(text) <= _MOST_DIGITS), None)
