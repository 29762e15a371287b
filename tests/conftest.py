"""What holds for every test: only this machine is reached, and hypothesis tries the same examples each time."""

import ipaddress
import socket

import pytest
from hypothesis import settings

settings.register_profile("newsscrape", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("newsscrape")

_connect, _lookup = socket.socket.connect, socket.getaddrinfo


def _is_here(host) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


def _guarded_connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise AssertionError(f"a test tried to reach {address[0]}: only loopback is allowed")
    return _connect(self, address)


def _guarded_lookup(host, *args, **kwargs):
    if not _is_here(host):
        raise AssertionError(f"a test tried to look up {host!r}: only loopback is allowed")
    return _lookup(host, *args, **kwargs)


@pytest.fixture(autouse=True, scope="session")
def _only_loopback():
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _guarded_connect)
    patch.setattr(socket, "getaddrinfo", _guarded_lookup)
    # Programs started by a test inherit a proxy that does not exist.
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        patch.setenv(name, "http://127.0.0.1:9")
    patch.setenv("no_proxy", "127.0.0.1,localhost")
    yield
    patch.undo()
