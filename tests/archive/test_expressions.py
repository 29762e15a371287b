"""What a user writes as SQL: understood or explained, never able to change anything or to run for ever."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import connection, reader, tables, words
from newsscrape.archive.filters import Filter
from newsscrape.errors import BadArchive, BadArgument
from newsscrape.model import Article, Author

ENDLESS = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)"


@pytest.fixture
def shelf(world):
    for key in "123":
        world.read(world.article(key, body="battery " * int(key)), threads=[world.thread(f"c{key}", key=key)])
    with closing(connection.open_reader(world.path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ("words > 1", "23"),
        ("title = 'Title 1' -- by name", "1"),
        ("id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'battery') AND comments = 1", "123"),
        ("published IS NOT NULL", ""),
    ],
)
def test_articles_are_chosen_by_the_columns_of_their_list(shelf, where, keys):
    assert [article.key for article in reader.chosen(shelf, Filter(), where=where)] == [*keys]


def test_a_table_is_chosen_by_its_own_columns(shelf):
    found = tables.table(shelf, "comments", columns=("body", "key"), where="key <> 'c2'")

    assert (found.columns, [*found.types]) == (("body", "key"), ["TEXT", "TEXT"])
    assert list(found.rows) == [("Text c1", "c1"), ("Text c3", "c3")]


def test_articles_are_chosen_by_their_words_and_their_number(shelf):
    wanted = Filter(match=words.match("Battery"))

    assert [article.key for article in reader.chosen(shelf, wanted, newest=True, limit=2)] == ["3", "2"]
    assert list(reader.chosen(shelf, Filter(match=words.match("...")))) == []
    assert len(list(tables.table(shelf, "comments", wanted).rows)) == 3


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("word > 1", "no column 'word'; did you mean words?"),
        ("zzzzzzzz = 1", "no column 'zzzzzzzz'; there are id, site"),
        ("words >", "is no SQL expression"),
        ("1; DROP TABLE articles", "is no SQL expression"),
        ("words > ?", "is no SQL expression"),
        ("a\x00b", "is no SQL expression"),
        ("a\udc80b", "is no SQL expression"),
        ("load_extension('x')", "not authorized"),
        ("title MATCH 'x'", "unable to use function MATCH"),
        ("json_extract(title, '$')", "malformed JSON"),
    ],
)
def test_what_is_no_condition_is_told(shelf, where, said):
    with pytest.raises(BadArgument, match="--where") as told:
        list(reader.chosen(shelf, Filter(), where=where))
    assert said.split()[0] in str(told.value)
    assert said in str(told.value) or "is no SQL expression" in said


@pytest.mark.parametrize("statement", ["DELETE FROM articles", "ATTACH ':memory:' AS x", "PRAGMA user_version = 9", "VACUUM"])
def test_after_an_expression_nothing_but_reading_is_possible(world, statement):
    world.read()
    list(reader.chosen(world.connection, Filter(), where="1"))

    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|authorization denied"):
        world.connection.execute(statement)
    world.connection.set_authorizer(None)


@given(st.text(max_size=20))
def test_any_text_is_a_condition_or_a_mistake_of_the_users(shelf_of_all, where):
    try:
        list(reader.chosen(shelf_of_all, Filter(), where=where))
    except BadArgument as error:
        assert str(error).startswith("--where")  # noqa: PT017 - most texts are none


@pytest.fixture(scope="module")
def shelf_of_all(new_world):
    world = new_world()
    world.read()
    with closing(connection.open_reader(world.path)) as opened:
        yield opened


@pytest.mark.usefixtures("interruptible")
def test_a_condition_that_never_ends_can_be_stopped(archived):
    path = archived([Article(site="demo", key="1", url="https://www.example.com/1")])
    command = ["export", "--archive", str(path), "--where", ENDLESS, "--table", "article_list"]
    script = (
        "import os, signal, threading; from newsscrape.archive import expressions; from newsscrape.cli import main\n"
        "interrupt = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))\n"
        "asked = expressions.rows\n"
        "expressions.rows = lambda *given: (interrupt.start(), asked(*given))[1]\n"
        "main()"
    )
    ended = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, check=False, timeout=60)

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


@pytest.mark.parametrize("table", ["articles SET title", "authors SET name", "comments SET body"])
def test_text_that_is_none_is_told(world, table):
    world.read(world.article(authors=(Author("Ada"),)), threads=[world.thread("c1")])
    world.connection.execute(f"UPDATE {table} = CAST(x'ff' AS TEXT)")

    with pytest.raises(BadArchive, match="cannot be read to its end"):
        list(reader.articles(world.connection))


def test_a_damaged_table_is_told(world):
    for number in range(40):
        world.connection.execute("INSERT INTO authors(name) VALUES (?)", (str(number) * 1000,))
    world.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = world.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'authors'").fetchone()
    (size,) = world.connection.execute("PRAGMA page_size").fetchone()
    with closing(connection.open_reader(world.path)) as shelf:
        with world.path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        with pytest.raises(BadArchive, match="newsscrape check"):
            list(tables.table(shelf, "authors").rows)
