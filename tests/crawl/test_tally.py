"""What a run's verdict is based on."""

import datetime as dt

from newsscrape.alarm import judge
from newsscrape.archive.records import Failure, Fetch, Lease, Visit
from newsscrape.crawl.tally import Tally
from newsscrape.model import Target

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def lease(number):
    return Lease(number, f"https://a.example/{number}", "article", "a.example", 1)


def test_a_site_that_sends_everything_to_its_login_has_failed():
    tally = Tally()
    login = Target("https://a.example/login", "article")
    tally.add([Visit(lease=lease(n), state="done", fetch=Fetch(NOW, 302), redirect=login) for n in range(5)])
    assert judge([], tally.figures(shut=False)).exit_code == 0, "nothing is said of where they lead"
    tally.add([Visit(lease=lease(9), state="refused", fetch=Fetch(NOW, 200), failure=Failure("check", "login", "a password"))])
    assert judge([], tally.figures(shut=False)).word == "failed"
