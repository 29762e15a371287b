"""What a comment system says when it finds its own live markup in a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Of several claims to one page the surest is believed; dead markup of a former system makes none."""

    system: str
    sure: int
    """1 to 100; `COMMENTS` or more where comments stand in the page."""
    key: str
    """The thread's id in its system."""
    url: str | None = None
    """Where a person reads the whole thread."""


COMMENTS = 80
"""There are comments of this system in the page."""
ASKED = 100
"""The page is an answer of this system's own service, which it asked for."""
STANDING = 60
"""There are comments, by their looks, of no system that is known by name."""
EMBED = 50
"""Its script stands in the page, with all that is needed to ask its service for the thread."""
ROOM = 40
"""There are none yet, but room for them: a form, a count, a link to the thread."""

CUT = "data-comments-cut"
"""The attribute of a stored page's root that says its comments were cut out: none is there to be read, or to be missed."""
