"""What stands between and around the paragraphs of the article and is no part of it: judged block by block."""

import re
from collections.abc import Callable, Collection, Sequence

from lxml.html import HtmlElement

from newsscrape.extract.body import phrases
from newsscrape.extract.body.blocks import Block

_OPENING = 4  # blocks at the start among which a repeated headline, byline or date stands
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"tr", "pre"})
_LEADING = frozenset({"p", "li", "ol"})
_NAMED = frozenset({"call", "credit"})
_SAYS = re.compile(
    r"[.!?\u3002\u2026][\"'\u201d\u2019)\]]?$|^https?://\S+$|^[\w.+-]+@\S+$"
)  # a sentence, or an address given as such
_WITH_KICKER = 2  # headlines long at most
_CUT = ("...", "\u2026")  # how a headline ends that is too long for its box
_PAGES = re.compile(
    r"(?:(?:pages?|seiten?|p\u00e1ginas?|pagin[ae]|stron[ay]|str\u00e1nk[ay]|sayfa|\u0441\u0442\u0440\.)\s*:?)?[\d\W]+",
    re.IGNORECASE,
)
_LONG = 60  # characters of a paragraph that is told from others by its text
_ENOUGH = 250  # characters of text
_MOST = 0.5  # of the text
_NEVER_TWICE = 140  # characters of a paragraph that no author writes twice in a row
_LINKED = 0.8  # of a block's text: such a block leads elsewhere


def furnished(found: Sequence[Block], repeated: Collection[str], is_own: Callable[[HtmlElement], bool]) -> list[Block]:
    """Return the blocks without furniture.

    Args:
        found: the blocks of the containers, in order.
        repeated: folded, case-folded lines that the opening only says again.
        is_own: tells whether a link leads to the site itself: lists of such tell of other articles, others are sources.
    """
    kept: list[Block] = []
    calls: set[int] = set()
    texts = 0
    under_label = False
    for block in _until_comments(_once(found)):
        if not block.text or block.kind in _KEPT:
            kept.append(block)
            continue
        texts += 1
        kind = phrases.furniture(block.text)
        if kind in _NAMED and block.kind == "li" and not block.linked:
            kind = ""  # a list of what a device can do has "Video: 8K" and "Photo: 50 megapixels"
        if kind:
            under_label = kind == "label"
            continue
        if under_label and block.linked > _LINKED * len(block.text):
            continue
        under_label = False
        if texts <= _OPENING and (_repeats(block, repeated) or phrases.signs(block.text)):
            continue
        if block.kind in _LEADING and leads_elsewhere(block):
            if not block.links or block.text.endswith(_CUT) or any(map(is_own, block.links)):
                continue
            calls.update([len(kept)] if block.kind == "p" else ())
        kept.append(block)
    kept = _without_lists_of_links(_without_calls(kept, calls))
    while kept and _ends_nothing(kept[-1]):
        kept.pop()
    return kept


def _until_comments(found: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks before the heading of what readers say, if there is text before it: some pages link to it on top."""
    said = 0
    for place, block in enumerate(found):
        if said > _ENOUGH and block.kind in _HEADINGS and phrases.heads_comments(block.text):
            return found[:place]
        said += len(block.text)
    return found


def _repeats(block: Block, repeated: Collection[str]) -> bool:
    """Tell whether a block only says the headline again; a heading may have the line above it in itself."""
    said = block.text.casefold()
    if block.kind not in _HEADINGS:
        return said in repeated
    return any(said.endswith(headline) and len(said) < _WITH_KICKER * len(headline) for headline in repeated)


def _without_calls(kept: Sequence[Block], calls: Collection[int]) -> Sequence[Block]:
    """Return the blocks without paragraphs that are links to other sites, unless most of the text is such: a list of offers."""
    led = sum(len(kept[place].text) for place in calls)
    offers = led > _MOST * sum(len(block.text) for block in kept)
    return kept if offers else [block for place, block in enumerate(kept) if place not in calls]


def _ends_nothing(block: Block) -> bool:
    """Tell whether the last block is the heading of what stood below the article, or says who wrote it and when."""
    heads = block.kind in _HEADINGS and not _SAYS.search(block.text)
    return heads or (block.kind == "p" and phrases.signs(block.text))


def _without_lists_of_links(found: Sequence[Block]) -> list[Block]:
    """Return the blocks without the headings that are links and have no text below: each tells of another article."""
    kept: list[Block] = []
    ends = True
    for block in reversed(found):
        heads = block.kind in _HEADINGS
        if heads and ends and block.linked > _LINKED * len(block.text) and not _SAYS.search(block.text):
            continue
        ends = heads or (ends and not block.text)
        kept.append(block)
    return kept[::-1]


def _once(found: Sequence[Block]) -> list[Block]:
    """Return the blocks without their copies for another screen: two long paragraphs or more, again and in the same order.

    One alone may be the author's own doing, unless it is longer and follows at once. Where all copies stand together, what is
    short is copied with them.
    """
    long = [place for place, block in enumerate(found) if block.kind == "p" and len(block.text) > _LONG]
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for number, place in enumerate(long):
        known = first.setdefault(found[place].text, number)
        if 0 < known < number and found[long[known - 1]].text == found[long[number - 1]].text:
            copies |= {long[number - 1]: long[known - 1], place: long[known]}
        elif number and found[long[number - 1]].text == found[place].text and len(found[place].text) > _NEVER_TWICE:
            copies[place] = long[number - 1]
    start, end = min(copies, default=0), max(copies, default=-1)
    together = sum(start <= place <= end for place in long) == len(copies)
    for place, original in tuple(copies.items()) if together else ():
        for step in (-1, 1):
            one, other = original + step, place + step
            while original != other and one >= 0 and other < len(found) and _same(found[one], found[other]):
                copies[other] = one
                one, other = one + step, other + step
    return [block for place, block in enumerate(found) if place not in copies]


def _same(one: Block, other: Block) -> bool:
    """Tell whether two blocks are a heading, item or short line that says the same."""
    return bool(one.text) and one.kind == other.kind and one.text == other.text and len(one.text) <= _LONG


def leads_elsewhere(block: Block) -> bool:
    """Tell whether a block is a link and nothing else, or the links to the pages of the article by their numbers."""
    if block.linked and _PAGES.fullmatch(block.text):
        return True
    if block.linked <= _LINKED * len(block.text):
        return False
    return not block.links or not _SAYS.search(block.text) or block.text.endswith((*_CUT, "?"))
