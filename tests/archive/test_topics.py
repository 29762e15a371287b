import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscrape.archive import topics
from newsscrape.archive.connection import transaction
from newsscrape.archive.filters import Filter
from newsscrape.archive.reader import articles
from newsscrape.archive.search import Wanted, search
from newsscrape.archive.tables import table
from newsscrape.errors import BadArgument
from newsscrape.model import Instant

NOW = "2024-01-01T00:00:00Z"


def members(world, name):
    return [article.key for article in articles(world.connection, topic=name)]


def add(world, name, words):
    return topics.add(world.connection, world.path, name, words, NOW)


def test_articles_that_are_there_and_that_arrive_are_marked(world):
    world.read(world.article("1", body="A folding phone."))
    assert add(world, "fold", '"folding phone"') == 1
    assert add(world, "小米", "小米") == 0
    world.read(world.article("2", title="Folding Phóne", body="x"))
    world.read(world.article("3", body="A phone, folding. 新的小米汽车"))

    assert members(world, "fold") == ["1", "2"]
    assert members(world, "小米") == ["3"]
    assert [(one.name, one.articles) for one in topics.listed(world.connection)] == [("fold", 2), ("小米", 1)]
    world.sound()


def test_a_text_that_changes_is_marked_anew(world):
    add(world, "fold", "folding")
    add(world, "car", "car")
    world.read(world.article(body="A folding phone."))
    marked_at = world.one("SELECT marked_at FROM article_topics")
    world.read(world.article(body="A folding car."))
    assert members(world, "fold") == members(world, "car") == ["1"]
    assert marked_at in {at for (at,) in world.rows("SELECT marked_at FROM article_topics")}

    world.read(world.article(body="A rigid car."))

    assert (members(world, "fold"), members(world, "car")) == ([], ["1"])


def test_what_cannot_be_stored_leaves_no_mark(world):
    add(world, "all", "body")
    refused = world.article("1", comment_count=2**70)
    world.read(refused)
    world.read(world.article("2"))

    assert members(world, "all") == ["2"]
    assert world.counters()["errors"] == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.text(alphabet='ab "小米-', min_size=1, max_size=8), max_size=4),
    st.lists(st.text(alphabet="ab 小米\x00", max_size=8), max_size=4),
)
def test_a_topic_is_what_its_search_finds(world_of_topics, queries, bodies):
    world = world_of_topics
    with transaction(world.connection):
        world.connection.execute("DELETE FROM topics")
    names = []
    for query in queries:
        try:
            add(world, query, query)
        except BadArgument:
            continue
        names.append(" ".join(query.split()))
    for number, body in enumerate(bodies):
        world.read(world.article(str(number), body=body or None))

    for name in names:
        hits = search(world.connection, name, Wanted(limit=100)).hits
        assert {hit.key for hit in hits} == set(members(world, name))


@pytest.fixture(scope="module")
def world_of_topics(new_world):
    return new_world()


def test_removing_a_topic_leaves_its_articles(world):
    world.read()
    add(world, "all", "body")
    topics.remove(world.connection, world.path, "all")

    assert world.rows("SELECT * FROM article_topics") == []
    assert world.one("SELECT count(*) FROM articles") == 1


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("fold", "x", "fold: there is such a topic"),
        (" fold ", "x", "fold: there is such a topic"),
        ("", "x", "has 1 to 80 characters"),
        ("x" * 81, "x", "has 1 to 80 characters"),
        ("a\u202eb", "x", "has 1 to 80 characters"),
        ("new", '"" ++', "no word to look for"),
    ],
)
def test_what_will_not_do(world, name, words, says):
    add(world, "fold", "folding")
    with pytest.raises(BadArgument, match=says):
        add(world, name, words)
    assert [one.name for one in topics.listed(world.connection)] == ["fold"]


def test_no_such_topic(world):
    add(world, "folding", "folding")
    for ask in (
        lambda: topics.remove(world.connection, world.path, "foldin"),
        lambda: topics.weeks(world.connection, "foldin", 1),
        lambda: topics.newest(world.connection, "foldin", 1),
        lambda: search(world.connection, "x", Wanted(filter=Filter(topic="foldin"))),
        lambda: table(world.connection, "comments", Filter(topic="foldin")),
    ):
        with pytest.raises(BadArgument, match="no such topic in this archive; did you mean folding"):
            ask()


def test_mentions_are_counted_by_week_and_site(world):
    for number, day in enumerate(("2024-01-01", "2024-01-07", "2024-01-08", "2024-12-31")):
        world.read(world.article(str(number), published=Instant(f"{day}T00:00:00Z", "x 2024", "day")))
    world.read(world.article("undated"))
    add(world, "all", "body")

    assert topics.weeks(world.connection, "all", 10) == [
        ("2024-01-01", "gadgets", 2),
        ("2024-01-08", "gadgets", 1),
        ("2024-12-30", "gadgets", 1),
    ]
    assert [week.week for week in topics.weeks(world.connection, "all", 1)] == ["2024-12-30"]
    assert [one.title for one in topics.newest(world.connection, "all", 2)] == ["Title 3", "Title 2"]


def test_what_a_run_marked_is_its_own(world):
    world.read(world.article("1"))
    add(world, "all", "body")
    world.finish()
    assert topics.marked(world.connection, world.run.id, 10) == []
    world.read(world.article("1"))  # met again, marked before
    world.read(world.article("2"))

    (marked,) = topics.marked(world.connection, world.run.id, 10)
    assert (marked.topic, marked.title, marked.site) == ("all", "Title 2", "gadgets")
    assert topics.marked(world.connection, world.runs[0].id, 10) == []


def test_without_topics_nothing_is_compared(world):
    world.read()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        world.connection.execute("SELECT * FROM temp.draft")
