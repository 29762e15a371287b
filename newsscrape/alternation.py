"""One pattern for many words, such as all names of months: by first letters, at which most places of a text fail at once."""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(phrases: Iterable[str]) -> str:
    r"""Return a pattern for any of the phrases, of those with one first letter the longest that fits.

    >>> any_of(["jan", "january", "feb"])
    'j(?:anuary|an)|f(?:eb)'
    """
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted(sorted(phrases), key=len, reverse=True):
        rests[phrase[0]].append(re.escape(phrase[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(behind)})" for first, behind in rests.items())
