"""Group commit: visits wait a moment for company, and are acknowledged together once they are on disk."""

import asyncio
import time
from collections.abc import Callable, Sequence

from newsscrape.archive.records import Visit
from newsscrape.archive.writer import Committed
from newsscrape.errors import ArchiveFailed

INTERVAL = 0.1
"""Seconds between two commits at least, unless the buffer is full."""
SHARE = 10
"""A commit that takes long makes the interval so many times its duration."""
MAX_VISITS = 50
MAX_BYTES = 2_000_000


class Buffer:
    """Collects visits for the writer.

    Args:
        commit: of the writer; blocks.
        committed: told of each batch that is on disk, before anybody who waits for it.
        failed: told when the archive fails; nothing is committed afterwards.
        expected: how many visits are on their way, those that wait here included; once all have come, none is waited for.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Visit]], Committed],
        committed: Callable[[Sequence[Visit], Committed], None],
        failed: Callable[[ArchiveFailed], None],
        expected: Callable[[], int] = lambda: MAX_VISITS,
    ) -> None:
        self._commit = commit
        self._committed = committed
        self._failed = failed
        self._expected = expected
        self._waiting: list[tuple[Visit, asyncio.Future[None] | None]] = []
        self._bytes = 0
        self._last = -INTERVAL
        self._interval = INTERVAL
        self._timer: asyncio.Handle | None = None
        self.broken: ArchiveFailed | None = None
        """Set once the archive has failed."""
        self.commits = 0

    def __len__(self) -> int:
        return len(self._waiting)

    async def put(self, visit: Visit) -> None:
        """Wait until the visit is committed.

        Raises:
            ArchiveFailed: it never will be.
        """
        if self.broken:
            raise self.broken
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._add(visit, done)
        await done

    def put_nowait(self, visit: Visit) -> None:
        """Have the visit committed in its turn; nobody waits for it."""
        if not self.broken:
            self._add(visit, None)

    def flush(self) -> None:
        """Commit what has gathered. A failure of the archive is told to all who wait, and to `failed`."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if not self._waiting or self.broken:
            return
        batch, self._waiting, self._bytes = self._waiting, [], 0
        visits = [visit for visit, _ in batch]
        start = time.monotonic()
        try:
            committed = self._commit(visits)
        except ArchiveFailed as error:
            self.broken = error
            for _, done in batch:
                if done and not done.done():
                    done.set_exception(error)
            self._failed(error)
            return
        self._last = time.monotonic()
        self._interval = max(INTERVAL, SHARE * (self._last - start))
        self.commits += 1
        self._committed(visits, committed)
        for _, done in batch:
            if done and not done.done():
                done.set_result(None)

    def _add(self, visit: Visit, done: asyncio.Future[None] | None) -> None:
        self._waiting.append((visit, done))
        self._bytes += len(visit.fetch.body) if visit.fetch else 0
        loop = asyncio.get_running_loop()
        wait = self._last + self._interval - time.monotonic()
        if wait <= 0 or self._bytes >= MAX_BYTES or len(self._waiting) >= min(MAX_VISITS, self._expected()):
            if self._timer:
                self._timer.cancel()
            self._timer = loop.call_soon(self.flush)
        elif self._timer is None:
            self._timer = loop.call_later(wait, self.flush)
