"""A guessed site on the disk: its file among the user's own, and its first recordings."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from newsscrape import reading, recording
from newsscrape.errors import BadArgument
from newsscrape.guess import source
from newsscrape.guess.material import Material
from newsscrape.guess.site import Guess
from newsscrape.ingest import recordings
from newsscrape.ingest.judge import judge
from newsscrape.model import Kind
from newsscrape.page import Page
from newsscrape.sites import Site
from newsscrape.text import cut, fold

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 50


def write(guess: Guess, material: Material, folder: Path) -> tuple[Path, list[Path]]:
    """Write the site's file and recordings; what is there of the same name is replaced.

    Returns:
        The file, and the folders of the recordings.

    Raises:
        BadArgument: the folder cannot be written to.
    """
    path = folder / f"{guess.site.name}.py"
    beside = path.with_suffix(".py.new")
    docstring = f"Guessed from {fold(seen(material))}: correct it where it is wrong."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(source.write(guess.site, guess.engine, docstring), encoding="utf-8")
        recorded = [
            _record(folder / recordings.FOLDER / guess.site.name, *case, guess.site) for case in _cases(guess.site, material)
        ]
        os.replace(beside, path)  # noqa: PTH105 - named for what it promises: the whole file or the former one
    except OSError as error:
        raise BadArgument(f"{path}: cannot be written ({error.strerror}); name another folder with --folder") from error
    return path, recorded


def seen(material: Material) -> str:
    """Return what a site is guessed from, for people."""
    number = len(material.articles)
    seen = [f"{number} article{'s' if number > 1 else ''}"]
    seen += ["the front page"] if material.home else []
    for known, what in ((material.feeds, "feed"), (material.sitemaps, "sitemap")):
        seen += [f"{len(known)} {what}{'s' if len(known) > 1 else ''}"] if known else []
    return seen[0] if len(seen) == 1 else f"{', '.join(seen[:-1])} and {seen[-1]}"


def _cases(site: Site, material: Material) -> Iterator[tuple[str, Page, Kind]]:
    """Yield slug, page and kind of every recording."""
    taken: set[str] = set()
    for page in material.articles:
        slug = _slug(page, site)
        slug = slug if slug not in taken else f"{slug}-{len(taken) + 1}"
        taken.add(slug)
        yield slug, page, "article"
    if material.home and material.home.media == "html":
        yield "front-page", material.home, "listing"
    for number, page in enumerate(material.feeds.values(), 1):
        yield "feed" if number == 1 else f"feed-{number}", page, "feed"


def _slug(page: Page, site: Site) -> str:
    """Return a folder's name for an article: the last words of its address."""
    identity = site.identify(page.url)
    last = unquote(page.url.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]).lower()
    for text in (last, identity.key.lower() if identity else ""):
        if slug := cut(_NOT_SLUG.sub("-", text).strip("-"), _LONGEST).rstrip("\u2026").strip("-"):
            return slug
    return "article"


def _record(folder: Path, slug: str, page: Page, kind: Kind, site: Site) -> Path:
    page = replace(page, headers={name: value for name, value in page.headers.items() if name in recording.HEADERS})
    outcome = judge(reading.read_pages([page], kind, site), [page])
    return recording.save(folder / slug, [page], kind, recording.form(outcome)).folder
