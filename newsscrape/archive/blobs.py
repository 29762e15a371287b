"""Bodies as they lie in the file: compressed by zstd (RFC 8878), most of them with a dictionary of their site."""

import hashlib
import sqlite3
import sys
from dataclasses import dataclass

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Damaged = zstd.ZstdError
"""Raised for a blob, or its dictionary, that is not as it was stored."""

_LEVEL = 3  # a sixth of gzip's time at gzip's size; with a dictionary, less of both


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What the pages of a site have in common; prepared once, for all that is packed with it."""

    id: int
    """As in ``dictionaries``."""
    content: zstd.ZstdDict


@dataclass(frozen=True, slots=True)
class Packed:
    """A body ready to be stored; made outside the transaction."""

    sha256: str
    length: int
    data: bytes
    dictionary_id: int | None = None


def pack(body: bytes, dictionary: Dictionary | None = None) -> Packed:
    """Hash and compress a body."""
    data = zstd.compress(body, _LEVEL, zstd_dict=dictionary.content.as_digested_dict if dictionary else None)
    return Packed(hashlib.sha256(body).hexdigest(), len(body), data, dictionary.id if dictionary else None)


class Unpacker:
    """Gives bodies back; keeps the dictionaries that it has met.

    Args:
        connection: any; of an archive whose dictionaries stay while this is used.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._met: dict[int, zstd.ZstdDict] = {}

    def __call__(self, data: bytes, dictionary_id: int | None) -> bytes:
        """Return the body that `pack` compressed: ``blobs.data`` and ``blobs.dictionary_id`` of one row.

        Raises:
            Damaged: the data or its dictionary is.
        """
        return zstd.decompress(data, zstd_dict=None if dictionary_id is None else self._dictionary(dictionary_id))

    def _dictionary(self, number: int) -> zstd.ZstdDict:
        if number not in self._met:
            row = self.connection.execute("SELECT data FROM dictionaries WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise Damaged(f"its dictionary {number} is not there")
            self._met[number] = loaded(row[0])
        return self._met[number]


def loaded(data: bytes) -> zstd.ZstdDict:
    """Return a dictionary from its bytes.

    Raises:
        Damaged: they are none.
    """
    try:
        return zstd.ZstdDict(data)
    except ValueError as error:
        raise Damaged(str(error)) from error


def trained(bodies: list[bytes], size: int) -> bytes | None:
    """Return a dictionary of at most `size` bytes for bodies like these; ``None``: they have too little in common."""
    try:
        return zstd.train_dict(bodies, size).dict_content
    except (zstd.ZstdError, ValueError):
        return None
