"""Keys for comments that their system gives no id, or one that is taken."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from newsscrape.model import Comment
from newsscrape.text import digest

MADE = "~"
"""The first character of a made key: no system's id begins with it."""


class Keys:
    """Hands out the keys of one page, in page order."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._twins: Counter[str] = Counter()

    def of(self, comment: Comment) -> str | None:
        """Return the comment's own key, else one made of author, text and ordinal; ``None`` for a comment met before.

        The time is left out, for it may be relative. Of two comments with one id and two texts, the second's key is made.
        """
        said = digest("\0".join((comment.author or "", comment.author_key or "", comment.quoted or "", comment.body)))[:16]
        if comment.key:
            if comment.key not in self._said:
                self._said[comment.key] = said
                return comment.key
            if self._said[comment.key] == said:
                return None
        self._twins[said] += 1
        return f"{MADE}{said}" if self._twins[said] == 1 else f"{MADE}{said}.{self._twins[said]}"


def keyed(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return the comments of one page with their keys, each once, in page order."""
    keys = Keys()
    return tuple(replace(comment, key=key) for comment in comments if (key := keys.of(comment)))
