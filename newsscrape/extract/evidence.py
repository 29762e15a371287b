"""Everything that is known about a page when a field is read: its metadata, its rules, and what was found where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsscrape.dates import agree, order
from newsscrape.dates.reading import Order
from newsscrape.extract.rules import Rules
from newsscrape.metadata import json_ld, meta_tags, microdata
from newsscrape.model import Author, Instant, Provenance, Witness
from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.tree import select as select  # noqa: PLC0414 - the readers of fields take it from here

T = TypeVar("T")
_RAW_LIMIT, _SAID_LIMIT = 500, 100
_MOST_WITNESSES = 12


class Finding(NamedTuple, Generic[T]):  # made by the dozen, in half the time that a frozen dataclass takes
    """A value with the place that gave it."""

    value: T
    source: str
    raw: str | None = None


@dataclass(frozen=True)
class Evidence:
    """One page and its rules, with what the page says about itself read once."""

    page: Page
    rules: Rules

    @cached_property
    def nodes(self) -> tuple[json_ld.Node, ...]:
        """All JSON-LD nodes of the page."""
        return json_ld.read(self.page)

    @cached_property
    def ld(self) -> json_ld.Node:
        """The JSON-LD node of the article; empty where there is none."""
        return json_ld.article(self.page, self.nodes)

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """Contents of meta and link elements by name."""
        return meta_tags.read(self.page)

    @cached_property
    def microdata(self) -> Mapping[str, tuple[str, ...]]:
        """Properties of the article's microdata scope."""
        return microdata.read(self.page)

    @cached_property
    def date_order(self) -> Order:
        """How this page means 04/11/2023: by its rules, else its language and host, else its own clear dates."""
        root, url = self.page.root, urlsplit(self.page.url)
        language = root.get("lang") or root.get("xml:lang") or next(iter(self.meta.get("og:locale", ())), None)
        told = self.rules.date_order or order.of_language(language, url.hostname or "")
        return told or order.of_dates(self.page.text)

    def ruled(self, selectors: Sequence[str]) -> tuple[str, list[HtmlElement]]:
        """Return the first selector that matches anything with its elements, else ``("", [])``."""
        for selector in selectors:
            if elements := self.page.select(selector):
                return selector, elements
        return "", []

    def from_meta(self, *names: str) -> Iterator[Finding[str]]:
        """Yield what the meta elements of these names say."""
        meta = self.meta
        for name in names:
            if name in meta:  # of the dozens that are asked for hardly any is
                for content in meta[name]:
                    yield Finding(content, f"meta:{name}", content)

    def from_microdata(self, *names: str) -> Iterator[Finding[str]]:
        """Yield what the microdata properties of these names say."""
        for name in names:
            for content in self.microdata.get(name, ()):
                yield Finding(content, f"microdata:{name}", content)

    def from_ld(self, *names: str) -> Iterator[Finding[str]]:
        """Yield what the JSON-LD article's properties of these names say."""
        for name in names:
            for text in json_ld.texts(self.ld.get(name)):
                yield Finding(fold(text), f"json-ld:{name}", text)


def words_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return fold(" ".join(element.itertext()) if len(element) else element.text or "")


def provenance(field: str, chosen: Finding[T], others: Sequence[Finding[T]] = ()) -> Provenance:
    """Return where a field came from, and which sources of the page say the same or something else.

    A source that gives several values agrees if one of them is the same.
    """
    witnesses: dict[str, Witness] = {}
    for other in others:
        known = witnesses.get(other.source)
        if other.source == chosen.source or (known and known.agrees):
            continue
        agrees = _agree(other.value, chosen.value) or (field == "language" and _primary(other.value) == _primary(chosen.value))
        if known is None or agrees:
            witnesses[other.source] = Witness(other.source, cut(fold(other.raw or str(other.value)), _SAID_LIMIT), agrees)
    agreement = 1 + sum(witness.agrees for witness in witnesses.values())
    raw = fold(cut(chosen.raw, _RAW_LIMIT)) if chosen.raw else None
    return Provenance(field, chosen.source, raw, agreement, tuple(witnesses.values())[:_MOST_WITNESSES])


def _agree(one: object, other: object) -> bool:
    """Tell whether two sources mean the same: the same minute (or day, where one gives no clock), words or names."""
    if isinstance(one, Instant) and isinstance(other, Instant):
        return agree(one, other)
    return one == other or _meaning(one) == _meaning(other)


def _primary(language: object) -> str:
    """Return a language without its script and region, which not all sources state."""
    return str(language).partition("-")[0]


def _meaning(value: object) -> object:
    if isinstance(value, Author):
        return value.name.casefold()
    if isinstance(value, tuple):
        return frozenset(_meaning(item) for item in value)
    return value.casefold() if isinstance(value, str) else value
