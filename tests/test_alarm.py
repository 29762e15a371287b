from newsscrape.alarm import Figures, judge, overall

FINE = Figures(asked=40, useful=40, read=30)


def test_a_run_that_did_its_work_is_ok():
    assert judge([], FINE).exit_code == 0
    assert judge([], Figures()).exit_code == 0, "nothing was due"


def test_nothing_fetched_is_a_failure():
    verdict = judge([FINE], Figures(asked=3))
    assert (verdict.word, verdict.exit_code) == ("failed", 1)


def test_an_archive_that_failed_comes_before_all_else():
    verdict = judge([FINE], FINE, trouble="the disk is full", signal=2)
    assert (verdict.word, verdict.reason, verdict.exit_code) == ("failed", "the disk is full", 1)


def test_a_signal_is_its_exit_code():
    assert judge([], FINE, signal=2).exit_code == 130
    assert judge([], FINE, signal=15).exit_code == 143


def test_a_layout_that_gives_no_text_any_more_is_broken():
    changed = Figures(asked=30, useful=11, read=1, refused=19)
    assert (judge([FINE], changed).word, judge([FINE], changed).exit_code) == ("broken", 3)
    empty = Figures(asked=20, useful=20, read=20, bodiless=19)
    assert judge([Figures(), FINE], empty).exit_code == 3


def test_it_takes_several_pages_and_better_days_to_say_so():
    assert judge([FINE], Figures(asked=4, useful=1, read=0, refused=4)).exit_code == 0
    poor = Figures(asked=30, useful=10, read=0, refused=20)
    assert judge([], poor).exit_code == 0
    assert judge([poor, poor], poor).exit_code == 0
    assert judge([FINE], Figures(asked=30, useful=30, read=10, refused=20)).exit_code == 0


def test_figures_survive_the_archive():
    assert Figures.of(FINE.as_stats()) == FINE
    assert Figures.of({"read": None, "else": "x"}) == Figures()


def test_a_spent_budget_is_no_failure_and_no_end():
    verdict = judge([FINE], FINE, budget="CLOSESPIDER_TIMEOUT")
    assert (verdict.word, verdict.exit_code) == ("stopped", 0)
    assert "CLOSESPIDER_TIMEOUT" in verdict.reason
    assert judge([], Figures(asked=3), budget="CLOSESPIDER_TIMEOUT").exit_code == 1


def test_of_several_runs_the_gravest_end_counts():
    assert overall([0, 0]) == 0
    assert overall([0, 3, 1, 4]) == 1
    assert overall([4, 0]) == 4
    assert overall([1, 143]) == 143
