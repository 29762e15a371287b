"""The small facts of an article: description, section, tags, language, the claimed number of comments."""

import html
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsscrape import urls
from newsscrape.extract import prose
from newsscrape.extract.evidence import Evidence, Finding, words_of
from newsscrape.extract.language import READ, guess
from newsscrape.extract.sitename import letters
from newsscrape.metadata import json_ld
from newsscrape.page import once
from newsscrape.text import cut, fold

_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")  # with script and region
_NUMBER = re.compile(r"\d[\d.,\u00a0' ]*")
_MOST_TAGS, _SOUP = 50, 15
_LONGEST_SECTION, _LIST = 60, 3
_POST_TYPES = frozenset({"post", "page"})
"""What a publishing system calls a thing of its own, where the section is asked for."""
_MACHINE_TAG = re.compile(r"@[\w-]+|[a-z_-]+:\S|[_/\[]|\d{6,}$")  # of a system's own words: "subject:phones", "_no-feed"
_NO_CRUMB = re.compile(r"\W*[\u2039\u00ab\u2190<]|(?:undefined|null|none|uncategori[sz]ed)$", re.IGNORECASE)
_LONGEST_TAG = 60  # characters of what a link calls a tag; longer ones lead to articles
_PARAGRAPHS, _PARAGRAPH = 40, 500
_CRUMBS = "[class*=readcrumb] a, [class*=readCrumb] a, [id*=readcrumb] a, [itemtype*=BreadcrumbList] a"
_CRUMB, _CRUMBED = ("readcrumb", "readCrumb"), ("class", "id", "itemtype")
_TAG_LINKS = "a[rel=tag]"  # WordPress marks its categories "category tag"


def _texts(evidence: Evidence, selectors: tuple[str, ...]) -> list[Finding[str]]:
    selector, elements = evidence.ruled(selectors)
    return [Finding(text, f"rule:{selector}", text) for element in elements if (text := words_of(element))]


def description(evidence: Evidence) -> list[Finding[str]]:
    """Return what stands for the article in short, best first."""
    metas = evidence.from_meta("og:description", "description", "twitter:description")
    stated = [Finding(prose.line(f.value), f.source, f.raw) for f in (*evidence.from_ld("description"), *metas)]
    titles = _titles(evidence)
    told = sorted((finding for finding in stated if finding.value), key=lambda finding: letters(finding.value) in titles)
    return [*_texts(evidence, evidence.rules.description), *told]


@once  # the description and the section ask
def _titles(evidence: Evidence) -> set[str]:
    """Return the letters of what the page gives as its headline, which some systems write into each field that is empty."""
    stated = (*evidence.from_meta("og:title", "twitter:title"), *evidence.from_ld("headline"))
    return {letters(finding.value) for finding in stated}


def section(evidence: Evidence) -> list[Finding[str]]:
    """Return the rubric under which the article stands; the breadcrumbs' last link is the narrowest."""
    ruled = _texts(evidence, evidence.rules.section)
    stated = (*evidence.from_ld("articleSection"), *evidence.from_meta("article:section", "parsely-section", "section"))
    named = ((f.value.partition(",")[0] if "," in f.value and ", " not in f.value else f.value, f) for f in stated)
    found = [*ruled, *(Finding(name, f.source, f.raw) for name, f in named if _is_section(evidence, name))]
    return found or [*_crumbs_stated(evidence), *_crumbs_shown(evidence)]


def _is_section(evidence: Evidence, name: str) -> bool:
    """Tell whether a name is short enough, no list, and neither the kind of thing an article is nor the site's address."""
    nothing = _POST_TYPES | {urls.host(evidence.page.url).removeprefix("www.")}
    if len(name) > _LONGEST_SECTION or name.count(",") >= _LIST or name.casefold() in nothing or _NO_CRUMB.match(name):
        return False
    return letters(name) not in _titles(evidence)


def _crumbs_stated(evidence: Evidence) -> Iterator[Finding[str]]:
    lists = (node for node in evidence.nodes if "BreadcrumbList" in json_ld.types(node))
    items = next((items for node in lists if isinstance(items := node.get("itemListElement"), list)), [])
    crumbs = []
    for item in items[:_MOST_TAGS]:
        target = item.get("item") if isinstance(item, dict) else None
        name = next(iter(json_ld.texts(item.get("name")) or json_ld.texts(target)), "") if isinstance(item, dict) else ""
        address = (
            target if isinstance(target, str) else target.get("@id") or target.get("url") if isinstance(target, dict) else None
        )
        crumbs.append((fold(name), evidence.page.absolute(address) if isinstance(address, str) else None))
    yield from _narrowest(evidence, crumbs, "json-ld:BreadcrumbList")


def _crumbs_shown(evidence: Evidence) -> Iterator[Finding[str]]:
    if not any(word in evidence.page.index.text(name) for name in _CRUMBED for word in _CRUMB):
        return  # the selectors cost more than this look
    links = evidence.page.select(_CRUMBS)[:_MOST_TAGS]
    crumbs = [(words_of(link), evidence.page.absolute(link.get("href"))) for link in links]
    yield from _narrowest(evidence, crumbs, "breadcrumbs")


def _narrowest(evidence: Evidence, crumbs: list[tuple[str, str | None]], source: str) -> Iterator[Finding[str]]:
    """Yield the last crumb that leads neither to the front page nor to this one."""
    here, host = evidence.page.url.partition("?")[0].rstrip("/"), urls.host(evidence.page.url)
    for name, url in reversed(crumbs):
        path = (url or "").partition("://")[2].partition("/")[2].strip("/")
        if (
            any(map(str.isalpha, name))  # "06/2019" is a shelf of the archive
            and "://" not in name
            and path
            and (url or "").partition("?")[0].rstrip("/") != here
            and urls.host(url or "").rpartition(".")[0].rpartition(".")[2] == host.rpartition(".")[0].rpartition(".")[2]
            and _is_section(evidence, name)
        ):
            yield Finding(name, source, name)
            return


def tags(evidence: Evidence) -> list[Finding[tuple[str, ...]]]:
    """Return the keywords, in page order, each once: those that editors set before those that search engines are fed."""
    if ruled := _texts(evidence, evidence.rules.tags):
        return [Finding(_unique([f.value for f in ruled]), ruled[0].source)]
    found = []
    for source, values in _keywords(evidence):
        parts = [*map(html.unescape, values)] if len(values) > 1 else [part for value in values for part in _split(value)]
        kept = _unique([part for part in parts if not _MACHINE_TAG.match(part) and any(map(str.isalnum, part))])
        if kept:
            found.append(Finding(kept, source))
    return found


def _keywords(evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    stated = (
        ("meta:article:tag", list(evidence.meta.get("article:tag", ()))),
        ("json-ld:keywords", json_ld.texts(evidence.ld.get("keywords"))),
        ("meta:parsely-tags", list(evidence.meta.get("parsely-tags", ()))),
        ("meta:news_keywords", list(evidence.meta.get("news_keywords", ()))),
    )
    yield from stated
    if not any(values for _, values in stated):  # a search through the page, spared where it is not needed
        yield (
            "links:tag",
            [words for link in evidence.page.select(_TAG_LINKS)[:_MOST_TAGS] if len(words := words_of(link)) <= _LONGEST_TAG],
        )
    yield (
        "meta:keywords",
        _without_soup(evidence, [part for value in evidence.meta.get("keywords", ()) for part in _split(value)]),
    )


def _split(text: str) -> list[str]:
    return re.split(r"[,;\uff0c\u3001]", html.unescape(text))  # some escape twice


def _without_soup(evidence: Evidence, keywords: list[str]) -> list[str]:
    """Leave out keywords that are the site's on every page: many, or none of them in the page's own title and summary."""
    if not 0 < len(keywords) <= _SOUP:
        return []
    about = " ".join(
        [*evidence.meta.get("og:title", ()), *evidence.meta.get("description", ()), *evidence.meta.get("og:description", ())]
    )
    about = " ".join([about, *(words_of(title) for title in evidence.page.tagged("title")[:1])]).casefold()
    fits = any((word := keyword.strip().casefold()) and word in about for keyword in keywords)
    return keywords if fits else []


def language(evidence: Evidence) -> list[Finding[str]]:
    """Return the language as BCP 47; where none is declared, what the paragraphs are written in."""
    given = [("html:lang", evidence.page.root.get("lang") or evidence.page.root.get("xml:lang") or "")]
    given += [
        (f.source, f.value)
        for f in (
            *evidence.from_ld("inLanguage"),
            *evidence.from_meta("og:locale", "content-language", "language", "dc.language"),
        )
    ]
    given.append(("rule:language", evidence.rules.language or ""))
    found = []
    for source, text in given:
        if match := _LANGUAGE.match(text.strip()):
            primary, script, region = match.groups(default="")
            found.append(Finding("-".join(filter(None, (primary.lower(), script.title(), region.upper()))), source, text))
    if not found:
        paragraphs = evidence.page.tagged("p", "h1", "title")[:_PARAGRAPHS]
        if guessed := guess(_opening(paragraphs)):
            found.append(Finding(guessed, "words"))
    return found


def _opening(paragraphs: Iterable[HtmlElement]) -> str:
    """Return as many of the paragraphs as tell the language."""
    said = ""
    for paragraph in paragraphs:
        said += f"{cut(words_of(paragraph), _PARAGRAPH)} "
        if len(said) >= READ:
            break
    return said


def comment_count(evidence: Evidence) -> list[Finding[int]]:
    """Return how many comments the page says it has."""
    given = [*_texts(evidence, evidence.rules.comment_count)]
    if isinstance(number := evidence.ld.get("commentCount"), int | str):
        given.append(Finding(str(number), "json-ld:commentCount", str(number)))
    found = []
    for finding in given:
        if match := _NUMBER.search(finding.value):
            digits = re.sub(r"\D", "", match[0])
            found.append(Finding(int(digits[:9]), finding.source, finding.value))
    return found


def _unique(texts: list[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for text in filter(None, map(fold, texts)):
        first.setdefault(text.casefold(), text)
    return tuple(first.values())[:_MOST_TAGS]
