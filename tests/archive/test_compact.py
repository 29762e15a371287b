"""The file is made small, and is whole whenever that ends."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from newsscrape.archive import check, compact, dictionaries
from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.connection import open_writer
from newsscrape.errors import ArchiveFailed
from newsscrape.model import Outcome

BATCHED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from newsscrape.archive import compact, dictionaries
from newsscrape.archive.connection import open_writer
path, left = Path(sys.argv[1]), int(sys.argv[2])
compact._BATCH = 10
real = dictionaries.repack
def repack(*arguments):
    global left
    real(*arguments)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
dictionaries.repack = repack
compact.compact(open_writer(path), path, dt.datetime.now(dt.UTC))
"""


def body(number):
    menu = "".join(f"<li><a href='/topic/{entry}'>Topic {entry * 7919}</a></li>" for entry in range(40))
    return f"<html><ul>{menu}</ul><p>Page {number}, {number * 7907}</p></html>".encode()


def bodies(connection):
    unpack = Unpacker(connection)
    query = "SELECT p.id, b.data, b.dictionary_id FROM pages p JOIN blobs b ON b.id = p.blob_id"
    return {number: unpack(data, dictionary) for number, data, dictionary in connection.execute(query)}


def compacted(world, **values):
    return compact.compact(world.connection, world.path, world.now, **values)


@pytest.fixture
def stocked(world):
    world.stock(dictionaries.ENOUGH, body)
    return world


def test_what_was_stored_before_there_was_a_dictionary_is_packed_with_one(stocked):
    before, held = compact.size(stocked.connection, stocked.path), bodies(stocked.connection)
    assert compacted(stocked)

    after = compact.size(stocked.connection, stocked.path)
    assert bodies(stocked.connection) == held
    assert after.file < before.file
    assert after.pages == before.pages
    assert stocked.rows("SELECT DISTINCT dictionary_id FROM blobs") == [(1,)]
    assert list(check.faults(stocked.connection, stocked.path)) == []
    stocked.sound()


def test_a_second_time_changes_nothing(stocked):
    compacted(stocked)
    before = stocked.dump("blobs", "dictionaries", "pages")
    compacted(stocked)

    assert stocked.dump("blobs", "dictionaries", "pages") == before


def test_a_new_dictionary_takes_the_place_of_the_old_one(stocked):
    compacted(stocked)
    for number in range(500, 510):
        stocked.read(stocked.article(str(number)), body=b"<html>other</html>" * 40 + body(number))
    held = bodies(stocked.connection)
    compacted(stocked)

    assert bodies(stocked.connection) == held
    ((number,),) = stocked.rows("SELECT id FROM dictionaries")
    assert stocked.rows("SELECT DISTINCT dictionary_id FROM blobs") == [(number,)]


def test_what_nothing_needs_is_dropped(world):
    world.read()
    world.connection.execute("INSERT INTO blobs(sha256, codec, length, data) VALUES ('x', 'zstd', 1, x'00')")
    world.connection.execute("INSERT INTO dictionaries(site_id, trained_at, data) VALUES (1, '2024-01-01T00:00:00Z', x'00')")
    compacted(world)

    assert world.one("SELECT (SELECT count(*) FROM blobs), (SELECT count(*) FROM dictionaries)") == (1, 0)


@pytest.mark.parametrize(("policy", "kept"), [("all", 6), ("latest", 4), ("none", 2)])
def test_a_policy_applied_afterwards(policy, kept, world):
    """Three versions of one page, one of another, and an article in two parts."""
    for version in (b"one", b"two", b"three"):
        world.read(body=version)
    world.read(world.article("2"))
    parts = world.found("https://gadgets.example/a3/2", kind="part")
    world.read(world.article("3"), found=parts)
    outcome = Outcome(kind="article", article=world.article("3"))
    world.commit(world.visit("https://gadgets.example/a3/2", outcome, body=b"part", part=2))
    compacted(world, policy=policy)

    assert len(bodies(world.connection)) == kept == world.one("SELECT count(*) FROM blobs")
    assert world.rows("SELECT x.position FROM article_pages x JOIN articles a ON a.id = x.article_id WHERE a.key = '3'") == [
        (1,),
        (2,),
    ]
    if policy == "latest":
        assert b"three" in bodies(world.connection).values()
    world.sound()


def test_a_part_still_to_come_keeps_the_first_page(world):
    world.read(world.article("3"), found=world.found("https://gadgets.example/a3/2", kind="part"))
    compacted(world, policy="none")

    assert world.one("SELECT count(*) FROM article_pages") == 1


def test_without_room_nothing_is_done(stocked, monkeypatch):
    before = stocked.dump("blobs", "dictionaries")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(ArchiveFailed, match=r"takes [\d,]+ bytes, and the disk has 1,000; make room"):
        compacted(stocked, policy="none")
    assert stocked.dump("blobs", "dictionaries") == before


@pytest.mark.parametrize(("room", "said"), [(0, "nothing of this batch was stored"), (150_000, "cannot be rewritten")])
def test_a_disk_that_fills_up_leaves_a_whole_archive(room, said, stocked):
    held = bodies(stocked.connection)
    stocked.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(ArchiveFailed, match=said):
            compacted(stocked)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert bodies(stocked.connection) == held
    stocked.sound()


def test_while_another_reads_an_older_state_the_file_does_not_shrink(stocked):
    stocked.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(stocked.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM blobs").fetchone() == (dictionaries.ENOUGH,)
        assert not compacted(stocked)
        assert len(bodies(reader)) == dictionaries.ENOUGH
    assert compacted(stocked)


@pytest.mark.parametrize("batches", [0, 4])
def test_killed_halfway_the_archive_is_whole_and_the_next_time_goes_on(batches, stocked):
    held = bodies(stocked.connection)
    ended = subprocess.run([sys.executable, "-c", BATCHED, stocked.path, str(batches)], env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL

    with closing(open_writer(stocked.path)) as connection:
        assert bodies(connection) == held
        (done,) = connection.execute("SELECT count(*) FROM blobs WHERE dictionary_id IS NOT NULL").fetchone()
        assert done == batches * 10
        assert list(check.faults(connection, stocked.path)) == []
        compact.compact(connection, stocked.path, stocked.now)
        assert connection.execute("SELECT count(*) FROM blobs WHERE dictionary_id IS NULL").fetchone() == (0,)
        assert bodies(connection) == held
