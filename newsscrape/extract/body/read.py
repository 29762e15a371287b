"""The body of one page: its containers' blocks, without the headline and dek given again, with its pictures and links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.comments import generic
from newsscrape.extract import images
from newsscrape.extract.body import blocks, choose, markup, prune, survey
from newsscrape.extract.evidence import Evidence, words_of
from newsscrape.extract.live import shown
from newsscrape.model import Image, Link, LiveUpdate
from newsscrape.page import Page
from newsscrape.text import fold
from newsscrape.urls import absolute

_RULED = (
    survey.NEVER_TEXT | survey.BESIDE
)  # rules name their own exceptions; besides, only what can never be text is passed over


_NETWORKS = frozenset(
    [
        *("facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "pinterest.com", "whatsapp.com", "wa.me"),
        *("t.me", "reddit.com", "tumblr.com", "flipboard.com", "threads.net", "bsky.app", "tiktok.com", "xing.com", "vk.com"),
    ]
)
_COUNTRY, _REGISTRIES = 2, frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob"])
"""Letters of a country's domain, and those below it that belong to nobody."""
_TOLD = 0.5
"""Of the text: where what is said of the pictures is more, it is the text, as of slides."""
_NEAR = 2
"""Blocks from a picture at most, where what is said of it stands."""
_MOST_PICTURES = 500
"""The largest galleries have some two hundred."""


@dataclass(frozen=True, slots=True)
class Body:
    """What one page gives to the article's text."""

    text: str | None
    html: str | None
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    source: str
    entries: "tuple[tuple[LiveUpdate, Body], ...]" = ()
    """Of a live blog, in page order: each entry with what else it gives. They are no part of the text beside them."""


def read(evidence: Evidence, headline: str | None = None, opening: Sequence[str] = ()) -> Body:
    """Read the body.

    Args:
        evidence: the page.
        headline: a block at the start that only says it again is left out.
        opening: of the article's first page, paragraphs that a later one may begin with, too.
    """
    source, found, entries = _found(evidence, headline)
    repeated = {fold(said).casefold() for said in (headline, *opening) if said}
    furnished = partial(
        prune.furnished, is_own=partial(_is_own, evidence.page, _site(absolute(evidence.page.url, "/") or "//"))
    )
    body = _made(evidence, source, furnished(found, repeated))
    told = [(update, _made(evidence, source, furnished(inner, ()))) for update, inner in entries]
    return replace(body, entries=tuple((replace(update, body=piece.text), piece) for update, piece in told))


def _is_own(page: Page, site: str, link: HtmlElement) -> bool:
    """Tell whether a link leads to the page's own site, or to where it asks to be followed and shared."""
    url = page.absolute(link.get("href"))
    return url is None or (leads_to := _site(url)) == site or leads_to in _NETWORKS


def _site(url: str) -> str:
    """Return the end of an absolute address' host that its neighbours share: ``a.example``, ``a.co.uk``."""
    labels = url.split("/", 3)[2].split(".")
    shared = len(labels[-1]) == _COUNTRY and labels[-2:-1] and labels[-2] in _REGISTRIES
    return ".".join(labels[-3 if shared else -2 :])


def _made(evidence: Evidence, source: str, found: list[blocks.Block]) -> Body:
    shown = islice((block.element for block in found if block.element is not None), _MOST_PICTURES)
    pictures = {element: image for element in shown if (image := images.read(evidence.page, element))}
    kept = [block for block in found if block.inner or block.element in pictures]
    captions = {said.casefold() for image in pictures.values() for said in (image.alt, image.caption) if said}
    others = [block for place, block in enumerate(kept) if not _is_caption(kept, place, captions)] if captions else kept
    if sum(len(block.text) for block in others) > _TOLD * sum(len(block.text) for block in kept):
        kept = others
    text = "\n\n".join(block.text for block in kept if block.text).strip()  # which may begin with code, and so with its indent
    body_html = markup.to_html(kept, lambda element: _img(pictures[element]))
    return Body(text or None, body_html or None, images.unique(pictures.values()), _links(evidence, kept), source)


def _found(
    evidence: Evidence, title: str | None
) -> tuple[str, list[blocks.Block], list[tuple[LiveUpdate, list[blocks.Block]]]]:
    """Return where the body was found, and all its blocks, those of a live blog's entries apart."""
    drop = {element for selector in evidence.rules.drop for element in evidence.page.select(selector)}
    drop.update(generic.elements(evidence.page))
    selector, containers = evidence.ruled(evidence.rules.body)
    if containers:
        source, containers, weighed = f"rule:{selector}", choose.outermost(containers), survey.Survey(pruned=drop)
    else:
        weighed = survey.read(evidence.page.index, drop)
        source, containers = choose.read(evidence, weighed, title)
    silent = _RULED if selector else survey.NEVER_TEXT
    entries = shown.read(evidence, containers, weighed.pruned, exact=bool(selector))
    said = {element for entry in entries for element in entry.silent}
    taken = {element for entry in entries for element in entry.elements}
    read_one = partial(blocks.read, captions=weighed.captions, silent=silent, absolute=evidence.page.absolute)
    without = weighed.pruned | said
    told = [
        (entry.update, [block for element in entry.elements if element not in without for block in read_one(element, without)])
        for entry in entries
    ]
    if taken:
        containers = [one for one in containers if one not in taken and taken.isdisjoint(one.iterancestors())]
    around = weighed.pruned | taken
    return source, [block for container in containers for block in read_one(container, around)], told


def _is_caption(kept: list[blocks.Block], place: int, captions: set[str]) -> bool:
    """Tell whether a block says what is said of a picture; far from all pictures it is the text that a caption repeats."""
    block = kept[place]
    if block.kind != "p" or block.text.casefold() not in captions:
        return False
    return any(other.kind == "img" for other in kept[max(place - _NEAR, 0) : place + _NEAR + 1])


def _img(image: Image) -> str:
    alt = f' alt="{escape(image.alt)}"' if image.alt else ""
    picture = f'<img src="{escape(image.url)}"{alt}>'
    return f"<figure>{picture}<figcaption>{escape(image.caption)}</figcaption></figure>" if image.caption else picture


def _links(evidence: Evidence, kept: list[blocks.Block]) -> tuple[Link, ...]:
    found: dict[tuple[str, str], Link] = {}
    for element in (link for block in kept for link in block.links):
        if (element.get("href") or "").startswith("#"):  # a place on this page
            continue
        if (url := evidence.page.absolute(element.get("href"))) and (text := words_of(element)):
            found.setdefault((url, text), Link(url, text))
    return tuple(found.values())
