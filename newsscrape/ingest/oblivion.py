"""What a page says of people who are forgotten: found by hashing all that may be a name, and left out of what was read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsscrape.mentions import REMOVED, Mentions, beginnings, legible
from newsscrape.model import Comment, Outcome
from newsscrape.page import Page
from newsscrape.text import fold

_LONGEST = 80  # characters of a name
_TOKENS = 12  # words and signs of a name behind an @
_STRING = re.compile(r'"((?:[^"\\]|\\.){1,160})"')
_END = re.compile(r"[,:]|\s(?:said|says|wrote|writes|schrieb|sagte|meinte|escribi\u00f3|dijo|disse|schreef)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Forgotten names that a page shows."""

    names: frozenset[str] = frozenset()
    quoted: bool = False
    """One of them heads a line, as that of a quotation does."""


def found(outcome: Outcome, page: Page, holds: Callable[[str], bool]) -> Found:
    """Look for forgotten names in a page and what was read from it.

    Args:
        outcome: as it was read.
        page: whose text, element by element or string by string, is looked through.
        holds: tells whether a name is forgotten.
    """
    comments = _comments(outcome)
    labels = {*(fold(comment.author) for comment in comments if comment.author), *_labels(page)}
    heads = {label[: match.start()] for label in labels for match in _END.finditer(label)}
    texts = (text for comment in comments for text in (comment.body, comment.quoted) if text and "@" in text)
    addressed = {name for text in texts for part in text.split("@")[1:] for name in beginnings(part[:_LONGEST], _TOKENS)}
    quoted = {name for name in heads if holds(name)}
    return Found(frozenset({name for name in labels | addressed if holds(name)} | quoted), bool(quoted))


def without(outcome: Outcome, gone: Found) -> Outcome:
    """Return the outcome without the comments of the forgotten, what others quote of them, and where others address them."""
    comments = _comments(outcome)
    others = {comment.author for comment in comments if comment.author} - gone.names
    addressed = Mentions([f"@{name}" for name in gone.names], [f"@{name}" for name in others])
    keys = {comment.key for comment in comments if comment.author in gone.names}
    said = [comment.body for comment in comments if comment.key in keys]
    here = {comment.key for comment in comments} - keys

    def left(known: Sequence[Comment]) -> tuple[Comment, ...]:
        return tuple(_left(comment, addressed) for comment in map(unquoted, known) if comment.key not in keys)

    def unquoted(comment: Comment) -> Comment:
        if not comment.quoted:
            return comment
        text, elsewhere = comment.quoted.rstrip(" .\u2026"), gone.quoted and comment.parent not in here
        theirs = comment.parent in keys or elsewhere or any(text in body for body in said)
        return replace(comment, quoted=None) if theirs else comment

    article = replace(outcome.article, comments=left(outcome.article.comments)) if outcome.article else None
    threads = tuple(replace(thread, comments=left(thread.comments)) for thread in outcome.threads)
    return replace(outcome, article=article, threads=threads)


def _comments(outcome: Outcome) -> list[Comment]:
    comments = [comment for thread in outcome.threads for comment in thread.comments]
    return comments or [*(outcome.article.comments if outcome.article else ())]


def _left(comment: Comment, addressed: Mentions) -> Comment:
    body = addressed.replaced(comment.body, lambda _: f"@{REMOVED}")
    quoted = addressed.replaced(comment.quoted, lambda _: f"@{REMOVED}") if comment.quoted else None
    return comment if (body, quoted) == (comment.body, comment.quoted) else replace(comment, body=body, quoted=quoted)


def _labels(page: Page) -> Iterator[str]:
    """Yield the short texts of a page: those of elements, or the strings of JSON."""
    if page.media == "html":
        for element in page.elements:
            for text in (element.text, element.tail):
                if text and len(text) <= 2 * _LONGEST:
                    yield fold(text).lstrip("@")[:_LONGEST]
    else:
        yield from (fold(legible(match[1]))[:_LONGEST] for match in _STRING.finditer(page.text))
