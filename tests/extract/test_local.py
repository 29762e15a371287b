import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.dates import day, parse
from newsscrape.extract.evidence import Finding
from newsscrape.extract.local import localized

NIGHT = "2023-11-09T06:35:29+00:00"


def local(stated, *others):
    first, *rest = (Finding(parse(text), "meta:x") for text in (stated, *others))
    return localized(first, rest).value


@pytest.mark.parametrize("other", ["2023-11-08T22:35:29-08:00", "2023-11-08 22:35:29"], ids=["stated", "to be seen"])
def test_the_day_is_that_of_the_place(other):
    found = local(NIGHT, NIGHT, other)
    assert (found.utc, found.offset, day(found)) == ("2023-11-09T06:35:29Z", -480, "2023-11-08")


def test_the_clock_of_a_site_whose_zone_is_known_tells_the_place():
    there = Finding(parse("2023-11-08 22:35:29", zone="America/Los_Angeles"), "meta:y")
    assert localized(Finding(parse(NIGHT), "meta:x"), [there]).value.offset == -480


@pytest.mark.parametrize(
    "other",
    [
        "2023-11-08T22:35:28-08:00",
        "2023-11-08 22:35:30",
        "2023-11-08 22:35",
        "2023-11-08",
        "2023-11-07 22:35:29",
        "2023-11-09T06:35:29",
    ],
    ids=["another second", "no quarter of an hour", "no second", "a day", "farther than any zone", "the same clock"],
)
def test_another_moment_tells_no_zone(other):
    assert local(NIGHT, other) == parse(NIGHT)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("November 8, 2023 | 10:35 PM", -480),
        ("Nov. 8, 2023 10:35 pm PST", -480),
        ("8 November 2023 22:36", 0),
        ("8 November 2023 22:05", 0),
        ("Nov. 8, 2023 10:36 pm PST", 0),
        ("November 8, 2023", 0),
    ],
    ids=["whole hours", "stated", "another minute", "half an hour", "another stated minute", "a day"],
)
def test_a_clock_that_people_read_tells_the_place(text, offset):
    found = localized(Finding(parse(NIGHT), "meta:x"), [], [Finding(parse(text), "line")]).value
    assert (found.utc, found.offset) == (parse(NIGHT).utc, offset)


def test_a_stated_offset_stands():
    stated = "2023-11-09T07:35:29+01:00"
    assert local(stated, "2023-11-08T22:35:29-08:00") == parse(stated)


@given(st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2030, 1, 1)), st.integers(-48, 56).filter(bool), st.booleans())
def test_the_moment_stays_whatever_the_place(moment, quarters, states):
    zone = dt.timezone(dt.timedelta(minutes=15 * quarters))
    there = moment.replace(microsecond=0, tzinfo=dt.UTC).astimezone(zone)
    clock = there.isoformat() if states else there.replace(tzinfo=None).isoformat()
    found = local(moment.replace(microsecond=0).isoformat() + "Z", clock)
    assert found.utc == moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (found.offset, day(found)) == (15 * quarters, str(there.date()))
