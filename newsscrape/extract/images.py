"""Pictures: the largest variant of each once, in reading order, with what is said about it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract import captions
from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.extract.image_urls import candidates, is_file, is_large, stated_width, unwrapped, variant_key
from newsscrape.extract.sitename import SiteName
from newsscrape.hinted import Hinted
from newsscrape.metadata import json_ld
from newsscrape.model import Image, Role
from newsscrape.page import Page
from newsscrape.text import fold

_WHOLE = ("data-orig-file", "data-hi-res-src", "data-full-src", "data-large-file", "data-zoom-src", "data-pin-media")
_LAZY = (
    *("data-original", "data-src", "data-lazy-src", "data-original-mos", "data-lazy", "data-original-src", "data-img-url"),
    *("data-image", "data-url", "src"),
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_NEVER = Hinted(
    r"(?:^|[\s/_.-])(?:avatar|gravatar|spacer|blank|placeholder|missing-image|no-?photo|sprite|emoji|transparent|1x1|lazy-?load"
    r"|tracking-?pixel|beacon)s?(?:$|[\s/_.\d-])|(?:^|[/_-])pixel\.(?:gif|png)$|^[^/]*\b(?:doubleclick|scorecardresearch)\b"
    r"|/(?:ads?|adserver|banners?)/",
    *("avatar", "spacer", "blank", "placeholder", "missing-image", "no-photo", "nophoto", "sprite", "emoji", "transparent"),
    *("1x1", "lazy", "pixel", "beacon", "doubleclick", "scorecardresearch", "/ad/", "/ads/", "/adserver/", "/banner"),
)
_NO_PICTURE = Hinted(  # a class; those of pictures that wait for a script (lazyload, placeholder) say nothing of them
    r"(?:^|[\s_-])(?:avatar|gravatar|spacer|sprite|emoji|tracking-?pixel|beacon)s?(?:$|[\s_\d-])",
    *("avatar", "spacer", "sprite", "emoji", "pixel", "beacon"),
)
_SIGN = Hinted(r"(?:^|[\s/_.-])(?:logo|icon|badge|button|flag)s?(?:$|[\s/_.\d-])", "logo", "icon", "badge", "button", "flag")
_PARTS = re.compile(r"[A-Za-z]+|\d+")
_SIGNS = frozenset({"logo", "logos", "icon", "icons", "default", "og", "opengraph", "ogimage", "placeholder", "fallback"})
_OF_SIGNS = _SIGNS | frozenset(
    [
        *("site", "main", "header", "og", "fb", "facebook", "twitter", "share", "social", "web", "image", "img", "x", "px"),
        *("big", "large", "small", "square"),
    ]
)
_EMPTY = re.compile(
    r"(?:avatar|(?:.*[_-])?blank|spacer|placeholder|missing-?image|no-?image|transparent|1x1|pixel)\d*\.\w+$"
    r"|favicon|apple-touch-icon|.*\.ico$",
    re.IGNORECASE,
)
_METAS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "link:image_src")
_LONGEST = 2_000  # characters of an address or a class that are looked at
_SMALLEST = 64
_LARGE = 300  # a logo shown so large is what the article is about
_WHOLE_WIDTH = 1 << 20  # ranks the file as it was uploaded before all that was made of it
_BANNER = 5  # times as wide as high: an advertisement, or a line between two parts
_LEVELS = 3
_SOURCES, _CANDIDATES, _MOST = 12, 60, 50
_COPIES = 6  # of the lead picture
_STEM = 4  # characters of a file's name that tell it from others


def lead(evidence: Evidence, shown: Sequence[Image] = ()) -> Image | None:
    """Return the picture that the page's metadata shows for the article: of several the one that also stands in the page.

    Args:
        evidence: the page.
        shown: the pictures of its body; beside any, the site's own sign is no picture of the article.
    """
    urls = [url for url in dict.fromkeys(url for _, url in stated(evidence)) if not _EMPTY.match(_name(url))]
    label = SiteName.of(evidence).label
    urls = [url for url in urls if not _is_site_sign(_name(url), label)] or ([] if shown else urls)
    if not urls:
        return None
    sources = _sources(evidence.page) if len(urls) > 1 else ""
    url = next((url for url in urls if _name(url) in sources), urls[0])
    whole = unwrapped(url)
    variants = ((whole, None),) if whole != url else ()  # the address itself stays as the page gives it
    said = _said(evidence.page, url, shown)
    if url != urls[0]:
        return replace(said, variants=variants)
    width, height = (_number(next(iter(evidence.meta.get(f"og:image:{side}", ())), None)) for side in ("width", "height"))
    alt = next(iter(evidence.meta.get("og:image:alt", ())), None) or said.alt
    return replace(said, alt=alt, width=width, height=height, variants=variants)


def _said(page: Page, url: str, shown: Sequence[Image]) -> Image:
    """Return the lead picture with what is said of it where it stands outside the body, as above the text."""
    lead, key = Image(url, role="lead"), variant_key(url)
    name = _name(key)
    stem = name.partition(".")[0]
    called = stem if len(stem) >= _STEM else f"/{name}"
    if not stem or any(variant_key(image.url) == key for image in shown):
        return lead
    pictures = page.tagged("img", "amp-img")[:_MOST]
    for element in islice((one for one in pictures if called in "\n".join(one.values())), _COPIES):
        found = read(page, element)
        if found and variant_key(found.url) == key:
            said = replace(lead, alt=found.alt or lead.alt, caption=found.caption, credit=found.credit)
            if found.caption or found.credit:
                return said
            lead = said  # a copy farther down may have the caption
    return lead


def stated(evidence: Evidence) -> list[tuple[Finding[str], str]]:
    """Return what the page's metadata names as the article's picture, each with its address, best first."""
    given = (*evidence.from_meta(*_METAS), *_from_ld(evidence))
    return [(finding, url) for finding in given if (url := evidence.page.absolute(finding.value))]


def _from_ld(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield the addresses of the article's ``image``: texts, ImageObjects, or what a bare ``@id`` means, alone or in a list."""
    given = evidence.ld.get("image")
    named = (node for node in evidence.nodes if "@id" in node and ("url" in node or "contentUrl" in node)) if given else ()
    known = {str(node["@id"]): node for node in named}
    for item in given[:_MOST] if isinstance(given, list) else [given]:
        node = known.get(str(item.get("@id")), item) if isinstance(item, dict) else {"url": item}
        url = next((text for name in ("url", "contentUrl") for text in json_ld.texts(node.get(name))), "")
        if url:
            yield Finding(fold(url), "json-ld:image", url)


def read(page: Page, element: HtmlElement, role: Role = "body") -> Image | None:
    """Read one ``img`` with the ``picture`` and ``figure`` around it; ``None`` for logos, pixels, avatars and placeholders."""
    variants: dict[str, int | None] = {}
    for address, size in _variants(page, element):
        variants[address] = variants.get(address) or size
    if not variants:
        return None
    url = max(variants, key=lambda u: variants[u] or stated_width(u) or 0) if len(variants) > 1 else next(iter(variants))
    width, height = _number(element.get("width")), _number(element.get("height"))
    if any(side is not None and side < _SMALLEST for side in (width, height)) or _NEVER.search(
        url.partition("://")[2][:_LONGEST]
    ):
        return None
    caption, credit = captions.read(element)
    classes, name = (element.get("class") or "")[:_LONGEST], _name(url)
    if _NO_PICTURE.search(classes) or _NEVER.search(name):
        return None
    if width and height and width >= _BANNER * height:
        return None
    if not caption and (width or 0) < _LARGE and _SIGN.search(f"{classes} {name}"):
        return None
    rest = tuple((other, size if size != _WHOLE_WIDTH else None) for other, size in variants.items() if other != url)
    alt = fold(element.get("alt") or "")
    return Image(url, None if not alt or "://" in alt else alt, caption, credit, width, height, role, rest)


def unique(images: Iterable[Image]) -> tuple[Image, ...]:
    """Return each picture once, at its first place, with what any of its copies says about it."""
    found: dict[str, Image] = {}
    for image in images:
        key = variant_key(image.url)
        known = found.get(key)
        found[key] = image if known is None else _merged(known, image)
    return tuple(found.values())


def _merged(first: Image, second: Image) -> Image:
    if first.role == "lead":  # its address is the page's own choice, and yields to a larger copy only
        larger = second if (second.width or 0) > (first.width or 0) and not is_large(first.url) else first
    else:
        larger = second if _width(second) > _width(first) else first
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


def _width(image: Image) -> int:
    """Return how wide a picture is; one whose address says no size is the file as it was uploaded."""
    return image.width or stated_width(image.url) or (_WHOLE_WIDTH if image.url.endswith(variant_key(image.url)) else 0)


def _is_site_sign(name: str, label: str) -> bool:
    """Tell whether a file is called the site's logo and nothing more: ``og-logo-512x512.png``, ``pocketgear_logo.png``."""
    words = {word.casefold() for word in _PARTS.findall(name.rpartition(".")[0]) if word.isalpha()}
    return bool(words & _SIGNS) and words <= {*_OF_SIGNS, label}


def _variants(page: Page, element: HtmlElement) -> Iterator[tuple[str, int | None]]:
    """Yield the addresses of a picture with their widths: its own, those of its ``picture``, link and copy for no script."""
    found = list(_own(page, element))
    if not found and (twin := _twin(element)) is not None:
        found = list(_own(page, twin))
    yield from found
    link = next((around for around in islice(element.iterancestors(), _LEVELS) if around.tag == "a"), None)
    if link is not None and found and (url := page.absolute(link.get("href"))) and is_file(url):
        whole = unwrapped(url)
        name = _name(whole)
        stem = name.rpartition(".")[0]  # TYPO3 makes csm_NAME_611a26642b.jpg of NAME.png
        called = stem if len(stem) >= _STEM else name
        if any(variant_key(other) == variant_key(whole) or called in other for other, _ in found):
            yield whole, _WHOLE_WIDTH


def _own(page: Page, element: HtmlElement) -> Iterator[tuple[str, int | None]]:
    around = islice(
        element.iterancestors(), _SOURCES
    )  # libxml2 does not know that a source is empty, and puts the next into it
    picture = next((box for box in around if box.tag == "picture"), None)
    sources = islice(picture.iter("source"), _SOURCES) if picture is not None else ()
    for holder in (element, *sources):
        for name in _LAZY_SETS:
            for address, width in islice(candidates(holder.get(name) or ""), _CANDIDATES):
                if url := page.absolute(address):
                    yield unwrapped(url), width
    for name in _WHOLE:
        if url := page.absolute(element.get(name)):
            yield unwrapped(url), _WHOLE_WIDTH
    for name in _LAZY:
        url = page.absolute((element.get(name) or "").strip())
        if url and not _NEVER.search(_name(url)):
            yield unwrapped(url), None
            return


def _twin(element: HtmlElement) -> HtmlElement | None:
    """Return the copy for browsers without scripts that stands behind a picture or its box."""
    for place in (element, element.getparent()):
        following = place.getnext() if place is not None else None
        if following is not None and following.tag == "noscript":
            return next(following.iter("img"), None)
    return None


def _sources(page: Page) -> str:
    """Return where the page's pictures are, as one text."""
    return " ".join(image.get("src") or "" for image in page.tagged("img"))


def _name(url: str) -> str:
    return url[:_LONGEST].partition("?")[0].rpartition("/")[2]


def _number(text: str | None) -> int | None:
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None  # noqa: PLR2004 - no picture has a million pixels a side
