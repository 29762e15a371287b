"""When it was published and changed. Publication is never taken from a change, nor from the fetch."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.extract.evidence import Evidence, Finding, words_of
from newsscrape.model import Instant

_PUBLISHED_META = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "date",
    "dc.date",
)
_MODIFIED_META = ("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified")
_UPDATE_WORDS = ("updat", "modif", "edit", "aktualisiert", "mis à jour")
_LONGEST_BYLINE = 200


def published(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its publication, best first."""
    return [*_ruled(evidence, evidence.rules.published), *_published(evidence)]


def modified(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its last change, best first."""
    rest = _parsed(evidence, [*evidence.from_ld("dateModified"), *evidence.from_meta(*_MODIFIED_META)])
    return [*_ruled(evidence, evidence.rules.modified), *rest]


def _ruled(evidence: Evidence, selectors: tuple[str, ...]) -> Iterator[Finding[Instant]]:
    selector, elements = evidence.ruled(selectors)
    texts = ((element.get("datetime") or element.get("content") or words_of(element)) for element in elements)
    yield from _parsed(evidence, [Finding(text, f"rule:{selector}") for text in texts])


def _published(evidence: Evidence) -> Iterator[Finding[Instant]]:
    yield from _parsed(evidence, [*evidence.from_ld("datePublished", "dateCreated"), *evidence.from_meta(*_PUBLISHED_META)])
    heading = next(evidence.page.root.iter("h1"), None)
    article = _surroundings(heading) if heading is not None else evidence.page.root
    times = [element for element in article.iter("time") if not _is_update(element)]
    yield from _parsed(evidence, [Finding(e.get("datetime") or words_of(e), "time") for e in times[:3]])
    if heading is not None:
        yield from _parsed(evidence, _visible(heading))


def _surroundings(heading: HtmlElement) -> HtmlElement:
    """Return the article element around the headline, else what stands three levels above it."""
    for ancestor in heading.iterancestors("article", "main"):
        return ancestor
    for level, ancestor in enumerate(heading.iterancestors()):
        if level == 2 or ancestor.tag == "body":  # noqa: PLR2004 - the third level from the headline
            return ancestor
    return heading


def _visible(heading: HtmlElement) -> list[Finding[str]]:
    """Return the short texts around the headline: bylines stand there."""
    near = [text for text in _surroundings(heading).itertext() if 5 < len(text.strip()) < _LONGEST_BYLINE]  # noqa: PLR2004
    return [Finding(text, "byline") for text in near[:40] if any(c.isdigit() for c in text)]


def _is_update(element: HtmlElement) -> bool:
    marks = " ".join([element.get("class") or "", element.get("itemprop") or ""])
    parent = element.getparent()
    before = (element.getprevious().tail if element.getprevious() is not None else parent.text) if parent is not None else ""
    return any(word in f"{marks} {before or ''}".casefold() for word in _UPDATE_WORDS)


def _parsed(evidence: Evidence, findings: list[Finding[str]]) -> Iterator[Finding[Instant]]:
    for finding in findings:
        instant = dates.parse(
            finding.value, fetched_at=evidence.page.fetched_at, zone=evidence.rules.zone, order=evidence.rules.date_order
        )
        if instant is not None:
            yield Finding(instant, finding.source, instant.raw)
