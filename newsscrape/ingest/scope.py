"""What a run takes of all that its pages name: the range of dates, the limit, the comments. No clock, no network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from newsscrape.archive.found import RANGE
from newsscrape.archive.records import Found
from newsscrape.model import Outcome, Target
from newsscrape.sites import Site
from newsscrape.urls import normalise

LIMIT = "limit"
"""The `Found.reason` of the listing pages behind the limit; `RANGE` is that of what lies outside the dates."""

_LISTS = frozenset({"feed", "sitemap", "listing"})


@dataclass(slots=True, kw_only=True)
class Scope:
    """One run's choice."""

    site: Site | None = None
    """``None``: addresses of any site."""
    since: str | None = None
    """UTC text of 20 characters: older articles are left for a wider run."""
    until: str | None = None
    limit: int | None = None
    """How many articles the run fetches; listings are not read further than for so many."""
    comments: Literal["all", "first", "none"] = "all"
    back: bool = False
    """Whether the run goes back in time: listings are read to the range's end, however much of them is known."""
    follow: bool = True
    """Whether articles that a feed, sitemap or listing names are fetched."""
    _taken: set[str] = field(default_factory=set)

    def sift(self, outcome: Outcome) -> tuple[Found, ...]:
        """Decide about all that a page names; what is dropped silently is none of this run's business for ever."""
        wanted = [target for target in outcome.targets if self._ours(target)]
        articles = [self._dated(self._canonical(t)) for t in wanted if t.kind == "article"]
        self._take(articles)
        others = [self._paged(t, articles) for t in wanted if t.kind != "article"]
        return (*articles, *others, *(Found(target) for target in self._comments(outcome)))

    def takes_all(self, outcome: Outcome) -> bool:
        """Tell whether this run keeps all of the page, comments included."""
        return self.comments == "all" or not any(
            thread.more or (thread.comments and self.comments == "none") for thread in outcome.threads
        )

    def trim(self, outcome: Outcome) -> Outcome:
        """Return the outcome without what this run must not keep."""
        if self.comments != "none":
            return outcome
        article = replace(outcome.article, comments=()) if outcome.article else None
        return replace(outcome, article=article, threads=())

    def _ours(self, target: Target) -> bool:
        if target.kind == "article" or target.kind in _LISTS:
            if not self.follow:
                return False
            if self.site is None:
                return True
            if target.kind == "article" and self.site.addresses:
                return self.site.identify(target.url) is not None
            return self.site.owns(target.url)
        return True

    def _canonical(self, target: Target) -> Target:
        """Name an article by the address of its first part in its desktop form: one fetch, whatever the form found."""
        if self.site is None or self.site.identify(target.url) is None:
            return target
        return replace(target, url=self.site.canonical(target.url))

    def _dated(self, target: Target) -> Found:
        hint = target.published
        outside = hint and ((self.since and hint < self.since) or (self.until and hint > self.until))
        return Found(target, RANGE) if outside else Found(target)

    def _take(self, articles: Sequence[Found]) -> None:
        if self.limit is None or len(self._taken) >= self.limit:
            return
        self._taken.update(normalise(found.target.url) for found in articles if found.reason is None)

    def _paged(self, target: Target, articles: Sequence[Found]) -> Found:
        """The next listing page is not read where this one is all too old, or has filled the limit already."""
        if target.kind != "listing":
            return Found(target)
        if articles and self.since and all((f.target.published or "~") < self.since for f in articles):
            return Found(target, RANGE)
        full = self.limit is not None and len(self._taken) >= self.limit
        return Found(target, LIMIT if full else None, since=self.since, anyway=self.back)

    def _comments(self, outcome: Outcome) -> Iterator[Target]:
        if self.comments == "all":
            for thread in outcome.threads:
                yield from (replace(t, kind="comments", system=t.system or thread.system) for t in thread.more)
