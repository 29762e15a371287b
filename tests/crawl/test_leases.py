"""Who goes next, without a network: a real archive, a clock that the test moves."""

import datetime as dt
from contextlib import closing

import pytest

from newsscrape.archive import connection, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Failure, Fetch, Found, Visit
from newsscrape.archive.writer import Writer
from newsscrape.crawl.images import AT_ONCE
from newsscrape.crawl.leases import Leases
from newsscrape.crawl.manners import PER_HOST, Manners
from newsscrape.ingest import visit
from newsscrape.model import Article, Outcome, Target

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


class Stage:
    def __init__(self, writing, path):
        self.now = NOW.timestamp()
        self.frontier = Frontier(writing)
        self.run = runs.start(writing, runs.SiteRow("web", "", "", ""), NOW)
        self.writer = Writer(writing, path, {self.run.site_id: self.run.id}, clock=self.moment)
        self.refused = []

    def moment(self):
        return dt.datetime.fromtimestamp(self.now, dt.UTC)

    def arm(self, *urls, kind="article"):
        self.frontier.arm(self.run.site_id, [Target(url, kind) for url in urls], NOW)

    def leases(self, left_over=(), **manners):
        manners = {"pause": 1.0, "robots": False, **manners}
        made = Leases(self.frontier, self.run.site_id, Manners(**manners), lambda: self.now, self.refused.append)
        made.open(self.frontier.hosts(self.run.site_id), left_over)
        return made

    def failed(self, lease, status):
        failed = visit.failed(lease, Failure("fetch", f"http-{status}", ""), self.moment())
        return {"state": failed.state, "due_at": failed.due_at, "failure": failed.failure}

    def done(self, leases, lease, status=200, seconds=0.0, **how):
        self.now += seconds
        leases.answered(lease, status)
        leases.ended(lease)
        outcome = None
        if lease.kind == "article" and status == 200:
            key = lease.url
            outcome = Outcome(kind="article", article=Article(site="web", key=key, url=key, title="t", body="b"))
        fetch = Fetch(self.moment(), status, {}, how.pop("body", b"x"))
        kept = Visit(lease=lease, **{"state": "done", "fetch": fetch, "outcome": outcome, **how})
        leases.committed([kept], self.writer.commit([kept]).hosts)


@pytest.fixture
def stage(tmp_path):
    with closing(connection.open_writer(tmp_path / "archive.db")) as writing:
        yield Stage(writing, tmp_path / "archive.db")


def drain(stage, leases):
    """Fetch all there is, waiting as told; return the URLs."""
    urls = []
    while (wait := leases.wait()) is not None:
        stage.now += wait
        lease = leases.pick()
        if lease:
            urls.append(lease.url)
            stage.done(leases, lease)
    return urls


def test_a_slow_host_holds_up_nobody_and_the_longest_ready_goes_first(stage):
    stage.arm("http://a.example/1", "http://a.example/2", "http://b.example/1", "http://c.example/1")
    leases = stage.leases()
    first = [leases.pick() for _ in range(3)]
    assert {lease.host for lease in first} == {"a.example", "b.example", "c.example"}
    assert leases.pick() is None
    assert leases.wait() is None, "a's second page waits for its first"
    slow = next(lease for lease in first if lease.host == "a.example")
    stage.done(leases, slow, seconds=5)
    assert leases.pick() is None
    assert leases.wait() == pytest.approx(1.0)
    stage.now += 1
    assert leases.pick().url == "http://a.example/2"


def test_the_pause_goes_on_from_the_last_run(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases()
    stage.done(leases, leases.pick())
    again = stage.leases()
    assert again.pick() is None
    assert 0 < again.wait() <= 1.0


def test_a_clock_that_was_put_back_holds_nobody_up(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases()
    stage.now += 24 * 3600
    stage.done(leases, leases.pick())
    stage.now -= 24 * 3600
    assert drain(stage, stage.leases()) == ["http://a.example/2"]


def test_a_pause_is_waited_for_however_long(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    assert drain(stage, stage.leases(pause=3600.0)) == ["http://a.example/1", "http://a.example/2"]


def test_no_more_is_handed_out_than_can_be_lost(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(30)))
    leases = stage.leases(pause=0.0, per_host=100)
    taken = [leases.pick() for _ in range(PER_HOST)]
    assert None not in taken
    assert leases.pick() is None
    assert leases.wait() is None
    stage.done(leases, taken[0])
    assert leases.pick() is not None


def test_the_limit_counts_what_became_an_article_and_spares_the_rest(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(6)))
    stage.arm("http://a.example/thread", kind="listing")
    leases = stage.leases(pause=0.0, limit=2)
    kinds = []
    while (lease := leases.pick()) is not None:
        kinds.append(lease.kind)
        stage.done(leases, lease, status=404 if lease.url.endswith("/0") else 200)
    assert sorted(kinds) == ["article", "article", "article", "listing"]
    assert len(stage.frontier.lease(stage.run.site_id, "a.example", 9, stage.moment(), ())) == 3


def test_kinds_that_are_not_wanted_are_left_and_not_waited_for(stage):
    stage.arm("http://a.example/1")
    stage.arm("http://a.example/thread", "http://b.example/thread", kind="comments")
    unwanted = frozenset({"comments"})

    assert drain(stage, stage.leases(pause=0.0, unwanted=unwanted)) == ["http://a.example/1"]
    assert drain(stage, stage.leases(pause=0.0, limit=0, unwanted=unwanted)) == []
    assert sorted(drain(stage, stage.leases(pause=0.0))) == ["http://a.example/thread", "http://b.example/thread"]


def test_suspects_come_last_and_alone(stage):
    urls = [f"http://a.example/{n}" for n in range(6)]
    stage.arm(*urls)
    left = stage.frontier.lease(stage.run.site_id, "a.example", 2, NOW, ())
    leases = stage.leases(left, pause=0.0, per_host=8)
    others = []
    while (lease := leases.pick()) is not None:
        others.append(lease)
    assert {lease.id for lease in others}.isdisjoint({lease.id for lease in left})
    assert leases.suspects.noted(leases.out) == {lease.id for lease in (*others, *left)}
    for lease in others:
        stage.done(leases, lease)
    alone = leases.pick()
    assert alone == left[0]
    assert leases.pick() is None
    assert leases.suspects.noted(leases.out) == {alone.id}
    stage.done(leases, alone)
    assert leases.pick() == left[1]


def test_a_suspect_whose_host_is_shut_is_not_waited_for(stage):
    stage.arm("http://a.example/1", "http://b.example/1")
    left = stage.frontier.lease(stage.run.site_id, "a.example", 1, NOW, ())
    leases = stage.leases(left, pause=0.0)
    leases.hosts["a.example"].shut = "it said so"
    assert drain(stage, leases) == ["http://b.example/1"]


def test_a_host_is_shut_until_its_robots_are_known(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    robots = leases.pick()
    assert (robots.url, robots.kind) == ("http://a.example/robots.txt", "robots")
    leases.ended(robots)
    assert leases.pick() is None
    stage.done(leases, robots, body=b"User-agent: *\nDisallow: /2\nCrawl-delay: 3")
    assert leases.pick() is None
    stage.now += 3
    assert leases.pick().url == "http://a.example/1"
    assert leases.hosts["a.example"].pause == 3.0


def test_robots_behind_two_redirects_that_cannot_be_had_shut_the_host(stage):
    stage.arm("http://a.example/1")
    leases = stage.leases(robots=True, pause=0.0)
    way = ["http://a.example/robots.txt", "http://a.example/r1", "http://a.example/r2"]
    asked = []
    while (wait := leases.wait()) is not None:
        stage.now += wait
        if (lease := leases.pick()) is None:
            continue
        asked.append(lease.url)
        if lease.url != way[-1]:
            stage.done(leases, lease, status=301, redirect=Target(way[way.index(lease.url) + 1], "robots"))
        else:
            stage.done(leases, lease, status=503, **stage.failed(lease, 503))
    assert asked == way * 3
    assert "robots.txt cannot be had" in leases.hosts.shut["a.example"]


def test_robots_at_another_host_are_followed_there(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), status=301, redirect=Target("http://b.example/rules", "robots"))
    assert leases.wait() is not None
    rules = leases.pick()
    assert rules.url == "http://b.example/rules"
    stage.done(leases, rules, body=b"User-agent: *\nDisallow: /2")
    assert drain(stage, leases) == ["http://a.example/1"]


def test_robots_that_failed_in_the_last_run_are_asked_for_once(stage):
    stage.arm("http://a.example/1")
    leases = stage.leases(robots=True, pause=0.0)
    lease = leases.pick()
    stage.done(leases, lease, status=503, **stage.failed(lease, 503))
    stage.now += 3600
    assert drain(stage, stage.leases(robots=True, pause=0.0)) == ["http://a.example/robots.txt", "http://a.example/1"]


def test_forbidden_urls_are_refused_without_a_request(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), body=b"User-agent: *\nDisallow: /")
    assert drain(stage, leases) == []
    assert [visit.failure.kind for visit in stage.refused] == ["disallowed", "disallowed"]


def test_runs_side_by_side_take_turns_at_a_shared_host(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    one = stage.leases(pause=2.0, shared=lambda _: True)
    other = stage.leases(pause=2.0, shared=lambda _: True)
    first = one.pick()
    assert first is not None
    for _ in range(10):  # however long the answer takes
        stage.now += 1
        assert other.pick() is None
        assert other.wait() <= 1.0
    stage.done(one, first)
    ended = stage.now
    while other.pick() is None:
        stage.now += other.wait()
    assert stage.now - ended >= 2.0


def test_a_turn_is_taken_at_any_fraction_of_a_second(stage):
    for number in range(200):
        stage.arm(f"http://h{number}.example/1")
    leases = stage.leases(pause=2.0, shared=lambda _: True)
    for _ in range(200):
        stage.now += 0.1234567891
        lease = leases.pick()
        assert lease is not None
        stage.done(leases, lease)


def test_the_turn_of_a_dead_run_runs_out(stage):
    stage.arm("http://a.example/1")
    assert stage.leases(pause=2.0, shared=lambda _: True).pick() is not None
    other = stage.leases(pause=2.0, shared=lambda _: True)
    assert other.pick() is None
    stage.now += 62
    assert other.pick() is not None


def test_a_shared_host_that_asks_to_be_left_alone_is_not_asked_by_others(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    one = stage.leases(pause=2.0, shared=lambda _: True)
    lease = one.pick()
    one.answered(lease, 429, "200")
    one.ended(lease)
    other = stage.leases(pause=2.0, shared=lambda _: True)
    assert other.pick() is None
    assert 198 <= other.wait() <= 201
    assert other.hosts["a.example"].reason == "retry-after"


def test_a_host_that_only_fails_is_given_up(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(40)))
    leases = stage.leases(pause=0.0)
    asked = 0
    while (wait := leases.wait()) is not None and asked < 40:
        stage.now += wait
        if lease := leases.pick():
            asked += 1
            stage.done(leases, lease, status=500, state="refused")
    assert asked == 10
    assert "failures in a row" in leases.hosts.shut["a.example"]


def test_a_copy_of_robots_txt_serves_for_a_day(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), body=b"User-agent: *\nDisallow: /2\nCrawl-delay: 3")
    stage.now += 23 * 3600
    again = stage.leases(robots=True, pause=0.0)
    assert again.pick().url == "http://a.example/1", "nobody asks for the rules anew"
    assert again.hosts["a.example"].pause == 3.0
    stage.now += 3600
    later = stage.leases(robots=True, pause=0.0)
    assert later.pick().url == "http://a.example/robots.txt"


def test_a_run_of_more_than_a_day_asks_for_the_rules_again(stage):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), body=b"User-agent: *\nAllow: /")
    stage.done(leases, leases.pick())
    stage.now += 25 * 3600
    asked = leases.pick()
    assert asked.url == "http://a.example/robots.txt"
    stage.done(leases, asked, body=b"User-agent: *\nDisallow: /")
    assert drain(stage, leases) == []
    assert [visit.lease.url for visit in stage.refused] == ["http://a.example/2"]


def test_without_robots_no_copy_is_obeyed(stage):
    stage.arm("http://a.example/1")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), body=b"User-agent: *\nDisallow: /")
    assert stage.leases(robots=False, pause=0.0).pick().url == "http://a.example/1"


def test_the_limit_is_for_what_is_new(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(2)))
    leases = stage.leases(pause=0.0)
    while (lease := leases.pick()) is not None:
        stage.done(leases, lease)
    stage.now += 3600
    assert stage.frontier.wake(stage.run.site_id, stage.moment()) == 2
    stage.arm("http://a.example/8", "http://a.example/9")
    again = stage.leases(pause=0.0, limit=1)
    assert drain(stage, again) == ["http://a.example/8", "http://a.example/0", "http://a.example/1"]


def test_a_host_of_nothing_but_thin_pages_is_left_alone(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(200)))
    leases = stage.leases(pause=0.0)
    asked = 0
    while (lease := leases.pick()) is not None:
        asked += 1
        stage.done(leases, lease, **({} if asked % 20 == 0 else {"outcome": None, "state": "refused"}))
    assert asked == 50
    assert leases.hosts.shut == {"a.example": "only 2 of its last 50 new pages were articles"}
    left = stage.frontier.lease(stage.run.site_id, "a.example", 500, stage.moment(), ())
    assert len(left) == 150, "they wait for another run"


def test_a_list_of_a_persons_is_taken_to_its_end(stage):
    stage.arm(*(f"http://a.example/{n}" for n in range(80)))
    leases = stage.leases(pause=0.0, suspicious=False)
    asked = 0
    while (lease := leases.pick()) is not None:
        asked += 1
        stage.done(leases, lease, outcome=None, state="refused")
    assert asked == 80


def test_more_hosts_than_can_be_leased_for_are_asked_to_their_end(stage, monkeypatch):
    monkeypatch.setattr("newsscrape.crawl.leases.MAX_HELD", 16)
    urls = [f"http://h{host}.example/{n}" for host in range(25) for n in range(5)]
    stage.arm(*urls)
    leases = stage.leases(pause=0.0)
    assert sorted(drain(stage, leases)) == sorted(urls)


def test_hosts_that_are_shut_hold_nothing_back(stage):
    stage.arm(*(f"http://shut{host}.example/{n}" for host in range(20) for n in range(20)), "http://open.example/1")
    leases = stage.leases(pause=0.0)
    for host in list(leases.hosts):
        if host.name.startswith("shut"):
            leases._first(host, stage.now)
            host.shut = "it is down"
    assert len(leases.held) > 100
    assert drain(stage, leases) == ["http://open.example/1"]
    assert leases.held == set()


def test_a_limit_that_was_not_filled_after_all_goes_on_on_other_hosts(stage):
    stage.arm("http://a.example/1", "http://b.example/1")
    leases = stage.leases(pause=0.0, limit=1)
    first = leases.pick()
    assert leases.pick() is None
    stage.done(leases, first, outcome=None, state="refused")
    second = leases.pick()
    assert second is not None
    assert second.host != first.host


@pytest.mark.parametrize("status", [304, 429])
def test_what_is_no_answer_about_robots_wipes_no_rules(stage, status):
    stage.arm("http://a.example/1", "http://a.example/2")
    leases = stage.leases(robots=True, pause=0.0)
    stage.done(leases, leases.pick(), body=b"User-agent: *\nDisallow: /2")
    stage.now += 25 * 3600
    later = stage.leases(robots=True, pause=0.0)
    stage.done(later, later.pick(), status=status, state="refused", body=b"")
    assert stage.frontier.known("a.example").robots == "User-agent: *\nDisallow: /2"
    assert drain(stage, later) == [], "the copy is more than a day old"


def test_few_images_are_in_hand_at_once_whatever_the_number_of_hosts(stage):
    stage.arm(*(f"http://{n}.example/image" for n in range(AT_ONCE + 3)), kind="image")
    leases = stage.leases(pause=0.0)
    out = [leases.pick() for _ in range(AT_ONCE)]
    assert leases.pick() is None
    assert leases.wait() is None, "only an image's end can give more"
    stage.done(leases, out.pop())
    assert leases.pick().kind == "image"
    assert leases.pick() is None
    stage.arm("http://late.example/1")
    leases.hosts.rouse("late.example")
    assert leases.pick().kind == "article", "of images only"


def test_what_is_found_while_images_are_on_their_way_goes_before_them(stage):
    stage.arm(*(f"http://a.example/image/{n}" for n in range(5)), kind="image")
    leases = stage.leases(pause=0.0)
    first = leases.pick()
    assert first.kind == "image"
    stage.done(leases, first, found=(Found(Target("http://a.example/1", "article")),))
    assert [lease.kind for lease in iter(lambda: finish(stage, leases), None)] == ["article", *["image"] * 4]


def finish(stage, leases):
    """Take the next lease and end it."""
    if (lease := leases.pick()) is not None:
        stage.done(leases, lease)
    return lease
