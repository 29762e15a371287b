"""What around an archive may go wrong later: the SQLite library, the disk, the kind of file system. Nothing is written."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

SOUND_SQLITE = (3, 51, 3)
"""The first release without the WAL-reset bug (https://sqlite.org/wal.html): two processes that write or take in the log
at the same moment may damage the file. Our writers take turns by a lock, so that only other programs' could meet one."""
LEAST_FREE = 1 << 30
"""Bytes of disk below which a crawl may soon stand still."""
LONG_LOG = 256 << 20
"""Bytes of write-ahead log that only a reader which never ends lets come together."""

_MOUNTS = Path("/proc/mounts")
_NETWORKED = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "fuse.sshfs", "davfs")


class Finding(NamedTuple):
    """What was looked at, and what it came to."""

    level: Literal["ok", "warning", "fault"]
    text: str
    """One sentence: what, where, what to do."""


def findings(
    archive: Path, *, mounts: Path = _MOUNTS, version: tuple[int, ...] = sqlite3.sqlite_version_info
) -> Iterator[Finding]:
    """Yield what is found around an archive, whether or not it exists yet.

    Args:
        archive: its path.
        mounts: the system's table of mounted file systems, where it has one (Linux).
        version: of the SQLite library.
    """
    yield _library(version)
    folder = next(each for each in (archive.absolute().parent, *archive.absolute().parents) if each.exists())
    yield _file_system(folder.resolve(), mounts)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Finding("warning", f"{folder}: only {free >> 20} MB of disk are free; make room before a crawl stands still")
    else:
        yield Finding("ok", f"{folder}: {free >> 30} GB of disk are free")
    log = archive.with_name(archive.name + "-wal")
    if log.exists() and log.stat().st_size > LONG_LOG:
        yield Finding(
            "warning",
            f"{log}: {log.stat().st_size >> 20} MB of write-ahead log; a program has had the archive open for reading for long:"
            " end it",
        )


def _library(version: tuple[int, ...]) -> Finding:
    number = ".".join(map(str, version))
    if version >= SOUND_SQLITE:
        return Finding("ok", f"SQLite {number}")
    return Finding(
        "warning",
        f"SQLite {number} has the WAL-reset bug (mended in {'.'.join(map(str, SOUND_SQLITE))}): harmless here, since writers"
        " take turns, but let no other program write to the archive",
    )


def _file_system(folder: Path, mounts: Path) -> Finding:
    """Tell whether the folder lies on another machine, by the longest mount point above it."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return Finding(
            "ok", f"{folder}: what kind of file system it is, this system does not tell; keep the archive on a local disk"
        )
    above = [(fields[1].replace("\\040", " "), fields[2]) for fields in lines if len(fields) > 2]  # noqa: PLR2004 - device, place, kind
    _, kind = max(
        ((place, kind) for place, kind in above if folder.is_relative_to(place)),
        key=lambda pair: len(pair[0]),
        default=("", ""),
    )
    if kind.startswith(_NETWORKED):
        return Finding(
            "fault",
            f"{folder}: a network file system ({kind}), on which SQLite's write-ahead log does not work; use a local disk",
        )
    return Finding("ok", f"{folder}: {kind or 'a local'} file system")
