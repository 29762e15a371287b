"""A copy of the archive while crawls go on: one state of it, checked before it takes its name."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsscrape import disk
from newsscrape.archive import check
from newsscrape.archive.connection import open_reader
from newsscrape.errors import ArchiveFailed, BadArchive, BadExport

IMAGES = "images"
"""The folder of image files, beside the archive and beside its copy."""

_STEP = 2048  # pages between two reports of progress
_NEWEST = 100  # raw pages whose hashes are compared; `newsscrape check` compares all
_IMAGE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}\.\w+")

Progress = Callable[[int, int], None]
"""Takes how many pages of the database are copied, and how many there are."""


def make(archive: Path, target: Path, *, replace: bool = False, progress: Progress = lambda _done, _all: None) -> int:
    """Copy the archive as it stands at this moment, and return the copy's bytes.

    A crawl may write meanwhile and waits for nothing. The copy is made under another name in the target's folder, checked,
    synced to the disk and renamed, so that a file at the target is whole at any moment: the former or the new one.

    Args:
        archive: the archive; one of an older version, too.
        target: the copy.
        replace: put the copy in the place of an archive that is there. What is no archive is never replaced.
        progress: is told how far it is.

    Raises:
        BadArchive: there is no archive to copy, or none of ours.
        BadExport: the target is there, or cannot be written; what was there still is.
        ArchiveFailed: the archive is damaged, and so would be its copy; nothing was put in the target's place.
    """
    place = target.resolve()
    with closing(open_reader(archive, older=True)) as source, _told(target):
        _refuse(archive, target, place, replace=replace)
        with _draft(place) as draft:
            _copy(source, draft, progress)
            _verify(archive, draft)
            length = draft.stat().st_size
    return length


def copy_images(archive: Path, target: Path) -> int:
    """Copy the image files that are not yet beside the copy, and return how many; a file's name is its content's hash.

    Raises:
        BadExport: one cannot be written; those copied before stay.
    """
    source, copies = archive.resolve().parent / IMAGES, target.resolve().parent / IMAGES
    count = 0
    with _told(copies):
        for file in source.glob("??/*"):
            name = file.relative_to(source).as_posix()
            place = copies / name
            if _IMAGE.fullmatch(name) and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                with _draft(place) as draft:
                    shutil.copyfile(file, draft)
                count += 1
    return count


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Tell what the disk or SQLite has against the target as a sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise BadExport(f"{target}: cannot be written ({reason}); check the path, its permissions and the disk") from error


def _refuse(archive: Path, target: Path, place: Path, *, replace: bool) -> None:
    if place.is_dir():
        raise BadExport(f"{target}: is a folder; name a file in it")
    if place.exists() and place.samefile(archive):
        raise BadExport(f"{target}: is the archive itself; name another file")
    log = place.with_name(f"{place.name}-wal")  # SQLite would take it for the copy's own, and spoil the copy
    if log.exists() and log.stat().st_size:
        raise BadExport(
            f"{target}: {log.name} beside it holds what another archive of this name has not stored; name another file"
        )
    if not place.exists():
        return
    if not replace:
        raise BadExport(f"{target}: is there already; name another file, or say --force to replace it")
    if not os.access(place, os.W_OK):
        raise BadExport(f"{target}: is write-protected; name another file")
    try:
        open_reader(place, older=True).close()
    except BadArchive as error:
        raise BadExport(f"{target}: is no newsscrape archive, and is not replaced; name another file") from error


@contextmanager
def _draft(place: Path) -> Iterator[Path]:
    """Give a name beside the place for the length of the block; what stands there then is synced and takes the place."""
    draft = place.with_name(f".{place.name[:200]}.{os.getpid()}.part")
    try:
        yield draft
        if place.exists():
            shutil.copymode(place, draft)
        disk.sync(draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    disk.sync(place.parent)


def _copy(source: sqlite3.Connection, draft: Path, progress: Progress) -> None:
    """Copy one state: within a transaction, since SQLite begins anew where a crawl commits between two steps."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # a copy that fails is thrown away
        copy.execute("PRAGMA synchronous = OFF")  # it is synced once, as a whole
        source.backup(copy, pages=_STEP, progress=lambda _, left, total: progress(total - left, total))
        copy.execute("PRAGMA journal_mode = DELETE")  # one file that also a read-only medium gives; a crawl makes it WAL again


def _verify(archive: Path, draft: Path) -> None:
    with closing(open_reader(draft, older=True)) as copy:
        fault = next(check.of_copy(copy, _NEWEST), None)
    if fault:
        raise ArchiveFailed(f"{archive}: damaged, no copy of it was kept ({fault}); `newsscrape check` tells all that is wrong")
