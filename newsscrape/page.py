"""One fetched document: decoded once, parsed once, never mutated by readers, within deterministic limits."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from lxml import etree, html
from parsel import Selector
from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding, to_unicode

from newsscrape.errors import Unreadable
from newsscrape.urls import absolute

UNKNOWN_TIME = dt.datetime.min.replace(tzinfo=dt.UTC)
"""A fetch time that is not known: relative dates are then not believed."""

MAX_BYTES = 16 << 20
"""A larger document is refused: no article has ever needed it, and the crawl downloads no more either."""
MAX_DEPTH = 8_000
"""Tags nested deeper than this are left out, their text is kept: an HTML5 parser needs quadratic time for depth."""

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_CLOSES_ITSELF = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SIGNATURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x00\x00\x01\x00")
_XML_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*){0,20}<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|h1|article|main|title|meta|span|section|table|a|br|pre)\b", re.IGNORECASE
)

_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be"})
_CHARSETS = _WIDE | {
    # https://encoding.spec.whatwg.org/#names-and-labels, in Python's names
    resolve_encoding(label)
    for label in (
        *("utf-8", "ibm866", "koi8-r", "koi8-u", "macintosh", "mac-cyrillic", "windows-874"),
        *("gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr"),
        *(f"iso-8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)),
        *(f"windows-{page}" for page in range(1250, 1259)),
    )
}

Media = Literal["html", "xml", "json", "other"]


@dataclass(frozen=True)
class Page:
    """Bytes with their address; everything else is derived from these and cached.

    Picklable: the derived values stay behind.
    """

    url: str
    """The address that was asked for and gave these bytes (absolute, without fragment)."""
    body: bytes
    """The document after transfer and content encoding are undone."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header names in lower case."""
    fetched_at: dt.datetime = UNKNOWN_TIME
    """Aware, UTC: what relative dates count from."""

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @cached_property
    def text(self) -> str:
        """The document as text: charset by byte order mark, header, declaration, then detection; NUL left out."""
        mark, bytes_of_mark = read_bom(self.body)
        charset = mark or _declared(self.headers.get("content-type"), self.body) or _detect(self.body)
        return to_unicode(self.body[len(bytes_of_mark or b"") :], charset).replace("\x00", "")

    @cached_property
    def media(self) -> Media:
        """What the bytes are, whatever the header says: feeds and sitemaps are ``xml``."""
        head = self.body[:1024].lstrip()
        if not head or head.startswith(_SIGNATURES):
            return "other"
        start = self.text[:4096].lstrip("\ufeff \t\r\n")
        if _XML_ROOT.match(start):
            return "xml"
        if start[:1] in "{[":
            return "json"
        return "html" if _MARKUP.search(self.text[:65536]) else "other"

    @cached_property
    def root(self) -> html.HtmlElement:
        """The one tree of this document.

        Raises:
            Unreadable: the bytes are no HTML document.
        """
        if len(self.body) > MAX_BYTES:
            raise Unreadable(f"{self.url}: larger than {MAX_BYTES >> 20} MiB")
        if self.media != "html":
            raise Unreadable(f"{self.url}: no HTML document")
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
        root = html.document_fromstring(self.text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
        if not isinstance(root, html.HtmlElement):
            raise Unreadable(f"{self.url}: no HTML document")
        if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
            return _rebuilt(_shallow(self.text))  # libxml2 gives up below 2,045 levels, and drops the rest of the page
        return root

    @cached_property
    def selector(self) -> Selector:
        """Parsel on the same tree."""
        return Selector(root=self.root, type="html", base_url=self.url)

    @cached_property
    def base(self) -> str:
        """What relative addresses count from: ``<base href>`` where it is usable, else the page's own address."""
        for element in self.root.iter("base"):
            if (href := element.get("href")) and (found := absolute(self.url, href)):
                return found
        return self.url

    def absolute(self, href: str | None) -> str | None:
        """Return the http(s) address that a link of this page means, or ``None``."""
        return absolute(self.base, href) if href else None


def _declared(content_type: str | None, body: bytes) -> str | None:
    """Name the charset of the header, else of the document, where it is one of the web's.

    Python knows more codecs by label than there are charsets (base64, idna, unicode_escape), and some raise on pages.
    """
    if (found := http_content_type_encoding(content_type)) in _CHARSETS:
        return found
    if (found := html_body_declared_encoding(body)) in _CHARSETS:
        return "utf-8" if found in _WIDE else found  # a declaration that can be read as ASCII is not in UTF-16
    return None


def _detect(body: bytes) -> str:
    """Name the charset of bytes that declare none."""
    if body[:200].count(b"\x00") > 20:  # noqa: PLR2004 - a fifth of NUL bytes is UTF-16 and nothing else
        return "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.reason == "unexpected end of data" else "cp1252"
    return "utf-8"


def _shallow(text: str) -> str:
    """Return the document without the tags that nest below `MAX_DEPTH`; their text stays, in order.

    One pass, and every element is put on the stack and taken off it once, whatever is left open or closed twice.
    """
    out: list[str] = []
    stack: list[tuple[str, bool]] = []
    opened: Counter[str] = Counter()
    position = 0
    for match in _TAG.finditer(text):
        closing, name = match[1], match[2].lower()
        if match.start() < position or name in _VOID or (closing and not opened[name]):
            continue
        if closing:
            kept = _closed(name, stack, opened)
        else:
            if name in _CLOSES_ITSELF and stack and stack[-1][0] == name:
                _closed(name, stack, opened)
            kept = len(stack) < MAX_DEPTH
            stack.append((name, kept))
            opened[name] += 1
        if not kept:
            out += (text[position : match.start()], " ")
            position = text.find(">", match.end()) + 1 or len(text)
    out.append(text[position:])
    return "".join(out)


def _closed(name: str, stack: list[tuple[str, bool]], opened: Counter[str]) -> bool:
    """Take an element off the stack with all that is open in it; tell whether its tag was kept."""
    while True:
        top, kept = stack.pop()
        opened[top] -= 1
        if top == name:
            return kept


def _rebuilt(text: str) -> html.HtmlElement:
    """Return an lxml tree of a document that nests deeper than libxml2 parses: it can hold what it cannot read."""
    top = LexborHTMLParser(text).root
    root = html.Element("html")
    stack: list[tuple[LexborNode, html.HtmlElement]] = [(top, root)] if top is not None else []
    while stack:
        node, element = stack.pop()
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                _append_text(element, child.text_content or "")
            elif re.fullmatch(r"[a-z][a-z0-9]*", tag):
                made = etree.SubElement(element, tag, {k: v or "" for k, v in child.attributes.items() if _NAME.fullmatch(k)})
                stack.append((child, made))
    return root


def _append_text(element: html.HtmlElement, text: str) -> None:
    text = _NOT_XML.sub("", text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
