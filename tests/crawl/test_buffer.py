import asyncio

import pytest

from newsscrape.archive.records import Fetch, Lease, Visit
from newsscrape.archive.writer import Committed
from newsscrape.crawl.buffer import MAX_VISITS, Buffer
from newsscrape.errors import ArchiveFailed


def visit(number):
    lease = Lease(number, f"http://a.example/{number}", "article", "a.example", 1)
    return Visit(lease=lease, state="done", fetch=Fetch(None, 200, {}, b"x"))


class Bench:
    def __init__(self, fail=False):
        self.batches, self.seen, self.failures, self.fail = [], [], [], fail
        self.buffer = Buffer(self.commit, lambda visits, _: self.seen.extend(visits), self.failures.append)

    def commit(self, visits):
        if self.fail:
            raise ArchiveFailed("the disk is full")
        self.batches.append(len(visits))
        return Committed()


def test_the_first_goes_at_once_and_the_next_wait_for_company():
    async def run():
        bench = Bench()
        await bench.buffer.put(visit(0))
        await asyncio.gather(*(bench.buffer.put(visit(n)) for n in range(1, 9)))
        return bench

    bench = asyncio.run(run())
    assert bench.batches == [1, 8]
    assert len(bench.seen) == 9


def test_a_full_buffer_does_not_wait():
    async def run():
        bench = Bench()
        await bench.buffer.put(visit(0))
        bench.buffer._interval = 1000.0
        await asyncio.gather(*(bench.buffer.put(visit(n)) for n in range(MAX_VISITS)))
        return bench

    assert asyncio.run(run()).batches == [1, MAX_VISITS]


def test_a_failed_archive_acknowledges_nothing_then_or_later():
    async def run():
        bench = Bench(fail=True)
        results = await asyncio.gather(*(bench.buffer.put(visit(n)) for n in range(3)), return_exceptions=True)
        assert all(isinstance(result, ArchiveFailed) for result in results)
        with pytest.raises(ArchiveFailed):
            await bench.buffer.put(visit(9))
        bench.buffer.put_nowait(visit(10))
        bench.buffer.flush()
        return bench

    bench = asyncio.run(run())
    assert bench.seen == []
    assert len(bench.failures) == 1


def test_what_nobody_waits_for_is_committed_too():
    async def run():
        bench = Bench()
        bench.buffer.put_nowait(visit(1))
        assert len(bench.buffer) == 1
        bench.buffer.flush()
        return bench

    assert asyncio.run(run()).batches == [1]
