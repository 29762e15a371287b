"""The site's home page in place of a source that gives nothing: a feed that has moved must not cost the articles it named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from newsscrape.archive.records import Failure, Found, Lease, Visit
from newsscrape.model import Target
from newsscrape.sites import Site
from newsscrape.urls import normalise


@dataclass(slots=True)
class Home:
    """One run's. The home page links to the newest articles, and its head names the feeds of today."""

    site: Site | None
    """``None``: addresses of any site, in whose place nothing is asked."""
    sources: set[str] = field(default_factory=set)
    """Where the run starts by the site's file, and where that redirects to; normalised."""
    dead: dict[str, tuple[Lease, Failure]] = field(default_factory=dict)
    """The sources that turned out to give nothing, by address, and why."""

    @classmethod
    def of(cls, site: Site | None, starts: Iterable[Target]) -> "Home":
        """Make it for a run that starts at these addresses."""
        return cls(site, {normalise(target.url) for target in starts} if site else set())

    @property
    def is_source(self) -> bool:
        """Whether the run asks for the home page anyway."""
        return self.site is not None and normalise(self.site.home) in self.sources

    def instead(self, visit: Visit) -> Visit:
        """Return the visit; of a source that is gone or refused for good, with the home page to be asked for."""
        url = visit.lease.url
        if self.site is None or url not in self.sources:
            return visit
        if visit.redirect:
            self.sources.add(normalise(visit.redirect.url))
        if visit.state not in {"gone", "refused"} or visit.failure is None:
            return visit
        self.dead[url] = visit.lease, visit.failure
        if self.is_source:
            return visit
        return replace(visit, found=(*visit.found, Found(Target(self.site.home, "listing"), anyway=True)))

    def told(self) -> Iterator[str]:
        """Yield a sentence on each source that turned out to give nothing."""
        for url, (lease, failure) in sorted(self.dead.items()):
            place = url.removeprefix(normalise(self.site.home)) if self.site else url
            instead = "" if self.is_source else ": the home page is read instead"
            yield f"its {lease.kind} {place} {_why(failure)}{instead}; correct the site's file"


def _why(failure: Failure) -> str:
    if failure.kind.startswith("http-"):
        return f"answers {failure.kind.removeprefix('http-')}"
    return "is forbidden by robots.txt" if failure.stage == "robots" else f"gives nothing ({failure.kind})"
