"""The values that pass between rooms: frozen, comparable, picklable, free of behaviour that needs the outside.

Names follow schema.org's NewsArticle and Comment where they have one. Text is NFC, without control characters;
URLs are absolute http(s); a missing value is ``None`` or ``()``, never an empty string.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Kind = Literal["feed", "sitemap", "listing", "article", "part", "comments", "image", "robots"]
Precision = Literal["second", "minute", "hour", "day", "month", "year"]
Zone = Literal["stated", "site", "none"]
Access = Literal["free", "metered", "paywalled", "unknown"]
Role = Literal["lead", "body", "gallery"]

PRIORITY: dict[Kind, int] = {
    "robots": 100,
    "feed": 70,
    "sitemap": 60,
    "listing": 50,
    "part": 40,
    "article": 30,
    "comments": 20,
    "image": 10,
}
"""The order in which the kinds of one host are asked for; higher goes first."""
NEXT_PAGE = 28
"""A listing's next page goes behind the articles of the page before it: their dates tell whether it is wanted at all."""
REVISIT = 25
"""An archived article that is asked for again goes behind what is new, and is not held up by a limit."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A date or time as a page gives it."""

    utc: str | None
    """UTC text of 20 characters, ``2023-11-04T00:00:00Z``; of a day, its midnight; ``None``: given, but not believed."""
    raw: str
    """The text it was read from, white space folded."""
    precision: Precision = "second"
    """The finest unit that the text gives."""
    offset: int | None = None
    """Minutes east of UTC of the page's own clock; ``None`` where no zone is known (a bare day has none)."""
    zone: Zone = "none"
    """Where the offset comes from: the page (the text, or of a moment by UTC, another text), the site; nowhere: it is UTC."""


@dataclass(frozen=True, slots=True)
class Author:
    """A person (or, where the page names no person, the byline's organisation)."""

    name: str
    url: str | None = None
    """The author's profile page."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article, once, whatever the number of its size variants."""

    url: str
    """The largest variant that the page names; of the lead the one that its metadata names."""
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    """CSS pixels, as the page states them."""
    height: int | None = None
    role: Role = "body"
    variants: tuple[tuple[str, int | None], ...] = ()
    """The other addresses of the same picture, each with its width where stated."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the body."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """One entry of a live blog (schema.org's ``liveBlogUpdate``)."""

    key: str
    """The page's id of the entry, else ``~`` with a hash of its time, so that an edit leaves it; unique in its article."""
    title: str | None = None
    published: Instant | None = None
    """``utc`` is ``None`` where the page shows a clock time and no certain day."""
    body: str | None = None
    """Plain text, paragraphs parted by a blank line, without the title."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment."""

    key: str
    """The system's id, else a hash of author, text and ordinal that leaves the time out; unique in its thread."""
    body: str
    """Plain text; paragraphs and line breaks as ``\\n``."""
    parent: str | None = None
    """The key of the comment it answers."""
    author: str | None = None
    author_key: str | None = None
    """What tells two people of one name apart, as the system shows it (GSMArena: the location code)."""
    author_url: str | None = None
    url: str | None = None
    published: Instant | None = None
    quoted: str | None = None
    """The text of another comment that this one quotes, which is not part of `body`."""
    upvotes: int | None = None
    downvotes: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fetch that a page names."""

    url: str
    kind: Kind
    method: Literal["GET", "POST"] = "GET"
    payload: str = ""
    """The body of a POST."""
    system: str | None = None
    """The comment system that asked for it."""
    published: str | None = None
    """What the finder says of an article's date, or until when a sitemap was modified: UTC text of 20 characters."""
    instead: "Target | None" = None
    """What to ask where the user has given no key of the system, which this one needs, or the key is refused."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of one page of one thread."""

    system: str
    """The comment system's name: a module of `newsscrape.comments`."""
    key: str
    """The thread's id in its system."""
    comments: tuple[Comment, ...] = ()
    """In page order."""
    url: str | None = None
    """Where a person reads the whole thread."""
    claimed: int | None = None
    """How many comments the page says there are."""
    newest_first: bool = False
    partial: bool = False
    """The page shows an excerpt only (the three newest under an article); `more` leads to the whole."""
    stands: bool = False
    """Of an excerpt: the texts are whole, and it is the thread as far as that can be had where `more` gives nothing."""
    more: tuple[Target, ...] = ()
    """What to fetch next to read on; empty on the last page."""
    cut_short: bool = False
    """There is more than can be read from here on: what was not met may still be there."""
    refused: str | None = None
    """Why its system does not give the thread, as ``reason: detail``: no-thread, members-only, bad-key, quota."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Another source of the page for the same field."""

    source: str
    said: str
    """As the page has it, at most 100 characters."""
    agrees: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a field's value came from."""

    field: str
    source: str
    """Such as ``json-ld:NewsArticle.datePublished``, ``meta:og:title``, ``rule:h1.article-info-name``, ``density``."""
    raw: str | None = None
    """The text found there, at most 500 characters."""
    agreement: int = 1
    """How many independent sources of the page give the same value."""
    witnesses: tuple[Witness, ...] = ()
    """The other sources in the order in which they count, each once, at most 12; not archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, read from all of its pages. Identity is (site, key)."""

    site: str
    """The site's name; for a page of no known site, its host without ``www.``."""
    key: str
    """The site's own id of the article, else the normalised path and significant query."""
    url: str
    """The address to show: the site's canonical form of this article's URL."""
    title: str | None = None
    description: str | None = None
    """The dek or summary; not part of the body."""
    authors: tuple[Author, ...] = ()
    published: Instant | None = None
    modified: Instant | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    """BCP 47, lower case primary subtag: ``en``, ``pt-BR``."""
    body: str | None = None
    """Plain text, paragraphs parted by a blank line; of a live blog, what stands around the entries, then these."""
    body_html: str | None = None
    """The same blocks as a small safe subset of HTML, images in place."""
    live_updates: tuple[LiveUpdate, ...] = ()
    """The entries of a live blog, newest last; of any other article none. Their text is part of `body`."""
    images: tuple[Image, ...] = ()
    """In reading order; at most one has the role ``lead``."""
    links: tuple[Link, ...] = ()
    access: Access = "unknown"
    comment_count: int | None = None
    """As the page claims."""
    comments: tuple[Comment, ...] = ()
    """Those that stand in the pages read, in page order."""
    provenance: tuple[Provenance, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the article as JSON-ready values, as exports have it."""
        return import_module("newsscrape.forms").to_dict(self)  # type: ignore[no-any-return]  # imported late: forms needs us

    def to_json_ld(self) -> dict[str, Any]:
        """Return the article as a JSON-LD node of schema.org's NewsArticle."""
        return import_module("newsscrape.schema_org").to_json_ld(self)  # type: ignore[no-any-return]  # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that reading one or more pages came to."""

    kind: Kind
    """What the page turned out to be (an address given as an article may be a feed)."""
    article: Article | None = None
    threads: tuple[Thread, ...] = ()
    targets: tuple[Target, ...] = ()
    """Discovered: articles of a feed or listing, its next page, parts of a long article. Comment pages: `Thread.more`."""
    refused: str | None = None
    """Why the page is no article, as ``reason: detail`` with a fixed reason word; ``None`` where it is, or need not be one."""
    moved: str | None = None
    """The absolute address that the page leads to by itself, where that is all it does (``<meta http-equiv=refresh>``)."""
    misses: tuple[str, ...] = ()
    """Fields that an article is expected to have and this one has not."""
    kept: bytes | None = None
    """What may be stored of the raw page where that is not all: its comments are cut out. Empty: nothing may."""
