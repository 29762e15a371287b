"""The five sites on loopback, each a port of its own, as hosts are."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from newsite_layouts.stories import Document


@contextmanager
def serve(sites: Mapping[int, Mapping[str, Document]]) -> Iterator[None]:
    """Serve the documents of each port while the context lasts."""
    with ExitStack() as stack:
        for port, documents in sites.items():
            server = ThreadingHTTPServer(("127.0.0.1", port), _handler(documents))
            stack.callback(server.server_close)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            stack.callback(server.shutdown)
        yield


def _handler(documents: Mapping[str, Document]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            document = documents.get(self.path)
            status = HTTPStatus.NOT_FOUND if document is None else HTTPStatus.OK
            media, text = (document.media, document.text) if document else ("text/html", "<h1>404</h1>")
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body := text.encode())))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the table is what is printed."""

    return Handler
