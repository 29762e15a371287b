"""The zone of a site's clock and the order of its dates, by another date of the same moment."""

import datetime as dt

import pytest

from newsscrape import dates
from newsscrape.extract.rules import Rules
from newsscrape.guess import clock
from newsscrape.page import Page

FETCHED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TEXT = "<p>The phone folds and unfolds again, and its hinge has held for a month of use.</p>" * 5


def page(shown, host="news.example", lang="en"):
    html = f'<html lang="{lang}"><body><article><h1>A fold</h1><span class="date">{shown}</span>{TEXT}</article></body></html>'
    return Page(f"https://{host}/a-fold", html.encode(), {}, FETCHED)


def truth(text):
    return dates.parse(text, fetched_at=FETCHED)


@pytest.mark.parametrize(
    ("host", "lang", "shown", "true", "expected"),
    [
        ("a.de", "de", "3. Juli 2024, 14:30", "2024-07-03T12:30:05Z", "Europe/Berlin"),
        ("a.example", "de", "3. Juli 2024, 14:30", "2024-07-03T12:30:00Z", "Europe/Berlin"),
        ("a.example", "en", "July 3, 2024 10:30 AM", "2024-07-03T14:30:00Z", "America/New_York"),
        ("a.example", "en", "July 3, 2024 8:00 PM", "2024-07-03T14:30:00Z", "Asia/Kolkata"),
        ("a.co.uk", "en", "3 January 2024 14:30", "2024-01-03T14:30:00Z", "Europe/London"),
        ("a.example", "en", "January 3, 2024 2:30 PM", "2024-01-03T14:30:00Z", None),
        ("a.de", "de", "3. Juli 2024, 14:37", "2024-07-03T12:30:00Z", None),
        ("a.de", "de", "3. Juli 2024", "2024-07-03T12:30:00Z", None),
        ("a.jp", "ja", "2024-07-03 21:30", "2024-07-03T12:30:00Z", "Asia/Tokyo"),
    ],
)
def test_zone(host, lang, shown, true, expected):
    found = clock.zone([page(shown, host, lang)], [truth(true)], Rules(), lang)

    assert (found and found[0]) == expected


def test_a_page_that_states_its_offset_needs_no_zone():
    stated = page("July 3, 2024 10:30 AM EDT")

    assert clock.zone([stated], [truth("2024-07-03T14:30:00Z")], Rules(), "en") is None


def test_a_zone_fits_summer_and_winter_or_is_none():
    pages = [page("July 3, 2024 10:30 AM"), page("January 3, 2024 9:30 AM")]

    assert (
        clock.zone(pages, [truth("2024-07-03T14:30:00Z"), truth("2024-01-03T14:30:00Z")], Rules(), "en")[0]
        == "America/New_York"
    )
    assert clock.zone(pages, [truth("2024-07-03T14:30:00Z"), truth("2024-01-03T19:30:00Z")], Rules(), "en") is None


@pytest.mark.parametrize(
    ("shown", "lang", "true", "expected"),
    [
        ("04/11/2024", "en", "2024-11-04T09:00:00Z", "dmy"),
        ("04/11/2024", "en", "2024-04-11T09:00:00Z", "mdy"),
        ("04/11/2024", "en-US", "2024-11-04T09:00:00Z", "dmy"),
        ("04/11/2024", "en-US", "2024-04-11T09:00:00Z", None),
        ("04/04/2024", "en", "2024-04-04T09:00:00Z", None),
        ("04/11/2024", "en", None, None),
        ("November 4, 2024", "en", "2024-11-04T09:00:00Z", None),
    ],
)
def test_order(shown, lang, true, expected):
    found = clock.order([page(shown, lang=lang)], [true and truth(true)], Rules())

    assert (found and found[0]) == expected


def test_the_order_is_told_by_another_page_with_a_clear_day():
    pages = [page("04/11/2024"), page("25/11/2024")]

    assert clock.order(pages, [None, None], Rules()) == ("dmy", "another page has a day above 12")
