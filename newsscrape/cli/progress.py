"""How far a long command is, on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows on the standard error how many are done of how many; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done, total: click.echo(f"\r{done:,} of {total:,} {what}", err=True, nl=False)
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
