"""The system's Chromium: where it is, and how it is started: without network, profile or the user's environment."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from newsscrape.errors import BadArgument

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
"""What it is called on the PATH: by Debian, by Ubuntu, by its maker."""

_OFFLINE = (
    # Every request of a page is answered by us (see `rendering`). Whatever finds a way round that, such as a redirect, a web
    # socket or a look-up ahead, finds a proxy that does not exist, and no name or address that resolves, ours included.
    "--proxy-server=http://offline.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FLAGS = (
    *_OFFLINE,
    "--disable-gpu",
    "--no-first-run",
    "--blink-settings=imagesEnabled=false",
    "--js-flags=--max-old-space-size=512",
)

_INHERITED = ("PATH", "HOME", "TMPDIR", "LANG", "XDG_RUNTIME_DIR")


class NotRendered(Exception):
    """Raised for a page that the browser cannot draw; caught by the spider's errback, which reports a failure."""


class NoBrowser(Exception):
    """Raised where Chromium does not start; caught by the middleware, which ends the run."""


def require(named: Path | None, site: str) -> Path:
    """Return Chromium's executable.

    Args:
        named: the user's setting.
        site: who needs it, for the sentence.

    Raises:
        BadArgument: there is no playwright, or no Chromium.
    """
    needs = f"{site} draws its articles with scripts"
    if find_spec("playwright") is None:
        raise BadArgument(f"{needs}, which needs a browser: pip install newsscrape[browser]")
    if named is not None:
        if not os.access(named, os.X_OK) or named.is_dir():
            raise BadArgument(f"NEWSSCRAPE_CHROMIUM={named}: no program that can be run")
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BadArgument(
            f"{needs}, and there is no Chromium here: apt-get install chromium, or name it in NEWSSCRAPE_CHROMIUM"
        )
    return Path(found)


def sandboxed() -> bool:
    """Tell whether Chromium can lock its pages in: root's cannot, which is one more reason not to crawl as root."""
    return os.geteuid() != 0


def environment() -> dict[str, str]:
    """Return what Chromium may know of the user's environment, which may hold keys."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}
