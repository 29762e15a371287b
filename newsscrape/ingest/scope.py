"""What a run takes of all that its pages name: range of dates, limit, comments, and no traps. No clock, no network."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from newsscrape.archive.found import LIMIT, RANGE
from newsscrape.archive.records import Found, Lease
from newsscrape.discover import traps
from newsscrape.ingest.chains import Chains
from newsscrape.model import Kind, Outcome, Target
from newsscrape.sites import Site
from newsscrape.urls import normalise

BARREN = "barren"
"""The `Found.reason` of pages of lists and threads behind those with nothing new; others: `archive.found`, `discover.traps`."""

BAD_KEY = "bad-key"
"""The reason of a comment system that does not take the user's key."""

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
    images: bool = False
    """Whether the files of images are fetched."""
    back: bool = False
    """Whether the run goes back in time: listings are read to the range's end, however much of them is known."""
    follow: bool = True
    """Whether articles that a feed, sitemap or listing names are fetched."""
    keys: set[str] = field(default_factory=set)
    """The comment systems for which the user has given a key, and none has been refused in this run."""
    _instead: dict[str, Target] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _chains: Chains = field(default_factory=Chains)
    _threads: Chains = field(default_factory=Chains)
    """Of comment pages, which name comments as listing pages name articles."""

    @property
    def unwanted(self) -> frozenset[Kind]:
        """What this run does not ask for, though an earlier one may have found it: comment pages, images."""
        wanted: dict[Kind, bool] = {"comments": self.comments == "all", "image": self.images}
        return frozenset(kind for kind, taken in wanted.items() if not taken)

    def sift(self, outcome: Outcome, url: str, fetched_at: dt.datetime, payload: str = "") -> tuple[Found, ...]:
        """Decide about all that a page names; what is dropped silently is none of this run's business for ever.

        Args:
            outcome: what the page was read as.
            url: the page's own address.
            fetched_at: aware.
            payload: what was sent to the address.
        """
        wanted = [self._judged(target, fetched_at) for target in outcome.targets if self._ours(target)]
        articles = [self._dated(found) for found in wanted if found.target.kind == "article"]
        self._take(articles)
        end = self._end(outcome, url, articles)
        others = [self._further(found, end) for found in wanted if found.target.kind != "article"]
        return (*articles, *others, *self._comments(outcome, f"{url} {payload}".rstrip()))

    def allowed(self, outcome: Outcome) -> Outcome:
        """Return the outcome with threads that lead only to what this run has the keys for."""
        threads = tuple(replace(thread, more=tuple(map(self._allowed, thread.more))) for thread in outcome.threads)
        return replace(outcome, threads=threads)

    def unlocked(self, lease: Lease, kind: str) -> tuple[Found, ...]:
        """Return what to ask in place of an address that gives nothing; a key that is refused is not used any further."""
        if kind == BAD_KEY:
            self.keys.discard(lease.system or "")
        target = self._instead.pop(lease.url, None)
        return (Found(target),) if target else ()

    def _allowed(self, target: Target) -> Target:
        if target.instead is None:
            return target
        if target.system not in self.keys:
            return target.instead
        self._instead[normalise(target.url)] = target.instead
        return target

    def moved(self, url: str, to: str) -> None:
        """Take note that a page redirects."""
        self._chains.moved(url, to)
        self._threads.moved(url, to)

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

    def _judged(self, target: Target, fetched_at: dt.datetime) -> Found:
        """Name an article by the address of its first part in its desktop form, one fetch whatever the form found; no traps."""
        if target.kind == "article" and self.site and self.site.identify(target.url):
            target = replace(target, url=self.site.canonical(target.url))
        return Found(target, traps.why(target.url, target.kind, fetched_at))

    def _dated(self, found: Found) -> Found:
        hint = found.target.published
        outside = hint and ((self.since and hint < self.since) or (self.until and hint > self.until))
        return replace(found, reason=RANGE) if outside and found.reason is None else found

    def _take(self, articles: Sequence[Found]) -> None:
        if self.limit is None or len(self._taken) >= self.limit:
            return
        self._taken.update(normalise(found.target.url) for found in articles if found.reason is None)

    def _end(self, outcome: Outcome, url: str, articles: Sequence[Found]) -> str | None:
        """Return why the next listing page is not read: this one is all too old, fills the limit, or is one barren more."""
        following = [target.url for target in outcome.targets if target.kind == "listing"]
        named = [found.target.url for found in articles if found.reason in (None, RANGE)]
        leads_on = not following or self._chains.leads_on(url, named, following)
        if articles and self.since and all((found.target.published or "~") < self.since for found in articles):
            return RANGE
        if self.limit is not None and len(self._taken) >= self.limit:
            return LIMIT
        return None if leads_on else BARREN

    def _further(self, found: Found, end: str | None) -> Found:
        """Refuse the next listing page where there is an `end`, and a sitemap that has not changed since the range began."""
        kind, modified = found.target.kind, found.target.published
        if found.reason:
            return found
        if kind == "listing":
            return replace(found, reason=end, since=self.since, anyway=self.back)
        old = kind == "sitemap" and modified and self.since and modified < self.since
        return replace(found, reason=RANGE) if old else found

    def _comments(self, outcome: Outcome, asked: str) -> Iterator[Found]:
        """Yield the further pages of each thread; a service that gives the same comments for ever is not asked for more."""
        for thread in outcome.threads if self.comments == "all" else ():
            named = (comment.key for comment in thread.comments)
            leads_on = self._threads.leads_on(asked, named, (f"{t.url} {t.payload}".rstrip() for t in thread.more))
            for target in thread.more:
                further = replace(target, kind="comments", system=target.system or thread.system)
                yield Found(further, None if leads_on else BARREN)
