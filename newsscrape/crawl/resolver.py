"""The guard at the door: of the addresses that a name resolves to, only those that may be reached are ever connected to.

It stands where Twisted's endpoints ask for addresses, and they connect to what they are told here without asking again: so
a redirect, an odd spelling (``0x7f.1``) or a name that changes its address between two look-ups (DNS rebinding) changes
nothing. Pages, feeds, robots.txt, redirect hops, comment services and images all pass.
"""

from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import HostResolution
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from newsscrape.addresses import is_allowed
from newsscrape.crawl.options import config_of

_LONGEST, _LONGEST_LABEL = 253, 63


@implementer(IResolutionReceiver)
class _Receiver:
    """Passes on what may be reached."""

    def __init__(self, resolver: "GuardedResolver", receiver: Any, host: str, port: int) -> None:
        self._resolver, self._receiver = resolver, receiver
        self._host, self._port = host.lower(), port
        self._passed = False
        self._refused = ""

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        if is_allowed(address.host, self._port, self._host, self._resolver.allowed):
            self._passed = True
            self._receiver.addressResolved(address)
        else:
            self._refused = address.host

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        if self._refused and not self._passed:
            self._resolver.refused[self._host] = self._refused
        else:
            self._resolver.refused.pop(self._host, None)
        self._receiver.resolutionComplete()


def _may_be_a_name(host: str) -> bool:
    """Tell whether DNS could hold the name (RFC 1035, section 2.3.4): the system's look-up of another never comes back."""
    return len(host) <= _LONGEST and all(0 < len(label) <= _LONGEST_LABEL for label in host.rstrip(".").split("."))


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's ``TWISTED_DNS_RESOLVER``: the reactor's own look-up, less what may not be reached."""

    def __init__(self, reactor: Any, allowed: Sequence[str]) -> None:
        self.allowed = allowed
        self.refused: dict[str, str] = {}
        """By host, lower case: the address for which its last look-up was refused."""
        self._reactor = reactor
        self._inner = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "GuardedResolver":
        """Make it, as Scrapy does."""
        return cls(reactor, config_of(crawler.settings).allow_hosts)

    def install_on_reactor(self) -> None:
        """Take the reactor's look-ups over."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> Any:
        """Resolve a name for an endpoint that will connect to `portNumber`; see `IHostnameResolver`."""
        receiver = _Receiver(self, resolutionReceiver, hostName, portNumber)
        if not _may_be_a_name(hostName):
            nothing = HostResolution(hostName)
            receiver.resolutionBegan(nothing)
            receiver.resolutionComplete()
            return nothing
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
