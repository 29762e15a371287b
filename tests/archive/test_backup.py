import os
import sqlite3
from contextlib import closing

import pytest

from newsscrape.archive import backup, connection, migrations
from newsscrape.errors import ArchiveFailed, BadArchive, BadExport

IMAGE = f"{'ab'}/{'c' * 62}.jpg"


@pytest.fixture
def target(open_folder):
    return open_folder / "copy.db"


def titles(path):
    with closing(connection.open_reader(path)) as opened:
        return [title for (title,) in opened.execute("SELECT title FROM articles ORDER BY id")]


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_is_the_archive_as_it_stands(world, target):
    world.read()
    told = []

    length = backup.make(world.path, target, progress=lambda done, pages: told.append((done, pages)))

    assert titles(target) == ["Title 1"]
    assert length == target.stat().st_size
    assert told[-1][0] == told[-1][1]
    with closing(connection.open_writer(target)) as opened:
        assert opened.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'body'").fetchone() == (1,)


def test_holds_one_state_while_a_crawl_writes(world, target, monkeypatch):
    monkeypatch.setattr(backup, "_STEP", 1)
    world.read()
    number, steps = 1, []

    def crawl(done, pages):
        nonlocal number
        steps.append((done, pages))
        if done % 20 == 0:
            number += 1
            world.read(world.article(str(number)))

    backup.make(world.path, target, progress=crawl)

    assert number > 3
    assert titles(target) == ["Title 1"]
    assert [done for done, _ in steps] == list(range(1, steps[0][1] + 1))
    assert len(titles(world.path)) == number


def test_is_one_file_that_needs_nothing_beside_it(world, target, write_protected):
    world.read()
    backup.make(world.path, target)
    with write_protected(target.parent):
        assert titles(target) == ["Title 1"]

    assert names(target.parent) == ["copy.db"]


def test_a_target_that_is_there_is_replaced_on_request_only(world, target):
    world.read()
    backup.make(world.path, target)
    world.read(world.article("2"))

    with pytest.raises(BadExport, match=r"is there already.*--force"):
        backup.make(world.path, target)
    assert titles(target) == ["Title 1"]

    backup.make(world.path, target, replace=True)
    assert titles(target) == ["Title 1", "Title 2"]


@pytest.mark.parametrize("content", [b"my diary", b"", b"SQLite format 3\x00" + b"rubbish" * 500])
def test_what_is_no_archive_is_never_replaced(world, target, content):
    target.write_bytes(content)

    with pytest.raises(BadExport, match="no newsscrape archive"):
        backup.make(world.path, target, replace=True)

    assert target.read_bytes() == content


def test_the_archive_is_not_its_own_copy(world, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(world.path)

    for target in (world.path, link):
        with pytest.raises(BadExport, match="is the archive itself"):
            backup.make(world.path, target, replace=True)


def test_the_log_of_another_archive_does_not_come_into_the_copy(world, new_world, target):
    other = new_world()
    other.read()
    target.with_name("copy.db-wal").write_bytes(other.path.with_name("archive.db-wal").read_bytes())

    with pytest.raises(BadExport, match=r"copy.db-wal beside it"):
        backup.make(world.path, target)

    assert names(target.parent) == ["copy.db-wal"]


def test_a_folder_is_no_target(world, target):
    with pytest.raises(BadExport, match="is a folder"):
        backup.make(world.path, target.parent)
    with pytest.raises(BadExport, match=r"No such file or directory|unable to open"):
        backup.make(world.path, target.parent / "none" / "copy.db")


def test_a_full_disk_leaves_the_former_copy(world, target, small_disk):
    world.read()
    backup.make(world.path, target)
    world.read(world.article("2"))

    with small_disk(100_000), pytest.raises(BadExport, match=r"cannot be written.*check the path"):
        backup.make(world.path, target, replace=True)

    assert titles(target) == ["Title 1"]
    assert names(target.parent) == ["copy.db"]


def test_a_write_protected_folder_leaves_the_former_copy(world, target, write_protected):
    backup.make(world.path, target)
    source = target.with_name("source.db")
    backup.make(world.path, source)
    before = target.read_bytes()

    with write_protected(target.parent):
        for place in (target, target.with_name("new.db")):
            with pytest.raises(BadExport, match=r"write-protected|unable to open"):
                backup.make(source, place, replace=True)

    assert target.read_bytes() == before
    assert names(target.parent) == ["copy.db", "source.db"]


def test_a_damaged_archive_makes_no_copy(world, target):
    world.read(body=os.urandom(20_000))
    world.connection.execute("UPDATE blobs SET data = zeroblob(length(data))")

    with pytest.raises(ArchiveFailed, match="raw page 1 cannot be unpacked"):
        backup.make(world.path, target)

    assert names(target.parent) == []


def test_an_archive_of_an_older_version_is_copied_as_it_is(tmp_path, target, monkeypatch):
    path, older = tmp_path / "archive.db", migrations.steps()[:1]
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "steps", lambda: older)
        connection.open_writer(path).close()

    backup.make(path, target)

    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_there_must_be_an_archive(tmp_path, target):
    with pytest.raises(BadArchive, match="there is no archive here"):
        backup.make(tmp_path / "none.db", target)

    assert names(target.parent) == []


def test_image_files_are_copied_once(world, target):
    file = world.path.parent / "images" / IMAGE
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a picture")
    file.with_name("draft.part").write_bytes(b"half a picture")

    assert backup.copy_images(world.path, target) == 1
    assert (target.parent / "images" / IMAGE).read_bytes() == b"a picture"
    assert names(target.parent / "images" / "ab") == [file.name]
    assert backup.copy_images(world.path, target) == 0


def test_an_image_that_does_not_fit_leaves_no_half(world, target, small_disk):
    file = world.path.parent / "images" / IMAGE
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(50_000))

    with small_disk(10_000), pytest.raises(BadExport, match="images: cannot be written"):
        backup.copy_images(world.path, target)

    assert names(target.parent / "images" / "ab") == []
