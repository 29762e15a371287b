"""Two archives into one: nothing is lost, the order does not matter, a second time changes nothing, and what is refused."""

import datetime as dt
from contextlib import closing
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscrape.archive import backup, content, files, forget, reader, revisions, search, topics
from newsscrape.archive.commenters import Person
from newsscrape.archive.connection import open_reader, open_writer
from newsscrape.archive.merge import merge
from newsscrape.archive.merge.history import Seen, joined
from newsscrape.comments.cut import without_comments
from newsscrape.errors import ArchiveFailed, BadArchive, BadArgument, DamagedArchive
from newsscrape.model import Author, Comment, Image, Link

NOW = "2024-06-01T00:00:00Z"
START = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)


def told(connection):
    """Return articles, their versions and comments, without ids."""
    whole = {}
    for number, key in connection.execute("SELECT id, key FROM articles ORDER BY key").fetchall():
        times = connection.execute("SELECT first_seen_at, changed_at, gone_at, revision FROM articles WHERE id = ?", (number,))
        comments = connection.execute(
            "SELECT c.key, first_seen_at, edited_at, deleted_at, p.key,"
            " (SELECT json_group_array(r.body) FROM comment_revisions r WHERE r.comment_id = c.id)"
            " FROM comments c LEFT JOIN (SELECT id, key FROM comments) p ON p.id = c.parent_id"
            " WHERE article_id = ? ORDER BY c.key",
            (number,),
        )
        versions = [version._asdict() for version in revisions.versions(connection, number)]
        rows = [[tuple(row) for row in cursor.fetchall()] for cursor in (times, comments)]
        whole[key] = (asdict(reader.article(connection, number)), versions, *rows)
    return whole


def digests(connection):
    return {table: content.digest(connection, table) for table in content.tables(connection)}


def take(one, other):
    merged = merge(one.connection, one.path, getattr(other, "path", other), NOW)
    one.sound()
    return merged


def copied(world, folder, name):
    backup.make(world.path, folder / name)
    return folder / name


@pytest.fixture
def both(new_world):
    """Two archives of one site, each with an article of its own and one in common, read later in the second."""
    one, two = new_world(), new_world()
    image = Image("https://gadgets.example/1.jpg", role="lead", variants=(("https://gadgets.example/1s.jpg", 320),))
    one.read(one.article(tags=("EV",), images=(image,)), threads=(one.thread("a", "b"),))
    one.read(one.article("2", links=(Link("https://else.example/", "there"),)))
    two.now += dt.timedelta(days=1)
    two.read(two.article("3", authors=(Author("Ada", "https://gadgets.example/ada"),)))
    answer = Comment("c", "Text c", parent="a", author="Bob")
    two.read(two.article(title="Title 1, corrected", tags=("EV", "Sedan")), threads=(two.thread("a", answer),))
    return one, two


def test_each_article_comes_once_and_what_was_replaced_is_its_history(both):
    one, two = both

    merged = take(one, two)

    assert (merged.articles, merged.changed, merged.comments, merged.pages) == (1, 1, 1, 2)
    assert one.rows("SELECT key, title, revision FROM articles ORDER BY key") == [
        ("1", "Title 1, corrected", 2),
        ("2", "Title 2", 1),
        ("3", "Title 3", 1),
    ]
    assert one.rows("SELECT title, new_title, changed FROM revisions") == [("Title 1", "Title 1, corrected", "title")]
    assert one.rows("SELECT key FROM comments ORDER BY position, key") == [("a",), ("b",), ("c",)]
    assert one.one("SELECT p.key FROM comments c JOIN comments p ON p.id = c.parent_id WHERE c.key = 'c'") == "a"
    assert one.rows("SELECT name FROM authors") == [("Ada",)]
    assert one.rows("SELECT t.name FROM article_tags JOIN tags t ON t.id = tag_id ORDER BY 1") == [("EV",), ("Sedan",)]
    assert one.rows("SELECT g.url, v.url FROM images g JOIN image_variants v ON v.image_id = g.id") == [
        ("https://gadgets.example/1.jpg", "https://gadgets.example/1s.jpg")
    ]
    assert [hit.title for hit in search.search(one.connection, "corrected").hits] == ["Title 1, corrected"]


def test_either_order_comes_to_the_same_and_a_second_time_to_nothing(both, tmp_path):
    one, two = both
    before = copied(one, tmp_path, "one.db")
    take(one, two)
    once = digests(one.connection)

    take(one, two)
    take(one, before)
    assert digests(one.connection) == once

    take(two, before)
    assert told(two.connection) == told(one.connection)


def test_a_copy_brings_nothing(both, tmp_path):
    one, _ = both
    before = digests(one.connection)

    merged = take(one, copied(one, tmp_path, "copy.db"))

    assert (merged.articles, merged.changed, merged.comments, merged.pages) == (0, 0, 0, 0)
    assert digests(one.connection) == before


def test_what_a_newer_reader_read_of_the_same_page_stands(both, tmp_path):
    one, _ = both
    copy = copied(one, tmp_path, "copy.db")
    one.connection.execute("UPDATE articles SET title = 'Better read', reader = '99.0' WHERE key = '1'")
    before = digests(one.connection)

    take(one, copy)

    assert digests(one.connection) == before


def test_gone_is_what_was_not_seen_since(new_world):
    one, two = new_world(), new_world()
    for world in (one, two):
        world.read()
        world.read(world.article("2"))
    two.now += dt.timedelta(days=1)
    two.read(two.article("2"))
    one.connection.execute("UPDATE articles SET gone_at = '2024-01-01T18:00:00Z'")

    take(one, two)

    assert one.rows("SELECT key, gone_at FROM articles ORDER BY key") == [("1", "2024-01-01T18:00:00Z"), ("2", None)]


def test_an_edited_comment_keeps_its_former_text(new_world):
    one, two = new_world(), new_world()
    two.now += dt.timedelta(days=1)
    one.read(threads=(one.thread(Comment("a", "As it was.", upvotes=3)),))
    two.read(threads=(two.thread(Comment("a", "As it is.")),))

    take(one, two)

    assert one.one("SELECT body, upvotes, edited_at FROM comments") == ("As it is.", 3, "2024-01-02T12:00:00Z")
    assert one.rows("SELECT number, seen_at, body FROM comment_revisions") == [(1, "2024-01-01T12:00:00Z", "As it was.")]


def test_the_other_is_not_touched(both, tmp_path):
    one, two = both
    copy = copied(two, tmp_path, "two.db")
    before = copy.read_bytes()

    take(one, copy)

    assert copy.read_bytes() == before


VISITS = st.lists(
    st.tuples(
        st.sampled_from("12"),
        st.sampled_from(["Title", "Other title"]),
        st.sampled_from([None, "A dek."]),
        st.sampled_from(["Body.", "Another body."]),
        st.sets(st.sampled_from("abcd")),
        st.sampled_from(["", " more"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(VISITS)
def test_any_visits_of_two_archives_come_to_the_same_in_either_order(new_world, tmp_path, visits):
    one, two = new_world(), new_world()
    for hour, (key, title, description, body, comments, end, first) in enumerate(visits):
        world = one if first else two
        world.now = START + dt.timedelta(hours=hour)
        shown = world.thread(*(Comment(name, f"Text {name}{end}") for name in sorted(comments)))
        world.read(world.article(key, title=title, description=description, body=body), threads=(shown,))
    before = copied(one, tmp_path, f"{one.path.parent.name}.db")

    take(one, two)
    once = digests(one.connection)
    take(one, two)
    assert digests(one.connection) == once
    take(one, before)
    assert digests(one.connection) == once
    take(two, before)
    assert told(two.connection) == told(one.connection)
    last = {key: (title, body) for key, title, _, body, *_ in visits}
    assert {key: row for key, *row in one.rows("SELECT key, title, body FROM articles")} == {k: [*v] for k, v in last.items()}


TEXT = st.tuples(st.sampled_from([None, "x", "y"]), st.sampled_from([None, "z"]))
SIGHTS = st.lists(st.builds(Seen, st.sampled_from("123456"), st.sampled_from([0, 1]), st.just(1), TEXT), max_size=6)


@given(SIGHTS, SIGHTS)
def test_no_order_of_sightings_matters(some, more):
    assert joined([*some, *more]) == joined([*more, *some])


def test_pages_are_in_order_of_time(new_world):
    early, late = new_world(), new_world()
    late.now += dt.timedelta(days=5)
    late.start()
    early.read(body=b"<html>early")
    late.read(body=b"<html>late")

    take(late, early)

    assert late.rows("SELECT fetched_at FROM pages ORDER BY id") == [("2024-01-01T12:00:00Z",), ("2024-01-06T12:00:00Z",)]
    assert late.one("SELECT p.fetched_at FROM article_pages x JOIN pages p ON p.id = x.page_id") == "2024-01-06T12:00:00Z"
    assert late.one("SELECT r.started_at FROM pages p JOIN runs r ON r.id = p.run_id WHERE p.id = 1") == "2024-01-01T12:00:00Z"


def test_topics_of_both_mark_the_articles_of_both(both):
    one, two = both
    topics.add(one.connection, one.path, "second", '"Title 3"', NOW)
    topics.add(two.connection, two.path, "all", "title", NOW)

    take(one, two)

    marks = {(topic.name, topic.articles) for topic in topics.listed(one.connection)}
    assert marks == {("second", 1), ("all", 3)}


def gone(world, name):
    forget.forget(world.connection, world.path, Person(name), without_comments, NOW)


def test_who_is_forgotten_does_not_come_back(both):
    one, two = both
    one.read(one.article("9"), threads=(one.thread(Comment("z", "Quiet words.", author="Bob")),))
    gone(one, "Bob")
    before = digests(one.connection)

    with pytest.raises(BadArgument, match="has comments of Bob, who is forgotten in"):
        take(one, two)
    with pytest.raises(BadArgument, match="has comments of Bob, who is forgotten in"):
        take(two, one)
    assert digests(one.connection) == before

    gone(two, "Bob")
    take(one, two)
    assert one.rows("SELECT key, body FROM comments WHERE redacted_at IS NOT NULL ORDER BY key") == [("c", ""), ("z", "")]
    assert one.one("SELECT count(*) FROM forgotten") == 2


def test_a_copy_from_before_is_refused_and_later_ones_are_not(new_world, tmp_path):
    world = new_world()
    world.read(threads=(world.thread(Comment("a", "Quiet words.", author="Bob"), Comment("b", "Others.")),))
    early = copied(world, tmp_path, "early.db")
    gone(world, "Bob")
    late = copied(world, tmp_path, "late.db")

    with pytest.raises(BadArgument, match="Bob, who is forgotten"):
        take(world, early)
    assert take(world, late).comments == 0


def test_raw_pages_that_may_hold_forgotten_words_stay_away(new_world):
    one, two = new_world(), new_world()
    one.read(threads=(one.thread(Comment("a", "Quiet words.", author="Bob")),))
    gone(one, "Bob")
    two.now += dt.timedelta(days=1)
    two.read(body=b"<html>Bob: Quiet words.")
    two.read(two.article("2"), body=b"<html>nothing")

    merged = take(one, two)

    assert (merged.pages, merged.left_out) == (1, 1)
    assert one.rows("SELECT u.url FROM pages p JOIN urls u ON u.id = p.url_id WHERE fetched_at > '2024-01-02'") == [
        ("https://gadgets.example/a2",)
    ]


def test_image_files_come_along_or_nothing_does(both, tmp_path):
    one, two = both
    file = files.store(two.path, b"\xff\xd8 a picture", "image/jpeg", (4, 3))
    (url_id,) = two.connection.execute("SELECT min(id) FROM urls").fetchone()
    files.keep(two.connection, url_id, file)

    with pytest.raises(BadArgument, match="1 of its image files are not beside it"):
        take(one, copied(two, tmp_path, "two.db"))
    assert one.one("SELECT count(*) FROM files") == 0

    assert take(one, two).images == 1
    assert list(files.faults(one.connection, one.path)) == []


def test_a_full_disk_leaves_the_archive_as_it_was(new_world, small_disk):
    one, two = new_world(), new_world()
    one.read()
    two.stock(30, lambda number: f"<html>{number}".encode() * 100, body="word " * 500)
    before = digests(one.connection)

    with small_disk(one.path.stat().st_size), pytest.raises(ArchiveFailed, match="nothing of this batch was stored"):
        merge(one.connection, one.path, two.path, NOW)

    assert digests(one.connection) == before
    one.sound()


def test_what_is_no_archive_is_refused(world, tmp_path):
    text, older, damaged = tmp_path / "text.db", tmp_path / "older.db", tmp_path / "damaged.db"
    text.write_text("no database", encoding="utf-8")
    open_writer(older).close()
    with closing(open_writer(older)) as connection:
        connection.execute("PRAGMA user_version = 3")
    world.stock(30, lambda number: f"<html>{number}".encode() * 50)
    backup.make(world.path, damaged)
    body = bytearray(damaged.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 9000] = b"\x55" * 9000
    damaged.write_bytes(body)

    for other, error, words in (
        (world.path, BadArgument, "is the archive itself"),
        (tmp_path / "none.db", BadArchive, "there is no archive here"),
        (text, BadArchive, "not a newsscrape archive"),
        (older, BadArchive, "written by an older newsscrape"),
        (damaged, DamagedArchive, "nothing was merged"),
    ):
        with pytest.raises(error, match=words):
            merge(world.connection, world.path, other, NOW)


def test_an_empty_archive_becomes_the_same_up_to_ids(both, new_world):
    one, _ = both
    empty = new_world()

    take(empty, one)

    with closing(open_reader(one.path)) as connection:
        assert told(empty.connection) == told(connection)
