"""Pictures: the largest variant of each once, in reading order, with what is said about it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract.evidence import Evidence, select, words_of
from newsscrape.model import Image, Role
from newsscrape.page import Page
from newsscrape.text import fold

_LAZY = ("data-original", "data-src", "data-lazy-src", "data-original-mos", "data-pin-media", "data-hi-res-src", "src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"(\S+?),?\s+(\d+(?:\.\d+)?)([wx])\s*(?:,|$)")
_SIZE_SEGMENT = re.compile(r"/(?:inline/)?-\d+(?:x\d+)?(?:w\d+)?(?=/)|[-_]\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")
_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logo|avatar|gravatar|icon|spacer|pixel|blank|placeholder|missing-image|sprite|badge|emoji)s?(?:$|[/_.\d-])",
    re.IGNORECASE,
)
_PICTURE_WORD = r"(?:image|photo|picture|photograph|foto|bild)"
_CREDIT = re.compile(
    rf"[(\[]?(?:\b{_PICTURE_WORD}s?\s*:|\b(?:{_PICTURE_WORD}s?\s+)?(?:credits?|source|courtesy(?:\s+of)?)\s*:"
    rf"|\b{_PICTURE_WORD}\s+(?:by|credit|courtesy\s+of)\s|\u00a9)\s*([^)\]]+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:image|photo|picture|foto|bild)?\s*(?:credits?|source|by|courtesy(?: of)?|©)?\s*:?\s*", re.IGNORECASE
)
_SMALLEST = 64


def variant_key(url: str) -> str:
    """Return what all size variants of one picture have in common.

    >>> variant_key("https://st.a.example/news/23/11/x/inline/-1200/a_001.jpg?w=3")
    'st.a.example/news/23/11/x/a_001.jpg'
    """
    return _SIZE_SEGMENT.sub("", url.partition("://")[2].partition("?")[0])


def lead(evidence: Evidence) -> Image | None:
    """Return the picture that the page's metadata shows for the article."""
    for finding in (*evidence.from_meta("og:image", "og:image:url", "twitter:image"), *evidence.from_ld("image")):
        if (url := evidence.page.absolute(finding.value)) and not _NO_PICTURE.search(url.rpartition("/")[2]):
            width, height = (
                _number(next(iter(evidence.meta.get(f"og:image:{side}", ())), None)) for side in ("width", "height")
            )
            alt = next(iter(evidence.meta.get("og:image:alt", ())), None)
            return Image(url, alt=alt, width=width, height=height, role="lead")
    return None


def read(page: Page, element: HtmlElement, role: Role = "body") -> Image | None:
    """Read one ``img`` with the ``picture`` and ``figure`` around it; ``None`` for logos, pixels, avatars and placeholders."""
    variants: dict[str, int | None] = {}
    for address, size in _variants(page, element):
        variants[address] = variants.get(address) or size
    if not variants:
        return None
    url = max(variants, key=lambda u: variants[u] or 0)
    width, height = _number(element.get("width")), _number(element.get("height"))
    marks = " ".join(filter(None, (element.get("class"), url.partition("://")[2].partition("/")[2])))
    if any(side is not None and side < _SMALLEST for side in (width, height)) or _NO_PICTURE.search(marks):
        return None
    caption, credit = _said(element)
    rest = tuple((other, size) for other, size in variants.items() if other != url)
    return Image(url, fold(element.get("alt") or "") or None, caption, credit, width, height, role, rest)


def unique(images: Iterable[Image]) -> tuple[Image, ...]:
    """Return each picture once, at its first place, with what any of its copies says about it."""
    found: dict[str, Image] = {}
    for image in images:
        key = variant_key(image.url)
        known = found.get(key)
        found[key] = image if known is None else _merged(known, image)
    return tuple(found.values())


def _merged(first: Image, second: Image) -> Image:
    larger = second if (second.width or 0) > (first.width or 0) else first
    others = {**dict(first.variants), **dict(second.variants), first.url: first.width, second.url: second.width}
    others.pop(larger.url)
    return Image(
        larger.url,
        first.alt or second.alt,
        first.caption or second.caption,
        first.credit or second.credit,
        larger.width,
        larger.height,
        first.role,
        tuple(others.items()),
    )


def _variants(page: Page, element: HtmlElement) -> Iterator[tuple[str, int | None]]:
    parent = element.getparent()
    sources = parent.iterchildren("source") if parent is not None and parent.tag == "picture" else ()
    for holder in (element, *sources):
        for name in _LAZY_SETS:
            for match in _CANDIDATE.finditer(holder.get(name) or ""):
                if url := page.absolute(match[1]):
                    yield url, int(float(match[2]) * (1 if match[3] == "w" else 1000))
    for name in _LAZY:
        url = page.absolute((element.get(name) or "").strip())
        if url and not _NO_PICTURE.search(url.rpartition("/")[2]):
            yield url, None
            return


def _said(element: HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit of the figure around a picture that is its only one, copies for no script aside."""
    figure = next(element.iterancestors("figure"), None)
    if figure is None:
        return None, None
    seen = (image for image in figure.iter("img") if next(image.iterancestors("noscript"), None) is None)
    if next(islice(seen, 1, 2), None) is not None:
        return None, None
    captions = select(figure, "figcaption, .caption, .wp-caption-text")
    if not captions:
        return None, None
    credits_ = select(captions[0], "[class*=credit], cite, small")
    text = words_of(captions[0])
    if credits_:
        said = words_of(credits_[0])
        return text.replace(said, "").strip(" -|\u2013") or None, _without_label(said)
    if match := _CREDIT.search(text):
        return text[: match.start()].strip(" -|\u2013(") or None, match[1].strip(" .")
    return text or None, None


def _without_label(text: str) -> str | None:
    return _LABEL.sub("", text).strip(" .()") or None


def _number(text: str | None) -> int | None:
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isdigit() and len(digits) < 6 else None  # noqa: PLR2004 - no picture has a million pixels a side
