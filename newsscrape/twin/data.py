"""JSON and scripts of a twin: keys, types, numbers and dates as they are, every text in made-up words."""

import html
import json
import re
from functools import cache
from typing import TYPE_CHECKING

from newsscrape import comments
from newsscrape.twin.addresses import PEOPLE

if TYPE_CHECKING:
    from newsscrape.twin.scribe import Scribe

_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*+)"(?P<colon>\s*:)?|(?P<number>-?\d[\d.eE+-]*)|(?P<word>[^\W\d_]+)', re.DOTALL)
_VERBATIM = frozenset(
    {"@type", "@context", "inLanguage", "__typename", "lang", "language", "type", "state", "status", "kind", "format"}
)
"""Keys whose values name things of the vocabulary, not of the page."""
_KEY = re.compile(r"[@$A-Za-z_][@$A-Za-z_:.-]{0,39}")
_PLAIN = re.compile(r"[\w./:#@+-]{0,60}", re.ASCII)
_LITERALS = frozenset({"true", "false", "null"})
_ADDRESS = re.compile(r"(?:https?:)?(?:\\?/){2}[^\s\"'<>`;,)]+")


def is_json(text: str) -> bool:
    """Tell whether a text looks like an object or a list of JSON."""
    start = text.lstrip()
    return start[:1] in ("{", "[") and start.rstrip()[-1:] in ("}", "]") and '"' in start


def rewrite(text: str, scribe: "Scribe") -> str:
    """Return JSON, valid or not, with its texts replaced; what stands in none is replaced, too, but for numbers."""
    if "&quot;" in text and '"' not in text:
        return html.escape(rewrite(html.unescape(text), scribe))
    key = ""

    def token(match: re.Match[str]) -> str:
        nonlocal key
        if match["colon"] is not None:
            key = _decoded(match["text"])
            name = key if _KEY.fullmatch(key) else scribe.key(key)
            return f"{_encoded(name, match['text'])}{match['colon']}"
        if match["text"] is not None:
            return _encoded(_value(key, _decoded(match["text"]), scribe), match["text"])
        if match["number"] is not None:
            return scribe.book.digits(match[0]) if PEOPLE.search(key) else match[0]
        return match[0] if match[0] in _LITERALS else scribe.book.text(match[0])

    return _TOKEN.sub(token, text)


def code(text: str, scribe: "Scribe") -> str:
    """Return a script that tells the readers something, in made-up words but for what they look for; of any other nothing."""
    if not _telling().search(text):
        return ""
    pieces, place = [], 0
    for match in _ADDRESS.finditer(text):
        escaped = "\\/" in match[0]
        made = scribe.addresses.rewrite(match[0].replace("\\/", "/"))
        pieces += [scribe.book.text(text[place : match.start()]), made.replace("/", "\\/") if escaped else made]
        place = match.end()
    return "".join([*pieces, scribe.book.text(text[place:])])


@cache
def _telling() -> re.Pattern[str]:
    """Return what the readers look for in scripts: comment systems, and dates of publication."""
    return re.compile("|".join([*comments.systems(), "spot", "publish", "pub_?date", "publication", "created"]), re.IGNORECASE)


def _value(key: str, text: str, scribe: "Scribe") -> str:
    if key in _VERBATIM and _PLAIN.fullmatch(text):
        return text
    return scribe.opaque(text) if PEOPLE.search(key) and "name" not in key.lower() else scribe.value(text)


def _decoded(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw


def _encoded(text: str, raw: str) -> str:
    """Return a string of JSON, written as the one that it stands for was."""
    written = json.dumps(text, ensure_ascii="\\u" in raw)
    return written.replace("/", "\\/") if "\\/" in raw else written.replace("</", "<\\/")
