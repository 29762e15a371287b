"""Where the byline stands: around the headline, and not in what stands beside the article."""

from lxml import etree
from lxml.html import HtmlElement

from newsscrape.hinted import Hinted
from newsscrape.page import Page
from newsscrape.text import fold

_BESIDE_TAGS = frozenset(["aside", "footer", "nav", "figure", "figcaption", "script", "style", "form", "noscript", "template"])
_BESIDE = Hinted(
    r"(?:^|(?<!has)(?<!with)(?<!no)[\s_-])(?:comments?|commentlist|disqus|respond|related|recirc\w*|recommend\w*|sidebar|(?<!elementor-)widget|trending|popular|most-?read"
    r"|latest|footer|more-?(?:news|stories|from|on)|teaser|promo|newsletter|caption|card|archive|calendar|copyright|footnote"
    r"|masthead|site-?header|top-?bar|nav-?bar|(?:current|todays?)-?date)s?(?:$|[\s_-])",
    *("comment", "disqus", "respond", "related", "recirc", "recommend", "sidebar", "widget", "trending", "popular", "most"),
    *("latest", "foot", "more", "teaser", "promo", "newsletter", "caption", "card", "archive", "calendar", "copyright"),
    *("masthead", "site-header", "siteheader", "bar", "date"),
)
_ARTICLES = ("article", "main")
_LEVELS = 3
_PIECES, _STEPS = 80, 400  # text nodes and tags of a line; a longer walk would make nested boxes cost the square of their depth


def near_headline(page: Page) -> HtmlElement:
    """Return the article element around the headline, else what stands three levels above it, else the page."""
    heading = next(iter(page.tagged("h1")), None)
    if heading is None:
        return next(iter(page.tagged(*_ARTICLES)), page.root)
    around = next(heading.iterancestors(*_ARTICLES), None)
    if around is not None:
        return around
    near: HtmlElement = heading
    for level, ancestor in enumerate(heading.iterancestors()):
        if level == _LEVELS or ancestor.tag in ("body", "html"):
            break
        near = ancestor
    return near


def beside_box(element: HtmlElement) -> bool:
    """Tell whether an element is by its tag, class or id a box beside the article, or by its microdata a reader's comment."""
    if element.tag in _BESIDE_TAGS or is_comment(element):
        return True
    names = "" if element.tag in _ARTICLES else marks(element)
    return len(names) > 1 and _BESIDE.search(names) is not None


def is_comment(element: HtmlElement) -> bool:
    """Tell whether an element is by its microdata a reader's comment."""
    itemtype = element.get("itemtype")
    return itemtype is not None and itemtype.rpartition("/")[2] in ("Comment", "UserComments")


def marks(element: HtmlElement) -> str:
    """Return an element's class and id, parted by a blank."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def short_line(element: HtmlElement, limit: int) -> str:
    """Return the text below an element on one line, ``""`` where it is longer than `limit`; reads no farther than that."""
    if not len(element):
        own = element.text or ""
        return fold(own) if len(own.strip()) <= limit else ""
    pieces: list[str] = []
    length = 0
    for steps, (event, inner) in enumerate(etree.iterwalk(element, events=("start", "end"))):
        if piece := inner.text if event == "start" else inner.tail if inner is not element else None:
            length += len(piece.strip())
            pieces.append(piece)
        if length > limit or len(pieces) > _PIECES or steps > _STEPS:
            return ""
    return fold(" ".join(pieces))
