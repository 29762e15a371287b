"""What stands under a picture: its caption, and whose picture it is."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract.evidence import words_of
from newsscrape.hinted import Hinted
from newsscrape.tree import line

_HOLDER = Hinted(
    r"(?:^|[\s_-])(?:figure|caption|image|img|photo|picture|media|attachment|bild|foto)s?(?:$|[\s_-])|wp-caption",
    *("figure", "caption", "image", "img", "photo", "picture", "media", "attachment", "bild", "foto"),
)
_CAPTION = re.compile(r"(?:^|\s)(?:wp-caption-text|caption)(?:$|\s)|caption(?:-text)?$|legende|bildunterschrift")
_CREDITED = re.compile(r"credit|copyright|photographer|bildquelle")
_CREDIT_PROPERTIES = frozenset(["copyrightHolder", "creditText"])
_CREDIT_TAGS = frozenset(["cite", "small"])
_PICTURE_WORD = (
    r"(?:image|photo(?:graphy)?|picture|photograph|foto|bild|grafik|screenshot|imagen|immagine|afbeelding|zdj\u0119cie)"
)
_CREDIT = Hinted(
    rf"[(\[|/]?\s*(?:\b{_PICTURE_WORD}s?\s*:|\b(?:{_PICTURE_WORD}s?[\s-]*)?(?:credits?|source|quelle|courtesy(?:\s+of)?|cr\u00e9dits?"
    rf"(?:\s+photos?)?)\s*:|\b(?:bild|foto|photo)?quelle\s*:|\b{_PICTURE_WORD}\s+(?:by|credit|courtesy\s+of)\s"
    r"|\bcourtesy\s+of\s|\u00a9|\(c\)\s)\s*([^)\]]+)",
    *(":", "by", "credit", "courtesy", "\u00a9", "(c)"),
)
_AGENCY = re.compile(
    r"(?:^|[.!?\u201d\"|(]\s*)([^.!?|()]{0,60}(?:Getty Images|AFP|Reuters|REUTERS|AP Photo|Associated Press|dpa|Shutterstock"
    r"|Alamy|picture alliance|EPA|Unsplash|iStock|Adobe Stock|Bloomberg)(?:/[^.()]{1,40})?)\)?\s*\.?$"
)
_LABEL = re.compile(
    rf"^\W*(?:{_PICTURE_WORD}s?(?=[\s-]*(?:credit|by\b|von\b|source|courtesy|quelle|[:\u00a9])))?[\s-]*"
    r"(?:(?:credits?|source|(?:foto|bild)?quelle|by|von|courtesy(?:\s+of)?|copyright|cr\u00e9dits?)\b|\u00a9|\(c\))?\s*[:\u00a9]?\s*",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 120
_LONGEST = 1_200  # characters of a caption; more is a text beside the picture
UNMARKED = 300
"""Characters of what else stands in a picture's figure, where nothing of it is marked as the caption."""
_LEVELS = 4
_MOST = 200  # elements of a figure that are looked at
_BOXES = frozenset(["div", "figure"])
_EDGES = " -|\u2013\u2014(/,;"


def read(element: HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit of the figure around a picture that is its only one, copies for no script aside."""
    holder = _holder(element)
    if holder is None:
        return None, None
    inside = list(islice(holder.iter("*"), _MOST))
    captions = ((found, words_of(found)) for found in islice(filter(_is_caption, inside), _LEVELS))
    captioned, caption = next(((found, text) for found, text in captions if 0 < len(text) < _LONGEST), (None, ""))
    if not caption and holder.tag == "figure" and len(text := line(holder, UNMARKED)) <= UNMARKED:
        caption = text
    named = ((found, words_of(found)) for found in islice(filter(_is_credit, inside), _LEVELS))
    credited, said = next(((found, text) for found, text in named if 0 < len(text) <= _LONGEST_CREDIT), (None, ""))
    if said and (said != caption or credited is not captioned):
        return caption.replace(said, "").strip(_EDGES) or None, _unlabelled(said)
    return told_apart(caption)


def _is_caption(element: HtmlElement) -> bool:
    """Tell whether an element is marked as a caption; a box called so may be what holds the picture, too."""
    names = element.get("class") or ""
    if element.tag == "figcaption" or _CAPTION.search(names) or element.get("itemprop") == "caption":
        return True
    return "caption" in names and element.tag not in _BOXES


def _is_credit(element: HtmlElement) -> bool:
    """Tell whether an element is marked as saying whose picture it is."""
    if element.tag in _CREDIT_TAGS or element.get("itemprop") in _CREDIT_PROPERTIES:
        return True
    return _CREDITED.search(element.get("class") or "") is not None


def told_apart(text: str) -> tuple[str | None, str | None]:
    """Return what a line says of the picture and of who made it.

    >>> told_apart("The open hinge (Photo: Eva Example)")
    ('The open hinge', 'Eva Example')
    """
    for pattern in (_CREDIT, _AGENCY):
        match = pattern.search(text)
        if match and len(match[1]) <= _LONGEST_CREDIT and (credit := _unlabelled(match[1])):
            return text[: match.start(1) if pattern is _AGENCY else match.start()].strip(_EDGES) or None, credit
    return text or None, None


def _unlabelled(credit: str) -> str | None:
    return _LABEL.sub("", credit).strip(" .()") or None


def _holder(element: HtmlElement) -> HtmlElement | None:
    """Return the ``figure`` around a picture, else the nearest box called one, with a caption before one without.

    A box in which another picture stands is none.
    """
    figure = next(element.iterancestors("figure"), None)
    near = islice(element.iterancestors("div", "p", "span", "td", "dl", "article"), _LEVELS)
    boxes = [figure] if figure is not None else [box for box in near if _HOLDER.search(box.get("class") or "")]
    sole = [box for box in boxes if next(islice(_pictures(box), 1, 2), None) is None]
    return next((box for box in sole if any(map(_is_caption, islice(box.iter("*"), _MOST)))), sole[0] if sole else None)


def _pictures(holder: HtmlElement) -> Iterator[HtmlElement]:
    return (image for image in holder.iter("img", "amp-img") if not is_copy(image))


def is_copy(image: HtmlElement) -> bool:
    """Tell whether a picture stands there for browsers without scripts (or AMP) only."""
    return any(around.tag in ("noscript", "amp-img") for around in islice(image.iterancestors(), _LEVELS))
