import datetime as dt
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive import connection, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.cli import main
from newsscrape.model import Target

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
ROBOTS, PAGE = "https://a.example/robots.txt", "https://a.example/\u202e1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive.db"


@pytest.fixture
def asked(path):
    """Return a function that archives a run of requests: address, seconds after noon, further fields."""

    def ask(*requests, site="gadgets", stats=None):
        with closing(connection.open_writer(path)) as writing:
            run = runs.start(writing, runs.SiteRow(site, "a.example", site, "newsscrape"), NOON)
            writer, frontier = Writer(writing, path, {run.site_id: run.id}), Frontier(writing)
            for url, second, fields in requests:
                lease = frontier.lease_url(run.site_id, Target(url, "robots" if url == ROBOTS else "article"), NOON)
                fetch = Fetch(NOON + dt.timedelta(seconds=second), **{"status": 200, "seconds": 0.5, **fields})
                writer.commit([Visit(lease=lease, state="done", fetch=fetch)])
            runs.finish(writing, run, "ok", None, 0, stats or {}, NOON)

    return ask


@pytest.fixture
def run(path):
    return lambda *arguments: CliRunner().invoke(main, ["--archive", str(path), "runs", *map(str, arguments)])


def test_a_polite_run_is_shown_host_by_host(asked, run):
    rules = {"body": b"User-agent: *\nCrawl-delay: 3\n"}
    asked((ROBOTS, 0, rules), (PAGE, 3.75, {"waited": 3.25, "wait_reason": "crawl-delay", "status": 404}), stats={"pause": 2.0})
    result = run("--politeness", "last")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert lines == [
        "run 1 of gadgets, 2026-01-02T12:00:00Z; pauses in seconds",
        "",
        "host requests pause shortest median 200 4xx bytes robots.txt",
        "a.example 2 3.000 3.250 3.250 1 1 29 asked first, Crawl-delay 3",
        "",
        "held back because of requests seconds",
        "a.example crawl-delay 1 3.250",
        "",
        "no request came earlier than allowed",
    ]


def test_early_requests_are_named_and_the_exit_code_is_1(asked, run):
    asked((ROBOTS, 0, {}), (PAGE, 1.75, {}), (ROBOTS, 2, {}), (PAGE, 9, {}), stats={"pause": 2})
    result = run("--politeness", 1)
    assert result.exit_code == 1
    assert "2 requests came earlier than allowed:" in result.output
    assert "1.250 s after the answer before it, 2.000 s were owed" in result.output
    assert "2026-01-02T12:00:02Z  https://a.example/robots.txt  while the answer before it was still under way" in result.output
    assert "\u202e" not in result.output


def test_what_is_not_known_is_said(asked, run):
    asked((PAGE, 0, {}))
    result = run("--politeness", "last")
    assert "The run did not note its pause" in result.output
    assert "before robots.txt was asked for" in result.output
    asked(*((ROBOTS, number, {}) for number in range(60, 90)), stats={"pause": 9.0}, site="others")
    assert "  and 9 more to a.example" in run("--politeness", "last").output
    assert run("--politeness", "last", "--site", "gadgets").output == result.output


def test_a_run_without_a_request_was_polite(asked, run):
    asked(stats={"pause": 2.0})
    result = run("--politeness", 1)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "no request came earlier than allowed")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["77"], "--politeness: there is no run 77; the nearest: 1 (`newsscrape runs` lists them)"),
        (["1", "--site", "other"], "--politeness: there is no run 1 of other; the nearest: 1"),
        (["last", "--site", "other"], "--politeness: no run of other yet; the nearest: 1"),
        (["lst"], "--politeness lst: give the number of a run, or `last`; did you mean last?"),
        (["-1"], "--politeness -1: give the number of a run, or `last`"),
    ],
)
def test_an_unknown_run_is_one_sentence_and_2(asked, run, arguments, said):
    asked()
    result = run("--politeness", *arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


def test_an_empty_archive_has_no_run_to_ask_about(path, run):
    connection.open_writer(path).close()
    result = run("--politeness", "last")
    assert (result.exit_code, "no run yet; crawl a site first" in result.stderr) == (2, True)
