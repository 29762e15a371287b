import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import forms
from newsscrape.errors import BadArgument
from newsscrape.model import Article, Author, Comment, Image, Instant, Link, LiveUpdate
from newsscrape.text import printable

KEYS = [
    *("site", "key", "url", "title", "description", "authors", "published", "published_raw", "published_precision", "modified"),
    *(
        "section",
        "tags",
        "language",
        "body",
        "body_html",
        "live_updates",
        "images",
        "links",
        "access",
        "comment_count",
        "comments",
    ),
]

WORDS = st.text(min_size=1, max_size=20).map(printable).filter(bool)
MAYBE = st.none() | WORDS
NUMBERS = st.none() | st.integers(0, 10_000)
STAMPS = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))
PUBLISHED = st.none() | st.builds(Instant, STAMPS, WORDS, st.sampled_from(["second", "minute", "day", "month"]))
COMMENTS = st.builds(
    Comment, WORDS, WORDS, MAYBE, MAYBE, author_url=MAYBE, url=MAYBE, published=PUBLISHED,
    quoted=MAYBE, upvotes=NUMBERS, downvotes=NUMBERS,
)  # fmt: skip
LIVE_UPDATES = st.builds(LiveUpdate, WORDS, MAYBE, PUBLISHED, MAYBE)
ARTICLES = st.builds(
    Article,
    site=WORDS,
    key=WORDS,
    url=WORDS,
    title=MAYBE,
    description=MAYBE,
    authors=st.lists(st.builds(Author, WORDS, MAYBE), max_size=3).map(tuple),
    published=PUBLISHED,
    modified=st.none() | STAMPS.map(lambda utc: Instant(utc, utc)),
    section=MAYBE,
    tags=st.lists(WORDS, max_size=3).map(tuple),
    language=MAYBE,
    body=MAYBE,
    body_html=MAYBE,
    live_updates=st.lists(LIVE_UPDATES, max_size=3).map(tuple),
    images=st.lists(st.builds(Image, WORDS, MAYBE, MAYBE, MAYBE, NUMBERS, NUMBERS), max_size=3).map(tuple),
    links=st.lists(st.builds(Link, WORDS, WORDS), max_size=3).map(tuple),
    access=st.sampled_from(["free", "metered", "paywalled", "unknown"]),
    comment_count=NUMBERS,
    comments=st.lists(COMMENTS, max_size=3).map(tuple),
)


@given(ARTICLES)
def test_an_article_comes_back_from_its_form_by_way_of_json(article):
    form = article.to_dict()

    assert list(form) == KEYS
    assert forms.from_dict(json.loads(json.dumps(form))) == article


@given(ARTICLES)
def test_a_flat_row_has_every_column_and_no_lists(article):
    row = forms.flat(article.to_dict())

    assert list(row) == KEYS
    assert all(value is None or isinstance(value, str | int) for value in row.values())


def test_what_is_missing_is_null_or_empty_and_never_absent():
    form = Article(site="s", key="k", url="u").to_dict()

    assert {form[name] for name in ("title", "published", "published_raw", "body", "comment_count")} == {None}
    assert form["authors"] == form["images"] == form["comments"] == form["live_updates"] == []


def test_a_date_that_is_not_believed_keeps_its_text():
    form = Article(site="s", key="k", url="u", published=Instant(None, "31 February 2023", "day")).to_dict()

    assert (form["published"], form["published_raw"], form["published_precision"]) == (None, "31 February 2023", None)


FULL = Article(
    site="arenaev",
    key="news2659",
    url="https://www.arenaev.com/a_car-news-2659.php",
    title="A car",
    description="It drives",
    authors=(Author("Max", "https://www.arenaev.com/author.php3?idAuthor=1"), Author("Eva")),
    published=Instant("2023-11-04T09:30:00Z", "4 November 2023, 10:30 CET", "minute", 60, "stated"),
    modified=Instant("2023-11-05T00:00:00Z", "5 Nov", "day"),
    section="Cars",
    tags=("EV", "China"),
    language="en",
    body="One.\n\nTwo.",
    body_html="<p>One.</p><p>Two.</p>",
    live_updates=(LiveUpdate("7", "A car", Instant("2023-11-04T09:31:00Z", "10:31", "minute"), "Two."),),
    images=(Image("https://a.example/1.jpg", "a", "c", "x", 3, 2), Image("https://a.example/2.jpg")),
    links=(Link("https://b.example/", "there"),),
    access="free",
    comment_count=7,
    comments=(Comment("1", "Nice", author="Bob", published=Instant("2023-11-04T00:00:00Z", "04 Nov 2023", "day"), upvotes=2),),
)


def test_the_form_has_every_name_in_its_order_and_nothing_else():
    form = FULL.to_dict()

    assert list(form) == KEYS
    assert list(form["images"][0]) == ["url", "alt", "caption", "credit", "width", "height"]
    assert list(form["live_updates"][0]) == ["key", "title", "published", "published_raw", "published_precision", "body"]
    assert list(form["comments"][0]) == [
        *("key", "parent", "author", "author_url", "url", "published", "published_raw", "published_precision"),
        *("body", "quoted", "upvotes", "downvotes"),
    ]
    assert form["authors"] == [
        {"name": "Max", "url": "https://www.arenaev.com/author.php3?idAuthor=1"},
        {"name": "Eva", "url": None},
    ]
    assert (form["published"], form["published_precision"]) == ("2023-11-04T09:30:00Z", "minute")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"site": None}, "site, key, url"),
        ({"key": 5}, "key: 5 is no text"),
        ({"url": ""}, "site, key, url"),
        ({"title": 5}, "title: 5 is no text"),
        ({"comment_count": "5"}, "comment_count: '5' is no whole number"),
        ({"comment_count": True}, "comment_count: True is no whole number"),
        ({"authors": "Bob"}, "authors: 'Bob' is no list of objects"),
        ({"authors": [{"url": "x"}]}, "name: missing in {'url': 'x'}"),
        ({"tags": [1]}, "tags: [1] is no list of texts"),
        ({"access": "open"}, "access: 'open' is not one of"),
        ({"published": "soon"}, "published: 'soon' is no UTC text"),
        ({"comments": [{"body": "x"}]}, "key: missing"),
        ({"live_updates": [{"body": "x"}]}, "key: missing"),
        ({"live_updates": ["x"]}, "live_updates: ['x'] is no list of objects"),
        ({"published_precision": "era"}, "published_precision: 'era' is not one of"),
        ({"modified": "2023-11-04"}, "modified: '2023-11-04' is no UTC text"),
    ],
)
def test_says_what_is_wrong_with_a_form(change, says):
    with pytest.raises(BadArgument) as caught:
        forms.from_dict(FULL.to_dict() | change)

    assert str(caught.value).startswith(says)


def test_flat_gives_one_cell_per_name():
    row = forms.flat(FULL.to_dict())

    assert list(row) == KEYS
    assert row["authors"] == "Max; Eva"
    assert row["tags"] == "EV; China"
    assert row["images"] == "https://a.example/1.jpg https://a.example/2.jpg"
    assert row["links"] == "https://b.example/"
    assert (row["comments"], row["live_updates"]) == (1, 1)
    assert row["body"] == "One.\n\nTwo."


def test_a_form_written_by_hand_needs_the_identity_only():
    bare = {"site": "a", "key": "1", "url": "https://a.example/"}

    assert forms.from_dict(bare) == Article(**bare)
    assert forms.from_dict(bare | {"published": "2023-11-04T00:00:00Z"}).published == Instant(*["2023-11-04T00:00:00Z"] * 2)


def test_controls_of_another_program_are_left_out():
    form = {"site": "x", "key": "1\0", "url": "https://x.example/1", "tags": ["5\x01G"], "body": "if a:\n\n\n  b\0\ud800"}
    said = {"key": "c\x007", "parent": "c\x016", "author": "A\u200bda\0", "body": "Yes\0"}

    article = forms.from_dict({**form, "comments": [said]})

    assert (article.key, article.tags, article.body) == ("1", ("5G",), "if a:\n\n\n  b\ufffd")
    assert article.comments == (Comment("c7", "Yes", "c6", "Ada"),)


@pytest.mark.parametrize("said", [{"key": "\0", "body": "Yes"}, {"key": "", "body": "Yes"}])
def test_a_comment_needs_a_key(said):
    with pytest.raises(BadArgument, match=r"^key: missing in "):
        forms.from_dict({"site": "x", "key": "1", "url": "https://x.example/1", "comments": [said]})
