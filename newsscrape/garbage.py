"""Python's search for garbage cycles, put off while a page is read: reading makes tens of thousands of objects and few cycles.

What is made for a page is freed with it, by counting references. The searches that fall due meanwhile, dozens a page, go
through all of it and find next to nothing; they cost a twentieth of the reading. What cycles there are is found by the next
search after the page.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """Put searches for cycles off until the end of the block or function; where they were off before, they stay off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
