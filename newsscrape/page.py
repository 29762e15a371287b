"""One fetched document: decoded once, parsed once, never mutated by readers, within deterministic limits."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import islice
from typing import Any, Literal, TypeVar

from lxml import etree, html
from parsel import Selector

from newsscrape import charset, deep
from newsscrape.errors import Unreadable
from newsscrape.index import TAG, Index
from newsscrape.urls import absolute

UNKNOWN_TIME = dt.datetime.min.replace(tzinfo=dt.UTC)
"""A fetch time that is not known: relative dates are then not believed."""

MAX_BYTES = 8 << 20
"""A larger document is refused: of 1,268 pages of all kinds of sites the largest has a quarter of it."""
MAX_TEXT = 3 << 20
"""Bytes beside scripts, styles and pictures written into the page; of the same pages the largest has half of it."""
MAX_ELEMENTS = 40_000
"""A larger tree is refused: of the same pages the largest has a quarter of it, the median a fiftieth."""
MAX_ATTRIBUTES = 10_000
"""Different ones of one tag; a page with a tag of more is refused, because every HTML parser needs quadratic time for them."""

_ENDLESS = 3 * MAX_ATTRIBUTES
"""Bytes that a tag of too many attributes has at least."""

_WHOLE_TAG = re.compile(rb"""[a-zA-Z](?:[^"'>]*+(?>"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+)""")
_VALUES = re.compile(rb"""=\s*+(?>"[^"]*+"|'[^']*+')""")
_NAMES = re.compile(rb"""[^\s"'>/=]+""")
_SIGNATURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x00\x00\x01\x00")
_NOT_BINARY = bytes(byte for byte in range(256) if byte not in (*range(1, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
"""All bytes but those that the WHATWG's MIME sniffing calls binary data; NUL is left out with the decoding.

Text in any charset has none of these in UTF-8, or a stray one.
"""
_MOST_BINARY, _FEW_BINARY = 0.05, 64
_XML_ROOT = re.compile(  # atomic groups: what stands before the root is read in one way only, or hostile comments take for ever
    r"\s*+(?>(?>(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>))\s*+){0,20}+<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|h1|article|main|title|meta|span|section|table|a|br|pre)\b", re.IGNORECASE
)

_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
"""lxml.html's own choice of classes, for forms and their fields, calls Python for every element of every walk."""

K = TypeVar("K")
T = TypeVar("T")
Media = Literal["html", "xml", "json", "other"]


@dataclass(frozen=True, eq=False)
class Page:
    """Bytes with their address; everything else is derived from these and cached.

    Picklable: the derived values stay behind. Two pages of the same bytes are not equal: each has a tree of its own.
    """

    url: str
    """The address that was asked for and gave these bytes (absolute, without fragment)."""
    body: bytes
    """The document after transfer and content encoding are undone."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header names in lower case."""
    fetched_at: dt.datetime = UNKNOWN_TIME
    """Aware, UTC: what relative dates count from."""
    payload: str = ""
    """What was sent to get it, of a POST: it tells which of an API's threads, and which page of it, this is."""

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @cached_property
    def text(self) -> str:
        """The document as text: charset by byte order mark, header, declaration, then detection; NUL left out."""
        return self._decoded[0]

    @cached_property
    def _decoded(self) -> tuple[str, bytes]:
        """The document as text and in UTF-8: where that is what the bytes are, as nearly always, it is they themselves."""
        mark, codec = charset.declared(self.body, self.headers.get("content-type"))
        if codec in ("utf-8", None) and not mark and b"\x00" not in self.body:
            with suppress(UnicodeDecodeError):
                return self.body.decode(), self.body
        text = self.body[len(mark) :].decode(codec or charset.detected(self.body), "replace").replace("\x00", "")
        return text, text.encode("utf-8", "replace")

    @cached_property
    def media(self) -> Media:
        """What the bytes are, whatever the header says: feeds and sitemaps are ``xml``."""
        head = self.body[:1024].lstrip()
        if not head or head.startswith(_SIGNATURES):
            return "other"
        looked_at = self._decoded[1][:4096]
        if len(looked_at.translate(None, _NOT_BINARY)) > max(_FEW_BINARY, _MOST_BINARY * len(looked_at)):
            return "other"
        start = self.text[:4096].lstrip("\ufeff \t\r\n")
        if _XML_ROOT.match(start):
            return "xml"
        if start[:1] in "{[":
            return "json"
        return "html" if _MARKUP.search(self.text, 0, 65536) else "other"

    @property
    def root(self) -> html.HtmlElement:
        """The one tree of this document.

        Raises:
            Unreadable: the bytes are no HTML document.
        """
        return self.elements[0]

    @cached_property
    def elements(self) -> tuple[html.HtmlElement, ...]:
        """All elements, the root first, in document order; they are kept, so that no walk has to make them again.

        Raises:
            Unreadable: the bytes are no HTML document.
        """
        elements = tuple(islice(self._parsed().iter("*"), MAX_ELEMENTS + 1))
        if len(elements) > MAX_ELEMENTS:
            raise Unreadable(f"{self.url}: more than {MAX_ELEMENTS:,} elements")
        return elements

    def _parsed(self) -> html.HtmlElement:
        if len(self.body) > MAX_BYTES:
            raise Unreadable(f"{self.url}: larger than {MAX_BYTES >> 20} MiB")
        if self.media != "html":
            raise Unreadable(f"{self.url}: no HTML document")
        if _has_endless_tag(self._decoded[1]):
            raise Unreadable(f"{self.url}: a tag of more than {MAX_ATTRIBUTES:,} attributes")
        # Comments are left out, since lxml walks over a run of them in quadratic time, and people do not see them.
        # A table of ids would be kept for the XPath function id() alone, which nobody calls.
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True, collect_ids=False)
        parser.set_element_class_lookup(_CLASSES)
        try:
            root = etree.fromstring(self._decoded[1], parser)
        except etree.ParserError:
            raise Unreadable(f"{self.url}: no HTML document") from None
        if not isinstance(root, html.HtmlElement):  # all of it stands in a comment that never ends, or in a tag that is cut off
            raise Unreadable(f"{self.url}: no HTML document")
        _complete(root)
        if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
            root = deep.read(self._decoded[1])  # libxml2 gives up below 2,045 levels, and drops the rest of the page
        if len(self.body) > MAX_TEXT and len(self.body) - _spared(root) > MAX_TEXT:
            raise Unreadable(f"{self.url}: more than {MAX_TEXT >> 20} MiB beside scripts and pictures")
        return root

    @cached_property
    def index(self) -> Index:
        """The elements of the tree by their place, tag and attributes.

        Raises:
            Unreadable: the bytes are no HTML document.
        """
        return Index(self.elements)

    def tagged(self, *tags: str) -> list[html.HtmlElement]:
        """Return the elements of these names, in document order."""
        values = self.index.values(TAG)
        places = values.get(tags[0], []) if len(tags) == 1 else sorted(place for tag in tags for place in values.get(tag, ()))
        return [self.elements[place] for place in places]

    def select(self, selector: str) -> list[html.HtmlElement]:
        """Return what a CSS selector finds in the page, in document order; to find nothing costs next to nothing."""
        return self.index.select(selector)

    @cached_property
    def selector(self) -> Selector:
        """Parsel on the same tree."""
        return Selector(root=self.root, type="html", base_url=self.url)

    @cached_property
    def base(self) -> str:
        """What relative addresses count from: ``<base href>`` where it is usable, else the page's own address."""
        for element in self.select("base[href]"):
            if found := absolute(self.url, element.get("href") or ""):
                return found
        return self.url

    @cached_property
    def _absolute(self) -> dict[str, str | None]:
        return {}

    def absolute(self, href: str | None) -> str | None:
        """Return the http(s) address that a link of this page means, or ``None``."""
        if not href:
            return None
        if href not in self._absolute:  # the same link is asked for by several readers
            self._absolute[href] = absolute(self.base, href)
        return self._absolute[href]


def once(read: Callable[[K], T]) -> Callable[[K], T]:
    """Let a function of a page, or of what is known of one, be asked by several readers: what it finds is kept with it."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def known(of: K) -> T:
        kept = of.__dict__
        if name not in kept:
            kept[name] = read(of)
        found: T = kept[name]
        return found

    return known


def _complete(root: html.HtmlElement) -> None:
    """Give a document the head and the body that it left out."""
    parts = {child.tag for child in root}
    if "head" not in parts:
        root.insert(0, html.Element("head"))
    if "body" not in parts:
        root.append(html.Element("body"))


def _has_endless_tag(document: bytes) -> bool:
    """Tell whether a tag has too many attributes; hardly any is long enough for so many, and only in those they are counted."""
    tags = (match[0] for piece in _long_pieces(document) if (match := _WHOLE_TAG.match(piece)))
    return any(len(tag) > _ENDLESS and len(set(_NAMES.findall(_VALUES.sub(b"", tag)))) > MAX_ATTRIBUTES for tag in tags)


def _long_pieces(document: bytes) -> Iterator[bytes]:
    """Yield what stands between two ``<`` that are so far apart that one of the stretches looked at has none."""
    stretch, end = _ENDLESS // 2, 0
    for start in range(0, len(document) - stretch + 1, stretch):
        if start >= end and document.find(b"<", start, start + stretch) < 0:
            following = document.find(b"<", start + stretch)
            end = following if following >= 0 else len(document)
            yield document[document.rfind(b"<", 0, start) + 1 : end]


def _spared(root: html.HtmlElement) -> int:
    """Return how many characters of a page are read as a whole or not at all: scripts, styles, pictures written into it."""
    silent = (e for e in root.iter("script", "style") if "json" not in (e.get("type") or ""))  # JSON-LD is data
    scripts = sum(len(element.text or "") for element in silent)
    return scripts + sum(len(value) for element in root.iter("*") for value in element.values() if value.startswith("data:"))
