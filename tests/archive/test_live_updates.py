"""The entries of live blogs as rows: kept, changed, and never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import live_updates, reader
from newsscrape.model import Instant, LiveUpdate


def update(key, body=None):
    time = f"2024-05-04T10:{int(key):02}:00Z"
    return LiveUpdate(key, f"Number {key}", Instant(time, time, "minute", 0, "stated"), body or f"Text {key}.")


def blog(world, *updates):
    body = "\n\n".join(one.body or "" for one in updates)
    return world.read(world.article(body=body, live_updates=updates)).articles[0]


def stored(world):
    return live_updates.read(world.connection, 1)


def test_entries_are_kept_as_they_were_read(world):
    told = (update("1"), LiveUpdate("~a", None, Instant(None, "14:05", "minute"), "No day."), LiveUpdate("b", "Title alone"))
    blog(world, *told)

    assert stored(world) == reader.article(world.connection, 1).live_updates == told
    world.sound()


def test_what_the_page_cut_off_stays_in_its_place(world):
    blog(world, *map(update, "12345"))
    blog(world, *map(update, "34567"))
    blog(world, *map(update, "3567"))

    assert "".join(one.key for one in stored(world)) == "1234567"


def test_the_newest_entry_that_was_withdrawn_stays_too(world):
    blog(world, *map(update, "123"))
    blog(world, *map(update, "124"))

    assert "".join(one.key for one in stored(world)) == "1234"


def test_entries_that_are_all_new_come_behind_the_old(world):
    blog(world, *map(update, "12"))
    blog(world, *map(update, "34"))

    assert "".join(one.key for one in stored(world)) == "1234"


def test_an_edit_is_a_revision_and_keeps_the_row(world):
    blog(world, update("1"), update("2"))
    before = world.rows("SELECT id, key FROM live_updates")
    kept = blog(world, update("1", "Text 1, corrected."), update("2"))

    assert kept.change == "changed"
    assert stored(world)[0].body == "Text 1, corrected."
    assert world.rows("SELECT id, key FROM live_updates") == before
    assert world.one("SELECT body FROM revisions") == "Text 1.\n\nText 2."


def test_what_is_the_same_is_not_written_again(world):
    blog(world, *map(update, "123"))
    before = world.connection.total_changes
    live_updates.keep(world.connection, 1, [update(key) for key in "123"])
    live_updates.keep(world.connection, 1, ())

    assert world.connection.total_changes == before
    assert len(stored(world)) == 3


def test_a_gap_does_not_erase(world):
    blog(world, update("1"))
    blog(world, LiveUpdate("1", None, Instant(None, "10:01", "minute"), "Text 1."))

    assert stored(world) == (update("1"),)


def test_the_entries_go_with_their_article(world):
    blog(world, update("1"))
    world.connection.execute("UPDATE urls SET article_id = NULL")
    world.connection.execute("DELETE FROM articles")

    assert stored(world) == ()


@pytest.fixture(scope="module")
def shared(new_world):
    return new_world()


@given(windows=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_of_any_windows_of_one_blog_all_entries_are_kept_in_order(shared, windows):
    """A visit shows a window of the entries; windows go on as a blog does, each from where it is to later."""
    key = str(shared.made)
    last, seen = 0, set()
    for size, step in windows:
        last = min(last + step, 59)
        window = range(max(0, last - size), last + 1)
        seen.update(window)
        committed = shared.read(shared.article(key, live_updates=tuple(update(str(number)) for number in window)))
    found = live_updates.read(shared.connection, committed.articles[0].article_id)

    assert [int(one.key) for one in found] == sorted(seen)
