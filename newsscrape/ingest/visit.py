"""A lease and what became of it, as the one visit that acknowledges it. Pure: time is an argument."""

import datetime as dt
from dataclasses import replace

from newsscrape.archive.records import Failure, Fetch, File, Lease, Stage, Visit
from newsscrape.ingest import retry
from newsscrape.ingest.scope import BAD_KEY, Scope
from newsscrape.model import Outcome, Target
from newsscrape.urls import absolute

MAX_HOPS = 10
"""Redirects in a row; robots.txt is followed half as far."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_QUESTION = frozenset({307, 308})
_GONE = frozenset({404, 410})
_AGAIN = frozenset({408, 425, 429})
OK, NOT_MODIFIED, SERVER_ERROR = 200, 304, 500
ARTICLES = frozenset({"article", "part"})
_MEMBERS_ONLY, _QUOTA = "members-only", "quota"


def failed(lease: Lease, failure: Failure, now: dt.datetime, fetch: Fetch | None = None) -> Visit:
    """Return the visit of a request that may do better later: due again with a growing wait, in the end refused."""
    wait = retry.again(lease.tries)
    if wait is None:
        return Visit(lease=lease, state="refused", fetch=fetch, failure=failure)
    asked = retry.after(fetch.headers.get("retry-after"), now) if fetch else None
    due = now + max(wait, asked or dt.timedelta())
    return Visit(lease=lease, state="due", due_at=due, fetch=fetch, failure=failure)


def refused(lease: Lease, failure: Failure, fetch: Fetch | None = None) -> Visit:
    """Return the visit of a URL that will not be asked for again."""
    return Visit(lease=lease, state="refused", fetch=fetch, failure=failure)


def answered(lease: Lease, fetch: Fetch, now: dt.datetime) -> Visit | None:
    """Return the visit that an answer comes to by its status alone; ``None``: its body has to be read first."""
    status = fetch.status or 0
    if status // 100 == OK // 100:
        return _success(lease, fetch)
    if status == NOT_MODIFIED:
        return _unchanged(lease, fetch, now)
    if status in _REDIRECTS:
        return _redirected(lease, fetch)
    if status in _AGAIN or SERVER_ERROR <= status < SERVER_ERROR + 100:
        return failed(lease, _http(fetch, "is not answered for now"), now, fetch)
    return _denied(lease, fetch)


def read(lease: Lease, fetch: Fetch, outcome: Outcome, scope: Scope) -> Visit:
    """Return the visit of an answer that was read; a page that only leads elsewhere is a redirect like a 3xx."""
    if outcome.moved:
        scope.moved(lease.url, outcome.moved)
        return _led(lease, fetch, outcome.moved)
    if outcome.refused:
        kind, _, detail = outcome.refused.partition(":")
        stage: Stage = "read" if kind in {"page-budget", "reader-error", "unreadable"} else "check"
        made = refused(lease, Failure(stage, kind.strip(), detail.strip() or kind), fetch)
        return replace(made, found=scope.unlocked(lease, kind))
    outcome = scope.allowed(outcome)
    done = _done(lease, fetch)
    if not scope.takes_all(outcome):  # "unchanged" must not keep from a later run what this one left
        done = replace(done, etag=None, last_modified=None)
    return replace(done, outcome=scope.trim(outcome), found=scope.sift(outcome, lease.url, fetch.requested_at, lease.payload))


def pictured(lease: Lease, fetch: Fetch, found: File | Failure) -> Visit:
    """Return the visit of an address that was to give an image; one whose file is kept is done for good."""
    if isinstance(found, Failure):
        return refused(lease, found, fetch)
    return Visit(lease=lease, state="done", fetch=fetch, file=found)


def of_image(visit: Visit) -> Visit:
    """Return the visit of an image's address with whatever failed as a failure of an image."""
    return replace(visit, failure=replace(visit.failure, stage="image")) if visit.failure else visit


def may_explain(lease: Lease, fetch: Fetch) -> bool:
    """Tell whether an answer by which nothing is given may say why: that of a comment system's API, which is JSON."""
    kind = fetch.headers.get("content-type", "")
    return lease.kind == "comments" and (fetch.status or 0) // 100 in {4, 5} and "json" in kind and bool(fetch.body)


def explained(visit: Visit, outcome: Outcome, scope: Scope, now: dt.datetime) -> Visit:
    """Return the visit that a status came to, by the reason that the answer gives.

    It is final where nobody is given this anonymously, or not with the user's key; where the key has had its share for now,
    it is asked again later. What else there is to ask takes the place of what is refused for good.
    """
    kind, _, detail = (outcome.refused or "").partition(": ")
    told = Failure("check", kind, detail)
    if kind == _QUOTA:
        return failed(visit.lease, told, now, visit.fetch)
    made = refused(visit.lease, told, visit.fetch) if kind in {_MEMBERS_ONLY, BAD_KEY} else visit
    return made if made.state == "due" else replace(made, found=scope.unlocked(visit.lease, kind))


def useful(visit: Visit) -> bool:
    """Tell whether the visit gave something: a page read, or word that nothing has changed."""
    return visit.state == "done" and visit.redirect is None


def is_new(lease: Lease) -> bool:
    """Tell whether a lease is that of an article that is not archived yet, as far as its address tells."""
    return lease.kind == "article" and lease.article_id is None


def wants_article(visit: Visit) -> bool:
    """Tell whether an article was expected here and the page came well."""
    kind = visit.outcome.kind if visit.outcome else visit.lease.kind
    status = visit.fetch.status if visit.fetch else None
    return kind in ARTICLES and status is not None and status // 100 == OK // 100 and visit.redirect is None


def _denied(lease: Lease, fetch: Fetch) -> Visit:
    if lease.kind == "robots":  # there is none: all is allowed, and nothing is amiss (RFC 9309, 2.3.1.3)
        return _done(lease, fetch)
    if fetch.status in _GONE:
        return Visit(lease=lease, state="gone", fetch=fetch, failure=_http(fetch, "is gone"))
    return refused(lease, _http(fetch, "is refused by its server"), fetch)


def _success(lease: Lease, fetch: Fetch) -> Visit | None:
    if lease.kind == "robots":
        return _done(lease, fetch)
    if not fetch.body:
        return refused(lease, Failure("check", "empty", f"an answer of status {fetch.status} without a body"), fetch)
    return None


def _done(lease: Lease, fetch: Fetch) -> Visit:
    if lease.kind == "comments":  # "unchanged" would tell neither who is still there nor where the thread goes on
        return Visit(lease=lease, state="done", fetch=fetch)
    etag, modified = fetch.headers.get("etag"), fetch.headers.get("last-modified")
    return Visit(lease=lease, state="done", fetch=fetch, etag=etag, last_modified=modified)


def _unchanged(lease: Lease, fetch: Fetch, now: dt.datetime) -> Visit:
    if not (lease.etag or lease.last_modified):
        return failed(lease, _http(fetch, "is said to be unchanged, which was not asked"), now, fetch)
    return Visit(lease=lease, state="done", fetch=fetch, etag=lease.etag, last_modified=lease.last_modified)


def _redirected(lease: Lease, fetch: Fetch) -> Visit:
    location = fetch.headers.get("location")
    url = absolute(lease.url, location) if location else None
    if url is None:
        return refused(lease, _http(fetch, f"leads to no web address: {(location or '')[:200]!r}"), fetch)
    return _led(lease, fetch, url)


def _led(lease: Lease, fetch: Fetch, url: str) -> Visit:
    if lease.hops >= (MAX_HOPS // 2 if lease.kind == "robots" else MAX_HOPS):
        return refused(lease, Failure("fetch", "redirects", f"more than {lease.hops} redirects, the last one to {url}"), fetch)
    target = Target(url, lease.kind, system=lease.system)
    if fetch.status in _SAME_QUESTION:  # any other redirect of a POST is to be followed by a GET (RFC 9110, 15.4)
        target = replace(target, method=lease.method, payload=lease.payload)
    return Visit(lease=lease, state="done", fetch=fetch, redirect=target)


def _http(fetch: Fetch, what: str) -> Failure:
    return Failure("fetch", f"http-{fetch.status}", f"status {fetch.status}: the address {what}")
