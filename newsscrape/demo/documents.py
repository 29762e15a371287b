"""Everything that a made-up site serves, by path: pages, feeds, robots.txt, pictures in both sizes, and moved addresses."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256

from newsscrape.demo import arena, magazine, pictures
from newsscrape.demo.world import Story, latest, stories

ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /postcomment.php3\n"
_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at one path."""

    media: str
    body: bytes
    changed: dt.datetime | None
    """When it got as it is; None: neither Last-Modified nor an ETag is sent."""
    location: str | None = None
    """Where the path has moved for good."""

    @property
    def modified(self) -> str:
        """As in the header Last-Modified; empty: there is none."""
        return format_datetime(self.changed, usegmt=True) if self.changed else ""

    @property
    def etag(self) -> str:
        """A validator, weak because it is the same for the compressed form (RFC 9110, 8.8.3)."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'


Documents = dict[str, Document]
"""By path."""


class Press:
    """Prints one site, and of a story only what is not printed yet: a story that is the same object stands as it did."""

    def __init__(self, site: str, base: str) -> None:
        self.site = site
        self.base = base
        self._told: tuple[Story, ...] | None = None
        self._lost: dt.datetime | None = None
        self._stories: dict[int, tuple[Story, Documents]] = {}
        self._documents: Documents = {}

    def documents(self, told: tuple[Story, ...], lost: dt.datetime) -> Documents:
        """Return everything that the site serves by path, as the function `documents` does; the caller may change the dict."""
        if (told, lost) != (self._told, self._lost):
            self._stories = {story.id: (story, self._story(story)) for story in told}
            self._documents = dict(self._lists(told, lost))
            for _, documents in self._stories.values():
                self._documents |= documents
            self._told, self._lost = told, lost
        return dict(self._documents)

    def _story(self, story: Story) -> Documents:
        before, printed = self._stories.get(story.id, (None, {}))
        return printed if before is story else dict(_story(story, self.base))

    def _lists(self, told: tuple[Story, ...], lost: dt.datetime) -> Iterator[tuple[str, Document]]:
        """A story that vanished may have stood in any of them."""
        engine = self.site == "voltpost"
        for path, text, changed in arena.pages(told) if engine else magazine.pages(told):
            yield path, Document(_HTML, text.encode(), max(changed, lost))
        for path, text, changed in () if engine else magazine.feeds(told, self.base):
            yield path, Document(_XML, text.encode(), max(changed, lost))
        yield "/robots.txt", Document(_TEXT, ROBOTS.encode(), latest(()))


def documents(site: str, base: str, told: Sequence[Story] | None = None, lost: dt.datetime | None = None) -> Documents:
    """Return everything that a site serves by path.

    Args:
        site: ``voltpost`` or ``pixelgazette``.
        base: its address, with a slash at the end.
        told: its stories, newest first; by default the finished world's.
        lost: when a story last vanished, by default never.
    """
    return Press(site, base).documents(stories(site) if told is None else tuple(told), lost or latest(()))


def absent(site: str) -> Document:
    """Return the site's page for an address where nothing stands."""
    layout = arena if site == "voltpost" else magazine
    return Document(_HTML, layout.absent().encode(), None)


def _story(story: Story, base: str) -> Iterator[tuple[str, Document]]:
    """Yield path and document of a story's pages, of its pictures in both sizes, and of its address of old."""
    engine = story.site == "voltpost"
    for path, text in arena.story_pages(story) if engine else magazine.story_pages(story, base):
        yield path, Document(_HTML, text.encode(), story.modified)
    layout = arena if engine else magazine
    for index in range(1, sum(piece.kind == "img" for piece in story.pieces) + 1):
        name = f"{story.site}/{story.id}/{index}"
        yield layout.picture(story, index), Document("image/png", pictures.png(name), story.when)
        yield layout.small(story, index), Document("image/png", pictures.png(name, 2), story.when)
    if engine and not story.review:  # the engine's pages still name related articles by it
        yield f"/newsdetail.php3?idNews={story.id}", Document(_TEXT, b"", story.when, arena.path(story))
