"""Who wrote it: persons, in the order of the byline. Fewer and right beats many."""

from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from newsscrape.extract.evidence import Evidence, Finding, select, words_of
from newsscrape.extract.names import persons, said_by
from newsscrape.extract.surroundings import beside_the_article, near_headline, short_line
from newsscrape.metadata import json_ld
from newsscrape.model import Author
from newsscrape.text import fold

Authors = tuple[Author, ...]

_BYLINES = (
    "[rel~=author]",
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "[class*=byline] a[href*=author], [class*=author] a[href*=author]",
    "a[href*='/author/'], a[href*='/authors/'], a[href*='/autor/'], a[href*='/staff/'], a[href*='/people/']",
    "[class*=author-name], [class*=author_name], [class*=authorname], [class*=AuthorName], [class*=byline-name]",
    "[class*=author] a, [class*=byline] a, [class*=Byline] a",
    "[class*=byline], [class*=Byline]",
    ".author, [class*=author-], [class*=-author], [class*=author_], [class*=_author], [id*=author]",
    "[class*=meta], [class*=credit]",
)
_METAS = (
    *(
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "dc.creator",
        "dcterms.creator",
    ),
    *("citation_author", "byl", "byline", "article:author", "og:article:author", "twitter:creator:name"),
)
_MOST_NAMES, _LONGEST_LINE = 8, 160


def read(evidence: Evidence) -> list[Finding[Authors]]:
    """Return the candidates for the whole byline, best first; an author who is the site itself comes last."""
    selector, elements = evidence.ruled(evidence.rules.authors)
    if elements:
        found = [_from_elements(evidence, elements, f"rule:{selector}")]
        if found[0].value:
            return found
    found = [_from_ld(evidence)]
    for name in _METAS:
        values = [f.value for f in evidence.from_meta(name)]
        found.append(Finding(_named(values), f"meta:{name}", "; ".join(values)))
    found = [finding for finding in found if finding.value]
    if not found or all(_is_site(evidence, finding.value) for finding in found):
        found += [finding for finding in _from_markup(evidence) if finding.value]
    return sorted(found, key=lambda finding: _is_site(evidence, finding.value))


def _from_markup(evidence: Evidence) -> Iterator[Finding[Authors]]:
    """Yield the first byline near the headline, else the line there that says "by", else those of the whole page."""
    near = near_headline(evidence.page)
    for top in (near, evidence.page.root):
        for css in _BYLINES:
            matches = [element for element in select(top, css)[:40] if not beside_the_article(element, top)]
            strict = css == _BYLINES[-1]
            if finding := _first_group(evidence, matches, f"byline:{css.partition(',')[0]}", strict=strict):
                yield finding
                if not _is_site(evidence, finding.value):
                    return
        if line := next(_by_lines(top), None):
            yield Finding(_named([line]), "line", line)
            return


def _first_group(evidence: Evidence, matches: list[HtmlElement], source: str, *, strict: bool) -> Finding[Authors] | None:
    """Return the names of the first match and of its brothers: what stands farther down are teasers' bylines."""
    group: list[HtmlElement] = []
    for element in matches:
        text = short_line(element, _LONGEST_LINE)
        if not persons(text) or (strict and not said_by(text)):
            continue
        if group and not _are_brothers(group[0], element):
            break
        group.append(element)
    return _from_elements(evidence, group, source) if group else None


def _are_brothers(first: HtmlElement, other: HtmlElement) -> bool:
    parents = [first.getparent(), None if first.getparent() is None else first.getparent().getparent()]
    own = [other.getparent(), None if other.getparent() is None else other.getparent().getparent()]
    return any(parent is not None and any(parent is mine for mine in own) for parent in parents)


def _by_lines(top: HtmlElement) -> Iterator[str]:
    for element in top.iter("p", "div", "span", "li", "em", "i", "address", "small", "strong", "b", "h4", "h5", "h6"):
        text = element.text or ""
        if text[:14].strip() and said_by(text[:14].strip() + " x"):
            whole = short_line(element, _LONGEST_LINE)
            if said_by(whole) and persons(whole) and not beside_the_article(element, top):
                yield whole


def _from_elements(evidence: Evidence, elements: list[HtmlElement], source: str) -> Finding[Authors]:
    authors: list[Author] = []
    for element in elements:
        names = persons(element.get("content") or words_of(element))
        url = evidence.page.absolute(element.get("href")) if len(names) == 1 else None
        authors += [Author(name, url) for name in names]
    return Finding(_unique(authors), source, "; ".join(words_of(e) for e in elements))


def _from_ld(evidence: Evidence) -> Finding[Authors]:
    given = evidence.ld.get("author") or evidence.ld.get("creator")
    authors: list[Author] = []
    for value in given if isinstance(given, list) else [given]:
        organisation = isinstance(value, dict) and "Organization" in json_ld.types(value)
        url = value.get("url") if isinstance(value, dict) else None
        for text in () if organisation else json_ld.texts(value):
            names = persons(text)
            absolute = evidence.page.absolute(url) if isinstance(url, str) and len(names) == 1 else None
            authors += [Author(name, absolute) for name in names]
    return Finding(_unique(authors), "json-ld:author", "; ".join(json_ld.texts(given)))


def _named(texts: list[str]) -> Authors:
    return _unique([Author(name) for text in texts for name in persons(text)])


def _is_site(evidence: Evidence, authors: Authors) -> bool:
    host = evidence.page.url.partition("//")[2].partition("/")[0].casefold()
    names = {fold(name).casefold() for name in evidence.meta.get("og:site_name", ())}
    publisher = evidence.ld.get("publisher")
    names |= {name.casefold() for name in json_ld.texts(publisher)}
    return all(a.name.casefold() in names or a.name.casefold().replace(" ", "") in host for a in authors)


def _unique(authors: list[Author]) -> Authors:
    first: dict[str, Author] = {}
    for author in authors:
        known = first.setdefault(author.name.casefold(), author)
        if known.url is None and author.url:
            first[author.name.casefold()] = replace(known, url=author.url)
    return tuple(first.values())[:_MOST_NAMES]
