import pytest

from newsscrape.crawl.clock import GIVE_UP, LONGEST_BACK_OFF, Host


def test_the_pause_counts_from_the_end_of_an_answer():
    host = Host("a", 2.0)
    host.started(1, 100.0)
    assert not host.open
    assert host.ended(1, 107.0)
    assert host.open
    assert host.ready_at == 109.0
    host.started(2, 109.5)
    assert host.waited == 2.5
    assert not host.ended(1, 110.0), "it had ended before"


def test_several_at_a_time_start_a_pause_apart():
    host = Host("a", 2.0, limit=2)
    host.started(1, 100.0)
    assert host.open
    assert host.ready_at == 102.0


def test_crawl_delay_makes_the_pause_longer_only_and_never_endless():
    host = Host("a", 2.0)
    host.ready_at = 10.0
    host.slow_down(1.0)
    assert (host.pause, host.ready_at) == (2.0, 10.0)
    host.slow_down(5.0)
    assert (host.pause, host.ready_at, host.reason) == (5.0, 13.0, "crawl-delay")
    host.slow_down(3600.0)
    assert host.pause == 60.0


def test_failures_in_a_row_slow_down_and_end_it():
    host, now, waits = Host("a", 0.0), 0.0, []
    for number in range(GIVE_UP):
        host.failed(now, number)
        waits.append(max(0.0, host.ready_at - now))
        now = max(now, host.ready_at)
    assert waits[:5] == [0.0, 1.0, 2.0, 4.0, 8.0]
    assert max(waits) <= LONGEST_BACK_OFF
    assert host.shut


def test_one_success_forgets_the_failures():
    host = Host("a", 0.0)
    host.failed(0.0, 1)
    host.failed(0.0, 2)
    host.succeeded()
    host.failed(50.0, 3)
    assert host.ready_at == pytest.approx(1.0)


def test_an_address_that_fails_again_says_nothing_more_of_its_host():
    host = Host("a", 0.0)
    for _ in range(3):
        host.failed(0.0, 1)
        host.failed(0.0, 2)
    assert (host.failures, host.ready_at) == (2, 1.0)


def test_a_hold_is_never_shortened():
    host = Host("a", 1.0)
    host.hold(100.0, "retry-after")
    host.hold(50.0, "back-off")
    assert (host.ready_at, host.reason) == (100.0, "retry-after")
