"""When a comment that is not seen any more counts as deleted, and when it does not."""

import datetime as dt

import pytest

from newsscrape.archive.records import Failure
from newsscrape.model import Comment, Outcome, Target

HOME = "https://gadgets.example"
PAGES = [f"{HOME}/comments-1", f"{HOME}/comments-1p2", f"{HOME}/comments-1p3"]


def outcome(world, number, *keys, last=False, **values):
    """What page `number` of a paged thread is read as, and what it leads to."""
    more = () if last else world.found(PAGES[number], kind="comments")
    one = world.thread(*keys, more=tuple(each.target for each in more), **values)
    return Outcome(kind="comments", threads=(one,)), more


def page(world, number, *keys, **values):
    read, more = outcome(world, number, *keys, **values)
    return world.commit(world.visit(PAGES[number - 1], read, found=more))


def article(world, *keys, **values):
    """Read the article, whose page shows an excerpt of the thread and leads to the whole."""
    more = world.found(PAGES[0], kind="comments")
    return world.read(threads=(world.thread(*keys, partial=True, more=(more[0].target,), **values),), found=more)


def first_crawl(world):
    """A thread of six over three pages, newest first."""
    article(world, "c6", claimed=6)
    page(world, 1, "c6", "c5", newest_first=True, claimed=6)
    page(world, 2, "c4", "c3", newest_first=True, claimed=6)
    page(world, 3, "c2", "c1", newest_first=True, claimed=6, last=True)
    assert deleted(world) == {}
    world.finish()


def whole(world, *keys, **values):
    """Read an article with all of its thread."""
    return world.read(threads=(world.thread(*keys, **values),))


def deleted(world):
    return dict(world.rows("SELECT key, deleted_at FROM comments WHERE deleted_at IS NOT NULL ORDER BY key"))


class TestOnOnePage:
    def test_what_is_missing_is_deleted_and_keeps_its_text(self, world):
        whole(world, "c1", "c2", "c3")
        whole(world, "c1", "c3")

        assert deleted(world) == {"c2": "2024-01-01T12:01:00Z"}
        assert world.one("SELECT body FROM comments WHERE key = 'c2'") == "Text c2"
        world.sound()
        assert world.one("SELECT comments_deleted FROM runs") == 1
        assert world.one("SELECT comments FROM article_list") == 2
        assert world.rows("SELECT body FROM comment_threads ORDER BY path") == [("Text c1",), ("Text c3",)]

    def test_what_is_older_than_all_that_is_shown_may_stand_elsewhere_where_no_count_tells(self, world):
        whole(world, "c5", "c4", "c3", "c2", "c1", newest_first=True)
        whole(world, "c6", "c5", "c3", newest_first=True)
        assert list(deleted(world)) == ["c4"]

        whole(world, "c6", "c5", "c3", newest_first=True, claimed=3)
        assert list(deleted(world)) == ["c1", "c2", "c4"]

    def test_nothing_is_missing_of_a_thread_that_its_system_cuts_short(self, world):
        whole(world, "c1", "c2", "c3")
        whole(world, "c1", "c3", cut_short=True)
        assert deleted(world) == {}

    def test_what_comes_back_is_current_again(self, world):
        whole(world, "c1", "c2", "c3")
        whole(world, "c1", "c3")
        whole(world, "c1", "c2", "c3")

        assert deleted(world) == {}
        assert world.rows("SELECT key, position FROM comments") == [("c1", 1), ("c2", 2), ("c3", 3)]
        world.sound()

    def test_it_is_deleted_once(self, world):
        whole(world, "c1", "c2", "c3")
        whole(world, "c1", "c3")
        whole(world, "c1", "c3")

        assert deleted(world) == {"c2": "2024-01-01T12:01:00Z"}
        assert world.one("SELECT comments_deleted FROM runs") == 1

    @pytest.mark.parametrize(
        ("claimed", "seen", "believed"),
        [
            (8, 8, True),
            (0, 0, False),
            (3, 3, True),
            (None, 5, True),
            (None, 4, False),  # more than half gone, and nobody says so
            (None, 0, False),
            (9, 0, False),
            (9, 8, False),
            (9, 3, False),
            (4, 7, True),  # a count of the topmost alone
            (1, 2, False),
        ],
    )
    def test_the_count_bears_it_out(self, world, claimed, seen, believed):
        keys = [f"c{number}" for number in range(9)]
        whole(world, *keys)
        whole(world, *keys[:seen], claimed=claimed)

        assert len(deleted(world)) == (9 - seen if believed else 0)

    def test_a_large_count_may_be_a_little_off(self, world):
        keys = [f"c{number}" for number in range(30)]
        whole(world, *keys)
        whole(world, *keys[:28], claimed=30)

        assert len(deleted(world)) == 2

    def test_a_thread_of_another_system_leaves_the_old_one_alone(self, world):
        whole(world, "c1", "c2", claimed=2)
        whole(world, "n1", key="other", claimed=1)

        assert deleted(world) == {}
        assert world.one("SELECT comments FROM article_list") == 3

    def test_an_excerpt_deletes_nothing(self, world):
        whole(world, "c1", "c2", "c3", claimed=3)
        whole(world, "c3", claimed=1, partial=True)

        assert deleted(world) == {}

    @pytest.mark.parametrize(
        "values",
        [
            {"state": "refused", "failure": Failure("check", "soft-404", "not found")},
            {"state": "due", "failure": Failure("fetch", "http-503", "down"), "status": 503},
            {"state": "gone", "status": 404},
            {"status": 304},
        ],
    )
    def test_a_page_that_gives_nothing_deletes_nothing(self, world, values):
        whole(world, "c1", "c2")
        world.refresh()
        world.commit(world.visit(f"{HOME}/a1", None, **values))

        assert deleted(world) == {}

    def test_a_refused_page_deletes_nothing_whatever_was_read_of_it(self, world):
        whole(world, "c1", "c2")
        world.refresh()
        threads = (world.thread(claimed=0),)
        world.commit(
            world.visit(f"{HOME}/a1", Outcome(kind="article", threads=threads, refused="login: a form"), state="refused")
        )

        assert deleted(world) == {}


class TestOverPages:
    def test_the_last_page_tells_what_is_missing(self, world):
        first_crawl(world)
        article(world, "c6", claimed=4)
        page(world, 1, "c6", "c4", newest_first=True, claimed=4)
        assert deleted(world) == {}

        page(world, 2, "c3", "c1", newest_first=True, claimed=4, last=True)

        assert list(deleted(world)) == ["c2", "c5"]
        assert world.one("SELECT visit, lacking FROM threads") == (2, 0)
        assert world.rows("SELECT * FROM thread_seen") == []

    def test_new_ones_get_higher_positions_and_none_is_renumbered(self, world):
        first_crawl(world)
        article(world, "c8", claimed=6)
        page(world, 1, "c8", "c7", newest_first=True, claimed=6)
        page(world, 2, "c6", "c4", newest_first=True, claimed=6)
        page(world, 3, "c3", "c1", newest_first=True, claimed=6, last=True)

        assert dict(world.rows("SELECT key, position FROM comments")) == {f"c{number}": number for number in range(1, 9)}
        assert list(deleted(world)) == ["c2", "c5"]

    def test_a_pass_may_take_several_runs(self, world):
        first_crawl(world)
        article(world, "c6", claimed=4)
        page(world, 1, "c6", "c4", newest_first=True, claimed=4)
        world.finish(1)
        page(world, 2, "c3", "c1", newest_first=True, claimed=4, last=True)

        assert list(deleted(world)) == ["c2", "c5"]

    @pytest.mark.parametrize("state", ["refused", "gone"])
    def test_a_page_that_failed_may_have_held_what_is_missing(self, world, state):
        first_crawl(world)
        article(world, "c6", claimed=4)
        page(world, 1, "c6", "c4", newest_first=True, claimed=4)
        world.commit(world.visit(PAGES[1], None, state=state, status=404, failure=Failure("fetch", "http-404", "no")))
        world.finish()
        article(world, "c6", claimed=4)
        page(world, 1, "c6", "c4", newest_first=True, claimed=4, last=False)

        assert deleted(world) == {}

    def test_a_page_in_the_middle_that_was_not_asked_may_hold_it(self, world):
        first_crawl(world)
        world.refresh()
        page(world, 3, "c2", newest_first=True, last=True)

        assert deleted(world) == {}

    def test_an_entry_that_failed_may_hold_it(self, world):
        """The article names all pages at once; the first one fails, the others are read."""
        more = world.found(*PAGES, kind="comments")
        entries = tuple(each.target for each in more)

        def crawl(*pages):
            world.read(threads=(world.thread(partial=True, more=entries),), found=more)
            for url, keys in zip(PAGES, pages, strict=True):
                if keys is None:
                    world.commit(world.visit(url, None, state="refused", failure=Failure("check", "empty", "no")))
                else:
                    world.commit(world.visit(url, Outcome(kind="comments", threads=(world.thread(*keys),))))

        crawl(["c1", "c2"], ["c3", "c4"], ["c5", "c6"])
        world.finish()
        world.refresh()
        crawl(None, ["c3"], ["c5", "c6"])
        assert deleted(world) == {}

        world.finish()
        world.refresh()
        crawl(["c1", "c2"], ["c3"], ["c5", "c6"])
        assert list(deleted(world)) == ["c4"]

    def test_a_page_that_leads_where_this_run_does_not_go_may_hold_it(self, world):
        more = world.found(PAGES[0], kind="comments")

        def crawl(target, *keys):
            world.read(threads=(world.thread("c1", "c2", claimed=2 + len(keys), more=(target,)),), found=more)
            page(world, 1, *keys, claimed=2 + len(keys), last=True)
            world.finish()
            world.refresh()

        crawl(more[0].target, "c3", "c4")
        crawl(Target(f"{HOME}/never", "comments"), "c3")
        assert deleted(world) == {}

        crawl(more[0].target, "c3")
        assert list(deleted(world)) == ["c4"]

    def test_an_excerpt_that_leads_nowhere_may_hide_it(self, world):
        """The article names a feed of the newest comments and a page of the thread."""
        more = world.found(f"{HOME}/feed", PAGES[0], kind="comments")

        def crawl(*keys):
            world.read(threads=(world.thread(partial=True, more=tuple(each.target for each in more)),), found=more)
            feed = Outcome(kind="comments", threads=(world.thread("c4", partial=True),))
            world.commit(world.visit(f"{HOME}/feed", feed))
            page(world, 1, *keys, last=True)
            world.finish()
            world.refresh()

        crawl("c1", "c2", "c3")
        crawl("c1", "c2")

        assert deleted(world) == {}

    def test_an_entry_that_the_article_names_no_more_is_not_missed(self, world):
        first_crawl(world)
        moved = world.found(f"{HOME}/thread", kind="comments")
        world.read(threads=(world.thread(partial=True, claimed=5, more=(moved[0].target,)),), found=moved)
        read = Outcome(kind="comments", threads=(world.thread("c6", "c5", "c4", "c3", "c1", claimed=5),))
        world.commit(world.visit(f"{HOME}/thread", read))

        assert list(deleted(world)) == ["c2"]

    def test_what_is_newer_than_the_servers_copy_is_not_missed_at_once(self, world):
        """The article shows a comment that the thread's page, which a cache may hold, does not show yet."""
        article(world, "c3", claimed=3)
        page(world, 1, "c2", "c1", newest_first=True, claimed=2, last=True)
        assert deleted(world) == {}
        world.finish()

        world.refresh()
        page(world, 1, "c2", "c1", newest_first=True, claimed=2, last=True)
        assert list(deleted(world)) == ["c3"]

    def test_the_pages_beyond_the_known_are_not_missed(self, world):
        first_crawl(world)
        article(world, "c7", claimed=7)
        page(world, 1, "c7", "c6", newest_first=True, claimed=7)

        assert (world.due(), deleted(world)) == ([], {})
        assert world.one("SELECT position FROM comments WHERE key = 'c7'") == 7

    def test_a_run_that_wants_the_first_page_alone_deletes_nothing(self, world):
        first_crawl(world)
        more = (Target(f"{HOME}/never", "comments"),)
        world.read(threads=(world.thread("c6", claimed=1, more=more),))

        assert deleted(world) == {}

    def test_a_page_that_is_asked_anew_begins_anew(self, world):
        """What was read of a pass that never ended is too old to prove anything."""
        first_crawl(world)
        article(world, "c6", claimed=5)
        page(world, 1, "c6", "c5", newest_first=True, claimed=5)
        world.commit(world.visit(PAGES[1], None, state="refused", failure=Failure("check", "challenge", "wait")))
        world.finish()
        article(world, "c7", claimed=5)
        page(world, 1, "c7", newest_first=True, claimed=5)
        page(world, 2, "c4", "c3", newest_first=True, claimed=5)
        page(world, 3, "c2", "c1", newest_first=True, claimed=5, last=True)

        assert list(deleted(world)) == ["c5", "c6"]
        assert world.one("SELECT visit FROM threads") == 3

    def test_a_thread_that_redirects_is_whole_all_the_same(self, world):
        moved = f"{HOME}/thread/1"

        def crawl(*keys):
            article(world, claimed=len(keys))
            world.commit(world.visit(PAGES[0], None, redirect=Target(moved, "comments"), status=301))
            read = Outcome(kind="comments", threads=(world.thread(*keys, claimed=len(keys)),))
            world.commit(world.visit(moved, read))

        crawl("c1", "c2", "c3")
        world.finish()
        world.refresh()
        world.connection.execute("UPDATE urls SET state = 'due', due_at = '2024-01-01T00:00:00Z' WHERE url = ?", (PAGES[0],))
        crawl("c1", "c3")

        assert list(deleted(world)) == ["c2"]

    def test_what_an_interrupted_pass_found_gets_its_position_with_the_next(self, world):
        more = world.found(PAGES[1], kind="comments")
        thread = world.thread("c1", "c2", more=(more[0].target,), claimed=4)
        world.read(threads=(thread,), found=more)
        world.read(threads=(thread,), found=more)
        page(world, 2, "c3", "c4", claimed=4, last=True)

        assert dict(world.rows("SELECT key, position FROM comments")) == {"c1": 1, "c2": 2, "c3": 3, "c4": 4}


class TestReadingOn:
    def test_a_count_that_has_fallen_is_a_reason(self, world):
        first_crawl(world)
        article(world, "c6", claimed=5)

        assert world.due() == [PAGES[0]]

    def test_a_count_that_never_fits_is_none_once_all_was_read(self, world):
        article(world, "c2", claimed=9)
        page(world, 1, "c2", "c1", newest_first=True, claimed=9, last=True)
        assert world.one("SELECT lacking FROM threads") == 7
        world.finish()

        article(world, "c2", claimed=9)
        assert world.due() == []

        world.now += dt.timedelta(hours=2)
        article(world, "c2", claimed=10)
        assert world.due() == [PAGES[0]]


def test_an_edit_that_leaves_no_id_is_a_comment_gone_and_one_that_came(world):
    whole(world, Comment("~a", "One."), Comment("~b", "Two."))
    whole(world, Comment("~a", "One."), Comment("~c", "Two, really."))

    assert list(deleted(world)) == ["~b"]
