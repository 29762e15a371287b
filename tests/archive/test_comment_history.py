"""What an edit of a comment is, what is kept of the text before, and that re-reading changes nothing."""

import pytest

import newsscrape
from newsscrape.archive import reader, tables
from newsscrape.archive.filters import Filter
from newsscrape.model import Comment, Instant

FIRST, SECOND = "2024-01-01T12:00:00Z", "2024-01-01T12:01:00Z"


def said(body, **values):
    return Comment("c1", body, **{"author": "Eve", **values})


def show(world, *comments, **values):
    return world.read(threads=(world.thread(*comments, **values),))


def former(world):
    return world.rows("SELECT number, seen_at, page_id, body FROM comment_revisions ORDER BY comment_id, number")


def watch(world):
    """Count every change of a row of `comments` from now on."""
    world.connection.execute("CREATE TEMP TABLE touched(row INTEGER)")
    for what in ("INSERT", "UPDATE", "DELETE"):
        row = "old" if what == "DELETE" else "new"
        world.connection.execute(
            f"CREATE TEMP TRIGGER touched_{what} AFTER {what} ON main.comments BEGIN INSERT INTO touched VALUES ({row}.id); END"
        )


def touched(world):
    return [number for (number,) in world.rows("SELECT row FROM touched")]


class TestAnEdit:
    def test_keeps_the_text_before(self, world):
        show(world, said("First thought."))
        show(world, said("Second thought."))
        show(world, said("Third thought."))

        assert former(world) == [(1, FIRST, 1, "First thought."), (2, SECOND, 2, "Second thought.")]
        assert world.one("SELECT body, edited_at, first_seen_at, page_id FROM comments") == (
            *("Third thought.", "2024-01-01T12:02:00Z", FIRST, 3),
        )
        assert world.counters()["comments_edited"] == 2
        world.sound()

    def test_is_found_by_its_new_words_alone(self, world):
        show(world, said("A splendid phone."))
        show(world, said("A dreadful phone."))

        words = "SELECT c.key FROM comments_fts f JOIN comments c ON c.id = f.rowid WHERE comments_fts MATCH ?"
        assert world.rows(words, "dreadful") == [("c1",)]
        assert world.rows(words, "splendid") == []

    def test_leaves_former_texts_that_are_exported_with_their_article(self, world):
        show(world, said("One."))
        show(world, said("Two."))

        wanted = ({"site": "gadgets"}, {"since": "2025"})
        of_site, of_later = (list(tables.table(world.connection, "comment_revisions", Filter(**one)).rows) for one in wanted)
        assert (of_site, of_later) == ([(1, 1, FIRST, 1, "One.")], [])

    def test_of_a_comment_that_goes_with_its_article_leaves_nothing(self, world):
        show(world, said("One."))
        show(world, said("Two."))

        world.connection.execute("DELETE FROM threads")

        assert former(world) == []

    def test_keeps_its_former_texts_where_the_raw_page_is_dropped(self, world):
        show(world, said("One."))
        show(world, said("Two."))

        world.connection.execute("DELETE FROM article_pages")
        world.connection.execute("DELETE FROM pages")

        assert former(world) == [(1, FIRST, None, "One.")]


class TestNoEdit:
    @pytest.mark.parametrize(
        "changes",
        [
            {"upvotes": 7, "downvotes": 2},
            {"author": "Eve (banned)"},
            {"quoted": "What was answered"},
            {"published": Instant("2024-01-01T00:00:00Z", "1 Jan 2024", "day")},
            {"parent": "c0"},
        ],
    )
    def test_are_other_values_than_the_text(self, world, changes):
        show(world, said("One thought."))
        show(world, said("One thought.", **changes))

        assert (former(world), world.one("SELECT edited_at FROM comments")) == ([], None)
        assert {name: getattr(reader.comments(world.connection, 1)[0], name) for name in changes} == changes

    def test_is_white_space_and_the_text_stays_as_it_was_first_shown(self, world):
        show(world, said("One\nthought."))
        show(world, said("One thought."))

        assert (former(world), world.one("SELECT body, edited_at FROM comments")) == ([], ("One\nthought.", None))

    def test_is_a_text_that_another_page_cuts(self, world):
        show(world, said("A long thought that ends well."))
        show(world, said("A long thought …"))

        assert (former(world), world.one("SELECT body FROM comments")) == ([], "A long thought that ends well.")

    def test_is_an_excerpt_that_became_whole(self, world):
        show(world, said("A long ..."), partial=True)
        show(world, said("A long thought."))

        assert (former(world), world.one("SELECT body, edited_at, excerpt FROM comments")) == ([], ("A long thought.", None, 0))

    def test_is_what_another_version_reads_from_the_same_bytes(self, world, monkeypatch):
        world.read(threads=(world.thread(said("Reply One.")),), body=b"<html>same")
        monkeypatch.setattr(newsscrape, "__version__", "99")
        world.read(threads=(world.thread(said("One.")),), body=b"<html>same")

        assert (former(world), world.one("SELECT body, edited_at, reader FROM comments")) == ([], ("One.", None, "99"))

    def test_is_what_another_version_reads_from_other_bytes_but_the_text_before_is_kept(self, world, monkeypatch):
        show(world, said("Reply One."))
        monkeypatch.setattr(newsscrape, "__version__", "99")
        show(world, said("One."))

        assert former(world) == [(1, FIRST, 1, "Reply One.")]
        assert world.one("SELECT body, edited_at FROM comments") == ("One.", None)
        assert world.counters()["comments_edited"] == 0

        show(world, said("Two."))

        assert [row[3] for row in former(world)] == ["Reply One.", "One."]
        assert world.one("SELECT edited_at FROM comments") == "2024-01-01T12:02:00Z"


class TestReadingAgain:
    def test_changes_no_row(self, world):
        hours = Instant("2024-01-01T07:00:00Z", "5 hours ago", "hour")
        first = (said("One.", published=hours, upvotes=3), Comment("c2", "Two.", "c1"))
        later = Instant("2024-01-01T06:00:00Z", "6 hours ago", "hour")
        show(world, *first, claimed=2)
        before = world.dump("comments", "comment_revisions", "comments_fts")
        watch(world)

        show(world, said("One.", published=later, upvotes=3), Comment("c2", "Two.", "c1"), claimed=2)

        assert touched(world) == []
        assert world.dump("comments", "comment_revisions", "comments_fts") == before
        assert world.one("SELECT visit FROM threads") == 2

    def test_changes_the_rows_that_changed_alone(self, world):
        show(world, *(Comment(f"c{number}", f"Thought {number}") for number in range(9)))
        watch(world)

        show(world, *(Comment(f"c{number}", f"Thought {number}{'!' * (number == 4)}") for number in range(9) if number != 7))

        keys = {key for number in touched(world) for (key,) in world.rows("SELECT key FROM comments WHERE id = ?", number)}
        assert keys == {"c4", "c7"}
