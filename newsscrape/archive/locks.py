"""Who may work on an archive: one run per site, one writer at a time. Locks are `flock`s, so a dead holder holds none."""

import datetime as dt
import fcntl
import json
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newsscrape.dates import utc_text
from newsscrape.errors import Busy


def folder(archive: Path) -> Path:
    """Return the folder of the archive's lock files, beside the archive, whatever path leads to it."""
    return _folder(archive.absolute())


@lru_cache  # each write asks, and each step of the path costs a look at the disk
def _folder(archive: Path) -> Path:
    whole = archive.resolve()
    return whole.with_name(whole.name + ".locks")


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


class _Turn:
    """The write lock of one archive in this process: threads take turns, and the holder may ask again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.thread = threading.RLock()
        self.depth = 0
        self.file = -1

    @contextmanager
    def taken(self) -> Iterator[None]:
        with self.thread:
            if self.depth == 0:
                self.file = _opened(self.path)
                fcntl.flock(self.file, fcntl.LOCK_EX)
            self.depth += 1
            try:
                yield
            finally:
                self.depth -= 1
                if self.depth == 0:
                    os.close(self.file)


_turns: dict[Path, _Turn] = {}
_turns_lock = threading.Lock()


@contextmanager
def write_lock(archive: Path) -> Iterator[None]:
    """Hold the archive's write lock: wait for it, keep it for one batch. Re-entrant within a thread.

    SQLite's own lock is not enough: before 3.51.3 two connections that write or checkpoint a WAL at the same moment can
    corrupt the file, and its waiting is a poll that may end in "database is locked".
    """
    path = folder(archive) / "write.lock"
    with _turns_lock:
        turn = _turns.setdefault(path, _Turn(path))
    with turn.taken():
        yield


@contextmanager
def quiet(archive: Path) -> Iterator[None]:
    """Keep every run away for the length of the block, and the notes of former ones as they are.

    Raises:
        Busy: on entry, when a run is under way; names its site.
    """
    with idle(archive), write_lock(archive):  # a run of a site never crawled before cannot open the archive either
        yield


@contextmanager
def idle(archive: Path, site: str | None = None) -> Iterator[None]:
    """Keep the runs of one site, or of all that were ever crawled, away for the length of the block; others may write.

    Raises:
        Busy: on entry, when such a run is under way; names its site.
    """
    with ExitStack() as stack:
        paths = folder(archive).glob("site-*.lock") if site is None else [folder(archive) / f"site-{site}.lock"]
        for path in sorted(paths):
            file = _opened(path)
            stack.callback(os.close, file)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                name = path.stem.removeprefix("site-")
                raise Busy(f"{name} is being crawled; wait until that run ends, or stop it, and start again") from None
        yield


class SiteLock:
    """One run per (archive, site); knows which URLs were in flight when a former holder died.

    Raises:
        Busy: on entry, when another run holds the site; names the process and since when.
    """

    def __init__(self, archive: Path, site: str) -> None:
        self.site = site
        self.left_over: tuple[int, ...] = ()
        """The url ids in flight when the last holder died; empty after a clean end."""
        self._path = folder(archive) / f"site-{site}.lock"
        self._file = -1
        self._since = ""

    def __enter__(self) -> Self:
        self._file = _opened(self._path)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._read()
            os.close(self._file)
            who = f"process {holder['pid']} since {holder['since']}" if holder else "another process"
            raise Busy(
                f"{self.site} is being crawled by {who}; wait until that run ends, or stop it, and start again"
            ) from None
        self.left_over = tuple(self._read().get("urls", ()))
        self._since = utc_text(dt.datetime.now(dt.UTC))
        self.note(())
        return self

    def note(self, ids: Iterable[int]) -> None:
        """Write down the urls in flight, for whoever comes after a crash. No fsync: it is this process that may die."""
        record = {"pid": os.getpid(), "since": self._since, "urls": sorted(ids)}
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        os.pwrite(self._file, line, 0)
        os.ftruncate(self._file, len(line))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.ftruncate(self._file, 0)
        os.close(self._file)

    def _read(self) -> dict[str, Any]:
        """Return the holder's first line: a longer former one may still stand behind it for a moment."""
        head = os.pread(self._file, 1 << 20, 0).partition(b"\n")[0]
        try:
            record = json.loads(head)
        except ValueError:
            return {}
        return record if isinstance(record, dict) and record.keys() == {"pid", "since", "urls"} else {}
