import datetime as dt

import pytest

import newsscrape
from newsscrape.archive import hosts, runs
from newsscrape.archive.runs import FieldCount
from newsscrape.errors import ArchiveFailed
from newsscrape.model import Provenance


class TestARun:
    def test_begins_with_its_site(self, world):
        assert (world.run.first, world.run.since) == (True, None)
        assert world.one("SELECT name, domain, title, origin FROM sites") == (
            *("gadgets", "gadgets.example", "Gadgets", "newsscrape"),
        )
        record = runs.read(world.connection, world.run.id)
        assert (record.version, record.started_at, record.verdict, record.stats) == (
            *(newsscrape.__version__, "2024-01-01T12:00:00Z", None, {}),
        )

    @pytest.mark.parametrize(("code", "first"), [(0, False), (3, False), (1, True), (130, True)])
    def test_is_no_first_one_after_one_that_read_to_the_end(self, world, code, first):
        world.finish(code)

        assert world.run.first is first
        assert world.run.since == (None if first else dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC))

    def test_ends_with_its_verdict(self, world):
        runs.finish(world.connection, world.run, "broken", "no bodies", 3, {"useful": 2}, world.now + dt.timedelta(seconds=90))

        record = runs.read(world.connection, world.run.id)
        assert (record.verdict, record.reason, record.exit_code, record.stats) == ("broken", "no bodies", 3, {"useful": 2})
        assert world.one("SELECT site, seconds, verdict FROM run_log") == ("gadgets", 90, "broken")

    def test_has_only_known_verdicts(self, world):
        with pytest.raises(ArchiveFailed, match="CHECK"):
            runs.finish(world.connection, world.run, "perhaps", None, 0, {}, world.now)

    def test_knows_the_runs_before_it(self, world):
        for code in (0, 1, 0):
            world.finish(code)

        past = runs.past(world.connection, world.run, limit=2)

        assert [record.id for record in past] == [3, 2]
        assert runs.past(world.connection, world.runs[0]) == []

    def test_counts_fields(self, world):
        source = (Provenance("title", "h1"), Provenance("body", "density"))
        for key in "123":
            world.read(
                world.article(key, title="x" * 10 * int(key), body=None if key == "3" else "b" * 1234, provenance=source)
            )

        fields = runs.read(world.connection, world.run.id).fields
        assert fields["title"] == FieldCount(3, 3, 0, 20, "h1")
        assert fields["body"] == FieldCount(3, 2, 0, 1200, "density")
        assert fields["tags"] == FieldCount(3, 0, 0, None, None)


class TestAHost:
    def test_is_unknown_at_first(self, world):
        assert hosts.read(world.connection, "a.example") is None
        assert hosts.last_answer(world.connection, "a.example") is None

    def test_gives_one_turn_at_a_time(self, world):
        second = dt.timedelta(seconds=1)
        until = world.now + 60 * second
        assert hosts.take_turn(world.connection, "a.example", world.now, until) == world.now
        assert hosts.take_turn(world.connection, "a.example", world.now + second, until + second) == until
        hosts.end_turn(world.connection, "a.example", until, world.now + 4 * second)
        assert hosts.take_turn(world.connection, "a.example", world.now + 2 * second, until) == world.now + 4 * second
        assert hosts.take_turn(world.connection, "a.example", world.now + 4 * second, until) == world.now + 4 * second
        assert hosts.take_turn(world.connection, "a.example", until, until + 60 * second) == until, "a dead run's turn runs out"

    def test_is_left_alone_as_long_as_it_asks(self, world):
        hour = dt.timedelta(hours=1)
        until = world.now + hour
        hosts.take_turn(world.connection, "a.example", world.now, world.now + hour / 60)
        hosts.leave_alone(world.connection, "a.example", until)
        hosts.end_turn(world.connection, "a.example", world.now + hour / 60, world.now)
        hosts.leave_alone(world.connection, "a.example", world.now)
        assert hosts.read(world.connection, "a.example").wait_until == until

    def test_keeps_its_crawl_delay(self, world):
        for delay in (2.5, 10.0):
            hosts.keep_delay(world.connection, "a.example", delay)

        assert hosts.read(world.connection, "a.example").crawl_delay == 10.0

    def test_remembers_its_last_answer(self, world):
        world.now += dt.timedelta(microseconds=250_000)
        asked = world.now
        world.read()

        assert hosts.last_answer(world.connection, "gadgets.example") == asked + dt.timedelta(seconds=0.5)
