"""What is to be read for an answer: of an article, all of its pages."""

from typing import Any

from newsscrape.archive import pages
from newsscrape.archive.records import Fetch, Lease
from newsscrape.ingest.visit import ARTICLES
from newsscrape.ingest.worker import Task
from newsscrape.page import Page
from newsscrape.sites import Site


def of(connection: Any, lease: Lease, fetch: Fetch, site: Site | None, *, lists: bool = False) -> tuple[Task, int]:
    """Return the task, and the page's number in its article.

    Args:
        connection: of the archive, which may hold other pages of the article.
        lease: whose answer it is.
        fetch: the answer.
        site: whose rules to read by; ``None``: see `Task.site`.
        lists: see `Task.lists`.
    """
    page = Page(lease.url, fetch.body, fetch.headers, fetch.requested_at, lease.payload)
    identity = site.identify(lease.url) if site else None
    part = identity.part if identity else 1
    joined = pages.joined(connection, lease, part, page) if lease.kind in ARTICLES else [page]
    fresh = next(number for number, one in enumerate(joined) if one is page)
    return Task(joined, lease.kind, site.name if site else None, lists=lists, fresh=fresh, system=lease.system), part
