"""Whom a comment answers, where all it gives is a quotation: found by name, text and, of several, the date."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from newsscrape.model import Comment
from newsscrape.text import fold

_TELLING = 24
"""Characters of a quotation that its candidates are looked up by."""
_MOST_CANDIDATES = 20
"""More comments of one name and beginning are not told apart: time stays linear in the thread."""


_Index = dict[tuple[str, str], list[tuple[str, Comment]]]
"""Comments with their folded texts, by author and whole text or its beginning."""


class Quote(NamedTuple):
    """What stands above an answer."""

    author: str
    said: str
    """The quoted text or its beginning."""
    raw_date: str


def headed(header: str, said: str) -> Quote:
    """Return the quote under a header such as ``Smith, John, 12 Jun 2017``: the name may hold commas, the date has none."""
    name, _, date = header.rpartition(",")
    return Quote(name.strip() or date.strip(), said, date.strip() if name else "")


def answered(comments: Sequence[Comment], quotes: Mapping[str, Quote]) -> Iterator[Comment]:
    """Yield the comments with their parents filled in, where just one comment of the page can be what is quoted.

    Args:
        comments: of one page, with keys.
        quotes: by the key of the comment that quotes.
    """
    index: _Index = defaultdict(list)
    for comment in comments:
        text = _core(comment.body)
        for key in {text, text[:_TELLING]}:
            if comment.author and text and len(index[comment.author, key]) < _MOST_CANDIDATES:
                index[comment.author, key].append((text, comment))
    for comment in comments:
        quote = quotes.get(comment.key)
        parent = _only(comment, quote, index) if quote and not comment.parent else None
        yield replace(comment, parent=parent) if parent else comment


def _only(comment: Comment, quote: Quote, index: _Index) -> str | None:
    said = _core(quote.said)
    if not said:
        return None
    near = index.get((quote.author, said)) or index.get((quote.author, said[:_TELLING]), [])
    if len(near) >= _MOST_CANDIDATES:
        return None
    fits = [other for text, other in near if other.key != comment.key and text.startswith(said)]
    if len(fits) > 1:
        fits = [other for other in fits if other.published and other.published.raw == quote.raw_date]
    return fits[0].key if len(fits) == 1 else None


def _core(text: str) -> str:
    return fold(text).rstrip(" .…")
