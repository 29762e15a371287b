"""When a visited address is due again: by its age and its changes, on a clock that the test moves."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import revisits
from newsscrape.archive.records import Failure
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.model import Instant, Outcome, Target

NOW = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ONE = "https://gadgets.example/a1"
FEED = "https://gadgets.example/feed"
THREAD = "https://gadgets.example/thread1"


def published(ago, precision="second"):
    return Instant(utc_text(NOW - ago), "some day", precision)


def due(world, url=ONE):
    text = world.one("SELECT due_at FROM urls WHERE url = ?", url)
    return from_utc_text(text) if text else None


def wake(world, at):
    world.now = at
    return world.frontier.wake(world.run.site_id, at)


class TestTheCurve:
    @given(st.timedeltas(min_value=dt.timedelta(days=-400), max_value=dt.timedelta(days=400)))
    def test_waits_half_the_quiet_time_an_hour_at_least_and_ends(self, quiet):
        again = revisits.after(NOW, NOW - quiet)
        if quiet >= revisits.QUIET:
            assert again is None
        else:
            assert again - NOW == max(HOUR, quiet / 2)

    def test_visits_an_article_that_stays_quiet_a_handful_of_times(self):
        visits, at = 0, NOW
        while (at := revisits.after(at, NOW)) is not None:
            visits += 1
        assert visits == 17

    @given(st.integers(0, 10_000), st.floats(1, 14))
    def test_a_sources_rhythm_stays_within_bounds(self, articles, days):
        assert dt.timedelta(minutes=15) <= revisits.rhythm(articles, days) <= DAY


class TestAnArticle:
    @pytest.mark.parametrize(
        ("date", "wait"),
        [
            (published(dt.timedelta(minutes=10)), HOUR),
            (published(8 * HOUR), 4 * HOUR),
            (published(6 * DAY), 3 * DAY),
            (published(40 * DAY), None),
            (published(-2 * DAY), HOUR),
            (None, HOUR),
            (published(12 * HOUR, "day"), HOUR),
            (published(5 * DAY, "day"), 2 * DAY),
        ],
    )
    def test_is_due_by_its_age(self, world, date, wait):
        world.read(world.article(published=date))

        assert due(world) == (NOW + wait if wait else None)

    def test_is_woken_in_its_time_behind_all_that_is_new(self, world):
        world.read(world.article(published=published(8 * HOUR)), etag='"1"')
        assert wake(world, NOW + 3 * HOUR) == 0
        assert wake(world, NOW + 4 * HOUR) == 1
        world.arm("https://gadgets.example/a2")

        leases = world.frontier.lease(world.run.site_id, "gadgets.example", 9, world.now, ())
        assert [lease.url for lease in leases] == ["https://gadgets.example/a2", ONE]
        assert (leases[1].etag, leases[1].article_id) == ('"1"', 1)
        left = world.frontier.lease(world.run.site_id, "gadgets.example", 9, world.now, (), without={"article"})
        assert [lease.url for lease in left] == [ONE], "a limit is for what is new"

    def test_unchanged_waits_longer_each_time(self, world):
        world.read(world.article(published=published(8 * HOUR)), etag='"1"')
        wake(world, due(world))
        world.commit(world.visit(ONE, status=304, body=b"", etag='"1"'))

        assert due(world) == NOW + 4 * HOUR + 6 * HOUR

    def test_edited_is_looked_at_again_soon(self, world):
        world.read(world.article(published=published(10 * DAY)))
        wake(world, at := due(world))
        world.read(world.article(title="Another title", published=published(10 * DAY)))

        assert due(world) == at + HOUR

    def test_whose_thread_grows_is_looked_at_again_soon(self, world):
        world.read(world.article(published=published(10 * DAY)), threads=(world.thread("1", "2", claimed=2),))
        assert due(world) == NOW + 5 * DAY, "what the first visit found is no growth"
        wake(world, at := due(world))
        world.read(world.article(published=published(10 * DAY)), threads=(world.thread("1", "2", "3", claimed=3),))

        assert due(world) == at + HOUR

    def test_under_two_addresses_is_asked_for_under_one(self, world):
        world.read(world.article(published=published(8 * HOUR)))
        world.arm("https://m.gadgets.example/a1")
        outcome = Outcome(kind="article", article=world.article(published=published(8 * HOUR)))
        world.commit(world.visit("https://m.gadgets.example/a1", outcome))

        assert due(world) is not None
        assert due(world, "https://m.gadgets.example/a1") is None


class TestWhatIsAbsent:
    def test_gone_is_asked_for_ever_more_rarely(self, world):
        world.read(world.article(published=published(8 * HOUR)))
        wake(world, at := due(world))
        world.commit(world.visit(ONE, status=404, state="gone", failure=Failure("fetch", "http-404", "gone")))
        assert world.one("SELECT gone_at FROM articles") == utc_text(at)
        assert due(world) == at + DAY

        wake(world, due(world))
        world.commit(world.visit(ONE, status=404, state="gone", failure=Failure("fetch", "http-404", "gone")))
        assert due(world) == at + 2 * DAY

    @pytest.mark.parametrize(
        ("kind", "again"), [("challenge", True), ("thin", True), ("listing", False), ("disallowed", False)]
    )
    def test_refused_is_asked_for_again_where_that_may_help(self, world, kind, again):
        world.arm(ONE)
        world.commit(world.visit(ONE, state="refused", failure=Failure("check", kind, "no article")))

        assert due(world) == (NOW + DAY if again else None)

    def test_a_wall_before_an_archived_article_keeps_its_time(self, world):
        world.read(world.article(published=published(8 * HOUR)))
        wake(world, at := due(world))
        world.commit(world.visit(ONE, state="refused", failure=Failure("check", "challenge", "just a moment")))

        assert due(world) == at + 6 * HOUR


class TestACommentPage:
    def read(self, world, claimed, host="gadgets.example"):
        thread = world.thread("1", claimed=claimed, partial=True, more=(Target(f"https://{host}/thread1", "comments"),))
        found = world.found(f"https://{host}/thread1", kind="comments", system="gsmarena")
        world.read(world.article(published=published(8 * HOUR)), threads=(thread,), found=found)
        outcome = Outcome(kind="comments", threads=(world.thread("1", "2", claimed=claimed),))
        world.commit(world.visit(f"https://{host}/thread1", outcome))
        return due(world, f"https://{host}/thread1")

    def test_whose_length_the_article_tells_is_not_asked_for_by_itself(self, world):
        assert self.read(world, 2) is None

    def test_of_unknown_length_is_asked_for_by_itself(self, world):
        assert self.read(world, None) is not None

    def test_on_another_host_is_asked_for_by_itself(self, world):
        assert self.read(world, 2, "talk.example") is not None


class TestASource:
    def test_is_due_by_its_rhythm(self, world):
        world.arm(FEED, kind="feed")
        found = [
            one
            for number in range(28)
            for one in world.found(f"https://gadgets.example/a{number}", published=utc_text(NOW - number * DAY / 2))
        ]
        world.connection.execute("UPDATE urls SET found_at = '2020-01-01T00:00:00Z'")
        world.commit(world.visit(FEED, Outcome(kind="feed"), found=tuple(found)))

        assert due(world, FEED) == NOW + 6 * HOUR

    def test_is_not_woken_but_armed(self, world):
        world.arm(FEED, kind="feed")
        world.commit(world.visit(FEED, Outcome(kind="feed")))

        assert due(world, FEED) == NOW + DAY / 2, "half of the one day that it is known"
        assert wake(world, NOW + 2 * DAY) == 0

    def test_that_another_page_names_has_no_time_of_its_own(self, world):
        world.arm(FEED, kind="sitemap")
        world.commit(world.visit(FEED, Outcome(kind="sitemap"), found=world.found(f"{FEED}2", kind="sitemap")))
        world.commit(world.visit(f"{FEED}2", Outcome(kind="sitemap")))

        assert due(world, f"{FEED}2") is None
