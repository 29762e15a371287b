"""When it was published and changed. Publication is never taken from a change, nor from the fetch."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from newsscrape import dates
from newsscrape.extract import dateline, doubt, state
from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.extract.local import localized
from newsscrape.extract.spot import Spot, find
from newsscrape.metadata import json_ld
from newsscrape.model import Instant
from newsscrape.page import UNKNOWN_TIME
from newsscrape.text import fold
from newsscrape.tree import line

Shown = Iterator[tuple[dateline.Place, Finding[Instant]]]
"""The dates by the headline with their places."""

_PUBLISHED_META = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date.created", "dc.created", "citation_publication_date", "citation_online_date", "bt:pubdate"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "published_date", "published-date", "article_date_original"),
    *("originalpublicationdate", "displaydate", "article.published", "pub_date", "published_time", "published_at"),
    *("date_published", "publication_date", "publicationdate", "publish_time", "dateposted", "og:pubdate", "og:publish_date"),
    *("article:publish_date", "shareaholic:article_published_time", "cxenseparse:publishtime", "dc.date.published"),
    *("prism.publicationdate", "publication-date", "rnews:datepublished", "bytedance:published_time", "article:create_at"),
    *("published", "dc:date.created"),
)
_MODIFIED_META = (
    *("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified", "article:modified"),
    *("og:article:modified_time", "bytedance:updated_time", "article_date_updated", "dc.date.modified", "dc:date.modified"),
    *("article.updated", "bt:moddate", "last_updated_date", "updated-date", "modified_time", "updated_time"),
)
_WEAK_META = ("date", "dc.date", "dcterms.date", "created")  # many systems write the last change into these
_IN_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_OF_OPINIONS = re.compile(rf'"@type"\s*:\s*"(?:{"|".join(sorted(json_ld.OPINIONS))})"')
_IN_URL = re.compile(
    r"(?<!\d)(?:((?:19|20)\d\d)(?:[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))"
    r"|(?P<dmy>\d\d-\d\d-(?:19|20)\d\d))(?!\d)"
)
_FOR_MACHINES = re.compile(r"\d\dT\d\d:")
_MOST, _LONGEST = 20, 120  # elements, and characters of one
_NAMES_BEFORE = re.compile(r"[^\d,|\u00b7\u2022]{0,80}[,|\u00b7\u2022]\s*(?=.*\d)")


def published(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its publication, best first; the visible text counts where no machine date does."""
    spot = find(evidence.page)
    ruled, stated = [*_ruled(evidence, evidence.rules.published)], [*_parsed(evidence, _stated(evidence, spot))]
    believed = [finding for finding in stated if finding.value.utc]
    if any(finding.value.utc for finding in ruled):
        return [*ruled, *stated]
    if believed:
        seen: list[Finding[Instant]] = []
        best = next(_settled(evidence, _shown(evidence, spot, seen), believed), believed[0])
        return [*ruled, localized(best, believed, seen), *(finding for finding in stated if finding is not best)]
    visible: list[Finding[Instant]] = []
    for look in (partial(_visible, evidence), lambda _: state.dates(evidence), dateline.far):
        if not any(finding.value.utc for finding in visible):
            visible += _precise(evidence, look(spot))
    return [*ruled, *stated, *visible]


def _settled(evidence: Evidence, shown: Shown, believed: list[Finding[Instant]]) -> Iterator[Finding[Instant]]:
    """Yield what the page itself says against its first machine date."""
    fetched = evidence.page.fetched_at
    rival = doubt.settled(
        believed,
        shown,
        lambda: [*_parsed(evidence, _changes(evidence))],
        None if fetched is UNKNOWN_TIME else fetched.strftime("%Y-%m-%d"),
    )
    if rival:
        yield rival


def _shown(evidence: Evidence, spot: Spot, seen: list[Finding[Instant]]) -> Shown:
    """Yield the dates by the headline, and note those `seen`; those written as nobody reads them stand hidden there."""
    for place in dateline.each_near(spot):
        if not _FOR_MACHINES.search(place.said):
            for date in _parsed(evidence, [Finding(place.said, place.source)], counted=False):
                seen.append(date)
                yield place, date


def modified(evidence: Evidence) -> list[Finding[Instant]]:
    """Return what the page says about its last change, best first; what people read counts where no machine date does."""
    found = [*_ruled(evidence, evidence.rules.modified), *_parsed(evidence, _changes(evidence))]
    if not any(finding.value.utc for finding in found):
        found += [*_parsed(evidence, dateline.updates(find(evidence.page)))]
    return found


def _ruled(evidence: Evidence, selectors: tuple[str, ...]) -> Iterator[Finding[Instant]]:
    selector, elements = evidence.ruled(selectors)
    said = [element.get("datetime") or element.get("content") or line(element) for element in elements]
    yield from _parsed(evidence, [Finding(text, f"rule:{selector}") for text in said])


def _stated(evidence: Evidence, spot: Spot) -> Iterator[Finding[str]]:
    """Yield what is written for machines."""
    yield from evidence.from_ld("datePublished", "dateCreated", "uploadDate")
    yield from evidence.from_meta(*_PUBLISHED_META)
    yield from evidence.from_microdata("datePublished", "dateCreated")
    yield from dateline.times(spot, near=True)


def _changes(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield what is written for machines about the last change."""
    yield from evidence.from_ld("dateModified")
    yield from evidence.from_meta(*_MODIFIED_META)
    yield from evidence.from_microdata("dateModified")


def _visible(evidence: Evidence, spot: Spot) -> Iterator[Finding[str]]:
    """Yield what is less sure: loose markup, the line by the headline, vague metadata, the address."""
    yield from _loose(evidence)
    yield from dateline.near(spot)
    for node in evidence.nodes:
        yield from (Finding(fold(text), "json-ld:uploadDate") for text in json_ld.texts(node.get("uploadDate"))[:1])
    yield from _vague(evidence, spot)
    if match := _IN_URL.search(evidence.page.url.partition("://")[2]):
        yield Finding(match["dmy"] or "-".join(filter(None, match.groups())), "url", match[0])
    yield from dateline.times(spot, near=False)


def _vague(evidence: Evidence, spot: Spot) -> Iterator[Finding[str]]:
    """Yield vague metadata, unless it is later than the last change that people read: then it is but the last save."""
    if vague := [*evidence.from_meta(*_WEAK_META)]:
        edits = [f.value.utc for f in _parsed(evidence, dateline.updates(spot)) if f.value.utc]
        dated = ((finding, _read(evidence, finding.value)) for finding in vague)
        yield from (f for f, date in dated if not date or not date.utc or not edits or date.utc[:10] <= max(edits))


def _loose(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield dates of JSON-LD that describes no article or is broken, and of properties outside an article's scope."""
    for node in evidence.nodes:
        if not json_ld.types(node) & json_ld.OPINIONS:
            yield from (Finding(fold(text), "json-ld:datePublished") for text in json_ld.texts(node.get("datePublished"))[:1])
    for text in json_ld.scripts(evidence.page):
        if not _OF_OPINIONS.search(text) and (match := _IN_LD.search(text)):
            yield Finding(match[1], "json-ld:datePublished")
    owned = evidence.page.select("body [itemprop*=datePublished], body [property*=datePublished]")[:_MOST]
    said = {e.get("content") or e.get("datetime") or e.get("title") or line(e, _LONGEST) for e in owned}
    if len(said) == 1:
        yield Finding(said.pop(), "microdata:datePublished")


def _precise(evidence: Evidence, said: Iterable[Finding[str]]) -> list[Finding[Instant]]:
    """Return the dates that are finer than a month."""
    return [finding for finding in _parsed(evidence, said) if finding.value.precision not in ("month", "year")]


def _parsed(evidence: Evidence, findings: Iterable[Finding[str]], *, counted: bool = True) -> Iterator[Finding[Instant]]:
    """Yield the dates of texts; those that are `counted` from the fetch ("a week ago") and without a year may be left out."""
    for finding in findings:
        if instant := _without_byline(evidence, finding.value, counted=counted):
            yield Finding(instant, finding.source, instant.raw)


def _without_byline(evidence: Evidence, said: str, *, counted: bool) -> Instant | None:
    """Read a date; the names before it on its line are cut off its raw text, as long as the date stays the same."""
    instant = _read(evidence, said, counted=counted)
    while instant and instant.utc and (match := _NAMES_BEFORE.match(instant.raw)):
        rest = _read(evidence, instant.raw[match.end() :], counted=counted)
        if rest is None or replace(rest, raw="") != replace(instant, raw=""):
            break
        instant = rest
    return instant


def _read(evidence: Evidence, said: str, *, counted: bool = True) -> Instant | None:
    """Read a date; the order of day and month is asked for only where nothing else decides, since it may cost a look at all."""
    fetched_at = evidence.page.fetched_at if counted else None
    read = partial(dates.parse, said, fetched_at=fetched_at, zone=evidence.rules.zone)
    instant = read(order=evidence.rules.date_order)
    return instant if instant is None or instant.utc or evidence.date_order is None else read(order=evidence.date_order)
