import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import newsscrape
from newsscrape.extract.sitename import letters
from newsscrape.model import Article, Author, Comment, Image, Instant, LiveUpdate
from newsscrape.schema_org import to_json_ld
from newsscrape.text import fold

URL = "https://a.example/2024/05/phone"
LINES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).map(fold)
PLAIN = Article(
    site="a.example",
    key="/2024/05/phone",
    url=URL,
    title="A phone with a hinge",
    description="It folds, and unfolds.",
    authors=(Author("Ada Winter", "https://a.example/author/ada"), Author("Bo Lang")),
    published=Instant("2024-05-04T08:30:00Z", "2024-05-04T10:30:00+02:00", "second", 120, "stated"),
    modified=Instant("2024-05-05T00:00:00Z", "2024-05-05", "day"),
    section="Phones",
    tags=("hinges", "phones"),
    language="en",
    body="One.\n\nTwo words.",
    images=(Image("https://a.example/p.jpg", "A hinge", "The hinge, open", "Cy Post", 1200, 800),),
    access="paywalled",
    comment_count=2,
    comments=(
        Comment("7", "Nice.", author="Dee", upvotes=3, published=Instant("2024-05-04T09:00:00Z", "an hour ago", "hour")),
        Comment("8", "Is it?", parent="7"),
    ),
)


def test_an_article_is_said_in_the_words_of_schema_org():
    node = PLAIN.to_json_ld()

    assert (node["@context"], node["@type"], node["url"]) == ("https://schema.org", "NewsArticle", URL)
    assert node["author"][0] == {"@type": "Person", "name": "Ada Winter", "url": "https://a.example/author/ada"}
    assert node["datePublished"] == "2024-05-04T10:30:00+02:00"
    assert node["dateModified"] == "2024-05-05"
    assert node["isAccessibleForFree"] is False
    assert node["wordCount"] == 3
    assert node["image"] == [
        {
            "@type": "ImageObject",
            "url": "https://a.example/p.jpg",
            "description": "A hinge",
            "caption": "The hinge, open",
            "creditText": "Cy Post",
            "width": 1200,
            "height": 800,
        }
    ]
    first, second = node["comment"]
    assert first["author"] == {"@type": "Person", "name": "Dee"}
    assert (first["upvoteCount"], first["datePublished"]) == (3, "2024-05-04T09:00:00Z")
    assert second["parentItem"]["@id"] == first["@id"] == f"{URL}#comment-7"


LIVE = Article(
    site="a.example",
    key="/2024/05/phone",
    url=URL,
    title="A phone, live",
    live_updates=(
        LiveUpdate("12", "It begins", Instant("2024-05-04T08:30:00Z", "10:30", "minute", 120, "site"), "The lights go down."),
        LiveUpdate("13", None, Instant(None, "10:45", "minute"), "And up."),
    ),
)


def test_a_live_blog_is_one_of_schema_org():
    node = LIVE.to_json_ld()

    assert node["@type"] == "LiveBlogPosting"
    assert node["liveBlogUpdate"] == [
        {
            "@type": "BlogPosting",
            "url": f"{URL}#12",
            "identifier": "12",
            "headline": "It begins",
            "datePublished": "2024-05-04T10:30:00+02:00",
            "articleBody": "The lights go down.",
        },
        {"@type": "BlogPosting", "url": f"{URL}#13", "identifier": "13", "articleBody": "And up."},
    ]


def test_a_page_that_holds_only_the_node_is_the_same_live_blog():
    node = json.dumps(LIVE.to_json_ld())
    again = newsscrape.read(f'<html><body><script type="application/ld+json">{node}</script>', URL)

    told = [(update.key, update.title, update.body) for update in again.live_updates]
    assert told == [(update.key, update.title, update.body) for update in LIVE.live_updates]
    assert again.live_updates[0].published.utc == "2024-05-04T08:30:00Z"
    assert again.body == "It begins\n\nThe lights go down.\n\nAnd up."


def test_what_is_missing_is_absent():
    node = to_json_ld(Article(site="a.example", key="/x", url="https://a.example/x"))

    assert set(node) == {"@context", "@type", "@id", "url", "mainEntityOfPage", "identifier", "isPartOf"}


@pytest.mark.parametrize(
    ("utc", "precision", "offset", "said"),
    [
        ("2024-01-01T00:00:00Z", "year", None, "2024"),
        ("2024-05-01T00:00:00Z", "month", None, "2024-05"),
        ("2024-05-04T00:00:00Z", "day", 120, "2024-05-04"),
        ("2024-05-04T22:30:00Z", "minute", 330, "2024-05-05T04:00:00+05:30"),
        ("2024-05-04T22:30:00Z", "minute", 0, "2024-05-04T22:30:00Z"),
        (None, "second", None, None),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(utc, precision, offset, said):
    article = Article(site="s", key="k", url=URL, published=Instant(utc, "raw", precision, offset))

    assert to_json_ld(article).get("datePublished") == said


@given(LINES, LINES, LINES, st.sampled_from(["free", "paywalled"]), st.integers(0, 10**6))
def test_a_page_that_holds_only_the_node_is_read_back(title, section, tag, access, count):
    assume(letters(section) != letters(title))  # no rubric has the name of the article
    assume(not tag.isdigit())  # long numbers are a system's own words
    article = Article(
        site="a.example", key="/2024/05/phone", url=URL, title=title, section=section, tags=(tag,), access=access,
        comment_count=count, published=PLAIN.published, modified=PLAIN.modified, language="en", authors=PLAIN.authors,
    )  # fmt: skip
    node = json.dumps(to_json_ld(article))
    again = newsscrape.read(f'<html><body><script type="application/ld+json">{node}</script>', URL)

    for field in ("title", "section", "tags", "access", "comment_count", "language", "authors"):
        assert getattr(again, field) == getattr(article, field)
    assert again.published == article.published
    assert again.modified.utc == article.modified.utc
