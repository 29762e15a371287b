"""WordPress's own comments: the list that a theme prints, page by page, and where it does not show all, its answers.

The REST API (``wp-json/wp/v2/comments``) gives a whole thread, a hundred comments a page; where a site names none, the feed
of the article's comments gives the newest. Neither is asked where the page shows as many as it says there are. A comment
has one id in all three.
"""

from lxml.html import HtmlElement

from newsscrape import urls
from newsscrape.comments.claim import COMMENTS, ROOM, Claim
from newsscrape.comments.order import is_newest_first
from newsscrape.comments.wordpress import feed, listed, rest
from newsscrape.model import Target, Thread
from newsscrape.page import Media, Page, once

MEDIA: tuple[Media, ...] = ("html", "json", "xml")

_COUNTED = ROOM - 10
"""There is nothing but a number of comments, and a way to them."""
_EMPTY = ROOM - 20
"""There is a form for comments, and no way to any: whatever else shows some, or leads to some, is believed."""


def detect(page: Page) -> Claim | None:
    """Claim an answer, or a page with comments in WordPress's form, with its form for the first one, or with their number.

    An empty list alone is no claim: that is what a site leaves behind that has moved to another system.
    """
    if page.media != "html":
        return rest.detect(page) if page.media == "json" else feed.detect(page)
    form = page.select("form[action*='wp-comments-post.php']")
    if listed.readers(page):
        sure = COMMENTS
    elif _answer(page):
        sure = ROOM if form else _COUNTED
    elif form:
        sure = _EMPTY
    else:
        return None
    url, post = listed.home(page), listed.post(page)
    return Claim(system="wordpress", sure=sure, key=f"post-{post}" if post else urls.identity(url), url=url)


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of one page or answer."""
    if page.media != "html":
        return rest.read(page, claim) if page.media == "json" else feed.read(page, claim)
    comments = listed.read(page)
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=comments,
        claimed=listed.claimed(page),
        newest_first=is_newest_first(comments),
        partial=_answer(page) is not None,
        stands=bool(comments),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the other pages that this one links to, else the answer that gives what it does not show, or its next page."""
    if page.media == "html":
        answer = _answer(page)
        found = (answer,) if answer else listed.pages(page) if listed.readers(page) else ()
    else:
        following = rest.following(page) if page.media == "json" else None
        found = (following,) if following else ()
    return tuple(Target(url, "comments", system=claim.system) for url in found)


def elements(page: Page) -> list[HtmlElement]:
    """Return the outermost element of each comment; that of a definition list has its text behind it."""
    found = list(listed.readers(page))
    texts = (element.getnext() for element in found if element.tag == "dt")
    return [*found, *(text for text in texts if text is not None and text.tag == "dd")]


@once  # to claim the page, to read it and to go on
def _answer(page: Page) -> str | None:
    """Return where to ask for what a page does not show and does not link to: the API, for an empty page else the feed."""
    if (post := listed.post(page)) is None or listed.number(page.url) is not None:
        return None
    shown = len(listed.items(page))
    url = rest.start(page, post) or (None if shown else feed.start(page, listed.home(page)))
    if url is None or (listed.claimed(page) or 0) <= shown or listed.pages(page):
        return None
    return url
