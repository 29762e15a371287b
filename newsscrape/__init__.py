"""newsscrape: an archiver of gadget news. `read` reads one page; the archive and the crawl have rooms of their own."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_ROOMS = {
    "Article": "newsscrape.model",
    "Author": "newsscrape.model",
    "Comment": "newsscrape.model",
    "Image": "newsscrape.model",
    "Instant": "newsscrape.model",
    "Link": "newsscrape.model",
    "LiveUpdate": "newsscrape.model",
    "NewsscrapeError": "newsscrape.errors",
    "Page": "newsscrape.page",
    "Site": "newsscrape.sites",
    "Unreadable": "newsscrape.errors",
    "read": "newsscrape.reading",
}

__all__ = sorted([*_ROOMS, "__version__"])  # noqa: PLE0605 - one table names both the names and their rooms


def __getattr__(name: str) -> Any:
    """Load a public name's room when it is first asked for, so that `import newsscrape` costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return __all__
