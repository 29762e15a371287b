"""Readers' comments: one module per comment system, found by being here, chosen by the page and never by its host.

Each module offers three pure functions::

    detect(page: Page) -> Claim | None     is this system's live markup here, and how sure is that
    read(page: Page, claim: Claim) -> Thread
    more(page: Page, claim: Claim) -> tuple[Target, ...]     what to fetch next to read the thread on

A system whose thread stands on another host is recognised by what it leaves in the article's page, and reads there nothing
but an empty excerpt of its thread, from which `more` leads to its API; the answers are pages like any other, told by their
address and by what was sent for them (`Page.payload`), which have to give the thread the same key. Such a module may offer
`headers(payload: str) -> Mapping[str, str]`, for what its API wants in the head of a request as well, and
`credential(url: str) -> str | None`, the parameter of an address in which it wants the user's key. No module ever sees the
key: a target that needs one says what to ask without it (`Target.instead`), and the crawl chooses.

A system that reads other answers than HTML names them all in `MEDIA`; the others are never asked about such.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from newsscrape.comments.claim import CUT, Claim
from newsscrape.errors import Unreadable
from newsscrape.model import Target, Thread
from newsscrape.page import Media, Page

__all__ = ["Claim", "System", "names", "systems", "threads"]


class System(Protocol):
    """What a module of this folder is, if it has a `detect`."""

    def detect(self, page: Page) -> Claim | None:
        """Say whether this system's live markup is in the page."""

    def read(self, page: Page, claim: Claim) -> Thread:
        """Read the comments that stand in the page."""

    def more(self, page: Page, claim: Claim) -> tuple[Target, ...]:
        """Say what to fetch next to read the thread on."""


@cache
def systems() -> Mapping[str, System]:
    """Return the comment systems by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: cast("System", module) for name, module in modules.items() if hasattr(module, "detect")}


@cache
def names() -> tuple[str, ...]:
    """Return the names of the comment systems and load none of them, for who only looks a name up."""
    modules = [path for folder in __path__ for path in (*Path(folder).glob("*.py"), *Path(folder).glob("*/__init__.py"))]
    able = [path for path in modules if "\ndef detect(" in path.read_text(encoding="utf-8")]
    return tuple(sorted(path.parent.name if path.stem == "__init__" else path.stem for path in able))


def media(system: System) -> tuple[Media, ...]:
    """Return the kinds of answers that a system reads."""
    return getattr(system, "MEDIA", ("html",))


def threads(page: Page, system: str | None = None) -> tuple[Thread, ...]:
    """Return the thread of the surest claim to a page, with what to fetch next; none where nobody claims an HTML page.

    Args:
        page: an HTML document, or the answer of a system.
        system: the one that asked for the page (`Target.system`), which is believed before all others.

    Raises:
        Unreadable: the page is neither an HTML document nor an answer of a system.
    """
    if page.media == "html" and page.root.get(CUT) is not None:
        return ()
    able = _able(page.media)
    claim = (able[system].detect(page) if system and system in able else None) or _surest(able, page)
    if claim is None and page.media != "html":
        raise Unreadable(f"{page.url}: neither an HTML document nor the answer of a comment system")
    if claim is None:
        return ()
    reader = systems()[claim.system]
    return (replace(reader.read(page, claim), more=reader.more(page, claim)),)


@cache
def _able(kind: Media) -> Mapping[str, System]:
    """Return the systems that read this kind of answer."""
    return {name: each for name, each in systems().items() if kind in media(each)}


def _surest(able: Mapping[str, System], page: Page) -> Claim | None:
    claims = [claim for system in able.values() if (claim := system.detect(page))]
    return max(claims, key=lambda claim: claim.sure, default=None)


def headers(system: str | None, payload: str) -> Mapping[str, str]:
    """Return what a system's API wants in the head of a request besides its body; it follows from the body."""
    module = systems().get(system or "")
    return cast("Mapping[str, str]", module.headers(payload)) if module and hasattr(module, "headers") else {}


def credential(system: str | None, url: str) -> str | None:
    """Return the name of the parameter in which a system's API wants the user's key; ``None``: not at this address."""
    module = systems().get(system or "")
    return cast("str | None", module.credential(url)) if module and hasattr(module, "credential") else None
