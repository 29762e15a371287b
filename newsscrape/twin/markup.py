"""HTML and XML of a twin: every tag where it was, with its class names and its shape, and made-up words between and in them."""

import html
import re
from typing import TYPE_CHECKING

from lxml.html import defs

from newsscrape.twin import data
from newsscrape.twin.addresses import PEOPLE

if TYPE_CHECKING:
    from newsscrape.twin.scribe import Scribe

_ATTRIBUTES = r"""(?:=\s*+(?:"[^"]*"|'[^']*')|[^>])*+"""  # a quote counts behind a sign of equality
_TOKEN = re.compile(
    rf"<(?P<raw>script|style)\b(?P<given>{_ATTRIBUTES})>(?P<inside>.*?)(?P<end></(?P=raw)\s*>|\Z)"
    r"|(?P<comment><!--.*?(?:-->|\Z))"
    r"|<!\[CDATA\[(?P<data>.*?)(?P<close>\]\]>|\Z)"
    r"|(?P<declaration><!DOCTYPE[^>\[]*>|<\?xml\s[^>]*\?>)"
    r"|(?P<bogus><[!?][^>]*(?:>|\Z))"
    rf"|<(?P<slash>/?)(?P<tag>[A-Za-z][\w:.*-]*)(?P<attributes>{_ATTRIBUTES})>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s=/"'>]+)(?P<equals>\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>]*))?""")
_NAME = re.compile(r"(?:data|aria|xmlns|xml|v|ng|x|on|amp|i|js)[:-][\w:.-]*|\w+:\w+|on\w+", re.ASCII)
_TAGS = frozenset(defs.tags)
_KEPT = frozenset([
    "rel", "type", "itemprop", "itemtype", "itemscope", "name", "property", "http-equiv", "lang", "xml:lang", "dir",
    "charset", "width", "height", "role", "hidden", "media", "sizes", "target", "method", "colspan", "rowspan", "align",
    "valign", "loading", "async", "defer", "crossorigin", "tabindex", "aria-hidden", "aria-expanded", "typeof", "vocab",
    "version", "encoding", "ispermalink", "medium", "rev", "shape", "scope", "disabled", "checked", "start", "reversed",
    "border", "prefix", "itemref",
])  # fmt: skip
"""Attributes whose values say what an element is, and nothing of what the page is about."""
_NAMES = frozenset([
    "class", "id", "for", "name", "itemref", "aria-labelledby", "aria-describedby", "aria-controls", "headers",
])  # fmt: skip
_ADDRESSES = frozenset([
    "href", "src", "action", "poster", "cite", "background", "longdesc", "formaction", "manifest", "xlink:href",
])  # fmt: skip
_METAS = frozenset([
    "og:type", "og:locale", "robots", "googlebot", "viewport", "generator", "content-type", "content-language",
    "language", "refresh", "twitter:card", "format-detection", "referrer", "color-scheme", "theme-color",
    "article:content_tier", "x-ua-compatible",
])  # fmt: skip
_SHOWN = re.compile(r"(?:display|visibility|width|height|opacity|position|overflow)\s*:\s*[\w.% !-]+", re.IGNORECASE)
_DESCRIPTOR = re.compile(r"\d[\d.]*[wxh],?|,")
_LONGEST_KEPT = 200


def rewrite(text: str, scribe: "Scribe") -> str:
    """Return a document or a piece of one with everything replaced that is no markup."""
    return _TOKEN.sub(lambda match: _token(match, scribe), text)


def _token(match: re.Match[str], scribe: "Scribe") -> str:
    kind = match.lastgroup or ""
    if match["raw"]:
        inside = _script(match["given"], match["inside"], scribe) if match["raw"].lower() == "script" else ""
        return f"<{match['raw']}{_attributes(match['raw'].lower(), match['given'], scribe)}>{inside}{match['end']}"
    if match["data"] is not None:
        return f"<![CDATA[{scribe.value(match['data'])}{match['close']}"
    if kind == "declaration":
        return match[0]
    if kind in ("comment", "bogus"):
        return "<!---->"
    if match["tag"]:
        return _element(match, scribe)
    plain = html.unescape(match[0])
    inner = scribe.value(plain) if "<" in plain and "&" in match[0] else scribe.text(plain)  # the markup that a feed quotes
    return html.escape(inner, quote=False)


def _element(match: re.Match[str], scribe: "Scribe") -> str:
    tag = match["tag"]
    if "@" in match[0] and tag.lower() not in _TAGS and not match["attributes"].strip():
        return html.escape(scribe.book.text(match[0]))
    return f"<{match['slash']}{tag}{_attributes(tag.lower(), match['attributes'], scribe)}>"


def _script(given: str, inside: str, scribe: "Scribe") -> str:
    if not inside.strip():
        return inside
    return data.rewrite(inside, scribe) if "json" in given.lower() else data.code(inside, scribe)


def _attributes(tag: str, given: str, scribe: "Scribe") -> str:
    meta = ""
    if tag == "meta":
        named = (match for match in _ATTRIBUTE.finditer(given) if match["name"].lower() in ("name", "property", "http-equiv"))
        meta = next((_plain(match).strip().lower() for match in named), "")
    return _ATTRIBUTE.sub(lambda match: _attribute(match, meta, scribe), given)


def _attribute(match: re.Match[str], meta: str, scribe: "Scribe") -> str:
    name, lowered = match["name"], match["name"].lower()
    if lowered not in defs.safe_attrs and lowered not in _KEPT | _ADDRESSES and not _NAME.fullmatch(lowered):
        name = scribe.book.address(name)  # a word of a text whose quotes are not closed
    if match["equals"] is None:
        return name
    value = _plain(match)
    made = _value(lowered, value, meta, scribe)
    if made == value:
        return f"{name}{match['equals']}"
    quote = '"' if not match["value"].startswith("'") else "'"
    return f"{name}={quote}{html.escape(made)}{quote}"


def _value(name: str, value: str, meta: str, scribe: "Scribe") -> str:  # noqa: PLR0911 - one for each kind of attribute
    if name in _NAMES and not meta:
        return scribe.classes(value)
    if (name in _KEPT and len(value) <= _LONGEST_KEPT) or (name == "content" and meta in _METAS):
        return value
    if name.startswith("on"):
        return ""
    if name == "style":
        return ";".join(_SHOWN.findall(value))
    if name.endswith("srcset"):
        pieces = re.split(r"(\s+)", value)
        return "".join(
            piece if piece.isspace() or _DESCRIPTOR.fullmatch(piece) else scribe.addresses.rewrite(piece) for piece in pieces
        )
    if name in _ADDRESSES:
        return scribe.addresses.rewrite(value)
    return scribe.opaque(value) if name.startswith("data-") and PEOPLE.search(name) else scribe.value(value)


def _plain(match: re.Match[str]) -> str:
    """Return the value of an attribute as a reader gets it."""
    value = match["value"] or ""
    return html.unescape(value[1:-1] if value[:1] in "\"'" and len(value) > 1 else value)
