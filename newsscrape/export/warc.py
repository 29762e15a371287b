"""WARC 1.1 (ISO 28500:2017): the stored raw pages as a web archive, one gzip member a record."""

import io
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from http.client import responses
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import newsscrape
from newsscrape.archive.captures import Capture
from newsscrape.errors import BadExport
from newsscrape.export.target import opened
from newsscrape.text import fold

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")  # RFC 9110, 5.6.2
# Bodies are stored as they read: what told of their way here would not be true of them any more.
_OF_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "trailer"})


@dataclass(frozen=True, slots=True)
class Written:
    """Where a capture's record lies in its file."""

    capture: Capture
    digest: str
    """Of the body, as ``sha1:`` and base 32, by which web archives tell pages apart."""
    offset: int
    length: int
    """Bytes of the gzip member."""
    revisit: bool
    """The body stands in an earlier record."""


def write(captures: Iterable[Capture], target: Path | None) -> int:
    """Write a gzipped WARC; return how many captures it holds.

    Args:
        captures: see `newsscrape.archive.captures.captures`.
        target: a file, replaced as a whole once all is written; ``None``: the standard output.

    Raises:
        BadExport: warcio is not installed, or the target cannot be written; a former file there is untouched.
    """
    with opened(target) as file:
        return sum(1 for _ in records(captures, file, target.name if target else "newsscrape.warc.gz"))


def records(captures: Iterable[Capture], file: BinaryIO, name: str) -> Iterator[Written]:
    """Write the records to an open file, and yield where each capture's stands.

    Args:
        captures: what to write.
        file: need not be seekable.
        name: the file's name, for its first record.

    Raises:
        BadExport: warcio is not installed.
    """
    out = _Counting(file)
    writer = _writer(out)
    about = {
        "software": f"newsscrape {newsscrape.__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "bodies are stored decoded: Content-Encoding and Transfer-Encoding are left out",
    }
    writer.write_record(writer.create_warcinfo_record(name, about))
    first: dict[str, tuple[Capture, str]] = {}
    for capture in captures:
        former = first.get(capture.sha256)
        offset = out.length
        record = _revisit(writer, capture, *former) if former else _response(writer, capture)
        writer.write_record(record)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        yield Written(capture, digest, offset, out.length - offset, former is not None)
        if capture.shared and not former:
            first[capture.sha256] = replace(capture, body=b"", headers={}), digest
        writer.write_record(_request(writer, capture))


class _Counting:
    """A file that knows how much was written to it, as a pipe does not."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.length = 0

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.length += len(data)

    def flush(self) -> None:
        """Do nothing: the end of a record is no reason to wait for the disk."""


def _writer(out: _Counting) -> Any:
    try:
        from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - of an extra
    except ImportError:
        raise BadExport("web archives need a library that is not installed: pip install newsscrape[warc]") from None
    return WARCWriter(out, gzip=True, warc_version="1.1")


def _response(writer: Any, capture: Capture) -> Any:
    return writer.create_warc_record(
        capture.url,
        "response",
        payload=io.BytesIO(capture.body),
        length=len(capture.body),
        http_headers=_http_headers(capture),
        warc_headers_dict=_named(capture),
    )


def _revisit(writer: Any, capture: Capture, former: Capture, digest: str) -> Any:
    """Return a record that refers to an earlier one for its body."""
    return writer.create_revisit_record(
        capture.url,
        digest,
        former.url,
        former.fetched_at,
        http_headers=_http_headers(capture),
        warc_headers_dict={**_named(capture), "WARC-Refers-To": _id(former)},
    )


def _request(writer: Any, capture: Capture) -> Any:
    """Return the record of what was asked, as far as it is known: the method, the address and what was sent."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - of an extra

    parts, body = urlsplit(capture.url), capture.payload.encode("utf-8", "replace")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = [("host", parts.netloc), *([("content-length", str(len(body)))] if body else [])]
    return writer.create_warc_record(
        capture.url,
        "request",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(f"{capture.method} {path} HTTP/1.1", headers, is_http_request=True),
        warc_headers_dict={**_named(capture, "request"), "WARC-Concurrent-To": _id(capture)},
    )


def _named(capture: Capture, kind: str = "answer") -> dict[str, str]:
    return {"WARC-Record-ID": _id(capture, kind), "WARC-Date": capture.fetched_at}


def _id(capture: Capture, kind: str = "answer") -> str:
    """Return the record's name: the same one in every export, since it is the same record."""
    parts = (kind, capture.method, capture.url, capture.payload, capture.fetched_at, capture.sha256)
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(parts))}>"


def _http_headers(capture: Capture) -> Any:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - of an extra

    kept = [
        (name, fold(value.replace("\x00", "")))
        for name, value in capture.headers.items()
        if name not in _OF_THE_WAY and _TOKEN.fullmatch(name)
    ]
    line = f"{capture.status} {responses.get(capture.status, 'Unknown')}"
    return StatusAndHeaders(line, [*kept, ("content-length", str(len(capture.body)))], protocol="HTTP/1.1")
