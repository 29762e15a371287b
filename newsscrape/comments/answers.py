r"""What the APIs of comment systems answer, taken apart without surprise: JSON of any shape, and comments' HTML as text.

An answer is somebody else's: a value that is not of the type it should be counts as absent, and nothing here raises.

>>> words("<p>It&#39;s <b>5G</b><br>at last</p><script>x()</script>")
"It's 5G\nat last"
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsscrape.page import Page, once
from newsscrape.text import clean, fold
from newsscrape.tree import plain

Node = Mapping[str, Any]

_MARKUP = re.compile(r"<[a-zA-Z/!]")
_ATTRIBUTES = re.compile(r"(<(?!img\s[^<>]{0,1000}>)[a-zA-Z][a-zA-Z0-9]*)[^<>]*>?", re.IGNORECASE)  # a picture may be an emoji
_PARSER = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
_LONGEST_KEY = 200
_LARGEST = 2**53
_IN_NAME = re.compile(r"[\w$]")
_QUOTED = r"""(?:"(?P<double>(?:[^"\\\n]|\\.){1,500}+)"|'(?P<single>(?:[^'\\\n]|\\.){1,500}+)'|(?P<bare>\d{1,18}))"""


@lru_cache(maxsize=4)  # of one answer it is asked several times in a row; nobody changes what it says
def load(text: str | bytes) -> Any:
    """Return what the JSON text says, ``None`` where it is none; as bytes it is UTF-8 (RFC 8259, 8.1)."""
    try:
        return json.loads(text.decode("utf-8-sig", "replace") if isinstance(text, bytes) else text, strict=False)
    except (ValueError, RecursionError):
        return None


def node(value: Any, *path: str) -> Node:
    """Return the object that stands at the end of the path, an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def nodes(value: Any) -> list[Node]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def line(value: Any) -> str | None:
    """Return a text on one line."""
    return (fold(value) or None) if isinstance(value, str) else None


def key(value: Any) -> str:
    """Return an id, which may be a number, as text; ``""`` for none."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else line(value) or ""
    return text if len(text) <= _LONGEST_KEY else ""


def number(value: Any) -> int | None:
    """Return a count."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        return None
    return int(value)


def words(markup: Any) -> str:
    r"""Return the text of a comment, which is HTML, or plain text in which line breaks count."""
    if not isinstance(markup, str):
        return ""
    if not _MARKUP.search(markup):
        return clean(html.unescape(markup))
    bare = _ATTRIBUTES.sub(r"\1>", clean(markup))  # which say nothing here, and by the thousand cost the square of their number
    root = document_fromstring(f"<div>{bare}</div>".encode("utf-8", "replace"), parser=_PARSER)
    return plain(root) if isinstance(root, HtmlElement) else ""


@once  # every system asks for them
def _inline(page: Page) -> tuple[str, ...]:
    return tuple(script.text for script in page.tagged("script") if script.text)


@once  # in which a word is looked for faster than in each
def _all(page: Page) -> str:
    return "\n".join(_inline(page))


@once
def _all_lowered(page: Page) -> bytes:
    return _all(page).encode("utf-8", "replace").lower()  # of ASCII alone, many times faster than a text's


def holding(page: Page, word: str) -> list[str]:
    """Return those of the page's scripts, and of its addresses of scripts and pictures, in which a word stands, spelt so."""
    if word not in _all(page) and word not in page.index.text("src"):
        return []
    return [text for texts in (_inline(page), page.index.values("src")) for text in texts if word in text]


def scripts(page: Page, word: str) -> str:
    """Return the inline scripts of a page in which the word, of ASCII, stands in any case."""
    if word.encode() not in _all_lowered(page):
        return ""
    return "\n".join(text for text in _inline(page) if word in text or word in text.lower())


def assigned(source: str, names: str) -> Iterator[str]:
    """Yield what a script assigns to a property or variable, as far as that is a text or number.

    Args:
        source: the script.
        names: a regular expression of the names.
    """
    for match in re.finditer(rf"(?:{names})[\"']?\s*[:=]\s*{_QUOTED}", source):
        if _IN_NAME.match(source[match.start() - 1 : match.start()]):
            continue  # to look for that in the pattern would keep Python from finding its first letter fast
        text = match["double"] or match["single"] or match["bare"]
        said = load(f'"{text}"')
        if found := line(said if isinstance(said, str) else text.replace("\\", "")):
            yield found
