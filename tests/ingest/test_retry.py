import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.ingest import retry

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Fri, 02 Jan 2026 03:05:05 GMT", 60),
        ("Fri, 02 Jan 2026 03:00:00 GMT", 0),
        ("Friday, 02-Jan-26 03:05:05 GMT", 60),
        ("99999999999", 30 * 86_400),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("１２", None),
    ],
)
def test_retry_after_in_both_forms(header, seconds):
    wait = retry.after(header, NOW)
    assert (None if wait is None else wait.total_seconds()) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_a_bounded_wait_or_none(header):
    wait = retry.after(header, NOW)
    assert wait is None or dt.timedelta() <= wait <= dt.timedelta(days=30)


def test_waits_grow_within_a_run_then_leave_it_to_the_next_one_then_end():
    waits = [retry.again(tries) for tries in range(10)]
    assert [wait.total_seconds() for wait in waits[:8]] == [1, 4, 3600, 1, 4, 7200, 1, 4]
    assert waits[8:] == [None, None]
    assert [tries for tries in range(9) if retry.last_of_run(tries)] == [2, 5, 8]
