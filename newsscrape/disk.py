"""What the operating system is asked so that a file outlives a power cut."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Have the disk keep a file's content, or the names in a folder.

    A renamed file is safe only once its folder is synced, too.

    Raises:
        OSError: the path cannot be opened, or the disk fails.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
