"""The process that reads pages: it may be killed at any time, and is, when a page takes more than its share.

`serve` is its main function. A message is a pickle behind its length, both ways, over what were its
standard input and output; both ends are this program, so that a pickle is safe here.
"""

import contextlib
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from newsscrape import garbage
from newsscrape.errors import Unreadable
from newsscrape.ingest.judge import judge
from newsscrape.ingest.privacy import Privacy
from newsscrape.model import Kind, Outcome
from newsscrape.page import Page
from newsscrape.reading import read_pages
from newsscrape.sites import Site, registry

LENGTH = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class Budget:
    """What reading one page may cost."""

    cpu: int = 10
    """Seconds of processor time."""
    wall: float = 60.0
    """Seconds."""
    memory: int = 2 << 30
    """Bytes of address space of the whole process."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all tasks of a process."""

    sites: Mapping[str, Site]
    budget: Budget
    privacy: Privacy = field(default_factory=Privacy)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to read."""

    pages: Sequence[Page]
    kind: Kind
    site: str | None
    """Whose rules to read by; ``None``: those of the known site that owns the address, else none."""
    lists: bool = False
    """Where the page is no article, take it for a listing (an address that a person gave)."""
    fresh: int = 0
    """The place among `pages` of the one that was just fetched."""
    system: str | None = None
    """The comment system that asked for it."""


def read(task: Task, sites: Mapping[str, Site], privacy: Privacy | None = None) -> Outcome:
    """Read and judge one page with its parts, and leave out what may not be kept; whatever goes wrong becomes a refusal."""
    site = sites[task.site] if task.site else registry.for_url(task.pages[0].url, sites)
    try:
        outcome = judge(read_pages(task.pages, task.kind, site, task.system), task.pages)
        if outcome.refused and task.lists:
            listing = read_pages(task.pages, "listing", site)
            return listing if listing.targets else outcome
        if privacy:
            outcome = privacy.applied(outcome, task.pages[task.fresh], task.site)
    except Unreadable as error:
        return Outcome(kind=task.kind, refused=f"unreadable: {error}")
    except MemoryError:
        return Outcome(kind=task.kind, refused="page-budget: memory")
    except RecursionError as error:
        return Outcome(kind=task.kind, refused=f"page-budget: nests too deep ({error})")
    except Exception as error:  # noqa: BLE001 - a fault of a reader costs this page, never its neighbours
        return Outcome(kind=task.kind, refused=f"reader-error: {type(error).__name__}: {error}")
    return outcome


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read one message.

    Raises:
        EOFError: the other end is gone.
    """
    length = LENGTH.unpack(_exactly(stream, LENGTH.size))[0]
    return pickle.loads(_exactly(stream, length))  # noqa: S301 - written by this program's own other half


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other process is gone")
    return data


def _limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the limit is not kept, or counts what the system maps
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the messages, and leave nothing there for a chatty library."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return source, sink


def serve() -> None:
    """Answer tasks until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the crawl decides
    source, sink = _streams()
    with contextlib.suppress(EOFError, BrokenPipeError):
        first = receive(source)
        assert isinstance(first, Setting)  # noqa: S101 - all other messages are tasks
        _limit_memory(first.budget.memory)
        send(sink, "ready")
        while True:
            with garbage.kept():  # as long as the page is there
                task = receive(source)
                assert isinstance(task, Task)  # noqa: S101 - see above
                _limit_time(first.budget.cpu)
                outcome = read(task, first.sites, first.privacy)
                del task
            send(sink, outcome)
            if (outcome.refused or "").startswith("page-budget"):
                return  # what is left of such a page is not worth keeping
