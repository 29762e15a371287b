"""How much of one text stands in another, whatever stands around it and between: runs of four words, counted in one pass."""

import re
from collections.abc import Set as AbstractSet

Shingle = tuple[str, ...]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")  # where no blanks part the words, each character is one
_RUN = 4


def of(text: str) -> set[Shingle]:
    """Return the runs of four words; of a shorter text, itself.

    >>> sorted(of("It folds, and unfolds again"))
    [('folds', 'and', 'unfolds', 'again'), ('it', 'folds', 'and', 'unfolds')]
    """
    words = _WORD.findall(text.casefold())
    if len(words) < _RUN:
        return {tuple(words)} if words else set()
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))


def share(text: str, known: AbstractSet[Shingle]) -> float:
    """Return how much of a text stands in one whose runs are known, from 0 to 1."""
    own = of(text)
    return len(own & known) / len(own) if own else 0.0
