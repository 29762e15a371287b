"""The comments of GSMArena's own engine, which ArenaEV runs on: a flat list, replies that quote, guests told apart by a code.

Under an article stand the newest three; ``newscomm-ID.php`` and ``newscomm-IDpN.php`` hold the thread, newest first. What
is matched are class names, never whole ``class`` attributes or the order of elements: both differ between the editions.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.comments.claim import COMMENTS, ROOM, Claim
from newsscrape.comments.keys import Keys
from newsscrape.comments.quotes import Quote, answered, headed
from newsscrape.model import Comment, Instant, Target, Thread
from newsscrape.page import Page
from newsscrape.tree import line, nearest, plain, tokens

_THREAD = re.compile(r"(?:^|/)(?P<kind>news|review)comm-(?P<id>\d{1,12})(?:p(?P<number>\d{1,6}))?\.php")
_ARTICLE = re.compile(r"-(?:amp)?(?P<kind>news|review)-(?P<id>\d{1,12})(?:p\d{1,6})?\.php|[?&]idNews=(?P<old>\d{1,12})")
_REPLY = re.compile(r"id(?:Opinion|Comment)=(\d{1,18})")
_ID = re.compile(r"\d{1,18}")
_COUNT = re.compile(r"\d[\d,.]*")
_SCORE = re.compile(r"[+\u2212-]?\d{1,9}")
_QUOTE = ("uinreply", "uinreply-msg")
_LONGEST_NAME = 200  # characters; one that never ends would hold the rest of the page, for each comment again

Parts = Mapping[str, list[HtmlElement]]
"""The elements of one comment by class name."""


class _Place(NamedTuple):
    """Where a page stands in its thread."""

    kind: str
    id: str
    number: int | None
    """The page's number within the full thread; ``None``: the article's own page."""


def detect(page: Page) -> Claim | None:
    """Claim a page that holds comments of this engine, or the frame of them with a count or a link to the thread."""
    place = _place(page)
    if place is None:
        return None
    pages = _pages(page, place)
    if page.select(".user-thread") and page.select(".uopin"):
        sure = COMMENTS
    elif page.select("#user-comments") and (pages or _claimed(page) is not None):
        sure = ROOM
    else:
        return None
    return Claim(system="gsmarena", sure=sure, key=f"{place.kind}-{place.id}", url=pages.get(1))


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of an article's page or of a page of the full thread."""
    place = _place(page)
    keys, comments, quotes = Keys(), [], {}
    for element, parts in _posts(page):
        quote = _quote(parts)
        comment = _comment(page, element, parts, quote)
        if (comment.author or comment.body) and (key := keys.of(comment)):
            comments.append(replace(comment, key=key))
            if quote:
                quotes[key] = quote
    claimed = _claimed(page)
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=tuple(answered(comments, quotes)),
        claimed=claimed,
        newest_first=_newest_first(comments),
        partial=place is not None and place.number is None and claimed != len(comments),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the next page of the full thread, or from an article's page its first."""
    place = _place(page)
    if place is None:
        return ()
    pages = _pages(page, place)
    if place.number is None:
        return (Target(pages[1], "comments", system=claim.system),) if 1 in pages and not _whole(page) else ()
    number = place.number + 1
    if not any(other >= number for other in pages) or not page.select(".user-thread"):
        return ()
    url = pages.get(number) or _THREAD.sub(f"/{place.kind}comm-{place.id}p{number}.php", page.url)
    return (Target(url, "comments", system=claim.system),)


def elements(page: Page) -> list[HtmlElement]:
    """Return the element of each comment."""
    return page.select(".user-thread")


def _whole(page: Page) -> bool:
    """Tell whether all comments stand under the article already, each with its id, or there are none."""
    claimed, posts = _claimed(page), _posts(page)
    return claimed is not None and claimed <= len(posts) and all(_id(element, parts) for element, parts in posts)


def _place(page: Page) -> _Place | None:
    if match := _THREAD.search(page.url):
        return _Place(match["kind"], match["id"], int(match["number"] or 1))
    if match := _ARTICLE.search(page.url):
        return _Place(match["kind"] or "news", match["id"] or match["old"], None)
    for link in page.select("#user-comments a[href]"):
        if match := _THREAD.search(link.get("href") or ""):
            return _Place(match["kind"], match["id"], None)
    return None


def _pages(page: Page, place: _Place) -> dict[int, str]:
    """Return the pages of this thread that the page names, itself included, by number; the first follows from any."""
    found: dict[int, str] = {place.number: page.url} if place.number else {}
    for link in page.tagged("a"):
        match = _THREAD.search(link.get("href") or "")
        if match and (match["kind"], match["id"]) == (place.kind, place.id) and (url := page.absolute(link.get("href"))):
            found.setdefault(int(match["number"] or 1), url)
    for url in list(found.values())[:1]:
        found.setdefault(1, _THREAD.sub(f"/{place.kind}comm-{place.id}.php", url))
    return found


def _posts(page: Page) -> list[tuple[HtmlElement, Parts]]:
    posts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {e: defaultdict(list) for e in page.select(".user-thread")}
    if posts:
        for element, owner in nearest(page.root, posts):
            if owner is not None:
                for token in tokens(element):
                    posts[owner][token].append(element)
    return list(posts.items())


def _comment(page: Page, element: HtmlElement, parts: Parts, quote: Quote | None) -> Comment:
    name = _first(parts, "uname", "uname2")
    place = _first(parts, "ulocation")
    said = _first(parts, "uopin")
    score = _score(parts)
    return Comment(
        key=_id(element, parts) or "",
        body=plain(said, {part for token in _QUOTE for part in parts.get(token, ())}) if said is not None else "",
        parent=_linked(parts),
        author=line(name, _LONGEST_NAME) or None if name is not None else None,
        author_key=_code(place) if place is not None else None,
        author_url=_href(page, name),
        published=_published(page, _first(parts, "upost")),
        quoted=quote.said if quote else None,
        upvotes=score if score is not None and score >= 0 else None,
        downvotes=-score if score is not None and score < 0 else None,
    )


def _first(parts: Parts, *names: str) -> HtmlElement | None:
    return next((parts[name][0] for name in names if parts.get(name)), None)


def _id(element: HtmlElement, parts: Parts) -> str | None:
    if match := _ID.search(element.get("id") or ""):
        return match[0]
    for reply in parts.get("ureply", ()):
        for link in reply.iter("a"):
            if match := _REPLY.search(link.get("href") or ""):
                return match[1]
    return None


def _code(place: HtmlElement) -> str | None:
    """Return the code of the poster's address, which stands beside an icon."""
    titled = [span for span in place.iter("span") if "ncoded" in (span.get("title") or "")]
    return line(titled[0] if titled else place) or None


def _href(page: Page, name: HtmlElement | None) -> str | None:
    links = name.iter("a") if name is not None else ()
    return next((url for link in links if (url := page.absolute(link.get("href")))), None)


def _published(page: Page, when: HtmlElement | None) -> Instant | None:
    if when is None:
        return None
    clock = next(when.iter("time"), when)
    return dates.parse(clock.get("datetime") or line(clock), fetched_at=page.fetched_at, order="dmy")


def _quote(parts: Parts) -> Quote | None:
    """Return what the comment quotes: a header with name and date, and the text, which may end in a link "more"."""
    said = _first(parts, "uinreply-msg")
    if said is None:
        return None
    header = _first(parts, "uinreply")
    return headed(line(header) if header is not None else "", plain(said, set(_anchors(said))))


def _linked(parts: Parts) -> str | None:
    """Return the id that the quotation links to, whether that comment still exists or not."""
    for token in _QUOTE:
        for part in parts.get(token, ()):
            for link in _anchors(part):
                if match := _ID.search(link.get("href") or ""):
                    return match[0]
    return None


def _anchors(element: HtmlElement) -> Iterator[HtmlElement]:
    return (link for link in element.iter("a") if (link.get("href") or "").startswith("#"))


def _score(parts: Parts) -> int | None:
    """Return the votes, those against counted off: ``thumbs-score`` holds them as text, ``votes`` as an attribute."""
    for element in (*parts.get("thumbs-score", ()), *parts.get("votes", ())):
        if match := _SCORE.fullmatch((element.get("data-votes") or line(element)).strip()):
            return int(match[0].replace("\u2212", "-"))
    return None


def _claimed(page: Page) -> int | None:
    for css in ("#opinions-total b", "#opinions-total"):
        for element in page.select(css):
            if match := _COUNT.search(line(element)):
                return int(re.sub(r"\D", "", match[0])[:9])
    return None


def _newest_first(comments: list[Comment]) -> bool:
    times = [comment.published.utc for comment in comments if comment.published and comment.published.utc]
    return not times or times[0] >= times[-1]
