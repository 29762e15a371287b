"""Image files beside the archive, named by their SHA-256: ``images/ab/cdef….jpg``. On disk before any row names them."""

import hashlib
import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsscrape import disk
from newsscrape.archive.records import File
from newsscrape.errors import ArchiveFailed
from newsscrape.model import Article

FOLDER = "images"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif"}
"""What is kept, and the ending of its files' names."""

_PATH = re.compile(rf"{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{62}}\.[a-z]+")
_OF_ARTICLE = """
SELECT i.url, f.path, v.url FROM articles a JOIN sites s ON s.id = a.site_id JOIN images i ON i.article_id = a.id
JOIN files f ON f.id = i.file_id LEFT JOIN image_variants v ON v.image_id = i.id WHERE s.name = ? AND a.key = ?
"""


@dataclass(frozen=True, slots=True)
class Strays:
    """Files that no row of the archive names: left by a crawl that was killed, or of another archive in the same folder."""

    count: int
    size: int
    """Bytes of all of them."""


def store(archive: Path, body: bytes, media_type: str, size: tuple[int, int]) -> File:
    """Write an image's file, unless it is there; it is on the disk for good when this returns.

    Args:
        archive: the archive's path.
        body: the file.
        media_type: one of `ENDINGS`.
        size: width and height in pixels.

    Raises:
        ArchiveFailed: it cannot be written; there is no file of that name then, or the former one.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    path = f"{FOLDER}/{sha256[:2]}/{sha256[2:]}.{ENDINGS[media_type]}"
    target = archive.parent / path
    try:
        if not (target.is_file() and target.stat().st_size == len(body)):
            _write(target, body)
    except OSError as error:
        raise ArchiveFailed(f"{target}: cannot be written ({error}); look at the disk and the folder's permissions") from error
    return File(sha256, media_type, len(body), *size, path)


def keep(connection: sqlite3.Connection, url_id: int, file: File) -> None:
    """Record a stored file as what an address gave, within the caller's transaction; two addresses may give the same."""
    (number,) = connection.execute(
        "INSERT INTO files(sha256, media_type, length, width, height, path) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(sha256) DO UPDATE SET path = excluded.path RETURNING id",
        (file.sha256, file.media_type, file.length, file.width, file.height, file.path),
    ).fetchone()
    connection.execute("UPDATE urls SET file_id = ? WHERE id = ?", (number, url_id))


def of_article(connection: sqlite3.Connection, archive: Path, article: Article) -> dict[str, Path]:
    """Return the files of an article's images that are there, each under all addresses of its image.

    Args:
        connection: any.
        archive: the archive's path.
        article: as `newsscrape.archive.reader` gives it.
    """
    own: dict[str, Path] = {}
    variants: dict[str, Path] = {}
    for url, path, variant in connection.execute(_OF_ARTICLE, (article.site, article.key)):
        # An archive may be somebody else's: no path of it leads out of the folder.
        if _PATH.fullmatch(path) and (archive.parent / path).is_file():
            own[url] = variants[variant or url] = archive.parent / path
    return variants | own


def faults(connection: sqlite3.Connection, archive: Path) -> Iterator[str]:
    """Yield a sentence for each file that is missing or is not what was fetched."""
    for sha256, path in connection.execute("SELECT sha256, path FROM files ORDER BY id"):
        try:
            with (archive.parent / path).open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
        except FileNotFoundError:
            yield f"image file {path} is missing"
        except OSError as error:
            yield f"image file {path} cannot be read: {error.strerror}"
        else:
            if found != sha256:
                yield f"image file {path} is not what was fetched: its SHA-256 differs"


def strays(connection: sqlite3.Connection, archive: Path) -> Strays:
    """Count the files that no row names. They do no harm, and a crawl that goes on may yet name them."""
    count = size = 0
    for file in (archive.parent / FOLDER).glob("??/*"):
        name = file.relative_to(archive.parent).as_posix()
        if connection.execute("SELECT 1 FROM files WHERE path = ?", (name,)).fetchone() is None and file.is_file():
            count, size = count + 1, size + file.stat().st_size
    return Strays(count, size)


def _write(target: Path, body: bytes) -> None:
    """Write all of a file or nothing, and have the disk keep it and its name."""
    folders = [folder for folder in (target.parent, target.parent.parent) if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("wb") as opened:
            opened.write(body)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for folder in (target.parent, *(folder.parent for folder in folders)):
        disk.sync(folder)
