"""What a run is to do, made of a site, the user's arguments and the settings. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsscrape.archive.runs import SiteRow
from newsscrape.config import nearest
from newsscrape.crawl.arguments import Arguments, SiteArguments, WebArguments
from newsscrape.errors import BadArgument
from newsscrape.model import Target
from newsscrape.sites import Site
from newsscrape.urls import host, normalise

WEB, NEWS = "web", "news"
WEB_LIMIT = 200
"""Articles that one run of `web` takes by following a list, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run."""

    name: str
    row: SiteRow
    site: Site | None
    """``None``: addresses of any site."""
    sites: Mapping[str, Site]
    """Whose rules the pages may be read by."""
    starts: tuple[Target, ...]
    arguments: Arguments
    follow: bool = True
    pause: float = 2.0
    days: int | None = None
    """How far back from the first run, by default."""
    first_limit: int | None = None
    """Articles of the first run, by default."""
    limit: int | None = None
    """Articles of any run, by default."""

    @property
    def sources(self) -> tuple[Target, ...]:
        """The starts in whose place the site's home page may be asked: all, where they are not chosen by section."""
        chosen = isinstance(self.arguments, SiteArguments) and self.arguments.sections
        return () if self.site is None or chosen else self.starts

    @property
    def woken(self) -> tuple[str, ...] | None:
        """The hosts whose archived articles are visited again when their time has come; ``None``: all of the site."""
        if self.site is not None:
            return None
        return tuple(dict.fromkeys(host(target.url) for target in self.starts)) if self.follow else ()

    def is_start(self, url: str) -> bool:
        """Tell whether a person gave this very address."""
        return self.site is None and any(normalise(target.url) == url for target in self.starts)

    def shares(self, name: str) -> bool:
        """Tell whether runs of other sites may ask this host, too."""
        return self.site is None or not self.site.owns(f"{self.site.home.partition(':')[0]}://{name}/")


def of_site(site: Site, arguments: SiteArguments) -> Plan:
    """Plan the crawl of a site.

    Raises:
        BadArgument: it has not the sections that are named; the text gives the nearest.
    """
    for section in arguments.sections:
        if section not in site.section_names:
            raise BadArgument(f"-a sections={section}: {_no_section(site, section)}")
    follow = arguments.follow != "none"
    there = site.at(arguments.at) if arguments.at else site
    return Plan(
        name=site.name,
        row=SiteRow(site.name, site.host, site.title, site.origin),
        site=there,
        sites={site.name: there},
        starts=tuple(Target(url, kind) for url, kind in there.starts(arguments.sections)) if follow else (),
        arguments=arguments,
        follow=follow,
        pause=site.delay,
        days=site.days,
        first_limit=site.limit,
    )


def _no_section(site: Site, section: str) -> str:
    if not site.section_names:
        return f"{site.name} has no sections; leave the argument out"
    guess = nearest(section, site.section_names)
    return f"no section of {site.name}; " + (f"did you mean {guess}?" if guess else f"it has {', '.join(site.section_names)}")


def of_addresses(sites: Mapping[str, Site], arguments: WebArguments) -> Plan:
    """Plan the visit of single addresses."""
    return Plan(
        name=WEB,
        row=SiteRow(WEB, host(arguments.addresses[0]), "Single addresses", "newsscrape"),
        site=None,
        sites=sites,
        starts=tuple(Target(url, "article") for url in arguments.addresses),
        arguments=arguments,
        follow=arguments.follow != "none",
        limit=None if arguments.follow == "none" else max(WEB_LIMIT, len(arguments.addresses)),
    )
