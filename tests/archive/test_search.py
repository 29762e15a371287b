import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive.filters import Filter
from newsscrape.archive.search import Wanted, search
from newsscrape.errors import BadArgument
from newsscrape.model import Instant


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
