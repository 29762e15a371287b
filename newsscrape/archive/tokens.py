"""What the full-text index needs beside the words themselves: unicode61 takes a whole run of CJK text for one word."""

import re

from newsscrape.text import bigrams

GLUED = re.compile(r"[A-Za-z0-9]+")
"""Latin words and numbers inside a run of CJK text."""

_RUN = re.compile(r"\w+")


def cjk(*texts: str | None) -> str:
    """Return what the ``cjk`` column holds of these texts: pairs of CJK characters, and the Latin words glued to them.

    >>> cjk("小米SU7发布", "plain")
    '小米 发布 SU7'
    """
    text = "\n".join(filter(None, texts))
    if text.isascii():
        return ""
    pairs = bigrams(text)
    if not pairs:
        return ""
    glued = [word for run in _RUN.findall(text) if not run.isascii() and bigrams(run) for word in GLUED.findall(run)]
    return " ".join([pairs, *glued])
