"""Everything that is known about a page when a field is read: its metadata, its rules, and what was found where."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from cssselect import HTMLTranslator
from lxml.etree import XPath
from lxml.html import HtmlElement

from newsscrape.dates import agree, order
from newsscrape.dates.reading import Order
from newsscrape.extract.rules import Rules
from newsscrape.metadata import json_ld, meta_tags, microdata
from newsscrape.model import Instant, Provenance
from newsscrape.page import Page
from newsscrape.text import cut, fold

T = TypeVar("T")
_RAW_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
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
    def ld(self) -> json_ld.Node:
        """The JSON-LD node of the article; empty where there is none."""
        return json_ld.article(self.page, json_ld.read(self.page))

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
            if elements := select(self.page.root, selector):
                return selector, elements
        return "", []

    def from_meta(self, *names: str) -> Iterator[Finding[str]]:
        """Yield what the meta elements of these names say."""
        for name in names:
            for content in self.meta.get(name, ()):
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


@cache
def _compiled(selector: str) -> XPath:
    return XPath(HTMLTranslator().css_to_xpath(selector))


def select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return the elements below `element` that a CSS selector matches; each selector is compiled once."""
    return _compiled(selector)(element)  # type: ignore[return-value]  # a CSS selector's XPath gives elements


def words_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return fold(" ".join(element.itertext()))


def provenance(field: str, chosen: Finding[T], others: Sequence[Finding[T]] = ()) -> Provenance:
    """Return where a field came from, and how many sources of the page say the same."""
    agreeing = Counter(_same(other.value, chosen.value) for other in others if other.source != chosen.source)
    return Provenance(field, chosen.source, cut(chosen.raw, _RAW_LIMIT) if chosen.raw else None, 1 + agreeing[True])


def _same(one: object, other: object) -> bool:
    """Tell whether two sources give one value; dates may do so in two spellings, and one of them with its time of day."""
    return agree(one, other) if isinstance(one, Instant) and isinstance(other, Instant) else one == other
