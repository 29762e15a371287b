"""Where an export goes: the standard output, or a file that is replaced only once its successor is whole."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsscrape import disk
from newsscrape.errors import BadExport


@contextmanager
def opened(target: Path | None) -> Iterator[BinaryIO]:
    """Open the target for writing; ``None`` is the standard output.

    A file is written beside its place, synced to the disk and renamed at the end of the block, so that a block that
    fails leaves the former file as it was. What is no regular file (a pipe, ``/dev/stdout``) is written directly.

    Raises:
        BadExport: the target cannot be written, at the start or later (a full disk).
    """
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = target.resolve()
    try:
        if place.is_dir():
            raise BadExport(f"{target}: is a folder; name a file in it")
        if place.exists() and not stat.S_ISREG(place.stat().st_mode):
            with place.open("wb") as file:
                yield file
        else:
            with _replacing(place) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadExport(f"{target}: cannot be written ({reason}); check the path, its permissions and the disk") from error


@contextmanager
def _replacing(place: Path) -> Iterator[BinaryIO]:
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(13, "the file there is write-protected")
    draft = place.with_name(f".{place.name[:200]}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, draft)
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    disk.sync(place.parent)
