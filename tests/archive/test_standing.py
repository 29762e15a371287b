import datetime as dt
from contextlib import closing

import pytest

from newsscrape.archive import connection, frontier, runs, standing
from newsscrape.archive.records import Failure, Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.model import Article, Comment, Instant, Outcome, Target, Thread

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
HOME = "https://fold.example/"
ROW = runs.SiteRow("fold", "fold.example", "Fold", "newsscrape")


def article(number, body="Words of a body.", authors=()):
    made = Instant("2026-01-01T00:00:00Z", "1 January 2026", "day")
    url = f"{HOME}{number}"
    return Article(site="fold", key=str(number), url=url, title="A phone", published=made, body=body, authors=authors)


@pytest.fixture
def crawl(tmp_path):
    """Return a function that makes a run of visits, each an address with its kind and what it came to."""
    with closing(connection.open_writer(tmp_path / "archive.db")) as writing:

        def made(*visits, verdict="ok"):
            run = runs.start(writing, ROW, NOON)
            leases = frontier.Frontier(writing)
            kept = [
                Visit(
                    lease=leases.lease_url(run.site_id, Target(HOME + path, kind), NOON),
                    fetch=Fetch(NOON, given.pop("status", 200), {}, path.encode()),
                    **given,
                )
                for path, kind, given in visits
            ]
            Writer(writing, tmp_path / "archive.db", {run.site_id: run.id}, clock=lambda: NOON).commit(kept)
            runs.finish(writing, run, verdict, None, 0, {}, NOON)
            return writing

        yield made


def of(writing, *sources):
    return standing.standings(writing, {"fold": [HOME + source for source in sources]})["fold"]


def read(number, **fields):
    return str(number), "article", {"state": "done", "outcome": Outcome(kind="article", article=article(number, **fields))}


def test_a_site_that_was_never_met_is_left_out(crawl):
    assert standing.standings(crawl(), {"other": []}) == {}


def test_what_there_is_and_how_the_last_run_went(crawl):
    crawl(read(1), read(2))
    found = of(crawl(verdict="stopped"))
    assert (found.articles, found.run_at, found.verdict, found.systems) == (2, "2026-01-02T12:00:00Z", "stopped", ())


def test_what_the_articles_of_the_last_ten_runs_lack(crawl):
    crawl(read(99, body=None))
    for number in range(standing.RUNS):
        crawl(read(2 * number), read(2 * number + 1, body=None if number == 0 else "Words."))
    lacking = of(crawl()).lacking
    assert lacking["body"] == pytest.approx(1 / 20)
    assert (lacking["title"], lacking["authors"]) == (0, 1)


def test_the_comment_systems_that_were_met(crawl):
    thread = Thread("disqus", "1", comments=(Comment("c", "Nice."),))
    outcome = Outcome(kind="article", article=article(1), threads=(thread,))
    assert of(crawl(("1", "article", {"state": "done", "outcome": outcome}))).systems == ("disqus",)


def test_a_source_of_the_file_that_gives_nothing(crawl):
    gone = {"state": "gone", "status": 404, "failure": Failure("fetch", "http-404", "gone")}
    refused = {"state": "refused", "failure": Failure("check", "no-source", "nothing")}
    writing = crawl(
        ("feed.xml", "feed", {**gone}),
        ("old.xml", "feed", {**gone}),
        ("news", "listing", {**refused}),
        ("map.xml", "sitemap", {"state": "done", "outcome": Outcome(kind="sitemap")}),
        ("moved", "feed", {"state": "done", "status": 301, "redirect": Target(HOME + "away", "feed")}),
    )
    crawl(("away", "feed", {**gone}))
    dead = of(writing, "feed.xml", "news", "map.xml", "moved").dead
    assert dead == (
        ("feed", HOME + "feed.xml", 404, "fetch: http-404"),
        ("listing", HOME + "news", 200, "check: no-source"),
        ("feed", HOME + "moved", 404, "fetch: http-404"),
    )
