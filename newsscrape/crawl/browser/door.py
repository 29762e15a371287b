"""The only way from a page in the browser to the network: by the crawl's own downloader, one request after another.

So what holds for every request of a crawl holds for a script's: the address guard, the user agent, no cookies, certificates,
the limit of bytes; and what robots.txt says.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from newsscrape import robots
from newsscrape.archive.records import Lease
from newsscrape.crawl import failures
from newsscrape.urls import host

REQUESTS = 60
"""Of one page's scripts, at most."""
BYTES = 16 << 20
"""Of all answers to one page's scripts, at most."""
_SCRIPTS = 32 << 20
"""Bytes of scripts kept for the next pages of the run, at most."""
_HOPS = 5
_NOT_SENT = frozenset({"host", "cookie", "user-agent", "accept-encoding", "content-length", "connection", "range"})
_NOT_GIVEN = frozenset({"set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"})
_OK, _REDIRECT, _CLIENT_ERROR = 200, 300, 400


class Asked(NamedTuple):
    """What a page asks for."""

    url: str
    kind: str
    """Playwright's ``resource_type``: script, fetch, xhr, document, stylesheet, image …"""
    method: str = "GET"
    headers: Mapping[str, str] = {}
    body: bytes | None = None


class Reply(NamedTuple):
    """What it is given."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


NOTHING = Reply(204, {})
"""For a frame, or for leaving the page: the browser stays where it is."""
UNSTYLED = Reply(200, {"content-type": "text/css"})
"""For a style sheet: no text depends on it, but scripts may wait for it."""


def judge(asked: Asked, hosts: Collection[str]) -> Reply | Literal["fetch"] | None:
    """Decide what a page gets: an answer of ours, what it asks for, or ``None``: nothing.

    Args:
        asked: by a page that has been loaded: another document is a frame or a way off the page.
        hosts: lower case; whose own and whose sub-domains' scripts and data a page may ask for.
    """
    if asked.kind == "document":
        return NOTHING
    if asked.kind == "stylesheet":
        return UNSTYLED
    readable = asked.kind == "script" or (asked.kind in {"xhr", "fetch"} and asked.method in {"GET", "HEAD", "POST"})
    return "fetch" if readable and _may_go(asked.url, hosts) else None


def _may_go(url: str, hosts: Collection[str]) -> bool:
    name = host(url)
    return url.startswith(("https://", "http://")) and any(name == own or name.endswith(f".{own}") for own in hosts)


@dataclass(slots=True)
class Visit:
    """What one page's scripts have asked for so far."""

    lease: Lease
    """The page's: what its scripts are told counts for its host, too (Retry-After, failures)."""
    requests: int = 0
    """That went out."""
    refused: int = 0
    bytes: int = 0
    over: bool = False
    """The page is drawn, or given up: nothing more goes out."""


@dataclass(slots=True)
class _Host:
    """One host as the scripts of a run ask it: one request at a time."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: robots.Robots | None = None
    free_at: float = 0.0
    """When the last answer ended."""


class Door:
    """The door of one run.

    Args:
        download: the crawl's downloader with all that stands before it.
        hosts: see `judge`.
        robots_of: what robots.txt of a host says as far as the crawl knows it.
    """

    def __init__(
        self,
        download: Callable[[Request], Awaitable[Response]],
        hosts: Collection[str],
        robots_of: Callable[[str], robots.Robots | None],
    ) -> None:
        self._download = download
        self._own = hosts
        self._robots_of = robots_of
        self._met: dict[str, _Host] = {}
        self._scripts: dict[str, Reply] = {}
        self._kept = 0

    def open(self, lease: Lease) -> Visit:
        """Begin the visit of a page whose own answer has just come."""
        self._host(lease.url).free_at = time.monotonic()
        return Visit(lease)

    async def close(self, visit: Visit) -> None:
        """End it, once nothing is on its way any more."""
        visit.over = True
        for each in list(self._met.values()):
            async with each.lock:
                pass

    async def ask(self, asked: Asked, visit: Visit) -> Reply | None:
        """Return what a page gets; ``None``: nothing."""
        said = judge(asked, self._own)
        if said == "fetch":
            said = self._scripts.get(asked.url) if asked.kind == "script" else None
            said = said or await self._fetched(asked, visit)
        visit.refused += said is None
        return said

    async def _fetched(self, asked: Asked, visit: Visit) -> Reply | None:
        """Fetch it, over redirects: the browser would follow these by itself, and ask nobody."""
        first = asked
        for _ in range(_HOPS):
            response = await self._response(asked, visit)
            if response is None:
                return None
            location = response.headers.get("Location")
            if not (_REDIRECT <= response.status < _CLIENT_ERROR and location):
                return self._reply(first, response)
            asked = Asked(urljoin(asked.url, location.decode("latin-1")), asked.kind, headers=asked.headers)
            if not _may_go(asked.url, self._own):
                return None
        return None

    async def _response(self, asked: Asked, visit: Visit) -> Response | None:
        place = self._host(asked.url)
        async with place.lock:
            rules = await self._rules(asked.url, place, visit)
            if not rules.allows(asked.url):
                return None
            pause = min(rules.crawl_delay or 0.0, robots.LONGEST_CRAWL_DELAY)
            await asyncio.sleep(max(0.0, place.free_at + pause - time.monotonic()))
            if visit.over or visit.requests >= REQUESTS or visit.bytes >= BYTES:
                return None
            visit.requests += 1
            response = await self._through(_request(asked, visit, BYTES - visit.bytes), place)
            visit.bytes += len(response.body) if response else 0
            return response

    async def _through(self, request: Request, place: _Host) -> Response | None:
        try:
            return await self._download(request)
        except failures.KNOWN:
            return None
        finally:
            place.free_at = time.monotonic()

    async def _rules(self, url: str, place: _Host, visit: Visit) -> robots.Robots:
        """Return a host's robots.txt; where the crawl has not asked for it, ask, and where it cannot be had, stay away."""
        if known := self._robots_of(host(url)) or place.rules:
            return known
        response = await self._through(_request(Asked(robots.address(url), "robots"), visit, BYTES), place)
        if response is None or not robots.settles(response.status) or _REDIRECT <= response.status < _CLIENT_ERROR:
            place.rules = robots.NONE
        else:
            place.rules = robots.parse(response.body) if response.status < _REDIRECT else robots.ALL
        return place.rules

    def _reply(self, asked: Asked, response: Response) -> Reply:
        reply = given(response)
        if asked.kind == "script" and reply.status == _OK and self._kept + len(reply.body) <= _SCRIPTS:
            self._scripts[asked.url] = reply
            self._kept += len(reply.body)
        return reply

    def _host(self, url: str) -> _Host:
        return self._met.setdefault(host(url), _Host())


def given(response: Response) -> Reply:
    """Return an answer as the browser is given it: decoded, and without cookies."""
    headers = {str(name).lower(): value for name, value in response.headers.to_unicode_dict().items()}
    return Reply(response.status, {name: headers[name] for name in headers.keys() - _NOT_GIVEN}, response.body)


def _request(asked: Asked, visit: Visit, longest: int) -> Request:
    return Request(
        asked.url,
        method=asked.method,
        headers={name: value for name, value in asked.headers.items() if name not in _NOT_SENT and not name.startswith("sec-")},
        body=asked.body,
        dont_filter=True,
        meta={
            "lease": visit.lease,
            "script": True,
            "download_slot": host(asked.url),
            "download_maxsize": longest,
            "download_fail_on_dataloss": True,
        },
    )
