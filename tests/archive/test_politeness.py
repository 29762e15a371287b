import datetime as dt
import functools
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import politeness, runs
from newsscrape.archive.records import Fetch, Visit
from newsscrape.model import Target

HOME = "https://gadgets.example"
ROBOTS = f"{HOME}/robots.txt"


def ask(world, *requests, pause=2.0):
    """Archive requests (address, seconds after the run's start, further fields) as one run's, and report on it."""
    start = world.now
    for url, second, *more in requests:
        values = {"status": 200, "seconds": 0.5, **(more[0] if more else {})}
        kind = "robots" if url.endswith("/robots.txt") else "article"
        lease = world.frontier.lease_url(world.run.site_id, Target(url, kind), start)
        world.writer.commit([Visit(lease=lease, state="done", fetch=Fetch(start + dt.timedelta(seconds=second), **values))])
    stats = {} if pause is None else {"pause": pause}
    runs.finish(world.connection, world.run, "ok", None, 0, stats, start)
    run = politeness.find(world.connection, world.run.id)
    return {host.host: host for host in politeness.report(world.connection, run)}


@pytest.fixture
def asked(world):
    return functools.partial(ask, world)


class TestTheGap:
    def test_counts_from_the_end_of_an_answer(self, asked):
        host = asked((ROBOTS, 0), (f"{HOME}/1", 2.5, {"seconds": 4.0}), (f"{HOME}/2", 9.25))["gadgets.example"]
        assert host.gaps.tolist() == [pytest.approx(2.0), pytest.approx(2.75)]
        assert host.shortest == pytest.approx(2.0)
        assert host.median == pytest.approx(2.375)
        assert host.earlies == 0

    def test_that_is_too_short_is_named_with_what_was_owed(self, asked):
        host = asked((ROBOTS, 0), (f"{HOME}/1", 2.4), (f"{HOME}/2", 5.0))["gadgets.example"]
        assert [(one.url, one.at, one.owed) for one in host.early] == [(f"{HOME}/1", "2024-01-01T12:00:02Z", 2.0)]
        assert host.early[0].gap == pytest.approx(1.9)

    def test_of_two_at_a_time_is_negative_and_early_whatever_the_pause(self, asked):
        host = asked((ROBOTS, 0), (f"{HOME}/1", 1, {"seconds": 9.0}), (f"{HOME}/2", 2), (f"{HOME}/3", 10), pause=0.0)
        assert [(one.url, one.gap) for one in host["gadgets.example"].early] == [(f"{HOME}/2", pytest.approx(-8.0))]

    def test_is_none_of_another_hosts(self, asked):
        hosts = asked((ROBOTS, 0), ("http://other.example/robots.txt", 0.1), (f"{HOME}/1", 2.5))
        assert [host.earlies for host in hosts.values()] == [0, 0]
        assert [(name, host.requests) for name, host in hosts.items()] == [("gadgets.example", 2), ("other.example", 1)]

    def test_counts_from_what_another_run_asked(self, world, asked):
        asked((ROBOTS, 0), (f"{HOME}/1", 5))
        world.finish()
        world.now -= dt.timedelta(days=1)
        (host,) = asked((ROBOTS, 6)).values()
        assert (host.requests, host.early[0].gap) == (1, pytest.approx(0.5))

    @given(st.lists(st.integers(0, 4000), min_size=1, max_size=12), st.integers(0, 3000))
    def test_is_what_was_left_between_the_requests(self, new_world, gaps, pause):
        world = new_world()
        starts = [sum(gaps[:number]) / 1000 + 0.5 * number for number in range(len(gaps) + 1)]
        urls = [ROBOTS, *(f"{HOME}/{number}" for number in range(len(gaps)))]
        (host,) = ask(world, *zip(urls, starts, strict=True), pause=pause / 1000).values()
        assert [round(gap * 1000) for gap in host.gaps] == pytest.approx(gaps, abs=1)
        assert sum(gap < pause - 1 for gap in gaps) <= host.earlies <= sum(gap < pause for gap in gaps)
        assert len(host.early) == min(host.earlies, politeness.SHOWN)


class TestACrawlDelay:
    def test_is_owed_where_it_is_longer_but_for_robots_txt_itself(self, world, asked):
        rules = {"body": b"User-agent: *\nCrawl-delay: 5\n"}
        host = asked((ROBOTS, 0, rules), (f"{HOME}/1", 5.5), (f"{HOME}/2", 9))["gadgets.example"]
        assert (host.crawl_delay, host.owed) == (5.0, 5.0)
        assert [one.url for one in host.early] == [f"{HOME}/2"]
        world.finish()
        world.now -= dt.timedelta(days=1)
        assert asked((ROBOTS, 11.5, rules))["gadgets.example"].earlies == 0

    def test_that_only_a_later_run_has_read_is_not_held_against_this_one(self, world, asked):
        assert asked((ROBOTS, 0), (f"{HOME}/1", 2.5))["gadgets.example"].earlies == 0
        number = world.run.id
        world.finish()
        asked((ROBOTS, 0, {"body": b"User-agent: *\nCrawl-delay: 5\n"}))
        (host,) = politeness.report(world.connection, politeness.find(world.connection, number))
        assert (host.crawl_delay, host.earlies) == (None, 0)

    def test_of_an_hour_is_a_minute(self, asked):
        host = asked((ROBOTS, 0, {"body": b"User-agent: newsscrape\nCrawl-delay: 3600\n"}), (f"{HOME}/1", 61))
        assert (host["gadgets.example"].owed, host["gadgets.example"].earlies) == (60.0, 0)

    def test_is_all_that_counts_where_the_run_noted_no_pause(self, asked):
        assert asked((ROBOTS, 0), (f"{HOME}/1", 0.6), pause=None)["gadgets.example"].earlies == 0


class TestRobots:
    @pytest.mark.parametrize(("days", "said"), [(None, "never"), (0.5, "copy"), (1.5, "never")])
    def test_were_asked_first_or_not_long_ago(self, world, asked, days, said):
        if days:
            assert asked((ROBOTS, 0))["gadgets.example"].robots == "first"
            world.finish()
            world.now += dt.timedelta(days=days - 1)
        host = asked((f"{HOME}/1", 0), (ROBOTS, 5), (f"{HOME}/2", 10))["gadgets.example"]
        assert host.robots == said
        assert [(one.url, one.gap) for one in host.early] == ([(f"{HOME}/1", None)] if said == "never" else [])


def test_counts_statuses_bytes_and_waits(asked):
    answers = [200, 304, 301, 404, 503, 206, None]
    wait = {"waited": 1.5, "wait_reason": "back-off"}
    requests = [(f"{HOME}/{n}", 10 * (n + 1), {"status": status, "body": b"12", **wait}) for n, status in enumerate(answers)]
    host = asked((ROBOTS, 0), *requests)["gadgets.example"]
    expected = {"200": 2, "304": 1, "3xx": 1, "4xx": 1, "5xx": 1, "2xx": 1, "none": 1}
    assert (host.requests, host.bytes, dict(host.statuses)) == (8, 14, expected)
    assert host.waits == {"back-off": (7, 10.5)}


class TestARun:
    def test_is_found_by_its_number_or_is_the_last(self, world):
        world.finish()
        world.finish()
        assert [politeness.find(world.connection, number).id for number in (1, None)] == [1, 3]
        assert politeness.find(world.connection, None, "gadgets").id == 3
        assert politeness.find(world.connection, None, "others") is None
        assert politeness.find(world.connection, 77) is None

    def test_that_is_not_there_has_neighbours(self, world):
        for _ in range(5):
            world.finish()
        assert politeness.nearest(world.connection, 77) == [4, 5, 6]
        assert politeness.nearest(world.connection, 3) == [2, 3, 4]

    def test_without_a_request_has_no_hosts(self, world):
        assert list(politeness.report(world.connection, politeness.find(world.connection, None))) == []

    def test_keeps_only_so_many_early_ones(self, asked):
        urls = [f"{HOME}/{number}" for number in range(50)]
        (host,) = asked((ROBOTS, 0), *zip(urls, itertools.count(0.5, 0.5), strict=False)).values()
        assert (host.earlies, len(host.early)) == (50, politeness.SHOWN)
