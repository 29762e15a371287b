"""Puts one article together from its pages: each field from the best source, the body of all pages in order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from newsscrape.extract import access, authors, dates, facts, images, title, witnesses
from newsscrape.extract.body import read as body
from newsscrape.extract.evidence import Evidence, Finding, provenance
from newsscrape.extract.image_urls import variant_key
from newsscrape.extract.live import read as live
from newsscrape.extract.rules import Rules
from newsscrape.model import Article, Image, Instant, Provenance
from newsscrape.page import Page

T = TypeVar("T")
_OPENING = 2  # paragraphs: a dek, and what it is about


def read(pages: Sequence[Page], rules: Rules, *, site: str, key: str, url: str) -> Article:
    """Read an article.

    Args:
        pages: its parts in order, at least one; everything but the body comes from the first.
        rules: what generic reading gets wrong here.
        site: the site's name.
        key: the article's identity on the site.
        url: the address to show.

    Raises:
        Unreadable: the first page is no HTML document.
    """
    evidence, *others = parts = [Evidence(page, rules) for page in pages]
    sources: list[Provenance] = []

    def best(field: str, findings: list[Finding[T]]) -> T | None:
        if not findings:
            return None
        sources.append(provenance(field, findings[0], findings))
        return findings[0].value

    headline = best("title", title.read(evidence))
    dek = best("description", facts.description(evidence))
    bodies = [body.read(evidence, headline)]
    opening = (bodies[0].text or "").split("\n\n", _OPENING)[:_OPENING] if others else ()
    bodies += [body.read(part, headline, opening) for part in others]
    entries, pieces = live.read(parts, bodies)
    shown = [image for piece in pieces for image in piece.images]
    pictures = _pictures(images.lead(evidence, shown), shown)
    links = tuple(dict.fromkeys(link for piece in pieces for link in piece.links))
    if text := "\n\n".join(piece.text for piece in pieces if piece.text):
        sources.append(witnesses.body(evidence, bodies[0].source, text))
    if source := witnesses.pictures(evidence, pictures, shown):
        sources.append(source)
    if links:
        sources.append(Provenance("links", bodies[0].source))
    return Article(
        site=site,
        key=key,
        url=url,
        title=headline,
        description=dek,
        authors=best("authors", authors.read(evidence)) or (),
        published=best("published", _believed(dates.published(evidence))),
        modified=best("modified", _believed(dates.modified(evidence))),
        section=best("section", facts.section(evidence)),
        tags=best("tags", facts.tags(evidence)) or (),
        language=best("language", facts.language(evidence)),
        body=text or None,
        body_html="\n".join(piece.html for piece in pieces if piece.html) or None,
        live_updates=best("live_updates", entries) or (),
        images=pictures,
        links=links,
        access=best("access", access.read(evidence)) or "unknown",
        comment_count=best("comment_count", facts.comment_count(evidence)),
        provenance=tuple(sources),
    )


def published(page: Page, rules: Rules) -> list[Instant]:
    """Return what a page says about its publication, best first: what decides by which layout's rules it is read."""
    return [finding.value for finding in _believed(dates.published(Evidence(page, rules)))]


def _believed(findings: list[Finding[Instant]]) -> list[Finding[Instant]]:
    """Leave out dates that cannot be believed; where none can, keep what was said."""
    return [finding for finding in findings if finding.value.utc] or findings


def _pictures(lead: Image | None, rest: list[Image]) -> tuple[Image, ...]:
    """Put the lead first, merged with its copy in the body; the body's pictures keep their order."""
    if lead is None:
        return images.unique(rest)
    key = variant_key(lead.url)
    rest = [_of_variant(image, key) for image in rest]
    same = [image for image in rest if variant_key(image.url) == key]
    if same and rest and same[0] is not rest[0]:
        return tuple(replace(image, role="lead") if variant_key(image.url) == key else image for image in images.unique(rest))
    return images.unique([lead, *rest])


def _of_variant(image: Image, key: str) -> Image:
    """Return a picture by that of its variants which has the key, where there is one: it may link to a copy of another name."""
    if variant_key(image.url) == key:
        return image
    url = next((url for url, _ in image.variants if variant_key(url) == key), None)
    others = ((image.url, image.width), *(variant for variant in image.variants if variant[0] != url))
    return replace(image, url=url, variants=others) if url else image
