"""Readers' comments: one module per comment system, found by being here, chosen by the page and never by its host.

Each module offers three pure functions::

    detect(page: Page) -> Claim | None     is this system's live markup here, and how sure is that
    read(page: Page, claim: Claim) -> Thread
    more(page: Page, claim: Claim) -> tuple[Target, ...]     what to fetch next to read the thread on
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Protocol, cast

from newsscrape.comments.claim import CUT, Claim
from newsscrape.model import Target, Thread
from newsscrape.page import Page

__all__ = ["Claim", "System", "systems", "threads"]


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


def threads(page: Page) -> tuple[Thread, ...]:
    """Return the thread of the surest claim to an HTML page, with what to fetch next; none where nobody claims it.

    Raises:
        Unreadable: the page is no HTML document.
    """
    if page.media == "html" and page.root.get(CUT) is not None:
        return ()
    claims = [claim for system in systems().values() if (claim := system.detect(page))]
    if not claims:
        return ()
    claim = max(claims, key=lambda claim: claim.sure)
    system = systems()[claim.system]
    return (replace(system.read(page, claim), more=system.more(page, claim)),)
