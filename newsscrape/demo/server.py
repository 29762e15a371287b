"""Serves the made-up world on loopback: validators and 304, gzip, HEAD, a real 404, and a log of what was asked."""

import datetime as dt
import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

from newsscrape.demo import history
from newsscrape.demo.documents import Document, Documents, Press, absent
from newsscrape.errors import BadArgument

PORTS = {"voltpost": 8765, "pixelgazette": 8766}
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
    conditional: bool
    """Whether it came with a validator."""


@dataclass(slots=True)
class Demo:
    """A running demo."""

    presses: dict[str, Press] = field(default_factory=dict)
    """Site name -> what prints it."""
    documents: dict[str, Documents] = field(default_factory=dict)
    """Site name -> path -> document, as they are served; a test changes the world by changing these, until the next `at`."""
    log: list[Asked] = field(default_factory=list)
    """Every request in the order of its answers."""

    @property
    def bases(self) -> dict[str, str]:
        """Site name -> its address, with a slash at the end."""
        return {site: press.base for site, press in self.presses.items()}

    def at(self, moment: dt.datetime | None) -> None:
        """Serve the world as it is at a moment, given with its offset; None: as it is for good."""
        for site, press in self.presses.items():
            self.documents[site] = press.documents(history.stories(site, moment), history.lost(site, moment))


@contextmanager
def serve(ports: Mapping[str, int] | None = None, at: dt.datetime | None = None) -> Iterator[Demo]:
    """Serve both sites while the context lasts.

    Args:
        ports: site name -> port of loopback; 0 takes a free one. By default `PORTS`.
        at: the moment, as for `Demo.at`.

    Raises:
        BadArgument: a port cannot be had; the text names it.
    """
    servers: list[ThreadingHTTPServer] = []
    demo = Demo()
    try:
        for site, port in (ports or PORTS).items():
            server = _listen(demo, site, port)
            servers.append(server)
            demo.presses[site] = Press(site, f"http://127.0.0.1:{server.server_address[1]}/")
        demo.at(at)
        threads = [threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True) for server in servers]
        for thread in threads:
            thread.start()
        try:
            yield demo
        finally:
            for server in servers:
                server.shutdown()
    finally:
        for server in servers:
            server.server_close()


def _listen(demo: Demo, site: str, port: int) -> ThreadingHTTPServer:
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(demo, site))
    except (OSError, OverflowError) as error:
        why = (getattr(error, "strerror", None) or "there is no such port").lower()
        raise BadArgument(
            f"The demo cannot serve {site} on port {port} of 127.0.0.1: {why}; end what uses it, or choose others by --ports."
        ) from error
    server.daemon_threads = True
    return server


def _handler(demo: Demo, site: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "demo"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            document = demo.documents[site].get(self.path)
            if document is None:
                self._answer(HTTPStatus.NOT_FOUND, absent(site))
            elif document.location is not None:
                self._answer(HTTPStatus.MOVED_PERMANENTLY, document)
            elif _is_held(document, self.headers):
                self._answer(HTTPStatus.NOT_MODIFIED, document)
            else:
                self._answer(HTTPStatus.OK, document)

        do_HEAD = do_GET  # noqa: N815 - http.server names it so

        def _answer(self, status: HTTPStatus, document: Document) -> None:
            conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
            agent = self.headers.get("User-Agent", "")
            demo.log.append(Asked(monotonic(), self.command, self.path, status, agent, conditional))
            headers, body = _answered(status, document, self.headers)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            """Leave the terminal to the crawl."""

    return Handler


def _is_held(document: Document, asked: Message) -> bool:
    """Tell whether the client holds the document as it is (RFC 9110, 13.2.2): an ETag decides before a date."""
    if (known := asked.get("If-None-Match")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or document.etag.removeprefix("W/") in tags
    try:
        return parsedate_to_datetime(document.modified) <= parsedate_to_datetime(asked.get("If-Modified-Since", ""))
    except (ValueError, TypeError):  # no date there, or one without a zone
        return False


def _answered(status: HTTPStatus, document: Document, asked: Message) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of an answer."""
    headers = {"Vary": "Accept-Encoding"}
    if document.modified:
        headers |= {"ETag": document.etag, "Last-Modified": document.modified}
    if status is HTTPStatus.NOT_MODIFIED:
        return headers, b""
    if document.location is not None:
        headers["Location"] = document.location
    body, wanted = document.body, {part.partition(";")[0].strip() for part in asked.get("Accept-Encoding", "").split(",")}
    if "gzip" in wanted and len(body) > _WORTH_ZIPPING and "image" not in document.media:
        body = gzip.compress(body, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return headers | {"Content-Type": document.media, "Content-Length": str(len(body))}, body
