"""`newsscrape forget`: what it says, and how it ends."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive.locks import SiteLock
from newsscrape.cli import main
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.model import Article, Author, Comment, Thread

ARTICLES = [
    Article(
        site="arenaev",
        key=str(number),
        url=f"https://www.arenaev.example/{number}.php",
        title="A quiet car",
        authors=(Author("Bo Li"),),
        body="The car makes no sound.",
    )
    for number in (1, 2)
]
THREAD = Thread(
    "gsmarena",
    "1",
    comments=(
        Comment("c1", "Nice battery", author="Marie-Luise"),
        Comment("c2", "Not so nice", author="Bo Li", parent="c1", quoted="Nice battery"),
        Comment("c3", "As Cyrus says", author="Marie"),
        Comment("c4", "Well", author="Cyrus"),
    ),
)


@pytest.fixture
def path(archived):
    return archived(ARTICLES[:1], threads=[THREAD])


@pytest.fixture
def run(path, monkeypatch):
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(path))
    return lambda *arguments: CliRunner().invoke(main, ["forget", *arguments])


def authors(path):
    with closing(sqlite3.connect(path)) as connection:
        return [author for (author,) in connection.execute("SELECT author FROM comments ORDER BY key")]


def test_it_says_what_was_removed_and_that_nothing_is_left(run, path):
    done = run("--author", "Marie-Luise")

    assert done.exit_code == 0
    assert "Marie-Luise: 1 comment, 1 quotation removed\n" in done.output
    assert done.output.endswith("Marie-Luise: nothing is left\n")
    assert authors(path) == [None, "Bo Li", "Marie", "Cyrus"]
    assert "Marie-Luise: 0 comments removed" in run("--author", "Marie-Luise").output


def test_a_trial_only_says_it(run, path):
    done = run("--author", "Marie-Luise", "--dry-run")

    assert done.exit_code == 0
    assert done.output == "Marie-Luise: 1 comment, 1 quotation would be removed\n"
    assert authors(path) == ["Marie-Luise", "Bo Li", "Marie", "Cyrus"]
    assert run("--author", "Cyril", "--dry-run").exit_code == 2


def test_an_authors_name_stays_with_the_articles(run, path):
    done = run("--author", "Bo Li")

    assert done.exit_code == 0
    assert "stays, as an author's or the article's own word: authors, 1\n" in done.output
    assert authors(path) == ["Marie-Luise", None, "Marie", "Cyrus"]


def test_what_others_say_is_left_and_told(run):
    done = run("--author", "Cyrus")

    assert done.exit_code == 1
    assert "left: comments.body, id 3\n" in done.output
    assert done.output.endswith("Cyrus: something is left\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--author", "Marie-Louise"), "no commenter of that name; the nearest are Marie-Luise, Marie"),
        (("--author", "marie"), "the nearest are Marie"),
        (("--author", "\x1b[2J"), "no commenter of that name; `newsscrape show` tells"),
        (("--author", "Marie", "--site", "arenaevs"), "did you mean arenaev?"),
        ((), "Missing option '--author'"),
    ],
)
def test_a_slip_is_told_in_one_sentence(arguments, says, run, path):
    done = run(*arguments)

    assert done.exit_code == 2
    assert says in done.output
    assert done.output.count("\n") == 1
    assert "\x1b" not in done.output
    assert authors(path) == ["Marie-Luise", "Bo Li", "Marie", "Cyrus"]


def test_a_damaged_page_is_named_before_anything_is_changed(run, path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO blobs(sha256, codec, length, data) VALUES (?, 'zstd', 9, x'00ff')", ("0" * 64,))
        connection.execute(
            "INSERT INTO pages(url_id, run_id, fetched_at, status, headers, blob_id)"
            " SELECT u.id, r.id, '2024-01-01T00:00:00Z', 200, '{}', max(b.id) FROM urls u, runs r, blobs b"
        )
        before = connection.execute("SELECT * FROM comments ORDER BY id").fetchall()
    done = run("--author", "Marie-Luise")
    again = run("--author", "Marie-Luise", "--dry-run")

    assert (done.exit_code, again.exit_code) == (1, 1)
    said = " ".join(done.output.split())
    assert f"the raw page of {ARTICLES[0].url} is damaged" in said
    assert "nothing is changed; `newsscrape check` names" in said
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM comments ORDER BY id").fetchall() == before
        assert connection.execute("SELECT count(*) FROM forgotten").fetchone() == (0,)


def test_it_waits_for_no_run(run, path):
    with SiteLock(path, "arenaev"):
        done = run("--author", "Marie")

    assert done.exit_code == 4
    assert "arenaev is being crawled" in done.output
    assert authors(path) == ["Marie-Luise", "Bo Li", "Marie", "Cyrus"]


def test_copies_are_named_and_not_touched(run, path):
    copy = path.with_name(f"{path.name}.before-3")
    copy.write_bytes(path.read_bytes())
    done = run("--author", "Marie-Luise")

    assert done.exit_code == 0
    assert f"not touched: {copy}" in " ".join(done.output.split())
    assert authors(copy) == ["Marie-Luise", "Bo Li", "Marie", "Cyrus"]


def test_with_the_key_a_name_finds_its_pseudonym(run, path, archived, tmp_path, monkeypatch):
    key = tmp_path / "key"
    key.write_text("secret")
    key.chmod(0o600)
    pseudonym = Pseudonyms(b"secret").of("Dora")
    archived(ARTICLES[1:], threads=[Thread("gsmarena", "2", comments=(Comment("d1", "Hm", author=pseudonym),))])
    assert run("--author", "Dora").exit_code == 2
    monkeypatch.setenv("NEWSSCRAPE_SECRET_FILE", str(key))

    done = run("--author", "Dora")

    assert done.exit_code == 0
    assert "Dora: 1 comment removed" in done.output
    assert authors(path)[-1] is None
