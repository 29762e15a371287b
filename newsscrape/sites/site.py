"""A site is data: where its articles are found, and what the generic reader gets wrong."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

from newsscrape import urls
from newsscrape.extract.rules import Rules
from newsscrape.model import Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A page that names articles; asked again by every run."""

    url: str
    """Relative to the site's home."""
    kind: Literal["feed", "sitemap", "listing"] = "listing"
    section: str | None = None
    """The section of the site whose articles it names, for ``-a sections=``: lower case letters, digits and dashes."""


@dataclass(frozen=True, slots=True)
class Feed(Source):
    """RSS, Atom or RDF."""

    kind: Literal["feed", "sitemap", "listing"] = "feed"


@dataclass(frozen=True, slots=True)
class Sitemap(Source):
    """A sitemap or sitemap index, gzip or not."""

    kind: Literal["feed", "sitemap", "listing"] = "sitemap"


@dataclass(frozen=True, slots=True)
class Listing(Source):
    """A page of teasers with a link to the next page."""

    kind: Literal["feed", "sitemap", "listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Address:
    """One shape of an article's address."""

    pattern: str
    """Regular expression searched in path and query of a URL, from behind the path of the site's home on.

    The group ``key`` is the article's id; the optional group ``part`` is the number of a page of a long article.
    """
    key: str = r"\g<key>"
    """How the identity is put together from the groups, as in `re.Match.expand`."""
    show: str | None = None
    """Path and query to show instead (of the first part, in its desktop form), put together in the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What sites of one publishing engine share."""

    name: str = "own"
    """What people call it."""
    articles: tuple[str | Address, ...] = ()
    """What an article's address looks like; a bare string is the pattern of an `Address`. The first that fits counts."""
    sources: tuple[Source, ...] = ()
    rules: Rules = field(default_factory=Rules)
    former: tuple[Rules, ...] = ()
    """Rules of former layouts, each with ``until=`` its last day and laid over `rules`."""
    items: tuple[str, ...] = ()
    """CSS of the teasers on a listing page, all of them; empty: every link whose address is an article's."""
    item_date: str | None = None
    """CSS, inside the teaser, of its date."""
    next_page: tuple[str, ...] = ()
    """CSS of the link to the next listing page, where it bears no ``rel=next`` and its like."""
    aliases: tuple[str, ...] = ()
    """Host prefixes under which the same articles stand: ``m.`` of ``m.gsmarena.com``."""
    comments: tuple[str, ...] = ()
    """The comment systems its pages have been seen with, the newest first. Told to people: a page shows which it has."""
    signs: tuple[str, ...] = ()
    """CSS, any of which tells on an article's page that a site is of this engine; for `scrapy newsite`, which proposes it."""


GENERIC = Engine(name="generic")


class Identity(NamedTuple):
    """What a URL of a site is."""

    key: str
    part: int
    """1 for the article's first page."""


class _Fit(NamedTuple):
    identity: Identity
    path: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """One gadget-news site. `SITE` of a module of its own, which bears its name."""

    name: str
    """``[a-z0-9_]+`` with a letter in it; also the spider's name. Reserved: web, news, demo."""
    title: str
    home: str
    """``https://www.example.com/``."""
    engine: Engine = GENERIC
    articles: tuple[str | Address, ...] = ()
    """In place of the engine's."""
    sources: tuple[Source, ...] = ()
    """In place of the engine's."""
    sections: tuple[Source, ...] = ()
    """Sources that are asked only when ``-a sections=`` names their section: all they name stands in `sources`, too."""
    rules: Rules = field(default_factory=Rules)
    """Fields that are set beat the engine's."""
    former: tuple[Rules, ...] = ()
    """Rules of former layouts besides the engine's; see `reading_of`."""
    comments: tuple[str, ...] = ()
    """In place of the engine's."""
    browser: bool = False
    """Its articles are drawn by scripts: a browser draws them before they are read (``newsscrape[browser]``)."""
    script_hosts: tuple[str, ...] = ()
    """Hosts beside the site's own of which these scripts may ask for more: ``cdn.example.net``, sub-domains included."""
    delay: float = 2.0
    """Seconds of pause between two requests; robots.txt and the user may only make it longer."""
    days: int | None = 30
    """How far back the first crawl goes; ``None``: without end."""
    limit: int | None = 200
    """How many articles the first crawl takes at most; ``None``: all."""
    origin: str = "newsscrape"
    """Where the site's file came from, for people: the package, another distribution, or a user's folder."""
    file: Path | None = None
    """The site's file; ``None``: it was made by a program. Recordings lie beside it, in ``recordings/``."""

    def at(self, base: str) -> "Site":
        """Return the same site as served at another address, such as a copy on loopback."""
        return replace(self, home=base)

    @cached_property
    def host(self) -> str:
        """The home's host (and port), lower case, without ``www.``."""
        return urls.host(self.home).removeprefix("www.")

    @cached_property
    def reading(self) -> Rules:
        """The engine's rules with the site's own laid over them."""
        return self.rules.over(self.engine.rules)

    def reading_of(self, day: str) -> Rules:
        """Return the rules for an article of some day, ``2023-11-04``: those of the layout that was in use then.

        Of the former layouts that ended after that day it is the one that ended first; where none did, today's.
        """
        layouts = [rules for rules in (*self.former, *self.engine.former) if (rules.until or "") > day]
        former = min(layouts, key=lambda rules: rules.until or "", default=None)
        return former.over(self.reading) if former else self.reading

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """The shapes of this site's article addresses."""
        return tuple(a if isinstance(a, Address) else Address(a) for a in self.articles or self.engine.articles)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(address.pattern) for address in self.addresses)

    @cached_property
    def _folder(self) -> str:
        return urlsplit(self.home).path.rstrip("/")

    def owns(self, url: str) -> bool:
        """Tell whether the URL stands on the site: its host, ``www`` or not, or an alias, and below the home's path."""
        host = urls.host(url).removeprefix("www.")
        here = host == self.host or any(host == alias + self.host for alias in self.engine.aliases)
        return here and f"{urlsplit(url).path}/".startswith(f"{self._folder}/")

    def stands_in(self, url: str) -> bool:
        """Tell whether the URL is the home page, and none of the site's sources: it is asked where one of these fails."""
        home = urls.normalise(self.home)
        same = self.owns(url) and urlsplit(url)._replace(scheme="", netloc="") == urlsplit(home)._replace(scheme="", netloc="")
        return same and all(urls.normalise(source) != home for source, _ in self.starts())

    def identify(self, url: str) -> Identity | None:
        """Return the article that the URL names, or ``None`` where it is no article's address."""
        fit = self._fit(url)
        return fit.identity if fit else None

    def canonical(self, url: str, declared: str | None = None) -> str:
        """Return the address to show for the article at `url`: that of its first part, in its desktop form.

        Args:
            url: where the article was found, whatever its form.
            declared: what the page calls its canonical address; it counts where it names the same article.
        """
        own, other = self._fit(url), self._fit(declared or "")
        if other and (own is None or own.identity.key == other.identity.key):
            own = other
        return urljoin(self.home, own.path) if own else url

    def _fit(self, url: str) -> _Fit | None:
        if not self.owns(url):
            return None
        split = urlsplit(urls.normalise(url))
        address = split.path[len(self._folder) :] + (f"?{split.query}" if split.query else "")
        for shape, pattern in zip(self.addresses, self._patterns, strict=True):
            if match := pattern.search(address):
                part = match.groupdict().get("part")
                show = match.expand(shape.show) if shape.show else address
                return _Fit(Identity(match.expand(shape.key), int(part[:9]) if part else 1), self._folder + show)
        return None

    @cached_property
    def section_names(self) -> tuple[str, ...]:
        """What ``-a sections=`` may name, in the order of the site's file."""
        known = (*(self.sources or self.engine.sources), *self.sections)
        return tuple(dict.fromkeys(source.section for source in known if source.section))

    def starts(self, sections: Collection[str] = ()) -> Iterator[tuple[str, Kind]]:
        """Yield the absolute address and kind of every source, or of those of some sections."""
        sources = self.sources or self.engine.sources
        for source in (*sources, *self.sections) if sections else sources:
            if not sections or source.section in sections:
                yield urljoin(self.home, source.url.removeprefix("/")), source.kind
