"""A folder of files, whole or not at all, with a ``manifest.json`` that says what it is."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsscrape import __version__
from newsscrape.archive.tables import Table
from newsscrape.errors import BadExport
from newsscrape.export.options import Options
from newsscrape.export.write import table_chunks

MANIFEST = "manifest.json"
_APPLICATION = "newsscrape"
_CHUNK = 1 << 20
Files = Iterable[tuple[str, Iterable[bytes] | Path]]


def write_files(files: Files, form: str, target: Path, *, replace: bool = False) -> int:
    """Write the files into a new folder; return how many, without those that are copied.

    Args:
        files: each its path in the folder, and its pieces, or which file to copy there, which is done once.
        form: their format.
        target: the folder; there is none yet, or an empty one.
        replace: a former export may be there, and goes once this one is whole.

    Raises:
        BadExport: the target is there, or cannot be written; what is there is untouched.
    """
    number = 0
    with _made(target, replace=replace) as folder:
        for path, pieces in files:
            if not isinstance(pieces, Path):
                _written(folder / path, pieces)
                number += 1
            elif not (folder / path).exists():
                _written(folder / path, _read(pieces))
        _declare(folder, form, {"files": number})
    return number


def write_tables(  # noqa: PLR0913 - what, how and where
    tables: Iterable[tuple[str, Table]], schema: int, form: str, target: Path, options: Options, *, replace: bool = False
) -> int:
    """Write each table into a file of its own; return how many rows in all.

    The manifest has the archive's schema number and, of each table, its number of rows and the SHA-256 of its file, which in
    the format jsonl is `newsscrape.archive.content.digest` of the table.

    Raises:
        BadExport: as for `write_files`, or the format holds articles only.
    """
    said: dict[str, dict[str, Any]] = {}
    with _made(target, replace=replace) as folder:
        for name, table in tables:
            rows = [0]
            pieces = table_chunks(table._replace(rows=_counted(table.rows, rows)), form, options)
            digest = _written(folder / f"{name}.{form}", pieces)
            said[name] = {"rows": rows[0], "sha256": digest}
        _declare(folder, form, {"schema": schema, "tables": said})
    return sum(table["rows"] for table in said.values())


def _counted(rows: Iterable[tuple[Any, ...]], seen: list[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        seen[0] += 1
        yield row


def _declare(folder: Path, form: str, what: Mapping[str, Any]) -> None:
    manifest = {"application": _APPLICATION, "version": __version__, "format": form, **what}
    _written(folder / MANIFEST, [(json.dumps(manifest, indent=2) + "\n").encode()])


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_CHUNK):
            yield piece


def _written(path: Path, pieces: Iterable[bytes]) -> str:
    """Write a file; return its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _made(target: Path, *, replace: bool) -> Iterator[Path]:
    """Give a folder beside the target, which takes its place at the end of the block."""
    place = target.resolve()
    draft, former = (place.with_name(f".{place.name[:200]}.{os.getpid()}.{end}") for end in ("part", "former"))
    try:
        _check(target, place, replace=replace)
        draft.mkdir()
        try:
            yield draft
            if place.exists():
                place.rename(former)
            draft.rename(place)
        except BaseException:
            if former.exists() and not place.exists():
                former.rename(place)
            shutil.rmtree(draft, ignore_errors=True)
            raise
        shutil.rmtree(former, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadExport(f"{target}: cannot be written ({reason}); check the path, its permissions and the disk") from error


def _check(target: Path, place: Path, *, replace: bool) -> None:
    if place.exists() and not place.is_dir():
        raise BadExport(f"{target}: is a file; name a folder")
    if not place.exists() or not any(place.iterdir()):
        return
    if not replace:
        raise BadExport(f"{target}: is there already; name another folder, or add --force to replace it")
    if not _is_ours(place / MANIFEST):
        raise BadExport(f"{target}: holds something else than an export, which --force does not delete; name another folder")


def _is_ours(manifest: Path) -> bool:
    try:
        said = json.loads(manifest.read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(said, dict) and said.get("application") == _APPLICATION
