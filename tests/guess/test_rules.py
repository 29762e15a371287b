"""Rules where the generic reading is wrong, and none where it is right."""

import datetime as dt

import pytest

from newsscrape import dates
from newsscrape.guess import rules
from newsscrape.guess.material import Entry
from newsscrape.page import Page
from newsscrape.sites import Feed, Site

FETCHED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
SITE = Site(name="x", title="X", home="https://x.example/", articles=(r"^/(?P<key>\d+)",), sources=(Feed("f"),))
TEXT = "The phone of case {0} folds and unfolds again, and its hinge has held for {0} months of our own use."


def page(number, *, heading="A fold {}", more="", meta="", end=""):
    body = "".join(f"<p>{TEXT.format(number * 10 + each)}</p>" for each in range(4))
    html = f"<html><head>{meta}</head><body>{more}<article><h1>{heading}</h1>{body}{end}</article></body></html>"
    return Page(f"https://x.example/{number}", html.format(number).encode(), {}, FETCHED)


def entry(number, author="", published=""):
    return Entry(f"A fold {number}", author, dates.parse(published, fetched_at=FETCHED))


def guess(pages, entries):
    return {reason.field: reason.value for reason in rules.guess(rules.cases(pages, entries, SITE))}


def test_what_is_read_right_needs_no_rule():
    said = '<meta name="author" content="Ada Winter"><meta property="article:published_time" content="2024-05-04T10:00:00Z">'
    pages = [page(1, meta=said), page(2, meta=said)]

    assert guess(pages, [entry(number, "ada@x.example (Ada Winter)", "2024-05-04T10:00:00Z") for number in (1, 2)]) == {}
    assert guess(pages, [None, None]) == {}


def test_a_heading_that_is_the_sites_gives_way_to_what_the_feed_says():
    pages = [
        page(number, heading="All about phones", more='<div class="top"><p class="head big">A fold {}</p></div>')
        for number in (1, 2)
    ]

    assert guess(pages, [entry(1), entry(2)]) == {"title": ("p.head",)}


def test_an_author_and_a_day_are_found_by_what_the_feed_says():
    box = '<div id="made7"><span class="who">Bo Lang</span></div><ul><li class="when x9">04.05.2024</li></ul>'
    wrong = '<meta name="author" content="Desk"><meta property="article:published_time" content="2020-01-01T10:00:00Z">'
    pages = [page(number, meta=wrong, end=box) for number in (1, 2)]
    entries = [entry(number, "Bo Lang", "2024-05-04T09:00:00Z") for number in (1, 2)]

    assert guess(pages, entries) == {"authors": ("span.who",), "published": ("li.when",)}


def test_what_the_pages_do_not_show_is_said_and_not_guessed():
    (reason,) = rules.guess(rules.cases([page(1, heading="Phones")], [Entry("Something else", "", None)], SITE))

    assert (reason.field, reason.value) == ("title", None)
    assert "'Something else'" in reason.why
    assert "'Phones'" in reason.why


@pytest.mark.parametrize(
    ("end", "selector"),
    [
        ('<p class="sold">We bought all of it with money of our own.</p>', "p.sold"),
        ('<div class="sold"><p>We bought all of it with money of our own.</p></div>', "div.sold"),
        ("<p>We bought all of it with money of our own.</p>", 'p:contains("We bought all of it with money of our")'),
    ],
)
def test_what_every_body_repeats_is_dropped(end, selector):
    known = rules.cases([page(1, end=end), page(2, end=end)], [None, None], SITE)

    assert [(reason.field, reason.value) for reason in rules.drop(known, SITE)] == [("drop", (selector,))]
    assert list(rules.drop(known[:1], SITE)) == []


def test_a_class_that_the_text_shares_is_not_dropped():
    body = '<p class="p">We bought all of it with money of our own.</p><p class="p">And {} more of it.</p>'
    known = rules.cases([page(number, end=body.format(number)) for number in (1, 2)], [None, None], SITE)

    assert [reason.value for reason in rules.drop(known, SITE)] == [('p:contains("We bought all of it with money of our")',)]


def test_the_language_is_told_where_no_page_names_it():
    pages = [page(1), page(2)]
    named = Page(pages[0].url, pages[0].body.replace(b"<html>", b'<html lang="en">'), {}, FETCHED)

    assert [reason.value for reason in rules.language(rules.cases(pages, [None, None], SITE), SITE)] == ["en"]
    assert list(rules.language(rules.cases([named, pages[1]], [None, None], SITE), SITE)) == []
