"""Everything that a made-up site serves, by path: pages, feeds, robots.txt, pictures in both sizes, and moved addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256

from newsscrape.demo import arena, magazine, pictures
from newsscrape.demo.world import Story, stories

ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /postcomment.php3\n"
_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at one path."""

    media: str
    body: bytes
    modified: str
    """As in the header Last-Modified; empty: neither this nor an ETag is sent."""
    location: str | None = None
    """Where the path has moved for good."""

    @property
    def etag(self) -> str:
        """A validator, weak because it is the same for the compressed form (RFC 9110, 8.8.3)."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'


def documents(site: str, base: str, told: Sequence[Story] | None = None) -> dict[str, Document]:
    """Return everything that a site serves by path.

    Args:
        site: ``voltpost`` or ``pixelgazette``.
        base: its address, with a slash at the end.
        told: its stories, newest first; by default the world's.
    """
    news = tuple(told) if told is not None else stories(site)
    modified = format_datetime(news[0].when, usegmt=True)
    if site == "voltpost":
        html, xml = dict(arena.pages(news)), {}
    else:
        html = dict(magazine.pages(news, base))
        xml = {"/feed/": magazine.feed(news, base), **dict(magazine.sitemaps(news, base))}
    found = {path: Document(_HTML, text.encode(), modified) for path, text in html.items()}
    found |= {path: Document(_XML, text.encode(), modified) for path, text in xml.items()}
    found |= {path: Document("image/png", pictures.png(name, scale), modified) for path, name, scale in _pictures(site, news)}
    found |= {path: Document(_TEXT, b"", modified, to) for path, to in _moved(site, news)}
    found["/robots.txt"] = Document(_TEXT, ROBOTS.encode(), modified)
    return found


def absent(site: str) -> Document:
    """Return the site's page for an address where nothing stands."""
    layout = arena if site == "voltpost" else magazine
    return Document(_HTML, layout.absent().encode(), "")


def _pictures(site: str, news: Sequence[Story]) -> Iterator[tuple[str, str, int]]:
    """Yield path, name and divisor of the size of every picture."""
    layout = arena if site == "voltpost" else magazine
    for story in news:
        for index in range(1, sum(piece.kind == "img" for piece in story.pieces) + 1):
            name = f"{story.site}/{story.id}/{index}"
            yield layout.picture(story, index), name, 1
            yield layout.small(story, index), name, 2


def _moved(site: str, news: Sequence[Story]) -> Iterator[tuple[str, str]]:
    """Yield the engine's old addresses of news, by which its pages still name related articles."""
    if site == "voltpost":
        for story in news:
            if not story.review:
                yield f"/newsdetail.php3?idNews={story.id}", arena.path(story)
