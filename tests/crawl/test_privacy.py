"""What a crawl of the made-up world leaves of its readers: in rows, in raw pages, and in the bytes of the files."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.connection import open_reader
from newsscrape.demo import server
from newsscrape.demo.__main__ import SITES
from newsscrape.demo.world import READERS

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
NAMES = sorted({name for name in READERS if len(name) > 3})
"""Two letters stand in compressed data by chance."""


@pytest.fixture(scope="module")
def demo():
    with server.serve(dict.fromkeys(server.PORTS, 0)) as running:
        yield running


@pytest.fixture
def crawl(tmp_path, demo):
    def start(site, *arguments, **settings):
        given = {f"NEWSSCRAPE_{name.upper()}": str(value) for name, value in settings.items()}
        env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(tmp_path / "archive.db"), **given}
        command = [str(BIN / "scrapy"), "crawl", site, "-a", f"at={demo.bases[site]}", "-a", "limit=8", *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110, check=False)

    return start


def rows(folder, query, *values):
    with closing(open_reader(folder / "archive.db")) as connection:
        return [tuple(row) for row in connection.execute(query, values)]


def held(folder):
    """All bytes of the archive's files, and of the raw pages in them."""
    files = [path.read_bytes() for path in folder.glob("archive.db*") if path.is_file()]
    with closing(open_reader(folder / "archive.db")) as connection:
        raw = [Unpacker(connection)(*row) for row in connection.execute("SELECT data, dictionary_id FROM blobs")]
    return b"".join([*files, *raw])


def named(folder):
    found = held(folder)
    return [name for name in NAMES if name.encode() in found]


@pytest.mark.parametrize("site", sorted(server.PORTS))
def test_with_pseudonyms_no_file_holds_a_name(site, crawl, tmp_path):
    settings = {"commenters": "pseudonyms", "secret_file": tmp_path / "secret"}
    first = crawl(site, **settings)

    assert first.returncode == 0, first.stderr
    assert named(tmp_path) == []
    ((comments, people),) = rows(tmp_path, "SELECT count(*), count(DISTINCT author) FROM comments")
    assert comments > 20
    assert 5 < people <= len(set(READERS))
    assert rows(tmp_path, "SELECT count(*) FROM comments WHERE author NOT LIKE 'reader-____________'") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM pages p JOIN urls u ON u.id = p.url_id WHERE u.kind = 'comments'") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) > 0 FROM pages WHERE redacted_at IS NOT NULL") == [(1,)]


def test_a_switch_to_pseudonyms_doubles_nothing(crawl, tmp_path):
    assert crawl("voltpost").returncode == 0
    assert named(tmp_path) == NAMES
    ((articles, comments),) = rows(
        tmp_path, "SELECT max(a.id), count(c.id) FROM articles a LEFT JOIN comments c ON c.article_id = a.id"
    )

    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection, connection:
        connection.execute("UPDATE urls SET etag = NULL, last_modified = NULL")  # so that every page is read again
    done = crawl("voltpost", "-a", "refresh=all", commenters="pseudonyms", secret_file=tmp_path / "secret")

    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "SELECT count(*) FROM comments WHERE article_id <= ?", articles) == [(comments,)]
    assert rows(tmp_path, "SELECT count(*) FROM comments WHERE author NOT LIKE 'reader-%'") == [(0,)]


def test_without_comments_no_raw_page_holds_one(crawl, tmp_path):
    done = crawl("voltpost", "-a", "comments=none")

    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "SELECT count(*) FROM comments") == [(0,)]
    assert named(tmp_path) == []


def test_pseudonyms_need_a_key(crawl, tmp_path):
    (tmp_path / "open").write_text("key")
    for settings, says in [
        ({}, "name a file outside"),
        ({"secret_file": tmp_path / "no" / "key"}, "there is no folder"),
        ({"secret_file": tmp_path / "open"}, "others may read"),
    ]:
        done = crawl("voltpost", commenters="pseudonyms", **settings)

        assert done.returncode == 2
        assert len([line for line in done.stderr.splitlines() if "NEWSSCRAPE_SECRET_FILE" in line and says in line]) == 1, (
            done.stderr
        )
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "archive.db").exists()


def forget(folder, *arguments):
    env = {**os.environ, "NEWSSCRAPE_ARCHIVE": str(folder / "archive.db")}
    command = [str(BIN / "newsscrape"), "forget", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=110, check=False)


@pytest.mark.parametrize("site", sorted(server.PORTS))
def test_who_is_forgotten_does_not_come_back(site, crawl, tmp_path):
    assert crawl(site).returncode == 0
    ((comments,),) = rows(tmp_path, "SELECT count(author) FROM comments")
    for name in ("old timer", "Анна"):
        done = forget(tmp_path, "--author", name)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"{name}: nothing is left" in done.stdout
    left = sorted({*NAMES} - {"old timer", "Анна"})
    assert named(tmp_path) == left
    ((still,),) = rows(tmp_path, "SELECT count(author) FROM comments")
    assert comments // 2 < still < comments

    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection, connection:
        connection.execute("UPDATE urls SET etag = NULL, last_modified = NULL")  # so that every page is read again
    done = crawl(site, "-a", "refresh=all")

    assert done.returncode == 0, done.stderr
    assert named(tmp_path) == left
    assert rows(
        tmp_path, "SELECT count(*) FROM comments WHERE redacted_at IS NOT NULL AND (author IS NOT NULL OR body <> '')"
    ) == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM comments WHERE redacted_at IS NOT NULL") == [(comments - still,)]
