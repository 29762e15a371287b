import os

import pytest

from newsscrape.archive import health

LOCAL = "/dev/vda / ext4 rw 0 0\n"


@pytest.fixture
def found(tmp_path):
    mounts = tmp_path / "mounts"

    def look(archive, table=LOCAL, version=(3, 53, 0)):
        mounts.write_text(table)
        return [(finding.level, finding.text) for finding in health.findings(archive, mounts=mounts, version=version)]

    return look


def test_a_local_disk_with_room_is_fine(found, tmp_path):
    assert {level for level, _ in found(tmp_path / "archive.db")} == {"ok"}


def test_an_older_sqlite_is_told(found, tmp_path):
    ((level, text), *_) = found(tmp_path / "archive.db", version=(3, 40, 1))

    assert level == "warning"
    assert "3.40.1 has the WAL-reset bug (mended in 3.51.3)" in text


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs"])
def test_a_network_file_system_is_a_fault(found, tmp_path, kind):
    table = f"{LOCAL}server:/x {tmp_path.resolve()} {kind} rw 0 0\ntmpfs {tmp_path.resolve()}/other tmpfs rw 0 0\n"

    assert ("fault", kind) in [(level, kind) for level, text in found(tmp_path / "new" / "archive.db", table) if kind in text]


def test_a_system_that_does_not_tell_is_not_blamed(tmp_path):
    levels = [finding.level for finding in health.findings(tmp_path / "a.db", mounts=tmp_path / "none", version=(4, 0, 0))]

    assert set(levels) == {"ok"}


def test_a_log_that_grows_for_a_reader_is_told(found, tmp_path):
    log = tmp_path / "archive.db-wal"
    log.touch()
    os.truncate(log, health.LONG_LOG + 1)

    assert any(level == "warning" and "end it" in text for level, text in found(tmp_path / "archive.db"))


def test_a_full_disk_is_told(found, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)

    assert any(level == "warning" and "make room" in text for level, text in found(tmp_path / "archive.db"))
