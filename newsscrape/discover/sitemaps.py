"""Sitemaps and sitemap indexes (sitemaps.org 0.9) and Google's news sitemaps, gzip or plain."""

import datetime as dt
import io
import re
import zlib

from lxml import etree

from newsscrape import dates
from newsscrape.model import Instant, Kind, Target
from newsscrape.page import Page
from newsscrape.urls import absolute

MOST_BYTES = 50 << 20
"""What the protocol allows one sitemap to hold uncompressed; the rest of a larger one is not read."""
MOST_ENTRIES = 50_000
"""What the protocol allows."""

_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>", re.IGNORECASE)
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"url": "article", "sitemap": "sitemap"}
_HOLDERS = frozenset({*_KINDS, "news"})
_DATES = ("publication_date", "lastmod")
_DAY = dt.timedelta(hours=24 + 12)  # until it is over in the last zone, too


def sniff(page: Page) -> bool:
    """Tell whether the page is a sitemap or an index of sitemaps, gzip or not, whatever its header says."""
    return bool(_ROOT.search(_unpacked(page.body, 4096)[:4096]))


def read(page: Page) -> tuple[Target, ...]:
    """Return the articles, or the further sitemaps, that a sitemap names, in its order, with their dates as hints.

    A further sitemap's hint is until when it may have been modified: where a day is named, its end.
    Broken XML is read as far as it makes sense. Of a document that is cut off, the last entry is not believed.
    """
    found: dict[str, Target] = {}
    entry: dict[str, str] = {}
    document = _unpacked(page.body, MOST_BYTES)
    stream = io.BytesIO(document if b"\x00" in document[:64] else _BARE.sub(b"&amp;", document))
    events = etree.iterparse(stream, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        for _, element in events:
            name = _local(element)
            if name in ("loc", *_DATES):
                if _belongs(element):
                    entry.setdefault(name, (element.text or "").strip())
            elif name in _KINDS:
                _add(found, _KINDS[name], entry, page)
                entry = {}
                _forget(element)
            if len(found) >= MOST_ENTRIES:
                break
    except (etree.XMLSyntaxError, UnicodeDecodeError):  # recover is not boundless, and names may hold half of a character;
        # what was read until then stands
        pass
    if found and not _END.search(document[-256:]):
        found.popitem()
    return tuple(found.values())


def _add(found: dict[str, Target], kind: Kind, entry: dict[str, str], page: Page) -> None:
    url = absolute(page.url, entry.get("loc", "")) if entry.get("loc") else None
    if url is None or url in found:
        return
    instants = (dates.parse(entry[name], fetched_at=page.fetched_at) for name in _DATES if name in entry)
    read = _end if kind == "sitemap" else _start
    found[url] = Target(url, kind, published=next((utc for i in instants if i and (utc := read(i))), None))


def _start(instant: Instant) -> str | None:
    return instant.utc


def _end(instant: Instant) -> str | None:
    """Return the last moment that a date may mean: a sitemap modified today may be so again an hour from now."""
    if instant.utc is None or instant.precision != "day":
        return instant.utc
    return dates.utc_text(dates.from_utc_text(instant.utc) + _DAY)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _belongs(element: etree._Element) -> bool:
    """Tell an entry's own address and dates from those of the images and videos inside it."""
    parent = element.getparent()
    return parent is not None and _local(parent) in _HOLDERS


def _forget(element: etree._Element) -> None:
    """Free what has been read, so that memory does not grow with the sitemap."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _unpacked(body: bytes, limit: int) -> bytes:
    """Return at most `limit` bytes of the document, of a gzip file (of several members, perhaps) those before its cut."""
    if not body.startswith(_GZIP):
        return body[:limit]
    out = bytearray()
    while body.startswith(_GZIP) and len(out) < limit:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            out += member.decompress(body, limit - len(out))
        except zlib.error:
            break
        body = member.unused_data
    return bytes(out)
