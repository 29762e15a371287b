import json

from hypothesis import given
from hypothesis import strategies as st

from newsscrape import forms
from newsscrape.model import Article, Author, Comment, Image, Instant, Link

KEYS = [
    *("site", "key", "url", "title", "description", "authors", "published", "published_raw", "published_precision", "modified"),
    *("section", "tags", "language", "body", "body_html", "images", "links", "access", "comment_count", "comments"),
]

WORDS = st.text(min_size=1, max_size=20)
MAYBE = st.none() | WORDS
NUMBERS = st.none() | st.integers(0, 10_000)
STAMPS = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))
PUBLISHED = st.none() | st.builds(Instant, STAMPS, WORDS, st.sampled_from(["second", "minute", "day", "month"]))
COMMENTS = st.builds(
    Comment, WORDS, WORDS, MAYBE, MAYBE, quoted=MAYBE, upvotes=NUMBERS, downvotes=NUMBERS,
    published=st.none() | st.builds(Instant, STAMPS, WORDS),
)  # fmt: skip
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
    assert form["authors"] == form["images"] == form["comments"] == []


def test_a_date_that_is_not_believed_keeps_its_text():
    form = Article(site="s", key="k", url="u", published=Instant(None, "31 February 2023", "day")).to_dict()

    assert (form["published"], form["published_raw"], form["published_precision"]) == (None, "31 February 2023", None)
