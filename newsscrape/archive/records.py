"""What passes between the crawl and the archive: a lease out, a visit in. Plain values, no SQL."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from newsscrape.model import Article, Kind, Outcome, Target

State = Literal["due", "done", "gone", "refused"]
Stage = Literal["fetch", "decode", "read", "check", "archive", "image", "robots", "crawl"]


@dataclass(frozen=True, slots=True)
class Lease:
    """A due URL, handed out to this process alone (which holds the site's lock)."""

    id: int
    """``urls.id``."""
    url: str
    kind: Kind
    host: str
    """Host and port, lower case: what the pause between requests is kept for."""
    site_id: int
    """The site whose run this is."""
    article_id: int | None = None
    """The article that a part, comment page or image belongs to."""
    system: str | None = None
    method: Literal["GET", "POST"] = "GET"
    payload: str = ""
    hops: int = 0
    """How many redirects led here."""
    tries: int = 0
    """Failures in a row so far."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and its answer; a row of ``fetches``."""

    requested_at: dt.datetime
    status: int | None = None
    """``None``: no complete answer came."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header names in lower case."""
    body: bytes = b""
    seconds: float = 0.0
    waited: float = 0.0
    """Seconds that the URL was ready and the host's pause held it back."""
    wait_reason: str | None = None
    foreign: bool = False
    """Another program made the request, and its answer was imported: no row of ``fetches``, which is about our manners."""
    """``delay``, ``crawl-delay``, ``retry-after``, ``back-off``, ``robots``."""


@dataclass(frozen=True, slots=True)
class File:
    """An image's file, which is on the disk; a row of ``files``."""

    sha256: str
    media_type: str
    """As its bytes say."""
    length: int
    width: int
    """Pixels."""
    height: int
    path: str
    """Beside the archive: ``images/ab/cdef….jpg``."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a URL gave nothing; a row of ``errors``."""

    stage: Stage
    kind: str
    """A fixed word: ``timeout``, ``dns``, ``http-404``, ``no-article``, ``page-budget`` …"""
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A discovered URL and what the run decided about it."""

    target: Target
    reason: str | None = None
    """Why it is not to be fetched now; such a row is kept as refused.

    ``range``: older than the crawl goes back; ``limit``, ``barren``: a listing page behind enough articles, or behind pages
    that named nothing new; else the word of a trap (`newsscrape.discover.traps`).
    """
    since: str | None = None
    """Of a listing's next page: not wanted where all that the page before named has turned out to be older."""
    anyway: bool = False
    """Wanted in this run whatever is known already: of a listing's next page, since the run goes back in time; of a site's home
    page, in place of a source that gives nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one lease came to. Exactly one per lease; committing it acknowledges the lease."""

    lease: Lease
    state: State
    fetch: Fetch | None = None
    """``None`` where no request was made (robots forbid it)."""
    due_at: dt.datetime | None = None
    """When to ask again; needed where the state is ``due``."""
    outcome: Outcome | None = None
    """Its article is read from all stored pages of the article with this one in its place (`pages.joined`)."""
    before: Article | None = None
    """What today's reader makes of the article's stored pages, where another version of it had read them
    (`pages.outdated`): the article is compared with this, so that a better reader is not taken for an edit."""
    part: int = 1
    """The page's number in its article, as `Site.identify` has it."""
    found: tuple[Found, ...] = ()
    redirect: Target | None = None
    """Where a 3xx points to."""
    file: File | None = None
    """What an image's address gave."""
    failure: Failure | None = None
    etag: str | None = None
    """Validators, only of an answer that was read well."""
    last_modified: str | None = None
