r"""Text as it is kept: NFC, without control characters, white space folded. Everything here is total and linear.

>>> fold("  a\u0000 b\n\tc ")
'a b c'
>>> clean("a  b\r\n\r\n\r\n c")
'a b\n\nc'
>>> verbatim("if a:\r\n    b  ")
'if a:\n    b'
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable

_CONTROLS = {
    **dict.fromkeys([*range(9), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]),
    **dict.fromkeys([0x0B, *range(0x1C, 0x20)], " "),  # vertical tab and information separators, which part words
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF]),  # soft hyphen, zero-width space, word joiner, byte order mark
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),  # a lone surrogate cannot be written as UTF-8
}
_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, _CONTROLS)))}]")
_NEWLINES = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")
_CJK = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['\u2019.-][^\W{_CJK}]+)*")


def fold(text: str) -> str:
    """Return the text on one line: NFC, controls out, each run of white space one blank, stripped."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":  # hardly any that was folded once
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(text.translate(_CONTROLS).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return the text with its lines kept: as `fold` per line, at most one blank line in a row."""
    return _lined(text, fold).strip()


def verbatim(text: str) -> str:
    """Return code with its lines and their indents: NFC, controls out, at most one blank line in a row."""
    return _lined(text, lambda line: unicodedata.normalize("NFC", line.translate(_CONTROLS)).rstrip()).strip("\n")


def _lined(text: str, read: Callable[[str], str]) -> str:
    kept: list[str] = []
    for line in map(read, _NEWLINES.sub("\n", text).split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)


def printable(text: str) -> str:
    r"""Return a text that was made elsewhere as it is, lines and blanks too, but for the controls in it.

    >>> printable("c\u0000-7  is\n\n\nhere")
    'c-7  is\n\n\nhere'
    """
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


def small(text: str) -> str:
    """Return a text in small letters, each in its place, and one of those that `re` takes for one where case does not count.

    For patterns of many words: `re` tells by one letter which of them may begin there, but only where case counts.

    >>> small("BY \u0130DA KAS\u0131M, \u039c\u03ac\u03b9\u03bf\u03c2") == "by ida kasim, \u03bc\u03ac\u03b9\u03bf\u03c3"
    True
    """
    if text.isascii():
        return text.lower()
    lowered = text.replace("\u0130", "i").lower()
    return lowered.replace("\u0131", "i").replace("\u03c2", "\u03c3").replace("\u017f", "s")


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last of which is an ellipsis where something was cut.

    >>> cut("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + "…"


def words(text: str) -> int:
    """Count the words; a CJK character counts as one.

    >>> words("It's 5G, 小米汽车!")
    6
    """
    return len(_WORD.findall(text))


def bigrams(text: str) -> str:
    """Return the overlapping pairs of every CJK run, parted by blanks: what FTS5's unicode61 can find.

    >>> bigrams("小米汽车 5G")
    '小米 米汽 汽车'
    """
    return " ".join(
        run if len(run) == 1 else " ".join(run[i : i + 2] for i in range(len(run) - 1)) for run in _CJK_RUN.findall(text)
    )


def digest(text: str) -> str:
    """Return the hexadecimal SHA-256 of the text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
