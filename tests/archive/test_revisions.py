"""What the publisher changed, told apart from what a reader sees better and from what stands around the text."""

import dataclasses
import sqlite3
from contextlib import closing

import pytest

import newsscrape
from newsscrape.archive import migrations, pages, revisions
from newsscrape.model import Author, Instant

MAY, JUNE = (Instant(f"2024-0{month}-01T00:00:00Z", f"1.{month}.2024", "day") for month in (5, 6))
FIRST = {"title": "A phone", "body": "One.\n\nTwo.", "authors": (Author("Ada"),), "modified": MAY}


def edited(world, *changes):
    """Archive an article and each of its later versions."""
    one = world.article(**FIRST)
    world.read(one)
    for change in changes:
        one = dataclasses.replace(one, **change)
        world.read(one)
    return one


def worsen(world):
    """Make the row one that another version of the reader has left."""
    world.connection.execute("UPDATE articles SET reader = '0.0', title = title || ' | Gadgets', body = 'Menu.' || body")


@pytest.mark.parametrize(
    ("change", "changed", "silent"),
    [
        ({"title": "A good phone"}, "title", 1),
        ({"title": "A good phone", "body": "One.", "modified": JUNE}, "title; body", 0),
        ({"body": "One.", "modified": None}, "body", 1),
        ({"description": "Short.", "authors": (Author("Ada"), Author("Bo"))}, "authors", 1),
    ],
)
def test_an_edit_tells_what_it_changed_and_whether_the_page_says_so(world, change, changed, silent):
    edited(world, change)

    assert world.rows("SELECT changed, silent, replaced_at FROM revisions") == [(changed, silent, "2024-01-01T12:01:00Z")]
    assert len(world.rows("SELECT * FROM silent_edits")) == silent


def test_headlines_are_listed_one_by_one(world):
    edited(world, {"title": "B"}, {"body": "Other."}, {"title": "C"})
    worsen(world)

    rows = world.rows("SELECT site, revision, old_title, new_title FROM headline_changes ORDER BY revision")
    assert rows == [("gadgets", 2, "A phone", "B"), ("gadgets", 4, "B", "C")]


def test_versions_end_with_the_present(world):
    edited(world, {"title": "B", "modified": JUNE}, {"authors": (Author("Bo"), Author("Cy"))})

    told = list(revisions.versions(world.connection, 1))
    assert [(one.number, one.title, one.authors, one.modified, one.changed, one.silent) for one in told] == [
        (1, "A phone", "Ada", MAY.utc, (), False),
        (2, "B", "Ada", JUNE.utc, ("title",), False),
        (3, "B", "Bo; Cy", JUNE.utc, ("authors",), True),
    ]


class TestAnotherReader:
    def test_makes_no_revision_where_the_stored_page_reads_like_the_new_one(self, world):
        one = edited(world)
        worsen(world)

        committed = world.read(one, before=one)

        assert committed.articles[0].change == "unchanged"
        assert world.rows("SELECT * FROM revisions") == []
        assert world.one("SELECT title, body, revision, reader FROM articles") == (
            *("A phone", "One.\n\nTwo.", 1, newsscrape.__version__),
        )
        world.sound()

    def test_and_an_edit_at_once_leave_the_edit_alone(self, world):
        one = edited(world)
        worsen(world)

        committed = world.read(dataclasses.replace(one, body="One.\n\nThree."), before=one)

        assert committed.articles[0].change == "changed"
        assert world.rows("SELECT title, new_title, body, changed FROM revisions") == [
            ("A phone", "A phone", "One.\n\nTwo.", "body")
        ]
        assert world.one("SELECT title, body, revision FROM articles") == ("A phone", "One.\n\nThree.", 2)
        world.sound()

    def test_is_known_by_its_version(self, world):
        edited(world)
        site = ("gadgets", "1")

        assert pages.outdated(world.connection, *site, newsscrape.__version__) == []
        assert [page.body for page in pages.outdated(world.connection, *site, "99")] == [b"<html>1"]
        assert pages.outdated(world.connection, "gadgets", "2", "99") == []


def test_what_former_edits_changed_is_found_when_the_schema_is_brought_up(tmp_path):
    steps = migrations.steps()
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as old:
        migrations.apply(old, [step for step in steps if step.number < 6])
        old.executescript("""
            INSERT INTO sites VALUES (1, 'gadgets', 'gadgets.example', 'Gadgets', 'newsscrape');
            INSERT INTO articles(id, site_id, key, url, title, first_seen_at, changed_at, revision, reader, modified, body)
            VALUES (1, 1, '1', 'u', 'Third', '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z', 3, '0', '2024-02-28', 'B'),
              (2, 1, '2', 'v', 'Never edited', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', 1, '0', NULL, 'B');
            INSERT INTO revisions(article_id, number, seen_at, title, authors, modified, body)
            VALUES (1, 1, '2024-01-01T00:00:00Z', 'First', '', NULL, 'A'),
              (1, 2, '2024-02-01T00:00:00Z', 'Second', '', NULL, 'B');
        """)
        migrations.apply(old, [step for step in steps if step.number == 6])

        assert old.execute("SELECT number, replaced_at, changed, silent, new_title FROM revisions").fetchall() == [
            (1, "2024-02-01T00:00:00Z", "title; body", 1, "Second"),
            (2, "2024-03-01T00:00:00Z", "title", 0, "Third"),
        ]


def test_a_field_that_is_found_less_often_shows_in_its_health(world):
    for number in range(4):
        world.read(world.article(str(number), description="Short."))
    world.finish()
    for number in range(4, 8):
        world.read(world.article(str(number), description="Short." if number == 4 else None))

    query = "SELECT read, share, usual FROM field_health WHERE field = 'description' ORDER BY run_id"
    assert world.rows(query) == [(4, 1.0, None), (4, 0.25, 1.0)]
