"""In which order a page shows comments, where its system does not say."""

from collections.abc import Sequence

from newsscrape.model import Comment


def is_newest_first(comments: Sequence[Comment]) -> bool:
    """Tell by their dates whether the comments that answer no other stand the newest first."""
    times = [c.published.utc for c in comments if not c.parent and c.published and c.published.utc]
    return bool(times) and times[0] > times[-1]
