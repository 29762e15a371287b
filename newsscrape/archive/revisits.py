"""When an address that was visited is asked for again: ever more rarely the longer it has been quiet, in the end never.

The wait is a share of the time since the last change, as in the heuristic freshness of RFC 9111 section 4.2.2. So what
changes after a quiet time of `q` is seen within `SHARE * q` (an hour at least) and the interval at which runs are started.
"""

import datetime as dt
import sqlite3
from typing import NamedTuple

from newsscrape.archive.records import Lease
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.model import Kind
from newsscrape.urls import host

SHARE = 0.5
SHORTEST = dt.timedelta(hours=1)
QUIET = dt.timedelta(days=30)
"""After so long without a change an address is left alone."""
DOUBTFUL = dt.timedelta(days=1)
"""The shortest wait before asking again for what was gone, or was refused for what may have been a passing fault."""
MAY_PASS = frozenset(
    {"challenge", "database-error", "login", "soft-404", "app-shell", "thin", "empty", "http-401", "http-403", "private"}
)
"""Kinds of failure (`Failure.kind`) for which a refused address is tried again."""

_RHYTHM_DAYS = 14
_OFTEN, _RARELY = dt.timedelta(minutes=15), dt.timedelta(days=1)
_SPANS = {"day": dt.timedelta(days=1), "month": dt.timedelta(days=31), "year": dt.timedelta(days=366)}
_ARTICLE = """
SELECT url, published, published_precision, first_seen_at, changed_at, gone_at,
  (SELECT max(grew_at) FROM threads WHERE article_id = articles.id),
  modified, (SELECT max(published) FROM comments WHERE article_id = articles.id)
FROM articles WHERE id = ?
"""
_NAMED = "SELECT count(*) FROM urls WHERE found_on_id = ? AND kind = 'article' AND coalesce(published, found_at) >= ?"
_NAMED_BY_LED = """
SELECT count(*) FROM urls led JOIN urls u ON u.found_on_id = led.id AND u.kind = 'article'
WHERE led.found_on_id = ? AND led.kind IN ('feed', 'sitemap', 'listing') AND coalesce(u.published, u.found_at) >= ?
"""
_OTHER_ADDRESS = """
SELECT 1 FROM urls WHERE article_id = ? AND kind = 'article' AND state = 'done' AND redirect_id IS NULL AND due_at IS NOT NULL
  AND id <> ?
"""
_LEADS_TO_ARTICLE = """
SELECT 1 FROM urls u JOIN urls target ON target.id = u.redirect_id
WHERE u.id = ? AND target.state = 'done' AND target.article_id IS NOT NULL
"""


class _Life(NamedTuple):
    """What `_ARTICLE` tells of an article."""

    url: str
    published: str | None
    precision: str | None
    first_seen_at: str
    changed_at: str
    gone_at: str | None
    grew_at: str | None
    modified: str | None
    commented: str | None
    """When the newest comment was made."""

    @property
    def quiet_since(self) -> dt.datetime:
        """The last change that is known of: what the pages say of the time before the first visit, and what was seen since."""
        seen = from_utc_text(self.first_seen_at)
        span = _SPANS.get(self.precision or "", dt.timedelta())
        begun = min(from_utc_text(self.published) + span, seen) if self.published else seen
        before = [min(_end(text), seen) for text in (self.modified, self.commented) if text]
        since = [from_utc_text(text) for text in (self.changed_at, self.grew_at) if text]
        return max([begun, *before, *(moment for moment in since if moment >= seen + SHORTEST)])


def _end(text: str) -> dt.datetime:
    """Return the moment of a text, of a mere day its end: nobody comments at midnight to the second."""
    moment = from_utc_text(text)
    return moment + _SPANS["day"] if text.endswith("T00:00:00Z") else moment


def after(now: dt.datetime, quiet_since: dt.datetime, shortest: dt.timedelta = SHORTEST) -> dt.datetime | None:
    """Return when to ask again for what has not changed since `quiet_since`; ``None``: not any more.

    >>> noon = dt.datetime(2023, 11, 4, 12, tzinfo=dt.UTC)
    >>> after(noon, noon - dt.timedelta(hours=8)).hour
    16
    >>> after(noon, noon - dt.timedelta(days=31))
    """
    quiet = max(now - quiet_since, dt.timedelta())
    return None if quiet >= QUIET else now + max(shortest, quiet * SHARE)


def rhythm(articles: int, days: float) -> dt.timedelta:
    """Return how long a source may wait that named so many new articles in so many days: half of their mean distance.

    >>> rhythm(28, 14.0), rhythm(0, 14.0)
    (datetime.timedelta(seconds=21600), datetime.timedelta(days=1))
    """
    return min(max(dt.timedelta(days=days) / (2 * max(articles, 1)), _OFTEN), _RARELY)


def of_source(connection: sqlite3.Connection, lease: Lease, now: dt.datetime, *, led: bool = False) -> str | None:
    """Return when a feed, sitemap or listing is due again, by its own rhythm; ``None`` for one that another page names.

    Args:
        connection: within a transaction.
        lease: of the source.
        now: aware.
        led: it gives nothing itself, so that the articles count which the pages name that it led to.
    """
    found_on, found_at = connection.execute("SELECT found_on_id, found_at FROM urls WHERE id = ?", (lease.id,)).fetchone()
    if found_on is not None:
        return None
    days = min(float(_RHYTHM_DAYS), max((now - from_utc_text(found_at)) / dt.timedelta(days=1), 1.0))
    since = utc_text(now - dt.timedelta(days=days))
    (articles,) = connection.execute(_NAMED_BY_LED if led else _NAMED, (lease.id, since)).fetchone()
    return utc_text(now + rhythm(articles, days))


def of_article(connection: sqlite3.Connection, lease: Lease, article_id: int, now: dt.datetime) -> str | None:
    """Return when an article's page, part or comment page is due again.

    Of several addresses of one article only one is asked again, and of a thread whose length the article's own page tells
    only that page: it leads to the rest when the thread has grown.
    """
    life = _Life(*connection.execute(_ARTICLE, (article_id,)).fetchone())
    if lease.kind == "article" and connection.execute(_OTHER_ADDRESS, (article_id, lease.id)).fetchone():
        return None
    if lease.kind == "comments" and _is_told(connection, lease, article_id, host(life.url)):
        return None
    return _text(after(now, life.quiet_since))


def of_absent(
    connection: sqlite3.Connection, lease: Lease, article_id: int | None, now: dt.datetime, *, gone: bool
) -> str | None:
    """Return when to ask again for what is gone, or was refused for a fault that may pass.

    An archived article that is only refused keeps its own time; an address of an article that others still give has none,
    and neither has a thread that a service on another host refuses to give, or whose length the article's own page tells.
    """
    row = connection.execute(_ARTICLE, (article_id,)).fetchone() if article_id is not None else None
    life = _Life(*row) if row else None
    if life and article_id is not None and lease.kind == "comments":
        own = host(life.url)
        if lease.host != own or _is_told(connection, lease, article_id, own):
            return None
    if life and not gone:
        return _text(after(now, life.quiet_since))
    (found_at,) = connection.execute("SELECT found_at FROM urls WHERE id = ?", (lease.id,)).fetchone()
    since = life.gone_at if life else found_at
    return _text(after(now, from_utc_text(since), DOUBTFUL)) if since else None


def of_led(connection: sqlite3.Connection, lease: Lease, now: dt.datetime) -> str | None:
    """Return when to ask again for what redirects to anything but an archived article, as all of a site may to its login.

    Of what leads to an article that article's own page is asked again; when it is read later, the time given here ends.
    """
    if not is_revisited(lease.kind) or connection.execute(_LEADS_TO_ARTICLE, (lease.id,)).fetchone():
        return None
    return of_absent(connection, lease, lease.article_id, now, gone=False)


def is_revisited(kind: Kind) -> bool:
    """Tell whether addresses of this kind change with their article."""
    return kind in {"article", "part", "comments"}


def _is_told(connection: sqlite3.Connection, lease: Lease, article_id: int, own_host: str) -> bool:
    """Tell whether the article's page says how many comments there are, so that it shows when there are more."""
    claimed = connection.execute(
        "SELECT 1 FROM threads WHERE article_id = ? AND (? IS NULL OR system = ?) AND claimed IS NOT NULL",
        (article_id, lease.system, lease.system),
    ).fetchone()
    return bool(claimed) and lease.host == own_host


def _text(moment: dt.datetime | None) -> str | None:
    return utc_text(moment) if moment else None
