"""Running text that a page states as one string: some write markup into it, or escape it twice."""

import re
from html import unescape

from newsscrape.text import clean

_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read(stated: str) -> str:
    r"""Return the text as people would see it, its paragraphs parted by a blank line.

    >>> read("<p>One &lt; two.</p><p>Three<br>four.</p>")
    'One < two.\n\nThree\n\nfour.'
    """
    text = unescape(stated) if "<" not in stated else stated
    if "<" in text:
        text = unescape(_MARKUP.sub("", _BREAK.sub("\n", text)))
    return "\n\n".join(line for line in clean(text).split("\n") if line)
