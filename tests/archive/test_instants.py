import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive.instants import columns, from_columns, settle
from newsscrape.model import Instant

HOURS = Instant("2024-01-01T07:00:00Z", "5 hours ago", "hour")
LATER = Instant("2024-01-01T06:00:00Z", "6 hours ago", "hour")
YESTERDAY = Instant("2023-12-31T12:00:00Z", "yesterday", "day")
DAY = Instant("2024-01-01T00:00:00Z", "1 January 2024", "day")
NEXT_DAY = Instant("2024-01-02T00:00:00Z", "2 January 2024", "day")
EXACT = Instant("2024-01-01T07:12:30Z", "2024-01-01T07:12:30Z", "second", 0, "stated")
OTHER = Instant("2024-03-01T00:00:00Z", "1 March 2024", "day")
DOUBTED = Instant(None, "31 February 2024", "day")


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        (None, DAY, DAY),
        (DAY, None, DAY),
        (None, None, None),
        (HOURS, LATER, HOURS),
        (HOURS, YESTERDAY, HOURS),
        (HOURS, DAY, HOURS),
        (HOURS, EXACT, EXACT),
        (DAY, HOURS, HOURS),
        (DAY, EXACT, EXACT),
        (EXACT, DAY, EXACT),
        (DAY, NEXT_DAY, NEXT_DAY),
        (DAY, OTHER, OTHER),
        (HOURS, OTHER, OTHER),
        (OTHER, HOURS, OTHER),
        (DAY, DOUBTED, DAY),
        (DOUBTED, DAY, DAY),
        (DAY, DAY, DAY),
    ],
)
def test_the_reading_that_stands(old, new, stands):
    assert settle(old, new) == stands


@given(st.sampled_from([HOURS, LATER, YESTERDAY, DAY, NEXT_DAY, EXACT, OTHER, DOUBTED]))
def test_columns_give_the_date_back(instant):
    assert from_columns(columns(instant)) == instant
    assert settle(instant, instant) == instant
