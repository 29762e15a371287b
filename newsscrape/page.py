"""One fetched document: decoded once, parsed once, never mutated by readers, within deterministic limits."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from lxml.html import HtmlElement
from parsel import Selector


@dataclass(frozen=True)
class Page:
    """Bytes with their address; everything else is derived from these and cached.

    Picklable: the derived values stay behind.
    """

    url: str
    """The address that was asked for and gave these bytes (absolute, without fragment)."""
    body: bytes
    """The document after transfer and content encoding are undone."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header names in lower case."""
    fetched_at: dt.datetime = dt.datetime.min.replace(tzinfo=dt.UTC)
    """Aware, UTC: what relative dates count from; the minimum: unknown, so that relative dates are not believed."""

    @cached_property
    def text(self) -> str: ...

    @cached_property
    def root(self) -> HtmlElement: ...

    @cached_property
    def selector(self) -> Selector: ...
