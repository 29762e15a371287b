"""How many comments a page says there are: in a line such as "Comments (1,204)", or in its schema.org description."""

import re
from typing import Any

from newsscrape.metadata import json_ld
from newsscrape.page import Page

_NUMBER = r"(\d{1,9}|\d{1,3}(?:[., ]\d{3}){1,2})"
_LINE = re.compile(
    rf"\W{{0,3}}{_NUMBER}\s?(?:[^\W\d]{{1,20}}|\W{{0,3}})|.{{0,60}}?\({_NUMBER}\)|[^\W\d]{{1,20}}\s?:\s?{_NUMBER}"
)
_COUNT = re.compile(r"commentCount|interactionStatistic")
_COUNTED = re.compile(r"Comment|Reply")


def told(line: str) -> int | None:
    """Return the number of a line that says little else.

    >>> told("1,204 comments"), told("Comments (7)"), told("Discuss the Volt 9 in our forum")
    (1204, 7, None)
    """
    match = _LINE.fullmatch(line)
    return whole(next(group for group in match.groups() if group)) if match else None


def declared(page: Page, *kinds: str) -> int | None:
    """Return `commentCount`, or the interactions that are comments, of the first JSON-LD node of the kinds that has one."""
    if not any(map(_COUNT.search, json_ld.scripts(page))):
        return None
    for node in json_ld.read(page):
        if json_ld.types(node) & {*kinds}:
            counters = node.get("interactionStatistic")
            counted = [c for c in (counters if isinstance(counters, list) else [counters]) if isinstance(c, dict)]
            values = (c.get("userInteractionCount") for c in counted if _COUNTED.search(str(c.get("interactionType"))))
            if (
                found := next((n for value in (node.get("commentCount"), *values) if (n := whole(value)) is not None), None)
            ) is not None:
                return found
    return None


def whole(value: Any) -> int | None:
    """Return a number that may be written as text; ``None`` for what is no count.

    >>> whole("1.204"), whole(7), whole("-1"), whole(None)
    (1204, 7, None, None)
    """
    digits = re.sub(r"[., \u00a0]", "", value) if isinstance(value, str) else str(value) if type(value) is int else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None  # noqa: PLR2004
