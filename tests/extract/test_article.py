import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.errors import Unreadable
from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.page import Page

URL = "https://www.pocketgear.example/2024/06/12/fold-hinge-lasts/"
FETCHED = dt.datetime(2024, 6, 20, tzinfo=dt.UTC)
TEXT = [
    "The new hinge, built from two steel plates, survived half a million folds in our lab, and it did so without a creak.",
    "What wore out first was the film over the screen: after four weeks a fine line showed, and after six it could be felt.",
    "The maker says that spare films will be sold for nine euros, fitted at any of its shops, from the end of the summer.",
]
MODERN = f"""<!doctype html><html lang="en-GB"><head><title>Fold hinge lasts | Pocket Gear</title>
<meta property="og:site_name" content="Pocket Gear"><meta property="og:title" content="Fold hinge lasts - Pocket Gear">
<meta name="description" content="A hinge that outlives its screen.">
<meta property="og:image" content="/img/2024/hinge-1200x800.jpg"><meta property="article:tag" content="Foldables">
<script type="application/ld+json"><![CDATA[{{"@context": "https://schema.org", "@graph": [
 {{"@type": "WebSite", "name": "Pocket Gear"}},
 {{"@type": ["NewsArticle"], "headline": "Fold hinge lasts", "datePublished": "2024-06-12T09:30:00&#x2B;02:00",
   "dateModified": "2024-06-13T10:00:00+02:00", "author": [{{"@type": "Person", "name": "Ida Roth", "url": "/people/ida"}}],
   "articleSection": "Phones", "isAccessibleForFree": true, "commentCount": 3,}}]}}]]></script></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>Fold hinge lasts</h1><p class="byline">By Ida Roth</p>
<div class="entry-content"><p>{TEXT[0]} <a href="/lab">Our lab</a> has pictures.</p>
<figure><picture><source srcset="/img/2024/hinge-300x200.jpg 300w, /img/2024/hinge-1200x800.jpg 1200w">
<img src="/img/2024/hinge-300x200.jpg" alt="The hinge, open"></picture>
<figcaption>Two plates. Photo: I. Roth</figcaption></figure>
<p>{TEXT[1]}</p><aside class="newsletter"><p>Sign up for our letter, every day at noon, and never miss it!</p></aside>
<h2>Spare parts</h2><ul><li>film, nine euros</li><li>hinge, ninety</li></ul><p>{TEXT[2]}</p>
<noscript><p>Your browser runs no scripts, so that the poll cannot be shown.</p></noscript></div></article></main>
<section id="comments"><ol><li><p>I broke mine in a week, honestly, and nobody wanted to hear about it.</p></li></ol></section>
<footer><p>Pocket Gear is a made-up paper, printed nowhere.</p></footer></body></html>"""


def read(html, rules=None, url=URL, **more):
    pages = [Page(url, text.encode(), {}, FETCHED) for text in ([html] if isinstance(html, str) else html)]
    return extract.read(pages, rules or Rules(), site="pocketgear", key="/k", url=url, **more)


@pytest.fixture(scope="module")
def modern():
    return read(MODERN)


class TestModernPage:
    def test_title_is_without_the_site(self, modern):
        assert modern.title == "Fold hinge lasts"

    def test_author_with_profile(self, modern):
        assert [(a.name, a.url) for a in modern.authors] == [("Ida Roth", "https://www.pocketgear.example/people/ida")]

    def test_dates_keep_zone_and_source(self, modern):
        assert (modern.published.utc, modern.published.offset, modern.published.zone) == ("2024-06-12T07:30:00Z", 120, "stated")
        assert modern.modified.utc == "2024-06-13T08:00:00Z"

    def test_small_facts(self, modern):
        assert (modern.section, modern.tags, modern.language) == ("Phones", ("Foldables",), "en-GB")
        assert (modern.access, modern.comment_count) == ("free", 3)
        assert modern.description == "A hinge that outlives its screen."

    def test_body_is_the_article_and_nothing_else(self, modern):
        assert modern.body.split("\n\n") == [
            TEXT[0] + " Our lab has pictures.",
            TEXT[1],
            "Spare parts",
            "film, nine euros",
            "hinge, ninety",
            TEXT[2],
        ]

    def test_html_has_the_same_blocks_with_the_picture_in_place(self, modern):
        html = modern.body_html
        assert html.index(TEXT[0][:20]) < html.index("<img") < html.index(TEXT[1][:20])
        assert "<h2>Spare parts</h2>" in html
        assert "<li>hinge, ninety</li>" in html
        assert "script" not in html

    def test_one_picture_the_largest_with_what_is_said_of_it(self, modern):
        (image,) = modern.images
        assert image.url == "https://www.pocketgear.example/img/2024/hinge-1200x800.jpg"
        assert (image.alt, image.caption, image.role) == ("The hinge, open", "Two plates.", "lead")

    def test_links_of_the_body(self, modern):
        assert [(link.url, link.text) for link in modern.links] == [("https://www.pocketgear.example/lab", "Our lab")]

    def test_every_field_names_its_source(self, modern):
        sources = {p.field: p.source for p in modern.provenance}
        assert sources["published"] == "json-ld:datePublished"
        assert {"title", "description", "authors", "published", "modified", "section", "tags", "language", "body"} <= set(
            sources
        )


class TestRules:
    RULES = Rules(
        title=(".none", "h1.name"), authors=("a[href*=author]",), published=(".when",), body=("#text",), drop=(".source",),
        date_order="dmy",
    )  # fmt: skip
    PAGE = f"""<html><head><meta property="og:title" content="Other"></head><body><h1>Logo</h1><h1 class="name">Spy photos</h1>
    <p><a href="author.php?id=3">Max Muster</a> <span class="when">04/11/2023</span></p>
    <div id="text"><p>{TEXT[0]}</p><img src="a.jpg" alt="Spy photos"><p>{TEXT[1]}</p><p class="source">Source: a forum</p></div>
    </body></html>"""

    def test_win_over_the_generic_reading(self):
        article = read(self.PAGE, self.RULES)
        assert article.title == "Spy photos"
        assert [a.name for a in article.authors] == ["Max Muster"]
        assert article.published.utc == "2023-11-04T00:00:00Z"
        assert article.body.split("\n\n") == TEXT[:2]
        assert {p.source for p in article.provenance} >= {"rule:h1.name", "rule:.when", "rule:#text"}

    def test_what_each_part_begins_with_is_said_once(self):
        page = (
            "<html><body><article><h1>Fold</h1>{}{}<p>Page: <a href='/1'>1</a> <a href='/2'>2</a></p></article></body></html>"
        )
        parts = [page.format(f"<p>{TEXT[0]}</p>", f"<p>{text}</p>") for text in TEXT[1:]]
        assert read(parts).body.split("\n\n") == TEXT[:3]

    def test_parts_are_joined_in_order(self):
        second = self.PAGE.replace(TEXT[0], TEXT[2]).replace("a.jpg", "b.jpg")
        article = read([self.PAGE, second], self.RULES)
        assert article.body.split("\n\n")[:3] == [TEXT[0], TEXT[1], TEXT[2]]
        assert [image.url.rpartition("/")[2] for image in article.images] == ["a.jpg", "b.jpg"]


class TestDates:
    def test_an_update_is_not_a_publication(self):
        html = f"<body><article><h1>A</h1><p class='date'>Updated 12 June 2024</p><p>{TEXT[0]}</p></article></body>"
        assert read(html, url="https://a.example/x").published is None

    def test_a_comments_date_is_not_the_articles(self):
        html = f"<body><h1>A</h1><p>{TEXT[0]}</p><div class='comments'><time datetime='2024-01-02'>2 Jan</time></div></body>"
        assert read(html, url="https://a.example/x").published is None

    def test_the_visible_byline_is_read(self):
        html = f"<body><div><h1>A</h1><p>Max Muster, 4 November 2023</p></div><p>{TEXT[0]}</p></body>"
        assert read(html, url="https://a.example/x").published.utc == "2023-11-04T00:00:00Z"

    def test_the_address_tells_where_nothing_else_does(self):
        published = read(f"<body><h1>A</h1><p>{TEXT[0]}</p></body>").published
        assert (published.utc, published.precision) == ("2024-06-12T00:00:00Z", "day")


def test_text_without_paragraph_elements_is_read():
    article = read(f"<body><h1>A</h1><div class='post'>{TEXT[0]}<br><br>{TEXT[1]}<br><br>{TEXT[2]}</div></body>")
    assert article.body.split("\n\n") == TEXT


def test_a_document_that_is_none_is_refused():
    with pytest.raises(Unreadable):
        read("%PDF-1.4 nothing")


def test_deep_nesting_is_read_in_linear_time():
    article = read("<body>" + "<div>" * 6000 + f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>")
    assert TEXT[1] in article.body


@pytest.mark.parametrize("box", ['<div class="date">x 12', "<div>By Ida", '<div class="author">x', "<ul><li>text, and more."])
def test_nested_boxes_do_not_cost_the_square_of_their_depth(box, steps):
    assert steps(lambda: read("<body><h1>A</h1>" + box * 900)) < 2.5 * steps(lambda: read("<body><h1>A</h1>" + box * 450))


@settings(max_examples=60, deadline=None)
@given(
    cut=st.integers(0, len(MODERN)),
    place=st.integers(0, len(MODERN)),
    noise=st.text(alphabet='<>/="&;\x00 {}[],:abpimg\ud800\u202e', max_size=30),
)
def test_never_raises_on_a_damaged_page(cut, place, noise):
    html = (MODERN[:place] + noise + MODERN[place:])[: max(cut, 40)]
    article = extract.read(
        [Page(URL, b"<html>" + html.encode("utf-8", "replace"), {}, FETCHED)], Rules(), site="s", key="k", url=URL
    )
    assert article.site == "s"


def test_a_language_agrees_with_the_same_of_a_region():
    html = "<html lang='pt'><head><meta property='og:locale' content='pt_BR'></head><body><p>x</p></body></html>"
    source = next(source for source in read(html).provenance if source.field == "language")

    assert (source.agreement, source.witnesses[0].agrees) == (2, True)
