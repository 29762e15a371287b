import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import connection, reader, tables
from newsscrape.archive.filters import Filter
from newsscrape.errors import BadArgument
from newsscrape.model import Article, Author, Comment, Image, Instant, Link, LiveUpdate, Provenance, Thread

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
MAYBE = st.none() | WORDS
SIZES = st.none() | st.integers(0, 9999)
URLS = st.integers(0, 99).map("https://cdn.example/{}.jpg".format)
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)).map(lambda when: when.strftime("%Y-%m-%dT%H:%M:%SZ"))
INSTANTS = st.builds(
    Instant,
    st.none() | MOMENTS,
    WORDS,
    st.sampled_from(["second", "minute", "hour", "day", "month", "year"]),
    st.none() | st.integers(-720, 840),
    st.sampled_from(["stated", "site", "none"]),
)
IMAGES = st.lists(
    st.builds(
        *(Image, URLS, MAYBE, MAYBE, MAYBE, SIZES, SIZES, st.sampled_from(["body", "gallery", "lead"])),
        st.lists(st.tuples(URLS, SIZES), max_size=3).map(tuple),
    ),
    max_size=4,
    unique_by=lambda image: image.url,
).map(tuple)
COMMENTS = st.lists(
    st.builds(
        *(Comment, WORDS, WORDS, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | INSTANTS, MAYBE),
        *(SIZES, SIZES),
    ),
    max_size=5,
    unique_by=lambda comment: comment.key,
).map(tuple)
LIVE_UPDATES = st.lists(
    st.builds(LiveUpdate, WORDS, MAYBE, st.none() | INSTANTS, MAYBE), max_size=5, unique_by=lambda update: update.key
).map(tuple)
ARTICLES = st.builds(
    Article,
    site=st.sampled_from(["gadgets", "elsewhere.example"]),
    key=WORDS,
    url=st.just("https://gadgets.example/a"),
    title=MAYBE,
    description=MAYBE,
    authors=st.lists(st.builds(Author, WORDS, st.none() | URLS), max_size=3, unique=True).map(tuple),
    published=st.none() | INSTANTS,
    modified=st.none() | INSTANTS,
    section=MAYBE,
    tags=st.lists(WORDS, max_size=4, unique=True).map(tuple),
    language=st.none() | st.just("pt-BR"),
    body=MAYBE,
    body_html=MAYBE,
    live_updates=LIVE_UPDATES,
    images=IMAGES,
    links=st.lists(st.builds(Link, URLS, WORDS), max_size=3).map(tuple),
    access=st.sampled_from(["free", "metered", "paywalled", "unknown"]),
    comment_count=SIZES,
    comments=COMMENTS,
    provenance=st.lists(st.builds(Provenance, WORDS, WORDS, MAYBE, st.integers(1, 9)), max_size=3, unique=True).map(tuple),
)


@pytest.fixture(scope="module")
def shared(new_world):
    return new_world()


def in_order_of_keys(one):
    return replace(one, comments=tuple(sorted(one.comments, key=lambda comment: comment.key)))


class TestRoundTrip:
    @given(one=ARTICLES)
    def test_gives_back_every_article_as_it_was(self, shared, one):
        one = replace(one, key=f"{shared.made}-{one.key}", url=f"https://gadgets.example/{shared.made}")
        thread = Thread("gsmarena", "1", one.comments)

        committed = shared.read(one, threads=(thread,))

        read = reader.article(shared.connection, committed.articles[0].article_id)
        assert in_order_of_keys(read) == in_order_of_keys(one)  # the archive's order is that of the clock

    @given(one=ARTICLES, two=ARTICLES)
    def test_of_two_readings_keeps_all_that_is_new_and_what_vanished(self, shared, one, two):
        same = {"site": one.site, "key": f"{shared.made}-{one.key}", "url": f"https://gadgets.example/{shared.made}"}
        first, second = (replace(article, comments=(), provenance=(), **same) for article in (one, two))
        for article in (first, second):
            committed = shared.read(article)

        stored = reader.article(shared.connection, committed.articles[0].article_id)

        for name in ("title", "description", "section", "language", "comment_count", "body", "authors", "images", "links"):
            wanted = getattr(second, name)
            assert getattr(stored, name) == (getattr(first, name) if wanted in (None, ()) else wanted)

    def test_leaves_a_sound_archive(self, shared):
        shared.sound()


@pytest.fixture
def shelf(new_world):
    """Three articles of two sites: one of Monday evening in New York, one of Tuesday, one without a date."""
    world = new_world()
    evening = Instant("2024-01-02T03:00:00Z", "2024-01-01T22:00-05:00", "minute", -300, "stated")
    world.read(world.article("1", published=evening, tags=("ev",)), threads=(world.thread("c1"),))
    world.read(world.article("2", published=Instant("2024-01-02T00:00:00Z", "2 January 2024", "day"), tags=("phone",)))
    world.finish()
    world.read(world.article("3", site="elsewhere.example", url="https://elsewhere.example/3"))
    with closing(connection.open_reader(world.path)) as opened:
        yield opened


def keys(found):
    return "".join(article.key for article in found)


class TestArticles:
    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            ({}, "123"),
            ({"site": "gadgets"}, "12"),
            ({"site": "elsewhere.example"}, "3"),
            ({"since": "2024-01-02"}, "2"),
            ({"until": "2024-01-01"}, "1"),
            ({"since": "2024-01-01", "until": "2024-01-02"}, "12"),
            ({"since": dt.date(2024, 1, 2)}, "2"),
            ({"since": "2024-01-02T01:00:00Z"}, "1"),
            ({"until": dt.datetime(2024, 1, 2, tzinfo=dt.UTC)}, "2"),
            ({"runs": [1]}, "12"),
            ({"runs": [1, 2]}, "123"),
            ({"runs": [2]}, "3"),
            ({"runs": [9]}, ""),
            ({"since": "2025-01-01"}, ""),
        ],
        ids=str,
    )
    def test_are_chosen(self, shelf, wanted, expected):
        assert keys(reader.articles(shelf, **wanted)) == expected

    def test_of_an_unknown_site_name_the_nearest(self, shelf):
        with pytest.raises(BadArgument, match="did you mean gadgets"):
            reader.articles(shelf, site="gadgts")

    def test_come_one_by_one(self, shelf):
        assert reader.article(shelf, 1) == next(reader.articles(shelf))
        assert reader.article(shelf, 99) is None
        assert [comment.key for comment in reader.article(shelf, 1).comments] == ["c1"]

    def test_are_one_state_whatever_is_written_meanwhile(self, world):
        for key in "123":
            world.read(world.article(key))
        with closing(connection.open_reader(world.path)) as opened:
            found = reader.articles(opened)
            first = next(found)
            world.read(world.article("3", title="Changed"))
            world.read(world.article("4"))

            rest = list(found)
            assert [first.key, *(article.title for article in rest)] == ["1", "Title 2", "Title 3"]
            assert keys(reader.articles(opened)) == "1234"


class TestATable:
    @pytest.mark.parametrize(
        ("name", "wanted", "count"),
        [
            ("articles", {}, 3),
            ("articles", {"site": "gadgets"}, 2),
            ("article_list", {"since": "2024-01-02"}, 1),
            ("comments", {"until": "2024-01-01"}, 1),
            ("comments", {"since": "2024-01-02"}, 0),
            ("tags", {"since": "2024-01-02"}, 1),
            ("authors", {"site": "gadgets"}, 0),
            ("runs", {"site": "gadgets"}, 2),
            ("run_log", {"site": "gadgets"}, 2),
            ("articles_per_day", {}, 2),
        ],
    )
    def test_gives_columns_and_rows(self, shelf, name, wanted, count):
        columns, types, rows = tables.table(shelf, name, Filter(**wanted))
        rows = list(rows)
        assert len(types) == len(columns)

        assert len(rows) == count
        assert all(len(row) == len(columns) for row in rows)

    def test_can_be_any_that_people_read(self, shelf):
        names = tables.names(shelf)

        assert {"articles", "comments", "comment_threads", "urls"} <= set(names)
        assert not [name for name in names if "fts" in name or "sqlite" in name]
        for name in names:
            list(tables.table(shelf, name).rows)

    @pytest.mark.parametrize(
        ("name", "wanted", "says"),
        [
            ("comment", {}, "did you mean comments"),
            ("articles; DROP TABLE x", {}, "no such table"),
            ("sqlite_master", {}, "no such table"),
            ("hosts", {"site": "gadgets"}, "belong to no article"),
            ("articles", {"site": "nowhere"}, "no such site"),
            ("run_log", {"site": "nowhere"}, "no such site"),
        ],
    )
    def test_that_cannot_be_given_is_told(self, shelf, name, wanted, says):
        with pytest.raises(BadArgument, match=says):
            tables.table(shelf, name, Filter(**wanted))
