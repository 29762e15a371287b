"""Videos and posts of elsewhere that stand in the text: the address that their frame, or what stands for it, leads to."""

import re
from collections.abc import Callable

from lxml.html import HtmlElement

_EMBEDDED = re.compile(r"^https?://(?:(?:player|embed|widgets?)\.|[^?#]*/(?:embed|player|plugins)(?:[/.?#-]|$))", re.IGNORECASE)
_NO_POST = re.compile(r"comment|newsletter|subscri|sign-?up|/forms?/|/ads?/|banner", re.IGNORECASE)
_VIDEOS = {"lite-youtube": "videoid", "amp-youtube": "data-videoid"}
"""Elements that scripts put a frame of YouTube's into, and their attribute with its id."""
TAGS = frozenset(["iframe", "blockquote", *_VIDEOS])
"""Elements that may be one."""
_ID = re.compile(r"[\w-]{1,20}")
_POSTS = ("data-instgrm-permalink",)
"""What has one is replaced by the post; what stands in it meanwhile says only that there is one."""


def address(element: HtmlElement, absolute: Callable[[str | None], str | None]) -> str | None:
    """Return the address of the video or post that an element is, ``None`` for any other element.

    Args:
        element: any.
        absolute: gives the address that a link of this page means.
    """
    if element.tag == "iframe":
        url = absolute(element.get("src")) or absolute(element.get("data-src"))
        return url if url and _EMBEDDED.match(url) and not _NO_POST.search(url) else None
    if element.tag in _VIDEOS:
        key = element.get(_VIDEOS[element.tag]) or ""
        return f"https://www.youtube.com/watch?v={key}" if _ID.fullmatch(key) else None
    if element.tag == "blockquote":
        return next((url for name in _POSTS if (url := absolute(element.get(name)))), None)
    return None
