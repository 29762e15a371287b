"""Read pages that nobody wrote, and keep those that the reader raises on, takes too long for, or reads unsoundly.

    python tools/fuzz.py --minutes 60 --seed 7 --out /tmp/found

Each page is read in a process that is ended where it takes far too long; a page that shows a fault is made as small as it
still shows it, and kept in the folder with what is wrong. The folder is outside the repository, since such a page may hold
what others wrote; a test is to be made of it in words of one's own. The exit code is 1 where something was found.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

import mutating
import soundness

from newsscrape.errors import Unreadable
from newsscrape.page import Page

URLS = (
    "https://www.gsmarena.com/x-news-1.php",
    "https://a.example/2024/06/12/the-hinge-lasts/",
    "https://pixel.example/p?id=7",
)
KINDS = ("article", "article", "article", "article", "listing", "comments", "feed", "sitemap")
SECONDS, SECONDS_PER_MB = 1.0, 1.0
"""Of processor time that two readings may take together, each."""
ENOUGH, PATIENCE = 15, 600.0
"""Seconds of processor time, and of time, after which a process is ended."""
TRIES = 400
"""Readings by which a page is made smaller."""

Case = tuple[bytes, str, str]
"""A page with its address and what it is read as."""


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="how long (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="of chance (default: 1)")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "newsscrape-fuzz", help="where findings go")
    chosen = parser.parse_args()
    if chosen.out.resolve().is_relative_to(mutating.ROOT):
        parser.error("--out is in the repository; give a folder outside")
    chosen.out.mkdir(parents=True, exist_ok=True)
    chance, known, reader = random.Random(chosen.seed), mutating.seeds(), Reader()  # noqa: S311 - no secret
    ends, pages, found = time.monotonic() + 60 * chosen.minutes, 0, dict[str, int]()
    while time.monotonic() < ends:
        case = (mutating.mutated(chance, known), chance.choice(URLS), chance.choice(KINDS))
        pages += 1
        if fault := reader.fault(case):
            found[fault] = found.get(fault, 0) + 1
            if found[fault] == 1:
                keep(chosen.out, smallest(case, lambda one, fault=fault: reader.fault(one) == fault), fault)
    reader.end()
    print(f"{pages:,} pages, {len(found)} faults" + "".join(f"\n{count:6} x {fault}" for fault, count in found.items()))  # noqa: T201
    return 1 if found else 0


def keep(folder: Path, case: Case, fault: str) -> None:
    """Write a page with what is wrong, and say so."""
    body, url, kind = case
    path = folder / f"{sha256(fault.encode()).hexdigest()[:12]}.html"
    path.write_bytes(body)
    path.with_suffix(".txt").write_text(f"{kind} {url}\n{fault}\n", encoding="utf-8")
    print(f"{path}: {len(body):,} bytes as {kind}: {fault}", flush=True)  # noqa: T201


def smallest(case: Case, shows: Callable[[Case], bool]) -> Case:
    """Return the page without all that it does not need to show its fault: halves first, then ever smaller pieces."""
    body, url, kind = case
    size, tries = max(1, len(body) // 2), 0
    while tries < TRIES:
        start, kept = 0, len(body)
        while start < len(body) and tries < TRIES:
            tries += 1
            smaller = body[:start] + body[start + size :]
            if shows((smaller, url, kind)):
                body = smaller
            else:
                start += size
        if size == 1 and kept == len(body):
            break
        size = max(1, size // 2)
    return body, url, kind


class Reader:
    """A process that reads, started again where it was ended."""

    def __init__(self) -> None:
        self._process, self._line = self._started()

    def _started(self) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def fault(self, case: Case) -> str:
        """Return what is wrong with the reading of a page; ``""`` where nothing is."""
        self._line.send(case)
        try:
            if self._line.poll(PATIENCE):
                return str(self._line.recv())
            fault = "it waits for ever"
        except (EOFError, ConnectionResetError):
            fault = f"it takes more than {ENOUGH} s, or ends the process"
        self.end()
        self._process, self._line = self._started()
        return fault

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._line.close()


def serve(line: Connection) -> None:
    """Answer pages with their faults until the other end closes."""
    while True:
        try:
            case = line.recv()
        except EOFError:
            return
        line.send(judged(case))


def judged(case: Case) -> str:
    """Read a page twice, and return what is wrong."""
    body, url, kind = case
    started = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(started) + 1 + ENOUGH, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        found = soundness.faults([Page(url, body)], kind)
    except Unreadable:
        found = []
    except Exception as error:  # noqa: BLE001 - all that it may raise is a finding
        last = traceback.extract_tb(error.__traceback__)[-1]
        found = [f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {error!s:.100}"]
    limit = 2 * (SECONDS + SECONDS_PER_MB * len(body) / 1e6)
    return "; ".join(found) or (f"it is slow as {kind}" if time.process_time() - started > limit else "")


if __name__ == "__main__":
    sys.exit(main())
