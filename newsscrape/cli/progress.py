"""How far something has come, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from newsscrape import terminal

_EVERY = 0.2  # seconds
_CLEAR = "\r\x1b[K"

Thing = TypeVar("Thing")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows on the standard error how many are done of how many; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done, total: click.echo(f"\r{done:,} of {total:,} {what}", err=True, nl=False)
    finally:
        click.echo(_CLEAR, err=True, nl=False)


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
                click.echo(f"\r{terminal.count(number, thing)}\x1b[K", err=True, nl=False)
    finally:
        click.echo(_CLEAR, err=True, nl=False)
