"""What is read otherwise than it was, field by field and as short as it can be told: for people who decide which is right."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from newsscrape import terminal, worddiff
from newsscrape.recording import ABSENT, Difference
from newsscrape.text import cut

_SHORT = 100  # characters of a value that is shown as a whole
_MOST, _AROUND = 12, 40  # lines of a field; characters of context beside a change


def told(differences: Mapping[str, Difference]) -> Iterator[str]:
    """Yield the lines that tell differences."""
    for field, (old, new) in differences.items():
        lines = list(_lines(old, new))
        yield from (f"  {field if not place else '':<14} {line}" for place, line in enumerate(lines[:_MOST]))
        if len(lines) > _MOST:
            yield f"  {'':<14} and {len(lines) - _MOST:,} more lines"


def _lines(old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, list) and isinstance(new, list):
        before, after = [_one(item) for item in old], [_one(item) for item in new]
        changed = [
            *(f"- {item}" for item in before if item not in after),
            *(f"+ {item}" for item in after if item not in before),
        ]
        yield from changed or [f"the same {len(new)} in another order, or another number of each ({len(old)} before)"]
    elif isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _SHORT and ABSENT not in (old, new):
        yield from _diff(old, new)
    else:
        yield f"{_one(old)} -> {_one(new)}"


def _diff(old: str, new: str) -> Iterator[str]:
    """Yield the paragraphs that differ, each change with a little of what stands around it."""
    pieces = [
        worddiff.Piece(piece.kind, _context(piece.text)) if piece.kind == "same" else piece
        for piece in worddiff.compare(old, new)
    ]
    yield from (terminal.line(line) for line in worddiff.marked(pieces).split("\n") if "[-" in line or "{+" in line)


def _context(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"


def _one(value: Any) -> str:
    """Return one value on one line."""
    if value == ABSENT:
        return ABSENT
    return terminal.line(cut(json.dumps(value, ensure_ascii=False), 2 * _SHORT))
