"""What stands inside a container and is no part of the article."""

import re

from lxml.html import HtmlElement

TAGS = frozenset(
    [
        "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "input", "select", "textarea",
        "iframe", "object", "svg", "canvas", "audio", "video", "head", "figcaption", "dialog",
    ]
)  # fmt: skip

_MARKS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|socials|related|recirc\w*|recommend\w*|promo\w*|newsletter|subscribe|signup|sign-up"
    r"|comments?|commentlist|disqus\w*|respond|breadcrumbs?|byline|author-?(?:box|bio|card|info)|meta|tags?|tag-?list|sponsor\w*"
    r"|advert\w*|ads?|ad-\w+|adslot|affiliate\w*|disclaimer|cookie\w*|consent|popup|modal|toolbar|sidebar|widget|outbrain|taboola"
    r"|pagination|pager|read-?more|more-?(?:stories|on|from)|most-?(?:read|popular)|trending|caption|credit|skip-?link|hidden"
    r"|screen-?reader(?:-text)?|print-?only|donat\w*|paywall|poll|price-?box|product-?card|buy-?box)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BODY_MARKS = re.compile(
    r"(?:article|post|entry|story|content)[_-]?(?:body|content|text)|post-content|entry-content", re.IGNORECASE
)
_LINE = re.compile(
    r"^(?:advertisement|anzeige|read (?:more|also|next)\b.{0,120}|related:?.{0,120}|see also\b.{0,120}|also read\b.{0,120}"
    r"|source:?.{0,60}|via:?.{0,40}|(?:share|tweet|e-?mail|print|comments?)(?:\s+this)?(?:\s+(?:article|story))?"
    r"|sign up (?:for|to) .{0,160}|subscribe to .{0,160}|follow us .{0,120}|this article contains localized units.{0,80}"
    r"|(?:image|photo) credits?:?.{0,80}|story continues below.{0,60}|continue reading.{0,80})$",
    re.IGNORECASE,
)


def is_pruned(element: HtmlElement) -> bool:
    """Tell whether an element, by its tag, role or marks, holds something else than the article."""
    tag = element.tag
    if not isinstance(tag, str) or tag in TAGS:
        return True
    if element.get("hidden") is not None or (element.get("aria-hidden") == "true" and tag != "img"):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if not marks or tag in ("body", "article", "main"):
        return False
    return bool(_MARKS.search(marks)) and not _BODY_MARKS.search(marks)


def is_furniture(line: str) -> bool:
    """Tell whether a whole paragraph is an editorial call, a label or a notice rather than text."""
    return bool(_LINE.match(line))
