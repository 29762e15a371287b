"""Undo the content encoding, strictly: a stream that is cut off, broken or grows too large is no answer.

Scrapy's own middleware gives what it could decode, so that half a page would pass for a whole one.
"""

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

_ACCEPTED = b"gzip, deflate"
_CHUNK = 1 << 20
_GZIP = 31  # zlib's window bits for a gzip stream


class Damaged(Exception):
    """Raised for a body that does not decode to its end; caught by the spider's errback, which reports a failure."""


class Decoding:
    """Scrapy downloader middleware."""

    def __init__(self, max_size: int) -> None:
        self.max_size = max_size

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Decoding":
        """Make it, as Scrapy does."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Ask for what can be undone here."""
        request.headers.setdefault("Accept-Encoding", _ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response with its body decoded.

        Raises:
            Damaged: it does not decode.
        """
        header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        names = [name for part in header.split(",") if (name := part.strip()) and name != "identity"]
        if not names or not response.body or request.method == "HEAD":
            return response
        body = response.body
        for name in reversed(names):
            body = decoded(body, name, request.meta.get("download_maxsize", self.max_size))
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, body=body, headers=headers)


def decoded(body: bytes, encoding: str, max_size: int) -> bytes:
    """Undo one encoding.

    Args:
        body: encoded.
        encoding: lower case.
        max_size: bytes that the result may have; 0: any.

    Raises:
        Damaged: cut off, broken, too large, or of an encoding that was not asked for.
    """
    if encoding in {"gzip", "x-gzip"}:
        return _inflated(body, _GZIP, max_size)
    if encoding == "deflate":
        try:
            return _inflated(body, zlib.MAX_WBITS, max_size)
        except Damaged:  # some servers send the bare stream
            return _inflated(body, -zlib.MAX_WBITS, max_size)
    raise Damaged(f"content encoding {encoding!r} was not asked for")


def _inflated(body: bytes, window: int, max_size: int) -> bytes:
    out = bytearray()
    rest = body
    while rest:
        stream = zlib.decompressobj(window)
        while rest and not stream.eof:
            try:
                out += stream.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise Damaged(f"the compressed body is broken ({error})") from error
            rest = stream.unconsumed_tail
            if max_size and len(out) > max_size:
                raise Damaged(f"the body is larger than {max_size} bytes when decompressed")
        if not stream.eof:
            raise Damaged("the compressed body is cut off")
        rest = stream.unused_data
        if window != _GZIP or not rest.startswith(b"\x1f\x8b"):
            break  # what follows a complete stream is padding
    return bytes(out)
