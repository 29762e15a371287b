import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.dates import day
from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.page import UNKNOWN_TIME, Page

URL = "https://www.pocketgear.example/news/hinge"
PROSE = (
    "The new hinge survived half a million folds in our lab, and it did so without a creak, which nobody had thought likely."
)


def read(head, by, *, lang="en-GB", fetched_at=UNKNOWN_TIME):
    html = f"""<html lang="{lang}"><head><title>Fold hinge lasts | Pocket Gear</title>{head}</head>
    <body><main><h1>Fold hinge lasts</h1>{by}<div><p>{PROSE}</p><p>{PROSE[::-1]}</p></div></main></body></html>"""
    return extract.read([Page(URL, html.encode(), {}, fetched_at)], Rules(), site="pocketgear", key="/k", url=URL)


def published(head, by, **how):
    return read(head, by, **how).published.utc


def ld(published, modified=None):
    changed = f', "dateModified": "{modified}"' if modified else ""
    about = f'"@type": "NewsArticle", "headline": "x", "datePublished": "{published}"{changed}'
    return f'<script type="application/ld+json">{{{about}}}</script>'


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def shown(text):
    return f"<p class='date'>{text}</p>"


MORNING = "2022-01-04T07:29:00Z"


@pytest.mark.parametrize(
    ("head", "by", "utc"),
    [
        (ld(MORNING), shown("6 January 2022"), "2022-01-06T00:00:00Z"),
        (ld(MORNING), shown("1 January 2022"), "2022-01-01T00:00:00Z"),
        ("", "<time datetime='2022-01-04T07:29:00Z'>Published 1 January 2022</time>", "2022-01-01T00:00:00Z"),
        (ld("2022-01-04T19:00:49+01:00"), shown("5 January 2022"), "2022-01-05T00:00:00Z"),
        (ld("2022-01-05T09:49:32+0000"), shown("January 4, 2022 / 12:25 PM / Updated 8 hours ago"), "2022-01-04T12:25:00Z"),
        (ld("2022-01-04T23:00:00Z"), shown("5 January 2022"), "2022-01-05T00:00:00Z"),
        (ld("2022-11-17T10:33:13Z", "2022-11-17T10:32:18Z"), shown("9 March 2022"), "2022-03-09T00:00:00Z"),
    ],
    ids=["filed before", "saved after", "its own words", "its own zone", "another clock", "midnight", "saved last"],
)
def test_the_day_that_people_read_by_the_headline_is_believed(head, by, utc):
    assert published(head, by) == utc


@pytest.mark.parametrize(
    ("head", "by"),
    [
        (ld(MORNING), shown("4 January 2022")),
        (ld(MORNING), shown("6 January 2023")),
        (ld(MORNING), shown("Updated 6 January 2022")),
        (ld(MORNING), shown("01/04/2022")),
        (ld(MORNING), "<p class='date'>4 January 2022</p><p class='date'>6 January 2022</p>"),
        (ld(MORNING, "2022-01-06T09:10:11Z"), shown("6 January 2022, 09:10")),
        (ld(MORNING), "<p>On 6 January 2022 the maker opened its new halls, and a day later it closed them again.</p>"),
    ],
    ids=["the same", "another year", "an update", "the other order", "one of two", "the last change", "a sentence"],
)
def test_the_machine_date_stands(head, by):
    assert published(head, by) == MORNING


@pytest.mark.parametrize(
    "by",
    [shown("3 January 2022"), shown("3 January 2022, 21:35"), shown("Jan. 3, 2022, 10:35 p.m.")],
)
def test_a_neighbouring_day_may_be_the_same_moment_in_another_zone(by):
    assert published(ld("2022-01-04T03:35:29Z"), by) == "2022-01-04T03:35:29Z"


@pytest.mark.parametrize("text", ["6 January 2022", "8 January 2022", "1 week ago", "2 days ago", "January 2"])
def test_neither_the_pages_calendar_nor_what_counts_from_the_fetch_is_believed(text):
    fetched = dt.datetime(2022, 1, 6, 12, tzinfo=dt.UTC)
    assert published(ld("2022-01-04T07:29:00Z"), shown(text), fetched_at=fetched) == MORNING
    assert published(ld("2022-01-04T07:29:00Z"), shown("5 January 2022"), fetched_at=fetched) == MORNING
    assert published(ld("2022-01-04T07:29:00Z"), shown("1 January 2022"), fetched_at=fetched) == "2022-01-01T00:00:00Z"


def test_two_of_different_kinds_outvote_a_clock_with_a_false_zone():
    head = ld("2020-04-07T17:10:46-07:00") + meta("article:published_time", "2020-04-07T17:10:46+00:00")
    agreeing, naive = "<time datetime='2020-04-07T10:10:46-07:00'>x</time>", "<time datetime='2020-04-07T17:10:46'>x</time>"
    assert published(head, agreeing) == "2020-04-07T17:10:46Z"
    assert published(head, naive) == published(head, "") == "2020-04-08T00:10:46Z"


def test_what_was_not_believed_is_a_witness():
    article = read(ld(MORNING), shown("6 January 2022"))
    found = next(p for p in article.provenance if p.field == "published")
    assert (found.source, found.raw) == ("class:date", "6 January 2022")
    assert ("json-ld:datePublished", False) in [(witness.source, witness.agrees) for witness in found.witnesses]


DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2030, 1, 1))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(-400, 400), st.integers(0, 24 * 60 - 1), st.sampled_from(["Z", "+05:30", "-08:00", ""]))
def test_either_the_machine_or_the_shown_date_is_returned_and_never_one_a_fortnight_off(stated, gap, minute, zone):
    seen = stated + dt.timedelta(days=gap)
    clock = f"{stated}T{minute // 60:02}:{minute % 60:02}:07{zone}"
    found = read(ld(clock), shown(f"{seen.day} {seen:%B} {seen.year}")).published
    assert day(found) in (str(stated), str(seen))
    assert found.raw == clock or abs(gap) <= 14
