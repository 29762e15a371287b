"""How far something has come, on a terminal only."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from newsscrape import terminal

_EVERY = 0.2  # seconds

Thing = TypeVar("Thing")


def counted(things: Iterable[Thing], thing: str) -> Iterator[Thing]:
    """Yield the things; where the standard error is a terminal, say there how many have gone by."""
    if not sys.stderr.isatty():
        yield from things
        return
    said = 0.0
    try:
        for number, one in enumerate(things, 1):
            yield one
            if time.monotonic() - said > _EVERY:
                said = time.monotonic()
                sys.stderr.write(f"\r{terminal.count(number, thing)}\x1b[K")
                sys.stderr.flush()
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
