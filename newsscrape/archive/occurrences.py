"""Where bytes stand in the archive's files, found by a process of its own.

Closing any handle to the archive that is not SQLite's takes away the locks of all this process's connections to it (POSIX;
https://sqlite.org/howtocorrupt.html, 2.2), and another process could then clear the log away under them.
"""

import json
import mmap
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def occurrences(files: Sequence[Path], forms: Sequence[bytes]) -> list[list[int]]:
    """Return, for each file, the offsets at which any of the forms begins, form by form."""
    asked = json.dumps([[str(file.absolute()) for file in files], [form.hex() for form in forms]])
    command = [sys.executable, "-c", "from newsscrape.archive.occurrences import answer; answer()"]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - this program itself
    found: list[list[int]] = json.loads(done.stdout)
    return found


def answer() -> None:
    """Find what the standard input asks for."""
    files, forms = json.load(sys.stdin)
    json.dump([_in_file(Path(file), [bytes.fromhex(form) for form in forms]) for file in files], sys.stdout)


def _in_file(file: Path, forms: Sequence[bytes]) -> list[int]:
    found: list[int] = []
    with file.open("rb") as opened:
        if not file.stat().st_size:
            return found
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as view:
            for form in forms:
                at = view.find(form)
                while at >= 0:
                    found.append(at)
                    at = view.find(form, at + 1)
    return found
