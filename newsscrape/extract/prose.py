"""Running text that a page states as one string: some write markup into it, or escape it twice."""

import re
from html import unescape

from newsscrape.text import clean, fold

_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read(stated: str) -> str:
    r"""Return the text as people would see it, its paragraphs parted by a blank line.

    >>> read("<p>One &lt; two.</p><p>Three<br>four.</p>")
    'One < two.\n\nThree\n\nfour.'
    """
    return "\n\n".join(line for line in clean(_shown(stated)).split("\n") if line)


def line(stated: str) -> str:
    """Return the same on one line.

    >>> line("<p>One &lt; two.</p><p>Three<br>four.</p>")
    'One < two. Three four.'
    """
    return fold(_shown(stated))


def _shown(stated: str) -> str:
    text = unescape(stated) if "<" not in stated else stated
    return unescape(_MARKUP.sub("", _BREAK.sub("\n", text))) if "<" in text else text
