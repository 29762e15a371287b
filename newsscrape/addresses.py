"""Which network addresses are the public internet's, and which belong to a machine's own surroundings. Pure."""

import ipaddress
from collections.abc import Sequence

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215


def is_public(address: str) -> bool:
    """Tell whether anyone on the internet may be meant by the address (IANA's special-purpose registries, RFC 6890).

    Private, loopback, link-local, shared, multicast, reserved and documentation addresses are not public, nor is an IPv6
    address that carries such an IPv4 address inside (mapped, 6to4, Teredo, NAT64); nor is what is no address at all.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (parsed, *_inside(parsed)))


def _inside(address: _Address) -> Sequence[_Address]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _NAT64_LOCAL:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if 0 < int(address) < 1 << 32:  # "IPv4-compatible", given up by RFC 4291, but still parsed
        found.append(ipaddress.IPv4Address(int(address)))
    return [each for each in found if each is not None]


def is_allowed(address: str, port: int, host: str, allowed: Sequence[str]) -> bool:
    """Tell whether a connection may be opened.

    Args:
        address: the resolved one that is to be connected to.
        port: its port.
        host: as the URL names it, lower case.
        allowed: what the user lets the crawl reach beyond the public addresses (`Config.allow_hosts`): an address or a
            host name, with or without ``:port``; lower case, IPv6 in brackets where a port follows.
    """
    if is_public(address):
        return True
    names = {address, host.strip("[]"), f"[{address}]"}
    return any(each in allowed or f"{each}:{port}" in allowed for each in names)
