"""From fetched pages to a recording: what they are, their twins where these are asked for, and where it may lie.

A page as it came is somebody's work and holds people's names: it stays in the user's own folder. Only a twin may go where
the package's recordings are.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from newsscrape import comments, reading, recording, twin, urls
from newsscrape.config import nearest
from newsscrape.discover import feeds, sitemaps
from newsscrape.errors import BadArgument
from newsscrape.ingest import recordings
from newsscrape.ingest.judge import judge
from newsscrape.model import Kind, Outcome
from newsscrape.page import Page
from newsscrape.recording import Form
from newsscrape.sites import Site, registry
from newsscrape.twin import shape

KINDS: tuple[Kind, ...] = ("article", "listing", "feed", "sitemap", "comments")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_PARTS = 30


class Order(NamedTuple):
    """What to make of the pages."""

    site: Site | None
    """``None``: the pages are of no known site."""
    kind: Kind | None
    slug: str | None
    twin: bool
    root: Path
    """The folder that holds the folders of sites."""
    force: bool


class Made(NamedTuple):
    """A recording, and how its pages are read."""

    folder: Path
    kind: Kind
    form: Form
    otherwise: Mapping[str, tuple[Any, Any]]
    """Of a twin, the fields in whose shape it is not read as the page is."""


def owner(url: str, name: str | None, sites: Mapping[str, Site]) -> Site | None:
    """Return the site that an address is recorded for; ``None`` for ``web``.

    Raises:
        BadArgument: no known site owns the address, or there is none of that name.
    """
    if name == recordings.WEB:
        return None
    if name is not None and name not in sites:
        near = nearest(name, [*sites, recordings.WEB])
        raise BadArgument(f"there is no site {name!r}" + (f"; did you mean {near}?" if near else "; `scrapy list` tells all"))
    site = sites[name] if name is not None else registry.for_url(url, sites)
    if site is None:
        raise BadArgument(
            f"{url}: no known site owns this address; make one with `scrapy newsite URL`, or add --site web to record it as a"
            " page of no site"
        )
    return site


def root(site: Site | None, given: Path | None, folders: Sequence[Path], *, as_twin: bool) -> Path:
    """Return the folder that holds the folders of sites, where a recording may be put.

    Args:
        site: whose page it is.
        given: the user's choice.
        folders: the user's folders of site files.
        as_twin: it is no page as it came.

    Raises:
        BadArgument: a page as it came would lie among the package's.
    """
    package = recordings.of_package()
    if given is None and not recordings.own(site) and not (as_twin and package):
        given = folders[0] / recordings.FOLDER if folders else None
    if given is None and not recordings.own(site) and not as_twin:
        raise BadArgument(
            "a page as it came is its publisher's and does not belong among the package's recordings; add --twin, or set"
            " NEWSSCRAPE_SITES to a folder of your own"
        )
    found = recordings.around(site, given)
    if package and not as_twin and found.resolve().is_relative_to(package.resolve()):
        raise BadArgument(f"{found}: a page as it came is its publisher's and does not belong here; add --twin")
    return found


def next_part(pages: Sequence[Page], site: Site | None) -> str | None:
    """Return the address of the next part of a long article that its pages name, ``None`` where there is none."""
    if site is None or not site.identify(pages[0].url) or pages[-1].media != "html" or len(pages) >= _MOST_PARTS:
        return None
    targets = reading.read_pages(pages, "article", site).targets
    known = {urls.normalise(page.url) for page in pages}
    parts = (target.url for target in targets if target.kind == "part" and urls.normalise(target.url) not in known)
    return min(parts, key=lambda url: found.part if (found := site.identify(url)) else 0, default=None)


def make(pages: Sequence[Page], order: Order) -> Made:
    """Write a recording of the pages, with what is read from them as what is expected.

    Raises:
        BadArgument: there is one of that name, it cannot be written, or a twin cannot be made.
        Unreadable: an HTML document was needed and there is none.
    """
    kind = order.kind or kind_of(pages[0], order.site)
    system = _system(pages[0]) if kind == "comments" else None
    pages = [replace(page, headers={n: v for n, v in page.headers.items() if n in recording.HEADERS}) for page in pages]
    outcome = _read(pages, kind, order.site, system)
    otherwise: Mapping[str, tuple[Any, Any]] = {}
    if order.twin:
        before = outcome
        pages = list(twin.of(pages, outcome, order.site))
        outcome = _read(pages, kind, order.site, system)
        otherwise = shape.differing(before, outcome)
    folder = _folder(order, kind)
    form = recording.form(outcome)
    _save(folder, pages, kind, form, system)
    return Made(folder, kind, form, otherwise)


def kind_of(page: Page, site: Site | None) -> Kind:
    """Return what a page is, by its address where the site is known, else by what it looks like."""
    if sitemaps.sniff(page):
        return "sitemap"
    if feeds.sniff(page):
        return "feed"
    if page.media != "html":
        return "comments"
    if site and site.identify(page.url):
        return "article"
    if any(thread.comments for thread in comments.threads(page)):
        return "comments" if site else "article"
    return "listing" if site or judge(reading.read_pages([page], "article"), [page]).article is None else "article"


def _system(page: Page) -> str | None:
    return next((thread.system for thread in comments.threads(page)), None)


def _read(pages: Sequence[Page], kind: Kind, site: Site | None, system: str | None) -> Outcome:
    return judge(reading.read_pages(pages, kind, site, system), pages)


def _folder(order: Order, kind: Kind) -> Path:
    """Return the folder of the case: of the name that was asked for, else the kind's with a number: a slug may tell a title."""
    around = order.root / (order.site.name if order.site else recordings.WEB)
    if order.slug is None:
        names = (kind if number == 1 else f"{kind}-{number}" for number in range(1, 10_000))
        return next(around / name for name in names if not (around / name).exists())
    if not _SLUG.fullmatch(order.slug):
        raise BadArgument(f"--as {order.slug}: not of lower case letters, digits and dashes, such as long-review")
    folder = around / order.slug
    if folder.exists() and not order.force:
        raise BadArgument(f"{folder}: there is such a recording; choose another name by --as, or add --force to replace it")
    return folder


def _save(folder: Path, pages: Sequence[Page], kind: Kind, form: Form, system: str | None) -> None:
    """Write the case beside its place and move it there: a former one stays until this one is whole."""
    beside = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        recording.save(beside, pages, kind, form, system)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise BadArgument(f"{folder}: cannot be written ({error.strerror})") from error
