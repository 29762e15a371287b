r"""Names in text: found as whole words only, and in the spellings in which pages and files write them.

>>> Mentions(["Ann"]).replaced("Ann said: Anna, Ann-Marie and \"Ann\"", lambda _: "X")
'X said: Anna, Ann-Marie and "X"'
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from urllib.parse import quote, quote_plus, unquote_plus

REMOVED = "[removed]"
"""What stands in the place of a name that is taken out."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Writing without blanks has no words to be whole, so there each character is one; elsewhere a hyphen joins, too.
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s]")
_JOINED_BEFORE = re.compile(rf"[^\W{_UNSPACED}]-?$")
_JOINED_BEHIND = re.compile(rf"-?[^\W{_UNSPACED}]")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)


class Mentions:
    """Finds any of some names; where several begin at one place, the longest.

    Args:
        names: folded; empty ones are left out.
        others: names that may contain one of them: what stands in such a one is no mention.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        self.names = frozenset(filter(None, names))
        self._all = self.names.union(filter(None, others))
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._all:
            lengths[_first(name)].add(len(name))
        # Thousands of names may begin alike (guest 1, guest 2): a place costs as much as there are lengths of them.
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self.names)

    def found(self, text: str) -> bool:
        """Tell whether any of the names stands in a folded text."""
        return next(self._places(text), None) is not None

    def which(self, text: str) -> set[str]:
        """Return those of the names that stand in a folded text."""
        return {name for _, name in self._places(text)}

    def replaced(self, text: str, by: Callable[[str], str]) -> str:
        """Return the text with each name replaced."""
        parts: list[str] = []
        at = 0
        for start, name in self._places(text):
            parts += (text[at:start], by(name))
            at = start + len(name)
        return "".join((*parts, text[at:])) if parts else text

    def _places(self, text: str) -> Iterator[tuple[int, str]]:
        end = 0
        for token in _TOKEN.finditer(text) if self.names else ():
            start = token.start()
            if start < end:
                continue
            for length in self._lengths.get(token[0], ()):
                name = text[start : start + length]
                if name in self._all and _is_whole(text, start, name):
                    end = start + length
                    if name in self.names:
                        yield start, name
                    break


def beginnings(text: str, most: int) -> Iterator[str]:
    """Yield the beginnings of a text that may be names: each ends behind one of the first `most` words and signs."""
    for token in islice(_TOKEN.finditer(text), most):
        yield text[: token.end()]


def _first(name: str) -> str:
    match = _TOKEN.match(name)
    return match[0] if match else name[0]


def _is_whole(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    before = _JOINED_BEHIND.match(name) and _JOINED_BEFORE.search(text[max(0, start - 2) : start])
    behind = _JOINED_BEFORE.search(name[-2:]) and _JOINED_BEHIND.match(text[end : end + 2])
    return not (before or behind)


def legible(text: str) -> str:
    r"""Return a text with the escapes of HTML, JSON and addresses undone, to be searched.

    >>> legible(r"J\u00fcrgen &amp; Zo%C3%AB")
    'Jürgen & Zoë'
    """
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # pairs of escapes are one character
    if "%" in text or "+" in text:
        text = unquote_plus(text)
    return html.unescape(text) if "&" in text else text


def spellings(name: str) -> frozenset[bytes]:
    """Return the byte strings as which a file may hold a name: UTF-8 and UTF-16, escaped for HTML, JSON and addresses."""
    escaped = html.escape(name)
    numbered = "".join(char if char.isascii() else f"&#{ord(char)};" for char in escaped)
    texts = {
        *(name, escaped, numbered, json.dumps(name)[1:-1]),
        *(quote(name, safe=""), quote_plus(name), quote(name, safe="").replace("%", "%25")),
    }
    latin = {name.encode("cp1252")} if _fits_latin(name) else set()
    return frozenset({text.encode("utf-8", "replace") for text in texts} | latin)


def _fits_latin(name: str) -> bool:
    try:
        name.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
