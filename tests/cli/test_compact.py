"""`newsscrape compact`: what it says, and how it ends."""

import pytest
from click.testing import CliRunner

from newsscrape.archive.locks import SiteLock
from newsscrape.cli import main
from newsscrape.model import Article

ARTICLES = [
    Article(site="arenaev", key=str(number), url=f"https://www.arenaev.example/{number}.php", title="A car", body="Quiet.")
    for number in (1, 2)
]


@pytest.fixture
def path(archived):
    return archived(ARTICLES)


@pytest.fixture
def run(path, monkeypatch):
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(path))
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_it_says_what_became_smaller(run):
    done = run("compact", "--pages", "none")

    assert done.exit_code == 0
    assert "raw pages  " in done.output
    assert " -> 0 B, 2 pages dropped\nthe file   " in done.output
    assert run("check").output.endswith("whole\n")


def test_it_waits_for_no_crawl(run, path):
    with SiteLock(path, "arenaev"):
        done = run("compact")

    assert done.exit_code == 4
    assert done.output.startswith("newsscrape: arenaev is being crawled; wait until that run ends")


@pytest.mark.parametrize("name", ["late", "ALL", "latest,none"])
def test_an_unknown_policy_names_the_valid_ones(name, run):
    done = run("compact", "--pages", name)

    assert done.exit_code == 2
    assert "'all', 'latest', 'none'" in done.output


def test_where_there_is_no_archive(run, tmp_path):
    done = run("compact", "--archive", str(tmp_path / "none.db"))

    assert done.exit_code == 2
    assert "there is no archive here" in done.output
    assert not (tmp_path / "none.db").exists()


def test_a_file_of_another_program_is_left_as_it_is(run, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(b"no database")
    done = run("compact", "--archive", str(other))

    assert done.exit_code == 2
    assert "not a newsscrape archive" in done.output
    assert other.read_bytes() == b"no database"


def test_stats_tell_the_parts_and_no_growth_before_a_day_has_passed(run):
    lines = [line.split() for line in run("stats").output.splitlines()]

    assert ["part", "size", "share"] in lines
    assert [line[0] for line in lines if line and line[-1].endswith("%")] == ["raw", "articles", "comments", "crawl", "free"]
