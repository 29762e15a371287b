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


def test_waits_grow_within_a_run_and_from_run_to_run_then_end():
    hour = 3600
    waits = [retry.again(tries) for tries in range(retry.TRIES * retry.ROUNDS)]
    assert [wait.total_seconds() for wait in waits[:6]] == [1, 4, hour, 1, 4, 4 * hour]
    assert [wait.total_seconds() / hour for wait in waits[2::3][:-1]] == [1, 4, 16, 64, 168, 168, 168]
    assert waits[-1] is None
    assert retry.again(10_000) is None
    assert sum(waits[:-1], dt.timedelta()) > dt.timedelta(days=21)
    assert [tries for tries in range(9) if retry.last_of_run(tries)] == [2, 5, 8]
