"""What the user types, as FTS5's expression: words and quoted phrases, never its query language."""

import re

from newsscrape.archive.tokens import GLUED
from newsscrape.errors import BadArgument
from newsscrape.text import bigrams, fold

_PHRASE = re.compile(r'(?<!\w)"([^"]*)"(?!\w)')


def terms(words: str) -> list[str]:
    r"""Return the words and, whole, the phrases in quotes; a quote without its partner, as in ``6.1"``, is a mere character.

    >>> terms('"foldable phone" 6.1" C++')
    ['foldable phone', '6.1', 'C++']
    """
    found: list[str] = []
    for number, part in enumerate(_PHRASE.split(fold(words))):
        found += [fold(part)] if number % 2 else part.replace('"', " ").split()
    return [term for term in found if any(map(str.isalnum, term))]


def match(words: str) -> str:
    """Return FTS5's expression for the user's words, ``""`` where there is nothing to look for.

    >>> match('C++ "two words" AND')
    '"C++" AND "two words" AND "AND"'
    """
    return " AND ".join(map(_expression, terms(words)))


def demanded(words: str) -> str:
    """Return FTS5's expression for words of which there has to be one.

    Raises:
        BadArgument: there is nothing to look for.
    """
    expression = match(words)
    if not expression:
        raise BadArgument(f"{fold(words) or repr('')}: no word to look for; give letters or digits")
    return expression


def _expression(term: str) -> str:
    """Return the expression for one term: as it is written, or by its pairs of characters where it is CJK."""
    pairs = bigrams(term)
    if not pairs:
        return f'"{term}"'
    single = "" if " " in pairs or len(pairs) > 1 else "*"  # one character: the beginning of a pair
    latin = " ".join(f'AND "{part}"' for part in GLUED.findall(term))
    return f'({{cjk}} : "{pairs}"{single} {latin})'
