import datetime as dt

import pytest

from newsscrape.extract.evidence import Evidence
from newsscrape.extract.live import clock
from newsscrape.extract.rules import Rules
from newsscrape.model import Instant
from newsscrape.page import Page

PAGE = Page(
    "https://www.plainpaper.example/live",
    b"<html><body><h1>Live</h1></body></html>",
    {},
    dt.datetime(2024, 5, 6, tzinfo=dt.UTC),
)


def times():
    return clock.Clock(Evidence(PAGE, Rules()))


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("14:05", "14:05"),
        ("9:05", "09:05"),
        ("2:05 p.m.", "14:05"),
        ("2:05pm", "14:05"),
        ("12:05 am", "00:05"),
        ("12:05 pm", "12:05"),
        ("14.05 Uhr", "14:05"),
        ("14h05", "14:05"),
        ("14:05:33", "14:05"),
        ("14:05 CEST", "12:05"),
    ],
)
def test_a_clock_time_of_a_known_day(said, minute):
    found = times().read([said], "2024-05-04")

    assert (found.utc, found.raw, found.precision) == (f"2024-05-04T{minute}:00Z", said, "minute")
    assert times().read([said], None) == Instant(None, said, "minute")


@pytest.mark.parametrize(
    "said", ["25:05", "14:65", "14", "1405", "4.05 inches wide", "", "soon", "14:05 is the time of the show"]
)
def test_what_is_no_clock_time(said):
    assert clock.alone(said) is None


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("14:05 - It begins", "It begins"),
        ("14:05: It begins", "It begins"),
        ("2:05 pm | It begins", "It begins"),
        ("14:05", ""),
    ],
)
def test_a_line_that_begins_with_a_time(said, rest):
    assert said[clock.leading(said).end() :] == rest


@pytest.mark.parametrize("said", ["14:05 begins it", "10.05 inches", "Android 14", "It begins at 14:05"])
def test_a_line_that_does_not(said):
    assert clock.leading(said) is None


def test_the_first_date_that_can_be_believed_counts():
    assert times().read(["14:05", "31 February 2024", "2024-05-04T12:00:00Z"], None).utc == "2024-05-04T12:00:00Z"
    assert times().read([], "2024-05-04") is None


def test_the_order_of_times_is_told_by_moments_and_by_clocks():
    def at(*minutes, day="2024-05-04"):
        return [Instant(day and f"{day}T{minute}:00Z", minute, "minute") for minute in minutes]

    assert clock.turns(at("10:00", "10:05", "10:09")) == (2, 0)
    assert clock.turns(at("10:09", "10:05", "10:05", day=None)) == (1, 2)
    assert clock.turns([*at("10:09"), None, *at("10:05", day=None)]) == (0, 1)
    assert clock.share_in_order(at("10:00")) == clock.share_in_order([]) == 0.0
