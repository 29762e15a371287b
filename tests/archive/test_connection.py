import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from newsscrape.archive import connection, migrations
from newsscrape.errors import ArchiveFailed, BadArchive


def value(opened, query):
    return opened.execute(query).fetchone()[0]


class TestAWriter:
    def test_makes_the_file_and_its_folder(self, tmp_path):
        path = tmp_path / "new" / "folder" / "archive.db"

        with closing(connection.open_writer(path)) as opened:
            assert value(opened, "PRAGMA application_id") == migrations.APPLICATION_ID
            assert value(opened, "PRAGMA user_version") == migrations.steps()[-1].number
            assert value(opened, "PRAGMA journal_mode") == "wal"
            assert value(opened, "PRAGMA synchronous") == 2
            assert value(opened, "PRAGMA foreign_keys") == 1
            assert opened.isolation_level is None
            assert value(opened, "SELECT count(*) FROM _sqlite_migrations") == len(migrations.steps())

    def test_takes_a_file_of_no_bytes_for_a_new_one(self, tmp_path):
        path = tmp_path / "archive.db"
        path.touch()

        with closing(connection.open_writer(path)) as opened:
            assert value(opened, "PRAGMA application_id") == migrations.APPLICATION_ID

    def test_goes_on_where_its_maker_was_killed_before_the_first_table(self, tmp_path):
        path = tmp_path / "archive.db"
        with closing(sqlite3.connect(path)) as opened:
            opened.execute("PRAGMA journal_mode = WAL")
        assert path.stat().st_size

        with closing(connection.open_writer(path)) as opened:
            assert value(opened, "SELECT count(*) FROM articles") == 0

    def test_opens_the_same_file_again_without_changing_it(self, tmp_path):
        path = tmp_path / "archive.db"
        connection.open_writer(path).close()
        before = path.read_bytes()

        connection.open_writer(path).close()

        assert path.read_bytes() == before

    def test_makes_nothing_where_it_is_not_to(self, tmp_path):
        with pytest.raises(BadArchive, match="there is no archive here"):
            connection.open_writer(tmp_path / "archive.db", create=False)

        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("mark", [0, 7])
    def test_refuses_a_database_of_another_program_untouched(self, tmp_path, mark):
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA application_id = {mark}")
            other.execute("CREATE TABLE t (x)")
            other.commit()
        before = path.read_bytes()

        for opening in (connection.open_writer, connection.open_reader):
            with pytest.raises(BadArchive, match="another program"):
                opening(path)

        assert path.read_bytes() == before
        assert [entry.name for entry in tmp_path.iterdir()] == ["other.db"]

    def test_refuses_a_newer_file_untouched(self, tmp_path):
        path = tmp_path / "archive.db"
        with closing(connection.open_writer(path)) as opened:
            opened.execute("PRAGMA user_version = 999")
        before = path.read_bytes()

        for opening in (connection.open_writer, connection.open_reader):
            with pytest.raises(BadArchive, match="newer newsscrape"):
                opening(path)

        assert path.read_bytes() == before

    @pytest.mark.parametrize("content", [b"%PDF-1.4 no database at all", b"SQLite format 3\x00" + b"rubbish" * 500])
    def test_refuses_what_is_no_database_untouched(self, tmp_path, content):
        path = tmp_path / "archive.db"
        path.write_bytes(content)

        for opening in (connection.open_writer, connection.open_reader):
            with pytest.raises(BadArchive):
                opening(path)

        assert path.read_bytes() == content
        assert len(list(tmp_path.iterdir())) == 1

    def test_refuses_a_file_that_was_cut_short(self, tmp_path):
        path = tmp_path / "archive.db"
        connection.open_writer(path).close()
        path.write_bytes(path.read_bytes()[:8192])

        with pytest.raises(BadArchive, match="damaged"):
            connection.open_writer(path)

    def test_says_what_is_in_the_way(self, tmp_path):
        (tmp_path / "file").write_text("")

        with pytest.raises(BadArchive, match="cannot be written"):
            connection.open_writer(tmp_path / "file" / "archive.db")
        with pytest.raises(BadArchive, match="cannot be read"):
            connection.open_writer(tmp_path)


class TestAReader:
    def test_cannot_write(self, world):
        with closing(connection.open_reader(world.path)) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM urls")

    @pytest.mark.parametrize("made", [True, False])
    def test_needs_an_archive(self, tmp_path, made):
        if made:
            (tmp_path / "archive.db").touch()

        with pytest.raises(BadArchive, match="there is no archive here"):
            connection.open_reader(tmp_path / "archive.db")

    def test_keeps_its_place_in_the_log_when_another_of_its_process_goes(self, archived):
        path = archived([])
        write = (
            "import sys; from pathlib import Path; from newsscrape.archive import connection as c;"
            " w = c.open_writer(Path(sys.argv[1])); w.execute('DELETE FROM run_fields'); w.close()"
        )
        with closing(connection.open_reader(path)) as reader:
            assert value(reader, "SELECT count(*) FROM sites") == 0
            connection.open_reader(path).close()
            subprocess.run([sys.executable, "-c", write, path], check=True)

            assert path.with_name(path.name + "-wal").exists(), "the other process has thought to be the last one"

    def test_sees_one_state_while_a_crawl_writes(self, world):
        world.read()
        with closing(connection.open_reader(world.path)) as reader:
            rows = reader.execute("SELECT a.title, b.id FROM articles a, articles b")
            assert rows.fetchone()["title"] == "Title 1"
            world.read(world.article("2"))

            assert rows.fetchall() == []
            assert value(reader, "SELECT count(*) FROM articles") == 2


class TestMigrations:
    @pytest.fixture
    def steps(self, monkeypatch):
        def add(*scripts):
            older = migrations.steps()
            new = migrations.Step(older[-1].number + 1, "m9999_next", scripts)
            monkeypatch.setattr(migrations, "steps", lambda: (*older, new))
            return new.number

        return add

    def test_bring_an_older_file_up_to_date_and_keep_a_copy(self, world, steps):
        world.read()
        world.connection.close()
        number = steps("CREATE TABLE extra (x TEXT) STRICT;\nUPDATE articles SET title = 'changed; really';")

        with pytest.raises(BadArchive, match="older newsscrape"):
            connection.open_reader(world.path)
        with closing(connection.open_writer(world.path)) as opened:
            assert value(opened, "PRAGMA user_version") == number
            assert value(opened, "SELECT title FROM articles") == "changed; really"
        with closing(sqlite3.connect(world.path.with_name(f"archive.db.before-{number}"))) as copy:
            assert value(copy, "PRAGMA user_version") == number - 1
            assert value(copy, "SELECT title FROM articles") == "Title 1"

    def test_that_fail_leave_the_file_as_it_was(self, world, steps):
        world.connection.close()
        number = steps("CREATE TABLE extra (x TEXT) STRICT;", "INSERT INTO nowhere VALUES (1);")

        with pytest.raises(BadArchive, match="nowhere"):
            connection.open_writer(world.path)

        with closing(sqlite3.connect(world.path)) as opened:
            assert value(opened, "PRAGMA user_version") == number - 1
            assert value(opened, "SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == 0

    def test_that_are_killed_half_way_leave_the_file_as_it_was(self, tmp_path):
        path = tmp_path / "archive.db"
        program = (
            "import os, sqlite3, sys\n"
            "from pathlib import Path\n"
            "from newsscrape.archive import connection, migrations\n"
            "opened = connection.open_writer(Path(sys.argv[1]))\n"
            "opened.create_function('die', 0, lambda: os.kill(os.getpid(), 9))\n"
            "step = migrations.Step(99, 'm0099_die', ('CREATE TABLE extra (x);', 'SELECT die();'))\n"
            "migrations.apply(opened, [step])\n"
        )

        assert subprocess.run([sys.executable, "-c", program, path], check=False).returncode == -9

        with closing(connection.open_writer(path)) as opened:
            assert value(opened, "PRAGMA user_version") == migrations.steps()[-1].number
            assert value(opened, "SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == 0
            assert value(opened, "PRAGMA integrity_check") == "ok"

    def test_carry_the_comments_of_an_older_file_on(self, tmp_path, monkeypatch):
        path, older = tmp_path / "archive.db", migrations.steps()[:2]
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "steps", lambda: older)
            with closing(connection.open_writer(path)) as opened:
                opened.execute("INSERT INTO sites VALUES (1, 'local', 'a.example', 'A', 'newsscrape')")
                opened.execute(
                    "INSERT INTO articles(id, site_id, key, url, first_seen_at, changed_at, reader)"
                    " VALUES (1, 1, 'a', 'http://a.example/', '2024', '2024', '0.7')"
                )
                opened.execute("INSERT INTO threads(id, article_id, system, key) VALUES (1, 1, 'wordpress', '1')")
                for number in (1, 2):
                    opened.execute(
                        "INSERT INTO comments(thread_id, article_id, key, parent_id, position, first_seen_at, body)"
                        " VALUES (1, 1, ?, ?, ?, '2024', 'old words')",
                        (str(number), number - 1 or None, number),
                    )

        with closing(connection.open_writer(path)) as opened:
            assert opened.execute("SELECT key, reader, edited_at FROM comments").fetchall() == [
                ("1", "0.7", None),
                ("2", "0.7", None),
            ]
            assert opened.execute("SELECT id, depth FROM comment_threads ORDER BY path").fetchall() == [(1, 0), (2, 1)]
            assert value(opened, "SELECT current FROM threads") == 2
            assert value(opened, "SELECT count(*) FROM comments_fts WHERE comments_fts MATCH 'words'") == 2
            assert value(opened, "SELECT count(*) FROM run_log WHERE comments_deleted > 0") == 0

    def test_give_what_an_older_file_holds_its_next_visit(self, tmp_path, monkeypatch):
        path, first = tmp_path / "archive.db", migrations.steps()[:1]
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "steps", lambda: first)
            with closing(connection.open_writer(path)) as opened:
                opened.execute("INSERT INTO sites VALUES (1, 'local', 'a.example', 'A', 'newsscrape')")
                for number, seen in ((1, "2001-01-01T00:00:00Z"), (2, "2999-01-01T00:00:00Z")):
                    opened.execute(
                        "INSERT INTO articles(id, site_id, key, url, first_seen_at, changed_at, reader)"
                        " VALUES (?, 1, ?, 'http://a.example/', ?, ?, '0')",
                        (number, str(number), seen, seen),
                    )
                    opened.execute(
                        "INSERT INTO urls(site_id, kind, state, priority, host, article_id, found_at, checked_at, url)"
                        " VALUES (1, 'article', 'done', 30, 'a.example', ?, ?, ?, ?)",
                        (number, seen, seen, str(number)),
                    )

        with closing(connection.open_writer(path)) as opened:
            rows = opened.execute("SELECT article_id, due_at FROM urls").fetchall()
        assert rows == [(1, None), (2, "2999-01-01T00:00:00Z")]

    def test_are_numbered_without_gaps(self):
        assert [step.number for step in migrations.steps()] == list(range(1, len(migrations.steps()) + 1))

    def test_refuse_an_unfinished_script(self):
        with pytest.raises(ValueError, match="unfinished"):
            list(migrations.statements("SELECT 1;\nCREATE TABLE x (\n"))


class TestATransaction:
    def test_stores_all_or_nothing(self, world):
        def insert(name):
            world.connection.execute("INSERT INTO tags(name) VALUES (?)", (name,))

        def fail():
            with connection.transaction(world.connection):
                insert("lost")
                raise ZeroDivisionError

        with connection.transaction(world.connection):
            insert("kept")
        with pytest.raises(ZeroDivisionError):
            fail()

        assert world.rows("SELECT name FROM tags") == [("kept",)]
        assert not world.connection.in_transaction

    def test_tells_the_databases_trouble_as_its_own(self, world):
        with pytest.raises(ArchiveFailed, match="nothing of this batch"), connection.transaction(world.connection):
            world.connection.execute("INSERT INTO tags(name) VALUES (NULL)")

        assert not world.connection.in_transaction
