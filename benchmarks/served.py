"""A web server in a process of its own, so that what it costs is nobody else's; its log tells when what was asked."""

import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    at: float
    """Of `time.monotonic`, which all processes of a machine share."""
    status: int
    path: str


class Served:
    """A running server.

    Args:
        base: its address, with a slash at the end.
        log: the file that it writes a line into for each request, before it answers.
    """

    def __init__(self, base: str, log: Path) -> None:
        self.base = base
        self._log = log
        self._read = 0

    def count(self) -> int:
        """Return how many requests have come since the last `take`."""
        return self._log.read_bytes()[self._read :].count(b"\n")

    def take(self) -> list[Asked]:
        """Return the requests since the last call."""
        text = self._log.read_bytes()[self._read :]
        whole = text[: text.rfind(b"\n") + 1]
        self._read += len(whole)
        lines = (line.split(" ", 2) for line in whole.decode().splitlines())
        return [Asked(float(at), int(status), path) for at, status, path in lines]


@contextmanager
def serve(pages: Mapping[str, bytes], *, otherwise: bytes | None = None, port: int = 0) -> Iterator[Served]:
    """Serve `pages` on loopback while the context lasts.

    Args:
        pages: path with query -> HTML, or the text of a robots.txt.
        otherwise: what all other paths give, but robots.txt; ``None``: 404.
        port: 0 takes a free one.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        log.touch()
        here, there = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_main, args=(dict(pages), otherwise, port, log, there), daemon=True)
        process.start()
        there.close()
        try:
            yield Served(f"http://127.0.0.1:{here.recv()}/", log)
        finally:
            process.terminate()
            process.join()


def _main(pages: dict[str, bytes], otherwise: bytes | None, port: int, log: Path, ready: Connection) -> None:
    asyncio.run(_serve(pages, otherwise, port, log, ready))


async def _serve(pages: dict[str, bytes], otherwise: bytes | None, port: int, log: Path, ready: Connection) -> None:
    answers = {path: _answer(body) for path, body in pages.items()}
    missing = _Answer("", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404)
    other = missing if otherwise is None else _answer(otherwise)
    answers.setdefault("/robots.txt", missing)
    file = os.open(log, os.O_WRONLY | os.O_APPEND)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            path = head.split(b" ", 2)[1].decode("latin-1")
            answer = answers.get(path, other)
            same = answer.etag and f"\r\nif-none-match: {answer.etag}".encode() in head.lower()
            os.write(file, f"{time.monotonic():.6f} {304 if same else answer.status} {path}\n".encode())
            writer.write(_unchanged(answer.etag) if same else answer.message)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", port, backlog=128)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


@dataclass(frozen=True, slots=True)
class _Answer:
    etag: str
    message: bytes
    status: int = 200


def _answer(body: bytes) -> _Answer:
    etag = f'"{sha256(body).hexdigest()[:20]}"'
    media = "text/html" if body.lstrip().startswith(b"<") else "text/plain"
    lines = ("HTTP/1.1 200 OK", f"Content-Type: {media}; charset=utf-8", f"Content-Length: {len(body)}", f"ETag: {etag}")
    return _Answer(etag, "\r\n".join((*lines, "", "")).encode() + body)


def _unchanged(etag: str) -> bytes:
    return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()


async def _head(reader: asyncio.StreamReader) -> bytes:
    """Return the next request's head; nothing where the other end has gone, killed perhaps in the middle of it."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""
