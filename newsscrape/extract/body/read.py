"""The body of one page: its containers' blocks, without the headline and dek given again, with its pictures and links."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from newsscrape.comments import generic
from newsscrape.extract import images
from newsscrape.extract.body import blocks, choose, prune
from newsscrape.extract.evidence import Evidence, select, words_of
from newsscrape.model import Image, Link
from newsscrape.text import fold

_OPENING = 4  # blocks at the start among which a repeated headline, dek or byline stands
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_COMMENTS = ("[itemprop=comment]", "#comments", "#disqus_thread", ".commentlist", ".comment-list", "#user-comments")


@dataclass(frozen=True, slots=True)
class Body:
    """What one page gives to the article's text."""

    text: str | None
    html: str | None
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    source: str


def read(evidence: Evidence, repeated: Iterable[str | None] = ()) -> Body:
    """Read the body.

    Args:
        evidence: the page.
        repeated: headline, dek and the like; a block at the start that only says one of these again is left out.
    """
    pruner = prune.Pruner(evidence.page.root)
    source, containers = choose.read(evidence, pruner)
    drop = {element for selector in (*evidence.rules.drop, *_COMMENTS) for element in select(evidence.page.root, selector)}
    drop.update(generic.elements(evidence.page.root))
    found = [
        block
        for container in containers
        for block in blocks.read(container, drop, _by_tag if source.startswith("rule:") else pruner, evidence.page.absolute)
    ]
    found = _without_repeats(found, {fold(text).casefold() for text in repeated if text})
    pictures = {block.element: image for block in found if block.element is not None and (image := _picture(evidence, block))}
    kept = [block for block in found if block.text or block.element in pictures]
    captions = {said.casefold() for image in pictures.values() for said in (image.alt, image.caption) if said}
    kept = [block for block in kept if block.kind == "img" or not _is_caption(block, captions)]
    while kept and kept[-1].kind in _HEADINGS:  # a heading of nothing: the label of what stood below the article
        kept.pop()
    text = "\n\n".join(block.text for block in kept if block.text)
    body_html = blocks.to_html(kept, lambda element: _img(pictures[element]))
    return Body(text or None, body_html or None, images.unique(pictures.values()), _links(evidence, kept), source)


def _by_tag(element: HtmlElement) -> bool:
    """Rules name their own exceptions; only what can never be text is pruned from their containers besides."""
    return element.tag in prune.TAGS


def _without_repeats(found: list[blocks.Block], repeated: set[str]) -> list[blocks.Block]:
    texts = 0
    kept = []
    for block in found:
        texts += bool(block.text)
        if texts <= _OPENING and block.text and block.text.casefold() in repeated:
            continue
        if block.text and prune.is_furniture(block.text):
            continue
        kept.append(block)
    return kept


def _is_caption(block: blocks.Block, captions: set[str]) -> bool:
    return block.kind == "p" and block.text.casefold() in captions


def _picture(evidence: Evidence, block: blocks.Block) -> Image | None:
    return images.read(evidence.page, block.element) if block.element is not None else None


def _img(image: Image) -> str:
    alt = f' alt="{escape(image.alt)}"' if image.alt else ""
    picture = f'<img src="{escape(image.url)}"{alt}>'
    return f"<figure>{picture}<figcaption>{escape(image.caption)}</figcaption></figure>" if image.caption else picture


def _links(evidence: Evidence, kept: list[blocks.Block]) -> tuple[Link, ...]:
    found: dict[tuple[str, str], Link] = {}
    for element in (link for block in kept for link in block.links):
        if (url := evidence.page.absolute(element.get("href"))) and (text := words_of(element)):
            found.setdefault((url, text), Link(url, text))
    return tuple(found.values())
