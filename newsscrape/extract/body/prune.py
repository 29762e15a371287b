"""What stands inside a container and is no part of the article."""

import re

from lxml.html import HtmlElement

TAGS = frozenset(
    [
        "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "input", "select", "textarea",
        "iframe", "object", "svg", "canvas", "audio", "video", "head", "figcaption", "dialog",
    ]
)  # fmt: skip

_NEVER_TEXT = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "head", "button", "select"]
)
_FRAMES = frozenset(["html", "body", "article", "main"])
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|respond)(?:$|[\s_-])", re.IGNORECASE)
_PICTURED = re.compile(
    r"(?:^|\s)wp-caption(?:\s|$)"
)  # WordPress's box of a picture with its caption, which has a name of its own
_MOST = 0.4  # of the text in paragraphs
_HIGHEST = 60  # keeps the work per paragraph bounded

_MARKS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|socials|related|recirc\w*|recommend\w*|promo\w*|newsletter|subscribe|signup|sign-up"
    r"|comments?|commentlist|disqus\w*|respond|breadcrumbs?|byline|author-?(?:box|bio|card|info)|meta|tags?|tag-?list|sponsor\w*"
    r"|advert\w*|ads?|ad-\w+|adslot|affiliate\w*|disclaimer|cookie\w*|consent|popup|modal|toolbar|sidebar|widget|outbrain|taboola"
    r"|pagination|pager|read-?more|more-?(?:stories|on|from)|most-?(?:read|popular)|trending|caption|credit|skip-?link|hidden|footer"
    r"|screen-?reader(?:-text)?|print-?only|donat\w*|paywall|poll|price-?box|product-?card|buy-?box)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BODY_MARKS = re.compile(
    r"(?:article|post|entry|story|content)[_-]?(?:body|content|text)|post-content|entry-content|\bBlog Blog\d", re.IGNORECASE
)
_LINE = re.compile(
    r"^(?:advertisement|anzeige|read (?:more|also|next)\b.{0,120}|related:?.{0,120}|see also\b.{0,120}|also read\b.{0,120}"
    r"|source:?.{0,60}|via:?.{0,40}|(?:share|tweet|e-?mail|print|comments?)(?:\s+this)?(?:\s+(?:article|story))?"
    r"|sign up (?:for|to) .{0,160}|subscribe to .{0,160}|follow us .{0,120}|this article contains localized units.{0,80}"
    r"|(?:image|photo) credits?:?.{0,80}|story continues below.{0,60}|continue reading.{0,80})$",
    re.IGNORECASE,
)


class Pruner:
    """Judges the elements of one page by tag, attributes and marks; what holds most of the page's text is always spared."""

    def __init__(self, root: HtmlElement) -> None:
        self._spared = _heavy(root)

    def __call__(self, element: HtmlElement) -> bool:
        """Tell whether an element holds something else than the article."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NEVER_TEXT:
            return True
        marks = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        if element in self._spared:
            return bool(_COMMENTS.search(marks)) and tag not in _FRAMES
        if tag in TAGS or element.get("hidden") is not None or _INVISIBLE.search(element.get("style") or ""):
            return True
        if not marks or tag in _FRAMES or _PICTURED.search(marks):
            return False
        return bool(_MARKS.search(marks)) and not _BODY_MARKS.search(marks)


def _heavy(root: HtmlElement) -> frozenset[HtmlElement]:
    """Return the elements that hold most of the text of the page's paragraphs, whatever they are called."""
    held: dict[HtmlElement, int] = {}
    total = 0
    for paragraph in root.iter("p", "br"):
        length = len(paragraph.text or "") + len(paragraph.tail or "") if paragraph.tag == "br" else len(_text(paragraph))
        total += length
        for level, ancestor in enumerate(paragraph.iterancestors()):
            if level > _HIGHEST:
                break
            held[ancestor] = held.get(ancestor, 0) + length
    return frozenset(element for element, length in held.items() if length > _MOST * total)


def _text(paragraph: HtmlElement) -> str:
    return "".join(paragraph.itertext()).strip()


def is_furniture(line: str) -> bool:
    """Tell whether a whole paragraph is an editorial call, a label or a notice rather than text."""
    return bool(_LINE.match(line))
