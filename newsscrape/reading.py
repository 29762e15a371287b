"""Pages in, article and comments out: every reader joined. Pure: no clock, network, settings or database."""

import datetime as dt
from collections.abc import Mapping, Sequence

from newsscrape import urls
from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.model import Article
from newsscrape.page import UNKNOWN_TIME, Page
from newsscrape.sites import Site


def read(
    html: bytes | str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: dt.datetime | None = None,
    site: Site | None = None,
) -> Article:
    """Read one page as an article, whether it is one or not.

    Args:
        html: the document; text is taken as UTF-8.
        url: its address, absolute.
        headers: of the answer; ``content-type`` may name the charset.
        fetched_at: aware; relative dates count from it and are not believed without it.
        site: whose rules to read by; ``None``: the generic reading.

    Raises:
        Unreadable: the input is no HTML document.
    """
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if isinstance(html, str):
        given["content-type"] = "text/html; charset=utf-8"
    page = Page(url, body, given, (fetched_at or UNKNOWN_TIME).astimezone(dt.UTC) if fetched_at else UNKNOWN_TIME)
    return read_article([page], site)


def read_article(pages: Sequence[Page], site: Site | None = None) -> Article:
    """Read an article from its parts in order, at least one."""
    url = pages[0].url
    identity = site.identify(url) if site else None
    return extract.read(
        pages,
        site.reading if site else Rules(),
        site=site.name if site else urls.site_name(url),
        key=identity.key if identity else urls.identity(url),
        url=urls.normalise(url),
    )
