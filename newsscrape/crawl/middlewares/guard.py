"""What the resolver refuses gets its own name; and what does not pass by the resolver is judged here."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, UnsupportedURLSchemeError

from newsscrape.addresses import is_allowed
from newsscrape.crawl.options import config_of
from newsscrape.crawl.resolver import GuardedResolver

_PORTS = {"http": 80, "https": 443}


class PrivateAddress(Exception):
    """Raised for a host whose address a crawl may not reach; caught by the spider's errback, which reports a failure."""


class Guard:
    """Scrapy downloader middleware, behind the one that sets a proxy.

    Args:
        allowed: see `newsscrape.addresses.is_allowed`.
    """

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guard":
        """Make it, as Scrapy does."""
        return cls(config_of(crawler.settings).allow_hosts)

    def process_request(self, request: Request) -> None:
        """Refuse other schemes than the web's, and through a proxy, which resolves for itself, private addresses.

        Raises:
            UnsupportedURLSchemeError: neither http nor https.
            PrivateAddress: the request may not be made.
        """
        parts = urlsplit(request.url)
        if parts.scheme not in _PORTS:
            raise UnsupportedURLSchemeError(f"{parts.scheme}: is no scheme that is fetched")
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        if "proxy" in request.meta and _is_numeric(host) and not is_allowed(host, port, host, self._allowed):
            raise _refused(host, host)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tell a host whose addresses were all refused from one that does not exist.

        Raises:
            PrivateAddress: in place of the look-up's failure.
        """
        from twisted.internet import reactor  # noqa: PLC0415 - Scrapy installs it after this module is loaded

        resolver: Any = getattr(reactor, "nameResolver", None)
        if isinstance(exception, CannotResolveHostError) and isinstance(resolver, GuardedResolver):
            host = (urlsplit(request.url).hostname or "").lower()
            if address := resolver.refused.get(host):
                raise _refused(host, address) from exception


def _is_numeric(host: str) -> bool:
    """Tell whether the host is an address in one of its spellings: by the WHATWG, its last part is then a number."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdecimal() or last.startswith("0x")


def _refused(host: str, address: str) -> PrivateAddress:
    where = host if host == address else f"{host} is {address}"
    return PrivateAddress(f"{where}, no public address; NEWSSCRAPE_ALLOW_HOSTS={address} lets a crawl reach it")
