r"""Text and the small subset of HTML of ``body_html`` as Markdown (CommonMark, with the tables of GitHub's).

>>> from_html('<p>A <strong>quiet</strong> <a href="https://a.example/x">car</a>*</p><ul><li>red</li><li>blue</li></ul>')
'A **quiet** [car](https://a.example/x)\\*\n\n- red\n- blue'
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from lxml import html

from newsscrape.text import fold

_SPECIAL = re.compile(r"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+=](?=[\s=-]|$)|:)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_HEADING = re.compile(r"h([1-6])")
_MARKS = {"strong": "**", "em": "*"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # section 2.2
_FENCE = re.compile(r"`+")


def escaped(text: str) -> str:
    r"""Return text that Markdown leaves as it is.

    >>> escaped("# 1 *star* in snake_case_"), escaped("1. no list")
    ('\\# 1 \\*star\\* in snake_case\\_', '1\\. no list')
    """
    return _start(_words(text))


def paragraphs(text: str) -> str:
    """Return plain text, paragraphs parted by a blank line, with its line breaks kept."""
    return "\n\n".join("\\\n".join(escaped(line) for line in part.split("\n")) for part in text.split("\n\n") if part.strip())


def link(text: str, url: str) -> str:
    """Return a link."""
    return f"[{escaped(fold(text))}]({_address(url)})"


def from_html(markup: str, places: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the blocks as Markdown, parted by blank lines; images stand at their addresses, or at `places` in their stead."""
    root = html.fragment_fromstring(legal(markup), create_parent="div")
    for image in root.iter("img"):
        address = image.get("src", "")
        image.set("src", places.get(address, address))
    blocks = [_start(fold(_words(root.text)))]
    for element in root:
        blocks += [*_block(element), _start(fold(_words(element.tail)))]
    return "\n\n".join(filter(None, blocks))


def _block(element: html.HtmlElement) -> Iterator[str]:
    name = str(element.tag)
    if heading := _HEADING.fullmatch(name):
        yield f"{'#' * int(heading[1])} {_inline(element)}"
    elif name in {"ul", "ol"}:
        mark = "- " if name == "ul" else "1. "
        yield "\n".join(mark + _start(_inline(item)) for item in element)
    elif name == "table":
        yield _table(element)
    elif name == "pre":
        text = element.text_content()
        fence = _fence(text, 3)
        yield f"{fence}\n{text}\n{fence}"
    elif name == "blockquote":
        yield f"> {_start(_inline(element))}"
    elif name == "figure":
        for child in element:
            inner = _inline(child) if child.tag == "figcaption" else _element(child)
            yield f"*{inner}*" if child.tag == "figcaption" and inner else inner
    else:
        yield _start(_inline(element)) if name == "p" else _element(element)


def _start(text: str) -> str:
    return _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", text))


def _table(element: html.HtmlElement) -> str:
    """Return the rows with the first as their head, as Markdown wants one."""
    rows = [[_inline(cell) for cell in row] for row in element.iter("tr")]
    across = max(map(len, rows), default=0)
    lines = ["| " + " | ".join(row + [""] * (across - len(row))) + " |" for row in rows]
    return "\n".join([*lines[:1], "|" + " --- |" * across, *lines[1:]])


def _inline(element: html.HtmlElement) -> str:
    """Return what stands in an element, on one line."""
    return fold(_inner(element))


def _inner(element: html.HtmlElement) -> str:
    if not isinstance(element.tag, str):  # a comment
        return ""
    return _words(element.text) + "".join(_element(child) + _words(child.tail) for child in element)


def _element(element: html.HtmlElement) -> str:
    """Return one element inside a line; blanks at its ends go outside its marks, as Markdown wants it."""
    name = str(element.tag)
    if name == "img":
        return f"!{link(element.get('alt', ''), element.get('src', ''))}"
    if name == "code":
        return _code(fold(element.text_content()))
    inner = _inner(element)
    said = inner.strip()
    if not said:
        return inner
    before, behind = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if name == "a" and element.get("href"):
        return f"{before}[{said}]({_address(element.get('href', ''))}){behind}"
    if name in {"sub", "sup"}:
        return f"{before}<{name}>{said}</{name}>{behind}"
    mark = _MARKS.get(name, "")
    return f"{before}{mark}{said}{mark}{behind}"


def _code(text: str) -> str:
    fence = _fence(text, 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`" * bool(text)


def _fence(text: str, least: int) -> str:
    """Return so many backquotes as do not stand in the text."""
    return "`" * max(least, 1 + max(map(len, _FENCE.findall(text)), default=0))


def legal(text: str) -> str:
    """Return the text with what XML 1.0 has no place for replaced."""
    return _NO_XML.sub("\ufffd", text)


def _words(text: str | None) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text or "")


def _address(url: str) -> str:
    return quote(url, safe="%/:?#[]@!$&'*+,;=~-._", errors="replace")
