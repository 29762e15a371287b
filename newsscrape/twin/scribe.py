"""Chooses how a text of a page is rewritten: as an address, as data, as markup, or in words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from newsscrape.twin import addresses, data, markup
from newsscrape.twin.addresses import Addresses
from newsscrape.twin.wordbook import Wordbook

_TAG = re.compile(r"<[A-Za-z/!]")
_NUMBERED = re.compile(r"\d")
_OWNED = re.compile(
    r"(?<![a-z])(?:comment-?author|author|autor|user(?:name)?|member|by|nick|login|tag|category|cat|topic|term|section|postname|slug"
    r"|profile|channel|brand)(?P<stroke>[-_:]+)(?P<rest>[^\s]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scribe:
    """Rewrites every part of one page."""

    book: Wordbook
    addresses: Addresses
    names: Collection[str] = ()
    """The words of the names of people on the page, lower case, and these names written as one word."""

    def value(self, text: str) -> str:
        """Return the value of an attribute, or a string of data: what it looks like decides."""
        if not text.strip() or text.strip().isdigit():
            return text
        if addresses.is_whole(text) or text.startswith(("/", "mailto:", "tel:", "data:")):
            return self.addresses.rewrite(text)
        if data.is_json(text):
            return data.rewrite(text, self)
        return markup.rewrite(text, self) if _TAG.search(text) else self.book.text(text)

    def text(self, text: str) -> str:
        """Return a piece of text between tags."""
        return self.addresses.rewrite(text.strip()) if addresses.is_whole(text) else self.book.text(text)

    def opaque(self, text: str) -> str:
        """Return what tells a person: an address, or nothing but letters and digits."""
        return self.addresses.rewrite(text) if addresses.is_whole(text) else self.book.opaque(text)

    def key(self, key: str) -> str:
        """Return a key of data that is no name of a field: with digits it is somebody's or something's id."""
        return self.opaque(key) if _NUMBERED.search(key) else self.value(key)

    def classes(self, value: str) -> str:
        """Return class names or an id: as they are, but for whom or what they name."""
        return " ".join(self._class(name) for name in re.split(r"(?<=\S) (?=\S)", value))

    def _class(self, name: str) -> str:
        lowered = name.lower()
        if any(each in lowered for each in self.names):
            return self.book.opaque(name)
        return _OWNED.sub(lambda m: m[0][: m.start("rest") - m.start()] + self.book.address(m["rest"]), name)
