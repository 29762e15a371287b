"""Feeds as feedparser reads them: of text that is decoded already, and of which nothing makes it raise."""

import io
import re
import sys

import feedparser

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|(\d+));?", re.IGNORECASE)
_CODES, _HALVES = range(sys.maxunicode + 1), range(0xD800, 0xE000)
_DIGITS = 7
"""Of the last code point, U+10FFFF, in decimal; whatever has more is beyond it, and might be too long for an int."""


def parse(text: str, url: str) -> feedparser.FeedParserDict:
    """Return a feed, well-formed or not, with its markup as it stands.

    Args:
        text: the document; what its declaration says of a charset is not believed.
        url: its address.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    body = io.BytesIO(_REFERENCE.sub(_known, text).encode("utf-8", "replace"))
    return feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _known(reference: re.Match[str]) -> str:
    """Return a character reference, or U+FFFD for one that names no character, on which feedparser would raise."""
    digits = (reference[1] or reference[2]).lstrip("0")
    code = int(digits or "0", 16 if reference[1] else 10) if len(digits) <= _DIGITS else -1
    return reference[0] if code in _CODES and code not in _HALVES else "\ufffd"
