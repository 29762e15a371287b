"""What stands between and around the paragraphs of the article and is no part of it: judged block by block."""

import re
from collections.abc import Collection, Sequence

from newsscrape.extract.body import phrases
from newsscrape.extract.body.blocks import Block

_OPENING = 4  # blocks at the start among which a repeated headline, byline or date stands
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"tr", "pre"})
_LEADING = frozenset({"p", "li"})
_SAYS = re.compile(
    r"[.!?\u3002\u2026][\"'\u201d\u2019)\]]?$|^https?://\S+$|^[\w.+-]+@\S+$"
)  # a sentence, or an address given as such
_ONCE = 60  # characters that nobody writes twice: the other is a copy for another screen
_LINKED = 0.8  # of a block's text: such a block leads elsewhere


def furnished(found: Sequence[Block], repeated: Collection[str]) -> list[Block]:
    """Return the blocks without furniture.

    Args:
        found: the blocks of the containers, in order.
        repeated: folded, case-folded lines that the opening only says again.
    """
    kept: list[Block] = []
    said: set[str] = set()
    texts = 0
    under_label = False
    for block in found:
        if not block.text or block.kind in _KEPT:
            kept.append(block)
            continue
        texts += 1
        if block.kind == "p" and len(block.text) > _ONCE:
            if block.text in said:
                continue
            said.add(block.text)
        kind = phrases.furniture(block.text)
        if kind:
            under_label = kind == "label"
            continue
        if under_label and block.linked > _LINKED * len(block.text):
            continue
        under_label = False
        if texts <= _OPENING and (block.text.casefold() in repeated or phrases.opens(block.text)):
            continue
        if block.kind in _LEADING and leads_elsewhere(block):
            continue
        kept.append(block)
    while (
        kept and kept[-1].kind in _HEADINGS and not _SAYS.search(kept[-1].text)
    ):  # a heading of nothing: the label of what stood below the article
        kept.pop()
    return kept


def leads_elsewhere(block: Block) -> bool:
    """Tell whether a block is a link and nothing else."""
    return block.linked > _LINKED * len(block.text) and not _SAYS.search(block.text)
