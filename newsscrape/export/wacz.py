"""WACZ 1.1.1 (specs.webrecorder.net): a WARC with its index, its list of pages and their hashes in one ZIP file.

What replays it reads the list first, then the index, then only the records that are wanted.
"""

import datetime as dt
import hashlib
import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import newsscrape
from newsscrape.archive.captures import Capture
from newsscrape.dates import utc_text
from newsscrape.export import warc
from newsscrape.export.target import opened
from newsscrape.urls import surt

_DATA = "data.warc.gz"
_VERSION = "1.1.1"
_IN_MEMORY = 1 << 20  # bytes of index and page list; what is more waits on the disk


def write(captures: Iterable[Capture], target: Path | None) -> int:
    """Write a WACZ file; return how many captures it holds.

    Args:
        captures: in the order of their addresses' SURT, as `newsscrape.archive.captures.captures` gives them.
        target: a file, replaced as a whole once all is written; ``None``: the standard output.

    Raises:
        BadExport: warcio is not installed, or the target cannot be written; a former file there is untouched.
    """
    count = 0
    with (
        opened(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole,
        _spooled() as index,
        _spooled() as pages,
    ):
        pages.write(_line({"format": "json-pages-1.0", "id": "pages", "title": "All pages"}))
        bundle = _Bundle(whole)
        with bundle.member(f"archive/{_DATA}", zipfile.ZIP_STORED) as data:
            for written in warc.records(captures, cast("BinaryIO", data), _DATA):
                count += 1
                if written.capture.method == "GET":  # what was sent is no part of an index's key
                    index.write(_cdxj(written))
                if written.capture.title is not None:
                    pages.write(_page(written.capture))
        bundle.copy("indexes/index.cdx", index)
        bundle.copy("pages/pages.jsonl", pages)
        bundle.close()
    return count


class _Hashed:
    """A file that knows the length and SHA-256 of what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.length = 0
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.length += len(data)
        self.sha256.update(data)


class _Bundle:
    """The ZIP file, with what its description says of each member."""

    def __init__(self, whole: zipfile.ZipFile) -> None:
        self.whole = whole
        self.resources: list[dict[str, str | int]] = []

    @contextmanager
    def member(self, path: str, compression: int = zipfile.ZIP_DEFLATED) -> Iterator[_Hashed]:
        """Open a member for writing."""
        about = zipfile.ZipInfo(path, dt.datetime.now(dt.UTC).timetuple()[:6])
        about.compress_type = compression
        with self.whole.open(about, "w", force_zip64=True) as file:
            hashed = _Hashed(file)
            yield hashed
        told = {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{hashed.sha256.hexdigest()}"}
        self.resources.append({**told, "bytes": hashed.length})

    def copy(self, path: str, source: IO[bytes]) -> None:
        """Add a member from a file that was written before."""
        source.seek(0)
        with self.member(path) as file:
            while piece := source.read(1 << 20):
                file.write(piece)

    def close(self) -> None:
        """Add the description of all members, and its hash."""
        about = {
            "profile": "data-package",
            "wacz_version": _VERSION,
            "title": "News archive",
            "software": f"newsscrape {newsscrape.__version__}",
            "created": utc_text(dt.datetime.now(dt.UTC)),
            "resources": self.resources,
        }
        text = json.dumps(about, indent=2).encode()
        self.whole.writestr("datapackage.json", text)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        self.whole.writestr("datapackage-digest.json", json.dumps(digest, indent=2))


def _spooled() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(_IN_MEMORY)


def _cdxj(written: warc.Written) -> bytes:
    """Return the index's line for a capture: SURT and time, by which lines are sorted, and where the record stands."""
    capture = written.capture
    told = {
        "url": capture.url,
        "digest": written.digest,
        "mime": "warc/revisit" if written.revisit else capture.headers.get("content-type", "").partition(";")[0].strip(),
        "offset": str(written.offset),
        "length": str(written.length),
        "status": str(capture.status),
        "filename": _DATA,
    }
    time = "".join(character for character in capture.fetched_at if character.isdigit())
    return f"{surt(capture.url)} {time} ".encode() + _line(told)


def _page(capture: Capture) -> bytes:
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{capture.url}\n{capture.fetched_at}").hex
    return _line({"id": number, "url": capture.url, "ts": capture.fetched_at, "title": capture.title or capture.url})


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
