"""Lets a Python process reach nothing but this machine.

`tests/conftest.py` calls `install` for the tests themselves and puts this folder on PYTHONPATH, so that every Python
program that a test starts runs this module first. An audit hook sees each connection and look-up of the `socket` module,
whoever asks for it (Scrapy, asyncio, a library), and cannot be undone.
"""

import ipaddress
import socket
import sys

_EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}


def _is_here(host):
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else host
    try:
        address = ipaddress.ip_address(text)
        return (getattr(address, "ipv4_mapped", None) or address).is_loopback
    except ValueError:
        return _is_here_in_another_spelling(text)


def _is_here_in_another_spelling(text):
    """Tell whether the system's own reading of ``0x7f.1`` or ``2130706433`` is loopback."""
    try:
        return socket.inet_aton(text)[0] == 127
    except (OSError, UnicodeError):
        return False


def _audit(event, arguments):
    if event not in _EVENTS:
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        address = arguments[1]
        if not isinstance(address, tuple):
            return  # a socket of this machine's file system
        host = address[0]
    if not _is_here(host):
        message = f"a test tried to reach {host!r}: only loopback is allowed"
        sys.stderr.write(message + "\n")  # whoever asked may swallow the error
        raise AssertionError(message)


def install():
    sys.addaudithook(_audit)


if __name__ == "sitecustomize":
    install()
