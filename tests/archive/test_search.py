import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import picking
from newsscrape.archive.facets import Count, facets
from newsscrape.archive.filters import Filter
from newsscrape.archive.search import Wanted, search
from newsscrape.archive.words import terms
from newsscrape.errors import BadArgument
from newsscrape.model import Author, Comment, Instant
from newsscrape.text import fold


@pytest.fixture(scope="module")
def shelf(new_world):
    world = new_world()
    long = "Filler. " * 200
    texts = {
        "1": ("The ID.3 gets C++ code", f"{long} It's a café on wheels. {long}"),
        "2": ("A phone", "It mentions the id 3 and wheels only here."),
        "3": ("小米汽车发布", "小米SU7发布会在北京举行，新能源汽车。车"),
        "4": ("AND NOT a query", 'He said "quoted" twice.'),
    }
    for key, (title, body) in texts.items():
        published = Instant(f"2024-01-0{key}T00:00:00Z", "x 2024", "day")
        world.read(world.article(key, title=title, body=body, published=published))
    return world.connection


def keys(found):
    return "".join(hit.key for hit in found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wheels", "12"),
        ("WHEELS", "12"),
        ("cafe", "1"),
        ("café", "1"),
        ("cafe\u0301", "1"),
        ("id.3", "12"),
        ("ID.3 phone", "2"),
        ("C++", "1"),
        ("it's", "1"),
        ("AND", "24"),
        ("NOT", "4"),
        ("-phone", "2"),
        ('"', ""),
        ('"quoted"', "4"),
        ('"quoted', "4"),
        ('"on wheels"', "1"),
        ('"wheels on"', ""),
        ('"wheels on', "1"),
        ('wheels" on"', "1"),
        ('"id 3" wheels', "12"),
        ('"said quoted" twice', "4"),
        ('"quoted said"', ""),
        ('"said ""quoted" twice', "4"),
        ('""', ""),
        ('"小米SU7" 北京', "3"),
        ('"京北"', ""),
        ("NEAR(wheels id)", ""),
        ("title:phone", ""),
        ("{title} : phone", ""),
        ("whee*", ""),
        ("^phone", "2"),
        ("wheels)", "12"),
        ("", ""),
        ("\x00", ""),
        ("++ --", ""),
        ("++ wheels", "12"),
        ("\ud800wheels", "12"),
        ("小米", "3"),
        ("汽车", "3"),
        ("能源", "3"),
        ("米汽车", "3"),
        ("源能", ""),
        ("小米SU7", "3"),
        ("SU7", "3"),
        ("su7发布会", "3"),
        ("米", "3"),
        ("小米 phone", ""),
    ],
)
def test_words_are_words(shelf, words, expected):
    assert "".join(sorted(keys(search(shelf, words).hits))) == expected


@given(st.text(max_size=30) | st.text(alphabet='"*^:(){}-+ANDORT \x00小米', max_size=20))
def test_nothing_that_a_user_types_is_a_syntax_error(shelf, words):
    search(shelf, words, Wanted(scope="all"))


@given(st.text(max_size=30) | st.text(alphabet='"a b 小米+', max_size=20))
def test_terms_are_words_and_phrases_of_what_was_typed(words):
    found = terms(words)

    assert all(term and term == " ".join(term.split()) and '"' not in term for term in found)
    assert terms(f'"{words.replace(chr(34), " ")}"') == ([fold(words.replace('"', " "))] if found else [])


def test_a_title_counts_more_than_a_body(shelf):
    assert keys(search(shelf, "phone id").hits) == "2"
    assert keys(search(shelf, "ID.3").hits) == "12"
    first, second = search(shelf, "ID.3").hits
    assert first.score < second.score


@pytest.mark.parametrize(
    ("words", "snippet"),
    [
        ("mentions", "It **mentions** the id 3 and wheels only here."),
        ("wheels only", "It mentions the id 3 and **wheels** **only** here."),
        ("能源", "小米SU7发布会在北京举行，新**能源**汽车。车"),
    ],
)
def test_the_snippet_shows_where(shelf, words, snippet):
    assert search(shelf, words).hits[0].snippet == snippet


def test_the_snippet_is_one_short_line_with_the_marks_asked_for(shelf):
    (hit,) = search(shelf, "café", marks=("<b>", "</b>")).hits

    assert "<b>café</b> on wheels" in hit.snippet
    assert len(hit.snippet) < 250
    assert "\n" not in hit.snippet


def test_hits_are_limited_and_filtered(shelf):
    assert len(search(shelf, "wheels", Wanted(limit=1)).hits) == 1
    assert search(shelf, "wheels", Wanted(limit=0)).hits == ()
    assert keys(search(shelf, "wheels", Wanted(filter=Filter(since="2024-01-02"))).hits) == "2"
    assert keys(search(shelf, "wheels", Wanted(filter=Filter(until="2024-01-01", site="gadgets"))).hits) == "1"
    with pytest.raises(BadArgument, match="no such site"):
        search(shelf, "wheels", Wanted(filter=Filter(site="x")))
    (hit,) = search(shelf, "mentions").hits
    assert (hit.article_id, hit.site, hit.title, hit.url) == (2, "gadgets", "A phone", "https://gadgets.example/a2")
    assert hit.published == "2024-01-02T00:00:00Z"


@pytest.fixture(scope="module")
def talk(new_world):
    """Three articles, of two authors and with tags, and comments on them, one of which is deleted."""
    world = new_world()
    said = {
        "1": (Comment("a", "The hinge is loud", author="Ann"), Comment("b", "A hinge again", author="Bo")),
        "2": (Comment("c", "Nothing of that, Ann", author="Cy", published=Instant("2024-03-01T09:00:00Z", "x 2024", "day")),),
        "3": (),
    }
    for key, comments in said.items():
        published = Instant(f"2024-0{key}-15T00:00:00Z", "x 2024", "day")
        authors = (Author("Ada Byron"), Author("Ada Byron", "https://gadgets.example/ada"))[: 1 + (key == "1")]
        tags = ("Folding", "Phones")[: int(key)]
        one = world.article(key, body="A hinge.", published=published, tags=tags, authors=authors if key != "3" else ())
        world.read(one, threads=(world.thread(*comments, key=key),))
    world.connection.execute("UPDATE comments SET deleted_at = '2024-05-01T00:00:00Z' WHERE key = 'b'")
    return world.connection


def found(connection, words, **values):
    choice = {name: values.pop(name) for name in ("scope", "sort", "limit", "deleted") if name in values}
    return search(connection, words, Wanted(filter=Filter(**values), **choice))


@pytest.mark.parametrize(
    ("words", "wanted", "expected"),
    [
        ("hinge", {}, "123"),
        ("hinge", {"author": "ada byron"}, "12"),
        ("hinge", {"tag": "PHONES"}, "23"),
        ("hinge", {"tag": "Folding", "author": "Ada Byron", "until": "2024-01-31"}, "1"),
        ("hinge", {"author": "Ada"}, ""),
        ("hinge", {"scope": "comments"}, "a"),
        ("hinge", {"scope": "comments", "deleted": True}, "ab"),
        ("ann", {"scope": "comments"}, "ac"),
        ("ann", {"scope": "comments", "author": "ANN"}, "a"),
        ("ann", {"scope": "comments", "tag": "phones"}, "c"),
        ("ann", {"scope": "comments", "since": "2024-03-01", "until": "2024-03-01"}, "c"),
        ("ann", {"scope": "comments", "until": "2024-02-29"}, ""),
        ("hinge", {"scope": "all"}, "123a"),
    ],
)
def test_what_is_searched_and_by_whom(talk, words, wanted, expected):
    hits = found(talk, words, **wanted)

    assert "".join(sorted(keys(hits.hits))) == expected
    assert (hits.count, hits.more) == (len(expected), False)


def test_a_comment_tells_its_article_its_writer_and_where(talk):
    (hit,) = found(talk, "loud", scope="comments").hits

    assert (hit.kind, hit.article_id, hit.title, hit.author) == ("comment", 1, "Title 1", "Ann")
    assert (hit.url, hit.snippet) == ("https://gadgets.example/a1", "The hinge is **loud**")


def test_the_newest_come_first_on_request(talk):
    assert keys(found(talk, "hinge", sort="new").hits) == "321"
    assert keys(found(talk, "hinge", sort="new", limit=2).hits) == "32"
    assert found(talk, "hinge", sort="new", limit=2).count == 3
    assert keys(found(talk, "hinge", sort="new", scope="all").hits) == "321a"


@pytest.mark.parametrize(
    ("facet", "wanted", "expected"),
    [
        ("site", {}, [("gadgets", 3)]),
        ("author", {}, [("Ada Byron", 2)]),
        ("tag", {}, [("Folding", 3), ("Phones", 2)]),
        ("tag", {"limit": 1}, [("Folding", 3)]),
        ("month", {"limit": 2}, [("2024-02", 1), ("2024-03", 1)]),
        ("author", {"scope": "comments"}, [("Ann", 1)]),
        ("author", {"scope": "all", "deleted": True}, [("Ada Byron", 2), ("Ann", 1), ("Bo", 1)]),
        ("site", {"scope": "all"}, [("gadgets", 4)]),
        ("month", {"scope": "comments"}, []),
        ("tag", {"scope": "comments"}, [("Folding", 1)]),
    ],
)
def test_facets_count_all_hits(talk, facet, wanted, expected):
    limit = wanted.pop("limit", 20)

    assert facets(talk, "hinge", facet, Wanted(limit=1, **wanted), limit) == [Count(*pair) for pair in expected]


def test_no_words_have_no_facets(talk):
    assert facets(talk, "++", "site", Wanted()) == []


@pytest.fixture(scope="module")
def crowd(new_world):
    """Articles of which every one has `all`, every second one `half`, and so on; out of the order of time."""
    world = new_world()
    for number in range(60):
        day = f"2024-{number * 7 % 12 + 1:02}-{number * 11 % 28 + 1:02}"
        words = " ".join(word for word, every in (("all", 1), ("half", 2), ("tenth", 10)) if number % every == 0)
        published = Instant(f"{day}T00:00:00Z", "x 2024", "day") if number % 13 else None
        world.read(world.article(str(number), body=words, published=published))
    return world.connection


@pytest.mark.parametrize("sort", ["rank", "new"])
@pytest.mark.parametrize(
    ("words", "wanted", "limits"),
    list(
        itertools.product(
            ["all", "half", "tenth", "half tenth"],
            [{}, {"since": "2024-06-01"}, {"since": "2024-06-01", "until": "2024-06-30"}, {"site": "gadgets"}],
            [(0, 5, 3), (0, 5, 1_000), (0, 1_000, 1_000), (4, 5, 20), (10, 30, 30)],
        )
    ),
)
def test_of_very_common_words_the_newest_come_first(crowd, monkeypatch, words, wanted, limits, sort):  # noqa: PLR0913, PLR0917 - the cases
    for name, value in zip(("RANKED", "COUNTED", "_POOL"), limits, strict=True):
        monkeypatch.setattr(picking, name, value)
    query = "SELECT id FROM articles WHERE {} ORDER BY published DESC, id DESC"
    conditions = [f"body LIKE '%{word}%'" for word in words.split()]
    conditions += [f"published_day {sign} '{wanted[end]}'" for end, sign in (("since", ">="), ("until", "<=")) if end in wanted]
    expected = [number for (number,) in crowd.execute(query.format(" AND ".join(conditions)))]

    hits = found(crowd, words, sort=sort, limit=4, **wanted)

    if hits.order == "new":
        assert [hit.id for hit in hits.hits] == expected[:4]
        assert all(hit.score is None for hit in hits.hits)
    else:
        assert len(hits.hits) == min(4, len(expected))
    assert hits.count == len(expected) or (hits.more and hits.count < len(expected))


def test_rows_that_nearly_all_have_the_word_are_asked_one_by_one(crowd, monkeypatch):
    monkeypatch.setattr(picking, "RANKED", 0)
    monkeypatch.setattr(picking, "_PROBE", 1)
    newest = [number for (number,) in crowd.execute("SELECT id FROM articles ORDER BY published DESC, id DESC LIMIT 4")]

    assert [hit.id for hit in found(crowd, "all", limit=4).hits] == newest
