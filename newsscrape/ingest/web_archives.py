"""Reading web archives: the answers that a WARC, ARC or WACZ file holds, decoded, one by one."""

import datetime as dt
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from newsscrape.archive.records import Fetch
from newsscrape.errors import BadArgument
from newsscrape.page import MAX_BYTES

_RECORDS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_OK = 200


class Answer(NamedTuple):
    """One answer of an archive."""

    url: str
    fetch: Fetch


def answers(path: Path, left_out: Counter[str]) -> Iterator[Answer]:
    """Yield the answers of status 200 whose bodies are whole, in the file's order; one is held in memory at a time.

    Args:
        path: plain or gzipped WARC or ARC, or WACZ.
        left_out: counts the other answers, by the reason as people read it; records that are no answers do not count.

    Raises:
        BadArgument: the file is no web archive, or cannot be read at all; or warcio is not installed.
    """
    damage = _damage()
    none = f"{path}: no web archive, or damaged at its beginning; give WARC, WACZ, or articles as JSON Lines"
    first = True
    try:
        for stream in _streams(path):
            for record in _records(stream):
                if first and ":" not in (record.rec_headers.get_header("WARC-Target-URI") or ":"):
                    raise BadArgument(none)  # some other file, whose first words pass for the head of an ARC's record
                first = False
                if record.rec_type == "response":
                    if isinstance(answer := _answer(record), str):
                        left_out[answer] += 1
                    else:
                        yield answer
    except OSError as error:
        raise BadArgument(f"{path}: cannot be read ({error.strerror or error}); check the path and its permissions") from error
    except damage as error:
        if first:
            raise BadArgument(none) from error
        left_out["lost: the file is damaged, and from there on cannot be read"] += 1
    if first:
        raise BadArgument(none)


def _streams(path: Path) -> Iterator[IO[bytes]]:
    """Yield the WARC files that the path stands for: itself, or those of a WACZ."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as whole:
        for name in whole.namelist():
            if name.startswith("archive/") and name.lower().endswith(_RECORDS):
                with whole.open(name) as member:
                    yield member


def _records(stream: IO[bytes]) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - of an extra

    yield from ArchiveIterator(stream, arc2warc=True, check_digests=True)


def _damage() -> tuple[type[Exception], ...]:
    """Return what warcio and the streams below it raise for a file that is no archive, or is one no further."""
    try:
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - of an extra
    except ImportError:
        raise BadArgument("web archives need a library that is not installed: pip install newsscrape[warc]") from None
    return ArchiveLoadFailed, EOFError, zlib.error, zipfile.BadZipFile, ValueError


def _answer(record: Any) -> Answer | str:
    """Return what a response record holds, or why it is left out."""
    http, date = record.http_headers, _date(record.rec_headers.get_header("WARC-Date"))
    if http is None or http.get_statuscode() != str(_OK):
        return "no page: of another status than 200"
    if (http.get_header("Content-Encoding") or "").lower() not in _ENCODINGS:
        return "undecodable: in an encoding other than gzip and deflate"
    if record.rec_headers.get_header("WARC-Truncated") or date is None:
        return "cut short by whoever recorded it, or without the time of that"
    body = _read(record.content_stream())
    if len(body) > MAX_BYTES:
        return f"too large: of more than {MAX_BYTES >> 20} MiB"
    if record.digest_checker.passed is False:
        return "damaged: not what its digest says"
    headers = {name.lower(): value for name, value in http.headers}
    return Answer(record.rec_headers.get_header("WARC-Target-URI") or "", Fetch(date, _OK, headers, body, foreign=True))


def _date(text: str | None) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text or "").astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _read(stream: Any) -> bytes:
    """Read a body, of one that is too large a byte more than may be; a decoder gives it piece by piece."""
    body = b""
    while len(body) <= MAX_BYTES and (piece := stream.read(MAX_BYTES + 1 - len(body))):
        body += piece
    return body
