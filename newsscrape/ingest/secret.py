"""The key of the pseudonyms: a file of the user's, outside the archive, so that the archive alone tells nobody's name."""

import os
import secrets
import stat
from pathlib import Path

from newsscrape.errors import BadArgument

_SETTING = "NEWSSCRAPE_SECRET_FILE"
_BYTES = 32


def load(path: Path | None) -> bytes:
    """Return the key that a file holds; made, for its owner alone, where there is none.

    Raises:
        BadArgument: no file is named, it is empty, cannot be read or made, or others may read it.
    """
    if path is None:
        raise BadArgument(
            f"{_SETTING}: pseudonyms need a key; name a file outside the archive's folder, it is made on first use"
        )
    try:
        if not path.exists():
            _make(path)
        mode, key = path.stat().st_mode, path.read_bytes().strip()
    except FileNotFoundError:
        raise BadArgument(f"{_SETTING}: there is no folder {path.parent}; make it, or name another file") from None
    except OSError as error:
        raise BadArgument(f"{_SETTING}: {path} cannot be read ({error.strerror}); check the path and its permissions") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadArgument(f"{_SETTING}: others may read {path}; `chmod 600` it, or name another file")
    if not key:
        raise BadArgument(f"{_SETTING}: {path} is empty; delete it, and a new key is made, or put back the old one")
    return key


def _make(path: Path) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(secrets.token_hex(_BYTES).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
