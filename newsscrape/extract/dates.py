"""When it was published and changed. Publication is never taken from a change, nor from the fetch."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.extract.surroundings import beside_the_article, near_headline, short_line
from newsscrape.model import Instant
from newsscrape.text import fold

_PUBLISHED_META = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date.created", "dc.created", "citation_publication_date", "citation_online_date", "bt:pubdate"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "published_date", "published-date", "article_date_original"),
    *("originalpublicationdate", "displaydate", "article.published", "date", "dc.date", "dcterms.date", "created"),
)
_MODIFIED_META = ("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified")
_UPDATE_WORDS = re.compile(
    r"updat|modif|\bedit|aktualisi|geändert|mis à jour|actualiz|aggiorn|atualiz|обновл|更新|\bstand\b|zuletzt|modified",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*date[a-z]*|datum|fecha|time|[a-z]*timestamp|published|publi[a-z]*|posted|post-?meta|entry-?meta|byline"
    r"|dateline|created|submitted|article-?info|article-?meta|meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<m>0[1-9]|1[0-2])(?P=mark)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_RELATIVE = re.compile(r"\bago\b|\byesterday\b|\btoday\b", re.IGNORECASE)
_NAMES_BEFORE = re.compile(r"[^\d,|\u00b7\u2022]{0,80}[,|\u00b7\u2022]\s*(?=.*\d)")
_SHORT = 120  # characters of a line that is a date with a few words, not a sentence with a date in it
_MOST = 30


def published(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its publication, best first; the visible text counts where no machine date does."""
    found = [*_ruled(evidence, evidence.rules.published), *_parsed(evidence, _stated(evidence))]
    if not any(finding.value.utc for finding in found):
        found += [f for f in _parsed(evidence, _visible(evidence)) if f.value.precision not in ("month", "year")]
    return found


def modified(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its last change, best first."""
    stated = (*evidence.from_ld("dateModified"), *evidence.from_meta(*_MODIFIED_META), *evidence.from_microdata("dateModified"))
    return [*_ruled(evidence, evidence.rules.modified), *_parsed(evidence, stated)]


def _ruled(evidence: Evidence, selectors: tuple[str, ...]) -> Iterator[Finding[Instant]]:
    selector, elements = evidence.ruled(selectors)
    yield from _parsed(evidence, [Finding(_said(element), f"rule:{selector}") for element in elements])


def _stated(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield what is written for machines."""
    yield from evidence.from_ld("datePublished", "dateCreated", "uploadDate")
    yield from evidence.from_meta(*_PUBLISHED_META)
    yield from evidence.from_microdata("datePublished", "dateCreated")
    near = near_headline(evidence.page)
    times = [e for e in near.iter("time") if not _is_update(e) and not beside_the_article(e, near)]
    yield from (Finding(_said(element), "time") for element in times[:3])


def _visible(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield what people read: marked as a date near the headline, any short line there, the address, the rest of the page."""
    near, body = near_headline(evidence.page), next(evidence.page.root.iter("body"), evidence.page.root)
    yield from _marked(near)
    yield from _lines(near)
    if match := _IN_URL.search(evidence.page.url.partition("://")[2]):
        yield Finding(f"{match['y']}-{match['m']}-{match['d']}", "url", match[0])
    yield from _marked(body)
    yield from (Finding(_said(e), "time") for e in body.iter("time") if not _is_update(e) and not beside_the_article(e, body))
    yield from _lines(body)


def _marked(top: HtmlElement) -> list[Finding[str]]:
    found: list[Finding[str]] = []
    for element in top.iter():
        marks = f"{element.get('class') or ''} {element.get('id') or ''}" if isinstance(element.tag, str) else ""
        if len(marks) > 1 and _MARKED.search(marks) and len(found) < _MOST:
            said = short_line(element, _SHORT)
            if _may_be_date(said) and not _UPDATE_WORDS.search(marks) and not beside_the_article(element, top):
                found.append(Finding(said, f"class:{marks.split(maxsplit=1)[0]}"))
    return found


def _lines(top: HtmlElement) -> list[Finding[str]]:
    found: list[Finding[str]] = []
    for element in top.iter():
        if len(found) >= _MOST:
            break
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "template", "option", "a"):
            continue
        texts = (fold(text) for text in (element.text, *(child.tail for child in element)) if text)
        dated = [Finding(said, "line") for said in texts if _may_be_date(said)]
        found += dated if dated and not beside_the_article(element, top) else []
    return found


def _may_be_date(said: str) -> bool:
    """Tell whether a short line has the digits of a date, or counts back from the fetch, and speaks of no update."""
    if not 5 < len(said) < _SHORT or _UPDATE_WORDS.search(said):  # noqa: PLR2004 - no date is shorter
        return False
    return sum(c.isdigit() for c in said) > 2 or bool(_RELATIVE.search(said))  # noqa: PLR2004 - a day and a year


def _said(element: HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or short_line(element, _SHORT)


def _is_update(element: HtmlElement) -> bool:
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else (parent.text if parent is not None else "")
    said = " ".join(filter(None, (element.get("class"), element.get("itemprop"), before, element.text)))
    return bool(_UPDATE_WORDS.search(said))


def _parsed(evidence: Evidence, findings: Iterable[Finding[str]]) -> Iterator[Finding[Instant]]:
    for finding in findings:
        if instant := _without_byline(evidence, finding.value):
            yield Finding(instant, finding.source, instant.raw)


def _without_byline(evidence: Evidence, said: str) -> Instant | None:
    """Read a date; the names before it on its line are cut off its raw text, as long as the date stays the same."""
    rules, fetched_at = evidence.rules, evidence.page.fetched_at
    instant = dates.parse(said, fetched_at=fetched_at, zone=rules.zone, order=rules.date_order)
    while instant and instant.utc and (match := _NAMES_BEFORE.match(instant.raw)):
        rest = dates.parse(instant.raw[match.end() :], fetched_at=fetched_at, zone=rules.zone, order=rules.date_order)
        if rest is None or replace(rest, raw="") != replace(instant, raw=""):
            break
        instant = rest
    return instant
