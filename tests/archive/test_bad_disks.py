"""A disk that is full, takes nothing, or gives back other bytes; a program killed; a clock put back; a slow reader."""

import datetime as dt
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive import backup, check, connection, migrations
from newsscrape.cli import main
from newsscrape.errors import ArchiveFailed, BadArchive
from newsscrape.model import Comment

COMMANDS = ("check", "stats", "runs", "search body", "show 1", "export --format json", "export --table comments --format csv")


def value(opened, query):
    return opened.execute(query).fetchone()[0]


def run(path, command):
    return CliRunner().invoke(main, ["--archive", str(path), *command.split()])


@pytest.fixture(scope="module")
def made(new_world):
    """An archive with something of each kind in it, as one file."""
    world = new_world()
    for number in range(1, 30):
        world.read(world.article(str(number)), threads=[world.thread("a", Comment("b", "Text b", "a"))], body=os.urandom(3000))
    world.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    world.connection.close()
    return world.path


@pytest.fixture
def full(made, tmp_path):
    return shutil.copy(made, tmp_path / "archive.db")


class TestAFullDisk:
    def test_loses_the_batch_and_nothing_else(self, world, small_disk):
        world.read()

        log = world.path.with_name("archive.db-wal").stat().st_size
        with small_disk(log + 500_000), pytest.raises(ArchiveFailed, match="nothing of this batch was stored"):
            world.read(world.article("2"), body=os.urandom(2_000_000))

        assert world.rows("SELECT title FROM articles") == [("Title 1",)]
        assert world.due() == ["https://gadgets.example/a2"]
        world.read(world.article("2"), body=os.urandom(2_000_000))
        assert world.one("SELECT count(*) FROM articles") == 2
        world.sound()

    def test_makes_no_archive_by_halves(self, tmp_path, small_disk):
        with small_disk(20_000), pytest.raises(BadArchive, match="cannot be written"):
            connection.open_writer(tmp_path / "archive.db")

        with closing(connection.open_writer(tmp_path / "archive.db")) as opened:
            assert value(opened, "PRAGMA integrity_check") == "ok"

    def test_leaves_an_older_file_as_it_is_where_its_copy_does_not_fit(self, tmp_path, small_disk, monkeypatch):
        path, older = tmp_path / "archive.db", migrations.steps()[:-1]
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "steps", lambda: older)
            connection.open_writer(path).close()
        before = path.read_bytes()

        with small_disk(50_000), pytest.raises(BadArchive, match="cannot be written"):
            connection.open_writer(path)

        assert path.read_bytes() == before


class TestAWriteProtectedArchive:
    def test_is_refused_to_a_writer_and_read_by_a_reader(self, world, open_folder, write_protected):
        world.read()
        path = open_folder / "archive.db"
        backup.make(world.path, path)
        before = path.read_bytes()

        with write_protected(open_folder):
            with pytest.raises(BadArchive, match=r"cannot be written.*permissions"):
                connection.open_writer(path)
            with closing(connection.open_reader(path)) as opened:
                assert value(opened, "SELECT title FROM articles") == "Title 1"

        assert path.read_bytes() == before


class TestADamagedArchive:
    @pytest.mark.parametrize("seed", range(8))
    def test_gives_sentences(self, full, seed):
        draw, content = random.Random(seed), bytearray(full.read_bytes())
        size = 4096
        for page in draw.sample(range(1, len(content) // size), len(content) // size // 12):
            place = page * size + draw.randrange(0, size - 200)
            content[place : place + 200] = draw.randbytes(200)
        full.write_bytes(content)

        for command in COMMANDS:
            result = run(full, command)
            assert result.exception is None or isinstance(result.exception, SystemExit), command
            assert result.exit_code == 1 or command != "check"
        assert run(full, "check").output.strip()
        copied = run(full, f"backup {full}.copy")
        assert (copied.exit_code, copied.stderr.count("\n")) in {(1, 1), (2, 1)}
        assert not full.with_name("archive.db.copy").exists()

    def test_whose_first_page_is_lost_is_told_in_one_sentence(self, full):
        content = full.read_bytes()
        full.write_bytes(content[:100] + bytes(3996) + content[4096:])

        result = run(full, "check")

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
        assert "damaged" in result.stderr

    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            ("UPDATE articles SET revision = 3 WHERE id = 1", "article 1: its former versions are not numbered"),
            ("INSERT INTO comment_revisions VALUES (1, 2, '2024', NULL, 'x')", "comment 1: its former texts"),
            ("UPDATE threads SET current = 9 WHERE id = 1", "thread 1: it counts other comments"),
            ("UPDATE comments SET position = 1", "thread 1: two of its comments have one position"),
            ("UPDATE comments SET article_id = 2 WHERE id = 1", "comment 1: its thread is another article's"),
            ("UPDATE comments SET parent_id = 1 WHERE id = 3", "comment 3: it answers one of another thread"),
            ("UPDATE articles SET published = '2024-01-01' WHERE id = 2", "article 2: a date of it"),
        ],
    )
    def test_rows_that_contradict_each_other_are_named(self, full, damage, said):
        with closing(connection.open_writer(full)) as opened:
            assert list(check.faults(opened, full)) == []
            opened.execute(damage)
            assert any(fault.startswith(said) for fault in check.faults(opened, full))


def test_a_kill_in_the_middle_of_a_migration_leaves_the_file_and_its_copy(full):
    number = migrations.steps()[-1].number
    program = (
        "import os, sqlite3, sys\n"
        "from pathlib import Path\n"
        "from newsscrape.archive import connection, migrations\n"
        "class Dying(sqlite3.Connection):\n"
        "    def __init__(self, *args, **more):\n"
        "        super().__init__(*args, **more)\n"
        "        self.create_function('die', 0, lambda: os.kill(os.getpid(), 9))\n"
        "plain = sqlite3.connect\n"
        "sqlite3.connect = lambda *args, **more: plain(*args, **more, factory=Dying)\n"
        "older = migrations.steps()\n"
        f"step = migrations.Step({number + 1}, 'm9999_die', ('UPDATE articles SET title = NULL;', 'SELECT die();'))\n"
        "migrations.steps = lambda: (*older, step)\n"
        "connection.open_writer(Path(sys.argv[1]))\n"
    )

    assert subprocess.run([sys.executable, "-c", program, full], check=False).returncode == -9

    for path in (full, full.with_name(f"archive.db.before-{number + 1}")):
        with closing(connection.open_writer(path)) as opened:
            assert value(opened, "PRAGMA user_version") == number
            assert value(opened, "SELECT count(title) FROM articles") == 29
            assert list(check.faults(opened, path)) == []


def test_a_clock_put_back_changes_no_order(world):
    world.now += dt.timedelta(days=400)
    world.read(threads=[world.thread("a")])
    world.now -= dt.timedelta(days=400)
    world.read(world.article(body="Another body."), threads=[world.thread("a", "b")])
    world.read(world.article(body="A third body."), threads=[world.thread("a", "b", "c")])

    assert world.rows("SELECT number, body FROM revisions ORDER BY number") == [(1, "Body 1."), (2, "Another body.")]
    assert world.rows("SELECT key, position FROM comments ORDER BY position") == [("a", 1), ("b", 2), ("c", 3)]
    assert world.one("SELECT revision FROM articles") == 3
    assert list(check.faults(world.connection, world.path)) == []


def test_a_reader_for_an_hour_holds_up_nobody_and_his_log_is_used_again(world):
    log = world.path.with_name("archive.db-wal")
    world.connection.execute("PRAGMA wal_autocheckpoint = 20")  # pages: the default would want a longer test
    world.read()
    with closing(connection.open_reader(world.path)) as reader:
        reader.execute("BEGIN")
        assert value(reader, "SELECT count(*) FROM articles") == 1
        for number in range(2, 8):
            world.read(world.article(str(number)), body=os.urandom(100_000))
        grown = log.stat().st_size
        assert grown > 600_000
        assert value(reader, "SELECT count(*) FROM articles") == 1
    for number in range(8, 14):
        world.read(world.article(str(number)), body=os.urandom(50_000))

    assert log.stat().st_size < grown + 100_000  # of 300,000
    with closing(sqlite3.connect(world.path)) as plain:
        assert value(plain, "SELECT count(*) FROM articles") == 13
