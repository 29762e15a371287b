"""Rules where the generic reading differs from what the site's feed says and the page shows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from newsscrape import dates, reading
from newsscrape.dates import from_utc_text
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.language import guess as guess_language
from newsscrape.extract.rules import Rules
from newsscrape.extract.sitename import SiteName, letters
from newsscrape.guess import selectors
from newsscrape.guess.material import Entry
from newsscrape.guess.selectors import Says
from newsscrape.model import Article
from newsscrape.page import Page
from newsscrape.sites import Site
from newsscrape.text import cut

_DAY = dt.timedelta(hours=24)
_SHOWN, _CONTAINED, _SHORTEST, _MOST = 40, 40, 8, 5


class Case(NamedTuple):
    """An article's page with what is said of it elsewhere."""

    page: Page
    entry: Entry | None
    article: Article
    """As it is read without a rule of its own."""


class Reason(NamedTuple):
    """One thing that was guessed, and from what; without a value, one that could not be."""

    field: str
    value: object
    why: str


def cases(pages: Sequence[Page], entries: Sequence[Entry | None], site: Site) -> tuple[Case, ...]:
    """Read the pages as they are read with the rules known so far."""
    known = zip(pages, entries, strict=True)
    return tuple(Case(page, entry, reading.read_article([page], site)) for page, entry in known)


def guess(known: Sequence[Case]) -> Iterator[Reason]:
    """Yield a rule, or what no rule was found for, for each field that is read otherwise than the feed has it."""
    for field, said, says, differs in (
        ("title", _title, _says_title, _title_differs),
        ("authors", _author, _says_author, _author_differs),
        ("published", _published, _says_published, _published_differs),
    ):
        told = [(case, said(case)) for case in known if case.entry and said(case)]
        wrong = [(case, text) for case, text in told if differs(case)]
        if not wrong:
            continue
        found = selectors.common([(case.page, says(case)) for case, _ in told])
        (case, text), *_ = wrong
        read = cut(_read(case.article, field) or "nothing", _SHOWN)
        why = f"the feed says {cut(text, _SHOWN)!r}, the generic reading {read!r}"
        yield Reason(field, (found,) if found else None, why)


def drop(known: Sequence[Case], site: Site) -> Iterator[Reason]:
    """Yield the one rule for what is repeated word for word in every article's body, once reading by it is seen to work."""
    bodies = [_paragraphs(case.article) for case in known]
    if len(bodies) < 2:  # noqa: PLR2004 - one page repeats nothing
        return
    repeated = [text for text in bodies[0] if len(text) >= _SHORTEST and all(text in body for body in bodies[1:])][:_MOST]
    kept: dict[str, str] = {}
    for text in dict.fromkeys(repeated):
        selector = _dropping(known[0].page, text)
        if selector and _drops((*site.reading.drop, *kept, selector), {text, *kept.values()}, known, site):
            kept[selector] = text
        else:
            yield Reason("drop", None, f"in every body, and no selector was found for it: {cut(text, _SHOWN)!r}")
    if kept:
        said = ", ".join(repr(cut(text, _SHOWN)) for text in kept.values())
        yield Reason("drop", (*site.reading.drop, *kept), f"in every body: {said}")


def _drops(rules: tuple[str, ...], texts: set[str], known: Sequence[Case], site: Site) -> bool:
    """Tell whether reading with these rules leaves out the texts and nothing else, on every page."""
    trial = replace(site, rules=replace(site.rules, drop=rules))
    after = [_paragraphs(reading.read_article([case.page], trial)) for case in known]
    return all(set(_paragraphs(case.article)) - set(left) == texts for case, left in zip(known, after, strict=True))


def _paragraphs(article: Article) -> list[str]:
    return (article.body or "").split("\n\n")


def language(known: Sequence[Case], site: Site) -> Iterator[Reason]:
    """Yield the language of pages that do not say it."""
    if site.reading.language or any(case.page.root.get("lang") or case.page.root.get("xml:lang") for case in known):
        return
    told = {guess_language(case.article.body or "") for case in known}
    if len(told) == 1 and (found := told.pop()):
        yield Reason("language", found, "no page names its language; by its commonest words")


def _dropping(page: Page, text: str) -> str | None:
    """Return the selector of a block of the body by what it says: its class, else some of its words."""
    element = next(selectors.innermost(page, lambda element: selectors.text(element) == text), None)
    if element is None:
        return None
    around = element
    while (parent := around.getparent()) is not None and selectors.text(parent) == text:
        around = parent
    named = next((name for name in selectors.ways(around) if " " not in name and len(page.select(name)) == 1), None)
    words = text[:_CONTAINED].rsplit(" ", 1)[0] if len(text) > _CONTAINED else text
    return named or (f'{element.tag}:contains("{words}")' if '"' not in words and "\\" not in words else None)


def _read(article: Article, field: str) -> str:
    if field == "authors":
        return ", ".join(author.name for author in article.authors)
    if field == "published":
        return (article.published.utc or article.published.raw) if article.published else ""
    return article.title or ""


def _title(case: Case) -> str:
    return case.entry.title if case.entry else ""


def _title_differs(case: Case) -> bool:
    one, other = letters(_title(case)), letters(case.article.title or "")
    return not (other and (one in other or other in one))


def _says_title(case: Case) -> Says:
    wanted = letters(_title(case))
    return lambda element: letters(selectors.text(element)) == wanted


def _author(case: Case) -> str:
    """Return the feed's author, where it is not the site itself."""
    name = case.entry.author if case.entry else ""
    if name.endswith(")") and "@" in name.partition("(")[0]:  # RSS 2.0: ada@example.com (Ada Winter)
        name = name.partition("(")[2][:-1]
    return "" if "@" in name or not name or SiteName.of(Evidence(case.page, Rules())).is_name(name) else name


def _author_differs(case: Case) -> bool:
    told = letters(_author(case))
    return not any(letters(author.name) in told for author in case.article.authors)


def _says_author(case: Case) -> Says:
    wanted = letters(_author(case))
    return lambda element: letters(selectors.text(element)) == wanted


def _published(case: Case) -> str:
    return case.entry.published.utc or "" if case.entry and case.entry.published else ""


def _published_differs(case: Case) -> bool:
    read = case.article.published
    return read is None or read.utc is None or not _same_day(read.utc, _published(case))


def _same_day(one: str, other: str) -> bool:
    return abs(from_utc_text(one) - from_utc_text(other)) < _DAY


def _says_published(case: Case) -> Says:
    wanted = _published(case)
    order = Evidence(case.page, Rules()).date_order

    def says(element: HtmlElement) -> bool:
        raw = element.get("datetime") or selectors.text(element)
        instant = dates.parse(raw, fetched_at=case.page.fetched_at, order=order) if any(map(str.isdigit, raw)) else None
        return bool(instant and instant.utc and _same_day(instant.utc, wanted))

    return says
