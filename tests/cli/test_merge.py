"""`newsscrape merge`: what it says, and how it ends."""

import pytest
from click.testing import CliRunner

from newsscrape.archive.locks import SiteLock
from newsscrape.cli import main
from newsscrape.model import Article


def articles(*keys):
    url = "https://www.arenaev.example"
    return [Article(site="arenaev", key=key, url=f"{url}/{key}.php", title=f"Car {key}", body="Quiet.") for key in keys]


@pytest.fixture
def two(archived, tmp_path):
    return archived(articles("1", "2")), archived(articles("2", "3", "4"), tmp_path / "other.db")


def merge(archive, other):
    return CliRunner().invoke(main, ["merge", str(other), "--archive", str(archive)])


def test_it_says_what_came(two):
    done = merge(*two)

    assert done.exit_code == 0
    assert "2 new and " in done.stdout
    assert "`newsscrape stories --update` compares what is new" in done.stderr
    assert CliRunner().invoke(main, ["check", "--archive", str(two[0])]).output.endswith("whole\n")
    assert ": 0 new and 0 changed articles, 0 new comments, 0 new raw pages\n" in merge(*two).output


def test_it_waits_for_no_crawl(two):
    with SiteLock(two[0], "arenaev"):
        done = merge(*two)

    assert done.exit_code == 4
    assert done.output.startswith("newsscrape: arenaev is being crawled; wait until that run ends")


@pytest.mark.parametrize("other", ["itself", "none", "text"])
def test_wrong_use_is_a_sentence(other, two, tmp_path):
    text = tmp_path / "text.db"
    text.write_text("no database", encoding="utf-8")
    path, words = {
        "itself": (two[0], "is the archive itself"),
        "none": (tmp_path / "none.db", "there is no archive here"),
        "text": (text, "not a newsscrape archive"),
    }[other]

    done = merge(two[0], path)

    assert done.exit_code == 2
    assert done.output.startswith("newsscrape: ")
    assert words in done.output


def test_where_there_is_no_archive_to_merge_into(two, tmp_path):
    done = merge(tmp_path / "none.db", two[0])

    assert done.exit_code == 2
    assert "there is no archive here" in done.output
    assert not (tmp_path / "none.db").exists()
