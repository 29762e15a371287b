"""What changed between two texts, word by word, in time that grows with their length.

>>> marked(compare("A quiet car arrives", "A loud car arrives, at last"))
'A [-quiet-]{+loud+} car arrives{+, at last+}'
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_PAIRS = 400_000
"""How many pairs of words (or paragraphs) are compared at most: difflib takes their number, and at worst far more, in steps.
Longer ones are told as replaced as a whole."""
_CJK = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f"
_TOKEN = re.compile(rf"(?:[{_CJK}]|[^\W{_CJK}]+(?:['\u2019.-][^\W{_CJK}]+)*|[^\w\s])\s*|\s+")
_APART = re.compile(r"(?<=\n\n)(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that one or both versions have."""

    kind: Literal["same", "old", "new"]
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """Return both texts as one: what is in both, what only the old one has, what only the new one.

    The pieces that are not ``old`` are the new text, character by character; those that are not ``new`` are the old one, but
    for white space. First paragraphs are matched, then the words of those that differ; a paragraph ends with a blank line.
    """
    return list(_joined(_by_paragraphs(_APART.split(old), _APART.split(new))))


def marked(pieces: Iterable[Piece]) -> str:
    """Return the pieces as plain text: ``[-old-]{+new+}``, as git's word diff writes it.

    White space stands outside the marks, and each paragraph has its own.
    """
    told, behind = "", ""
    for piece in pieces:
        core = piece.text.strip()
        begin = len(piece.text) - len(piece.text.lstrip())
        before, after = piece.text[:begin], piece.text[begin + len(core) :]
        if piece.kind == "same":
            told, behind = told + behind + piece.text, ""
        elif not core:
            behind = before if piece.kind == "new" else behind
        elif piece.kind == "old":
            told, behind = f"{told}{behind}{before}[-{_apart(core, '-]', '[-')}-]", after
        else:  # where it replaces something, its white space stands for both
            told, behind = f"{told}{before}{{+{_apart(core, '+}', '{+')}+}}", after
    return told + behind


def _apart(text: str, end: str, begin: str) -> str:
    return text.replace("\n\n", f"{end}\n\n{begin}")


def _by_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for same, before, after in _blocks([text.strip() for text in old], [text.strip() for text in new]):
        if same:
            yield Piece("same", "".join(new[after]))
        elif after.stop - after.start == before.stop - before.start:
            for one, other in zip(old[before], new[after], strict=True):
                yield from _by_words(one, other)
        else:
            yield from _by_words("".join(old[before]), "".join(new[after]))


def _by_words(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for same, here, there in _blocks([word.strip() for word in before], [word.strip() for word in after]):
        if same:
            yield Piece("same", "".join(after[there]))
            continue
        yield Piece("old", "".join(before[here]))
        yield Piece("new", "".join(after[there]))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, slice, slice]]:
    """Yield the parts that are the same, and those that are not, in order; beginning and end are matched first."""
    first = _shared(zip(old, new, strict=False))
    last = _shared(zip(reversed(old[first:]), reversed(new[first:]), strict=False))
    ends = len(old) - last, len(new) - last
    if first:
        yield True, slice(0, first), slice(0, first)
    inner, outer = old[first : ends[0]], new[first : ends[1]]
    if len(inner) * len(outer) > _PAIRS:
        yield False, slice(first, ends[0]), slice(first, ends[1])
    else:
        for what, i, j, k, m in difflib.SequenceMatcher(None, inner, outer).get_opcodes():
            yield what == "equal", slice(first + i, first + j), slice(first + k, first + m)
    if last:
        yield True, slice(ends[0], len(old)), slice(ends[1], len(new))


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs from the beginning on are of equals."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces without empty ones, those of one kind in a row as one."""
    kind: Literal["same", "old", "new"] = "same"
    texts: list[str] = []
    for piece in pieces:
        if piece.kind != kind:
            if text := "".join(texts):
                yield Piece(kind, text)
            kind, texts = piece.kind, []
        texts.append(piece.text)
    if text := "".join(texts):
        yield Piece(kind, text)
