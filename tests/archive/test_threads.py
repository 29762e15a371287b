import json
import time
from dataclasses import replace

import pytest

from newsscrape import comments
from newsscrape.archive import reader
from newsscrape.forms import from_dict
from newsscrape.model import Comment, Instant, Outcome
from newsscrape.page import Page

HOME = "https://gadgets.example"
PAGES = [f"{HOME}/comments-1", f"{HOME}/comments-1p2", f"{HOME}/comments-1p3"]


def comments_page(world, number, *keys, last=False, **values):
    """Visit page `number` of a paged thread, which leads to the next unless it is the last."""
    more = () if last else world.found(PAGES[number], kind="comments")
    one = world.thread(*keys, more=tuple(each.target for each in more), **values)
    return world.commit(world.visit(PAGES[number - 1], Outcome(kind="comments", threads=(one,)), found=more))


def begin(world, *keys, **values):
    """Read the article, whose page shows an excerpt of its thread and leads to the whole."""
    more = world.found(PAGES[0], kind="comments")
    one = world.thread(*keys, partial=True, more=(more[0].target,), **values)
    return world.read(threads=(one,), found=more)


def stored(world):
    return {row[0]: row[1:] for row in world.rows("SELECT key, position, parent_key, body, edited_at FROM comments")}


def positions(world):
    return dict(world.rows("SELECT key, position FROM comments ORDER BY key"))


def bodies(world):
    return [comment.body for comment in reader.comments(world.connection, 1)]


class TestComments:
    def test_stand_below_their_article(self, world):
        one = Comment(
            *("c1", "Text.", None, "Max", "6XUu", f"{HOME}/max", f"{HOME}/c1"),
            *(Instant("2024-01-01T00:00:00Z", "1 Jan 2024", "day"), "quoted", 3, 1),
        )
        world.read(threads=(world.thread(one, url=f"{HOME}/thread", claimed=1),))

        assert reader.comments(world.connection, 1) == (one,)
        assert world.one("SELECT system, key, url, claimed, article_id FROM threads") == (
            *("gsmarena", "1", f"{HOME}/thread", 1, 1),
        )
        assert world.one("SELECT comments_new FROM runs") == 1
        assert world.one("SELECT page_id FROM comments") == 1

    def test_are_told_apart_by_their_key_alone(self, world):
        twins = [Comment(key, "First!", author="Anonymous") for key in ("a", "b", "a")]

        world.read(threads=(world.thread(*twins),))

        assert world.rows("SELECT key, position FROM comments") == [("a", 1), ("b", 2)]

    def test_that_were_edited_say_when(self, world):
        world.read(threads=(world.thread("c1", "c2"),))

        world.read(threads=(world.thread(Comment("c1", "Changed."), "c2"),))

        assert stored(world)["c1"] == (1, None, "Changed.", "2024-01-01T12:01:00Z")
        assert stored(world)["c2"][3] is None
        assert world.counters()["comments_edited"] == 1
        world.sound()

    def test_take_new_votes_without_being_edited(self, world):
        world.read(threads=(world.thread(Comment("c1", "x", author="A", upvotes=1)),))

        world.read(threads=(world.thread(Comment("c1", "x", upvotes=5)),))

        assert world.one("SELECT upvotes, author, edited_at FROM comments") == (5, "A", None)
        assert world.counters()["comments_edited"] == 0

    def test_keep_the_first_finest_reading_of_a_relative_date(self, world):
        hours = Instant("2024-01-01T07:00:00Z", "5 hours ago", "hour")
        for when in (hours, Instant("2024-01-01T06:00:00Z", "6 hours ago", "hour"), None):
            world.read(threads=(world.thread(Comment("c1", "x", published=when)),))

        assert reader.comments(world.connection, 1)[0].published == hours

    def test_are_not_doubled_where_the_page_names_its_thread_in_another_way(self, world):
        world.read(threads=(world.thread("c1", "c2", key="post-7"),))
        world.finish()

        world.read(threads=(world.thread("c1", Comment("c2", "Changed."), "c3", key="/story"),))

        assert positions(world) == {"c1": 1, "c2": 2, "c3": 3}
        assert world.rows("SELECT key, current FROM threads") == [("/story", 3)]
        world.sound()

    def test_are_not_doubled_where_the_page_shows_others_and_names_its_thread_in_another_way(self, world):
        url = f"{HOME}/a1"
        world.read(threads=(world.thread("c1", key="post-7", url=url),))
        world.read(threads=(world.thread(key="service-8", url=url),))
        assert world.rows("SELECT key, current FROM threads ORDER BY id") == [("post-7", 1), ("service-8", 0)]

        world.read(threads=(world.thread("c2", key="/story", url=url),))

        assert world.rows("SELECT key FROM threads ORDER BY id") == [("/story",), ("service-8",)]
        assert world.rows("SELECT thread_id, key FROM comments ORDER BY id") == [(1, "c1"), (1, "c2")]
        world.sound()

    def test_of_another_thread_or_system_are_others(self, world):
        world.read(threads=(world.thread("c1", key="1"),))
        world.read(threads=(world.thread(Comment("c1", "Other words."), key="2"),))
        world.read(threads=(replace(world.thread("c1", key="1"), system="disqus"),))

        assert world.rows("SELECT system, key, current FROM threads") == [
            ("gsmarena", "1", 1), ("gsmarena", "2", 1), ("disqus", "1", 1),
        ]  # fmt: skip

    def test_of_no_article_are_an_error_not_a_loss(self, world):
        world.arm(PAGES[0], kind="comments")

        comments_page(world, 1, "c1", last=True)

        assert world.one("SELECT state FROM urls") == "refused"
        assert world.one("SELECT stage, message FROM errors") == ("archive", "1 comments of no archived article")

    def test_that_came_with_the_article_alone_are_kept(self, world):
        world.read(world.article(comments=(Comment("c1", "x"),)))

        assert world.one("SELECT t.system, c.key FROM comments c JOIN threads t ON t.id = c.thread_id") == ("page", "c1")

    def test_seen_again_are_not_deleted_any_more(self, world):
        world.read(threads=(world.thread("c1"),))
        world.connection.execute("UPDATE comments SET deleted_at = '2024-01-01T00:00:00Z'")
        assert bodies(world) == []

        world.read(threads=(world.thread("c1"),))

        assert bodies(world) == ["Text c1"]


class TestParents:
    def test_are_found_in_any_order(self, world):
        begin(world)
        comments_page(world, 1, Comment("c3", "x", "c2"), Comment("c2", "x", "c1"), newest_first=True)
        assert dict(world.rows("SELECT key, parent_id FROM comments")) == {"c3": 2, "c2": None}

        comments_page(world, 2, "c1", last=True, newest_first=True)

        assert dict(world.rows("SELECT key, parent_id FROM comments")) == {"c3": 2, "c2": 3, "c1": None}
        assert [row[0] for row in world.rows("SELECT depth FROM comment_threads ORDER BY path")] == [0, 1, 2]

    def test_that_are_missing_or_circular_are_kept_as_given(self, world):
        given = [("lost", "never"), ("self", "self"), ("a", "b"), ("b", "c"), ("c", "a"), ("d", "c")]

        world.read(threads=(world.thread(*(Comment(key, key, parent) for key, parent in given)),))

        assert world.rows("SELECT key, parent_key FROM comments ORDER BY id") == given
        links = dict(world.rows("SELECT c.key, p.key FROM comments c LEFT JOIN comments p ON p.id = c.parent_id"))
        assert links == {"lost": None, "self": None, "a": "b", "b": "c", "c": None, "d": "c"}
        assert dict(world.rows("SELECT body, depth FROM comment_threads")) == {
            **dict.fromkeys(["lost", "self", "c"], 0),
            "b": 1,
            "d": 1,
            "a": 2,
        }

    def test_in_a_circle_made_by_hand_do_not_loop_the_view(self, world):
        world.read(threads=(world.thread("a", "b", "c", "d"),))
        for child, parent in ((1, 2), (2, 1), (3, 3), (4, 1)):
            world.connection.execute("UPDATE comments SET parent_id = ? WHERE id = ?", (parent, child))

        assert world.rows("SELECT id, depth FROM comment_threads ORDER BY id") == [(1, 0), (2, 0), (3, 0), (4, 0)]

    @pytest.mark.parametrize("newest_first", [False, True])
    def test_nested_very_deep_cost_linear_time(self, world, newest_first):
        chain = [Comment(f"c{number}", "x", f"c{number - 1}" if number else None) for number in range(3000)]
        started = time.process_time()

        world.read(threads=(world.thread(*(chain[::-1] if newest_first else chain), newest_first=newest_first),))

        assert time.process_time() - started < 3
        assert world.one("SELECT count(*) FROM comments WHERE parent_id IS NOT NULL") == 2999

    def test_order_a_thread_in_the_view(self, world):
        given = [("c1", None), ("c2", None), ("c3", "c1"), ("c4", "c2"), ("c5", "c3"), ("c6", "c1")]
        world.read(threads=(world.thread(*(Comment(key, key, parent) for key, parent in given)),))

        rows = world.rows("SELECT body, depth FROM comment_threads WHERE article_id = 1 ORDER BY path")

        assert rows == [("c1", 0), ("c3", 1), ("c5", 2), ("c6", 1), ("c2", 0), ("c4", 1)]


class TestPositions:
    def test_wait_for_the_end_of_the_thread(self, world):
        begin(world)
        comments_page(world, 1, "c6", "c5", newest_first=True)
        comments_page(world, 2, "c4", "c3", newest_first=True)
        assert set(positions(world).values()) == {None}
        assert world.one("SELECT visit, completed_at FROM threads") == (1, None)

        comments_page(world, 3, "c2", "c1", newest_first=True, last=True)

        assert positions(world) == {f"c{number}": number for number in range(1, 7)}
        assert bodies(world) == [f"Text c{number}" for number in range(1, 7)]
        assert world.one("SELECT visit, started_at, completed_at FROM threads") == (
            *(1, "2024-01-01T12:01:00Z", "2024-01-01T12:03:00Z"),
        )
        assert world.rows("SELECT * FROM thread_seen") == []

    def test_go_down_the_page_where_the_oldest_is_first(self, world):
        world.read(threads=(world.thread("c1", "c2", "c3"),))

        assert positions(world) == {"c1": 1, "c2": 2, "c3": 3}

    def test_follow_the_clock_where_the_page_does_not(self, world):
        times = {"c3": "12:30", "c1": "10:00", "c2": "11:15"}
        shown = [
            Comment(key, f"Text {key}", published=Instant(f"2024-01-01T{at}:00Z", at, "minute")) for key, at in times.items()
        ]
        world.read(threads=(world.thread(*shown, "undated", newest_first=True),))

        assert positions(world) == {"undated": 1, "c1": 2, "c2": 3, "c3": 4}

    def test_are_never_given_anew(self, world):
        begin(world, claimed=2)
        comments_page(world, 1, "c3", "c1", newest_first=True, last=True)
        world.finish()

        begin(world, "c5", claimed=4)
        comments_page(world, 1, "c5", "c4", "c3", "c2", "c1", newest_first=True, last=True)

        assert positions(world) == {"c1": 1, "c3": 2, "c2": 3, "c4": 4, "c5": 5}
        assert world.one("SELECT visit, grew_at FROM threads") == (2, world.one("SELECT max(first_seen_at) FROM comments"))

    def test_need_no_page_beyond_the_known(self, world):
        begin(world)
        comments_page(world, 1, "c3", "c2", newest_first=True)
        comments_page(world, 2, "c1", newest_first=True, last=True)
        world.finish()

        begin(world, "c4")
        comments_page(world, 1, "c4", "c3", newest_first=True)

        assert world.due() == []
        assert positions(world)["c4"] == 4

    def test_stay_open_where_the_rest_is_not_wanted(self, world):
        begin(world)
        more = world.found(PAGES[1], kind="comments", reason="comments")
        one = world.thread("c9", "c8", newest_first=True, more=(more[0].target,))
        world.commit(world.visit(PAGES[0], Outcome(kind="comments", threads=(one,)), found=more))

        assert positions(world) == {"c8": None, "c9": None}

    def test_are_by_thread(self, world):
        world.read(threads=(world.thread("x", "y"), world.thread(Comment("x", "Other words."), key="2")))

        assert world.rows("SELECT thread_id, key, position FROM comments") == [(1, "x", 1), (1, "y", 2), (2, "x", 1)]


class TestReadingOn:
    def test_stops_when_a_thread_shows_nothing_new(self, world):
        begin(world, "c2", claimed=2)
        comments_page(world, 1, "c2", "c1", newest_first=True, last=True)
        world.finish()

        begin(world, "c2", claimed=2)
        assert world.due() == []

        world.finish()
        begin(world, "c2", claimed=3)
        assert world.due() == [PAGES[0]]

    def test_asks_for_no_page_twice_in_a_run(self, world):
        begin(world)
        comments_page(world, 1, "c1")
        back = world.found(PAGES[0], kind="comments")
        one = world.thread("c2", more=(back[0].target,))
        world.commit(world.visit(PAGES[1], Outcome(kind="comments", threads=(one,)), found=back))

        assert world.due() == []
        assert positions(world) == {"c1": 1, "c2": 2}


class TestExcerpts:
    """The block under an article shows the newest comments cut short, and may leave out their ids."""

    CUT = Comment("hash", "The first words of a long ...", author="Eve")
    WHOLE = Comment("77", "The first words of a long comment.", author="Eve")

    def test_are_completed_by_their_whole(self, world):
        begin(world, self.CUT)
        comments_page(world, 1, self.WHOLE, last=True)

        assert stored(world) == {"77": (1, None, self.WHOLE.body, None)}
        assert world.counters()["comments_edited"] == 0
        assert world.counters()["comments_new"] == 1
        world.sound()

    def test_never_replace_the_whole(self, world):
        begin(world, self.CUT)
        comments_page(world, 1, self.WHOLE, last=True)
        world.finish()

        begin(world, self.CUT)
        begin(world, Comment("77", "The first ...", author="Eve", upvotes=3))

        assert stored(world) == {"77": (1, None, self.WHOLE.body, None)}
        assert world.one("SELECT upvotes FROM comments") == 3

    def test_of_one_name_are_told_apart(self, world):
        begin(world, Comment("h1", "Yes", author="Anonymous"), Comment("h2", "No", author="Anonymous"))
        comments_page(world, 1, Comment("2", "No way", author="Anonymous"), Comment("1", "Yes", author="Anonymous"), last=True)

        assert {key: row[2] for key, row in stored(world).items()} == {"1": "Yes", "2": "No way"}


NUL = {"key": "c\x007", "parent": "c\x006", "author": "A\0da", "body": "The\0 hinge"}


def of_a_file():
    return from_dict({"site": "gadgets", "key": "1", "url": HOME, "comments": [NUL]}).comments


def of_a_service():
    post = {"id": NUL["key"], "parent": NUL["parent"], "author": {"name": NUL["author"]}, "message": NUL["body"]}
    body = json.dumps({"code": 0, "cursor": {"total": 1}, "response": [post]}).encode()
    (thread,) = comments.threads(Page("https://disqus.com/api/3.0/threads/listPosts.json?forum=f&thread:ident=1", body))
    return thread.comments


@pytest.mark.parametrize("read", [of_a_file, of_a_service])
def test_a_key_with_a_nul_is_met_again(world, read):
    for _ in range(2):
        world.read(threads=(world.thread(*read()),))
        world.finish()

    query = "SELECT key, parent_key, author, body, position, deleted_at FROM comments"
    assert world.rows(query) == [("c7", "c6", "Ada", "The hinge", 1, None)]


def test_a_thread_of_many_pages_costs_linear_time(world):
    url = f"{HOME}/c{{}}"
    world.read(found=world.found(url.format(0), kind="comments"))
    started = time.process_time()

    for page in range(100):
        more = world.found(url.format(page + 1), kind="comments") if page < 99 else ()
        keys = [Comment(f"c{page}-{number}", "x", f"c{page}-{number - 1}") for number in range(20)]
        one = world.thread(*keys, more=tuple(each.target for each in more))
        world.commit(world.visit(url.format(page), Outcome(kind="comments", threads=(one,)), found=more))

    assert world.one("SELECT count(*), max(position) FROM comments") == (2000, 2000)
    assert time.process_time() - started < 3
