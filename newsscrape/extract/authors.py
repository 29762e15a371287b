"""Who wrote it: persons, in the order of the byline. Fewer and right beats many."""

import re

from lxml.html import HtmlElement

from newsscrape.extract.evidence import Evidence, Finding, select, words_of
from newsscrape.metadata import json_ld
from newsscrape.model import Author
from newsscrape.text import fold

Authors = tuple[Author, ...]

_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|edited|words|story|review)\s+)?(?:by|von|par|por|di|door|autore?|author)\b[:\s]*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[;|\u2022\n]|\s(?:and|und|et|y|&)\s|,\s+(?=\S+\s+\S)|,\s+and\s)\s*", re.IGNORECASE)
_JUNK = re.compile(r"https?:|www\.|@|\d{3}|^(?:admin|editor|guest|staff|redaktion|newsroom|contributor)$", re.IGNORECASE)
_ROLE = re.compile(
    r",\s*(?:(?:senior|chief|staff|associate|deputy|managing|contributing|news|executive)\s+)*"
    r"(?:editor|reporter|writer|correspondent|contributor|analyst|journalist|in\schief).*$",
    re.IGNORECASE,
)
_BYLINES = (
    "[rel~=author]",
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    ".byline a[href*=author]",
    ".author-name",
    ".byline-name",
    ".author a",
    ".byline a",
    ".byline",
    ".author",
)
_LONGEST, _MOST_WORDS, _MOST_NAMES = 60, 6, 8


def read(evidence: Evidence) -> list[Finding[Authors]]:
    """Return the candidates for the whole byline, best first."""
    selector, elements = evidence.ruled(evidence.rules.authors)
    found = [_from_elements(evidence, elements, f"rule:{selector}")] if elements else []
    found.append(_from_ld(evidence))
    found += [
        Finding(_named([f.value]), f.source, f.raw) for f in evidence.from_meta("author", "parsely-author", "sailthru.author")
    ]
    found += [
        _from_elements(evidence, matches, f"byline:{css}")
        for css in _BYLINES
        if 0 < len(matches := select(evidence.page.root, css)) <= _MOST_NAMES
    ]
    return [finding for finding in found if finding.value]


def _from_elements(evidence: Evidence, elements: list[HtmlElement], source: str) -> Finding[Authors]:
    authors: list[Author] = []
    for element in elements:
        text = element.get("content") or words_of(element)
        names = _names(text)
        url = evidence.page.absolute(element.get("href")) if len(names) == 1 else None
        authors += [Author(name, url) for name in names]
    return Finding(_unique(authors), source, "; ".join(words_of(e) for e in elements))


def _from_ld(evidence: Evidence) -> Finding[Authors]:
    given = evidence.ld.get("author")
    authors: list[Author] = []
    for value in given if isinstance(given, list) else [given]:
        organisation = isinstance(value, dict) and "Organization" in json_ld.types(value)
        url = value.get("url") if isinstance(value, dict) else None
        for text in () if organisation else json_ld.texts(value):
            names = _names(text)
            absolute = evidence.page.absolute(url) if isinstance(url, str) and len(names) == 1 else None
            authors += [Author(name, absolute) for name in names]
    return Finding(_unique(authors), "json-ld:author", "; ".join(json_ld.texts(given)))


def _named(texts: list[str]) -> Authors:
    return _unique([Author(name) for text in texts for name in _names(text)])


def _names(text: str) -> list[str]:
    """Return the persons' names in a byline's text.

    >>> _names("By Ann Lee, Senior Editor")
    ['Ann Lee']
    >>> _names("Ann Lee and Bo Chan")
    ['Ann Lee', 'Bo Chan']
    """
    text = _ROLE.sub("", _BY.sub("", fold(text)))
    names = [part.strip(" ,.-\u2013|") for part in _PARTS.split(text)]
    return [n for n in names if n and len(n) <= _LONGEST and len(n.split()) <= _MOST_WORDS and not _JUNK.search(n)]


def _unique(authors: list[Author]) -> Authors:
    first: dict[str, Author] = {}
    for author in authors:
        known = first.get(author.name.casefold())
        if known is None or (known.url is None and author.url):
            first[author.name.casefold()] = Author(known.name, author.url) if known else author
    return tuple(first.values())[:_MOST_NAMES]
