"""Serves the made-up world on loopback: validators and 304, gzip, HEAD, a real 404, and a log of what was asked."""

import gzip
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

from newsscrape.demo import arena, magazine, pictures
from newsscrape.demo.world import Story, stories

PORTS = {"voltpost": 8765, "pixelgazette": 8766}
ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /postcomment.php3\n"
_WORTH_ZIPPING = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came in."""

    at: float
    """Seconds of a clock that never goes back."""
    method: str
    path: str
    status: int
    agent: str


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at one path."""

    media: str
    body: bytes
    modified: str

    @property
    def etag(self) -> str:
        """A strong validator (RFC 9110, 8.8.3)."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


@dataclass(slots=True)
class Demo:
    """A running demo."""

    bases: Mapping[str, str]
    """Site name -> its address, with a slash at the end."""
    documents: dict[str, dict[str, Document]]
    """Site name -> path -> document; a test changes the world by changing these."""
    log: list[Asked] = field(default_factory=list)
    """Every request in the order of its answers."""


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
        pages, picture = dict(arena.pages(news)), arena.picture
        xml: dict[str, str] = {}
    else:
        pages, picture = dict(magazine.pages(news, base)), magazine.picture
        xml = {"/feed/": magazine.feed(news, base), **dict(magazine.sitemaps(news, base))}
    found = {path: Document("text/html; charset=utf-8", html.encode(), modified) for path, html in pages.items()}
    found |= {path: Document("application/xml; charset=utf-8", text.encode(), modified) for path, text in xml.items()}
    found["/robots.txt"] = Document("text/plain; charset=utf-8", ROBOTS.encode(), modified)
    for story in news:
        for index in range(1, sum(piece.kind == "img" for piece in story.pieces) + 1):
            found[picture(story, index)] = Document("image/png", pictures.png(f"{story.site}/{story.id}/{index}"), modified)
    return found


@contextmanager
def serve(ports: Mapping[str, int] | None = None) -> Iterator[Demo]:
    """Serve both sites while the context lasts.

    Args:
        ports: site name -> port of loopback; 0 takes a free one. By default `PORTS`.

    Raises:
        OSError: a port is taken.
    """
    servers: list[ThreadingHTTPServer] = []
    demo = Demo({}, {})
    try:
        for site, port in (ports or PORTS).items():
            server = ThreadingHTTPServer(("127.0.0.1", port), _handler(demo, site))
            server.daemon_threads = True
            servers.append(server)
            base = f"http://127.0.0.1:{server.server_address[1]}/"
            demo.bases = {**demo.bases, site: base}
            demo.documents[site] = documents(site, base)
        for server in servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield demo
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _handler(demo: Demo, site: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "demo"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            document = demo.documents[site].get(self.path)
            if document is None:
                html = (
                    f"<!DOCTYPE html><title>Not found</title><h1>Not found</h1><p>Nothing stands at this address of {site}.</p>"
                )
                self._answer(HTTPStatus.NOT_FOUND, Document("text/html; charset=utf-8", html.encode(), ""))
            elif self.headers.get("If-None-Match") == document.etag:
                self._answer(HTTPStatus.NOT_MODIFIED, document)
            else:
                self._answer(HTTPStatus.OK, document)

        do_HEAD = do_GET  # noqa: N815 - http.server names it so

        def _answer(self, status: HTTPStatus, document: Document) -> None:
            body = b"" if status is HTTPStatus.NOT_MODIFIED else document.body
            self.send_response(status)
            if document.modified:
                self.send_header("ETag", document.etag)
                self.send_header("Last-Modified", document.modified)
            if status is not HTTPStatus.NOT_MODIFIED:
                self.send_header("Content-Type", document.media)
                if (
                    len(body) > _WORTH_ZIPPING
                    and "gzip" in self.headers.get("Accept-Encoding", "")
                    and "image" not in document.media
                ):
                    body = gzip.compress(body, 6, mtime=0)
                    self.send_header("Content-Encoding", "gzip")
                    self.send_header("Vary", "Accept-Encoding")
                self.send_header("Content-Length", str(len(body)))
            demo.log.append(Asked(monotonic(), self.command, self.path, status, self.headers.get("User-Agent", "")))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Leave the terminal to the crawl."""

    return Handler
