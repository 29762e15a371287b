"""How much two texts are alike: runs of three words, MinHash (Broder 1997) in bands to find candidates, Jaccard to judge.

Two texts that share the part J of all their runs have some band in common with a chance of 1 - (1 - J³)³²: 0.99 at one half,
0.03 at a tenth. Pure, and the same on every machine: the hashes are seeded.
"""

import hashlib
import re
import struct
from collections.abc import Set as AbstractSet
from importlib import import_module

from newsscrape.errors import BadArgument

BANDS = 32
FEWEST = 40
"""Words below which a text tells too little: two notices of one event say the same by chance."""
THRESHOLD = 0.5
"""Jaccard similarity from which two texts are one story."""

_ROWS = 3
_SEED = 1
_RUN = 3
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")  # where no blanks part the words, each character is one


def shingles(text: str) -> frozenset[str]:
    """Return the runs of three words; none where the text is too short to be compared.

    >>> sorted(shingles("one two three four " * 10))
    ['four one two', 'one two three', 'three four one', 'two three four']
    """
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False)))


def bands(runs: AbstractSet[str]) -> list[int]:
    """Return one signed 64-bit hash for each band; texts that share one are worth comparing.

    Raises:
        BadArgument: the library is not installed.
    """
    try:
        rensa = import_module("rensa")
    except ImportError:
        raise BadArgument("stories need a library that is not installed: pip install newsscrape[stories]") from None
    signature = rensa.RMinHash(num_perm=BANDS * _ROWS, seed=_SEED)
    signature.update([*runs])
    values = signature.digest()
    rows = (values[start : start + _ROWS] for start in range(0, len(values), _ROWS))
    hashed = (hashlib.blake2b(struct.pack(f"<{_ROWS}I", *row), digest_size=8).digest() for row in rows)
    return [int.from_bytes(one, "little", signed=True) for one in hashed]


def jaccard(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return what part of all runs the two share, from 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
