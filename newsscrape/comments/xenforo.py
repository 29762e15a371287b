"""Forums of XenForo, versions 1 and 2: a thread of posts, page by page, of which the first may be a copy of the article.

Under an article stands a link to its thread ("Join the discussion"), or a list of some posts with such a link. What is
matched are the class names and attributes of XenForo's own templates, which its themes keep.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.comments import counts, generic
from newsscrape.comments.claim import COMMENTS, ROOM, STANDING, Claim
from newsscrape.comments.fragments import apart
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Instant, Target, Thread
from newsscrape.page import Page, once
from newsscrape.text import fold
from newsscrape.tree import line, nearest, tokens

_THREAD = re.compile(r"([^#]*?[/?]threads/(?:[^/?#&]*\.)?(\d{1,12}))(?![^/?#&])(?:/page-(\d{1,6}))?")
_POST = re.compile(r"(?:js-)?post-(\d{1,18})")
_PERMALINK = re.compile(r"(?:/|#)post-\d")
_SOURCE = re.compile(r"post[=:-]\s?(\d{1,18})")
_ORDINAL = re.compile(r"#\s?([\d.,]{1,12})")
_OTHERS = re.compile(r"\d{1,9}")
_SAYS = re.compile(r"comment|discuss|repl(?:y|ies)|kommentar|diskussion|diskutier", re.IGNORECASE)
_ROOM = re.compile(rf"{_SAYS.pattern}|forum|message", re.IGNORECASE)
_BEYOND = STANDING + 2  # what stands in the page, by its looks or its description, is some of the thread's
_FORUM = re.compile(r"https?://[^/?]++[^#]*?[/?](?:threads|posts|goto|members|attachments|media|forums|help|search)\b")
_WHOLE = re.compile(r"\b(?:all|alle)\b", re.IGNORECASE)  # says the link to the page's own thread, not to teasers'
_TEASER = 40  # words from which on a first post is taken for the article's lead
_NEAR = 3  # elements around a link that say what it is
_LONGEST = 120  # characters of such a link's text
_QUOTES = ("bbCodeBlock--quote", "bbCodeQuote")
_FRAME = ("bbCodeBlock-title", "attribution", "bbCodeBlock-expandLink", "quoteExpand")
_NAMES = frozenset(
    {
        *("username", "message-name", "bbWrapper", "messageText", "DateTime", "reactionsBar-link", "LikeText"),
        *("contentVote-score", "AttributionLink", *_QUOTES, *_FRAME),
    }
)
"""The class names that tell what an element is to its post; `time` and `a` tell by their tags."""

Parts = Mapping[str, list[HtmlElement]]
"""The elements of one post by class name or tag."""


class _Place(NamedTuple):
    """An address within a thread."""

    id: str
    home: str
    """The thread's first page."""
    number: int


def detect(page: Page) -> Claim | None:
    """Claim a page with posts of a thread, or with links from an article to just one thread."""
    found, place = bool(_posts(page)), _place(page.url)
    linked = None if place else _linked(page)
    if place and found:
        return Claim(system="xenforo", sure=COMMENTS, key=place.id, url=place.home)
    if linked:
        sure = COMMENTS if found else _BEYOND if _is_more(page, linked[1]) else ROOM
        return Claim(system="xenforo", sure=sure, key=linked[0].id, url=linked[0].home)
    return None


def _is_more(page: Page, count: int | None) -> bool:
    """Tell whether the thread is said to hold more than the comments, in markup of no known system, that the page shows."""
    shown = len(generic.elements(page))
    return count is not None and count > shown > 0


def read(page: Page, claim: Claim) -> Thread:
    """Read the posts of a page but the thread's first where that is the article once more."""
    place = _place(page.url)
    linked = None if place else _linked(page)
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=keyed(_comments(page, place)),
        claimed=linked[1] if linked else counts.declared(page, "DiscussionForumPosting"),
        partial=place is None,
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the thread's next page, or from an article its first."""
    place = _place(page.url)
    if place is None:
        return (Target(claim.url, "comments", system=claim.system),) if claim.url else ()
    for link in page.select("a[href], link[rel~=next]"):
        other = _THREAD.match(link.get("href") or "")
        if other and other[2] == place.id and other[3] == str(place.number + 1) and (url := page.absolute(link.get("href"))):
            return (Target(url, "comments", system=claim.system),)
    return ()


def _place(url: str) -> _Place | None:
    match = _THREAD.match(url) if "threads/" in url else None
    return _Place(match[2], f"{match[1]}/", int(match[3] or 1)) if match else None


@once
def _linked(page: Page) -> tuple[_Place, int | None] | None:
    """Return the one thread that a page leads to, or offers all comments of, and how many are said to be there."""
    found: dict[str, _Place] = {}
    said: dict[str, int] = {}
    whole: set[str] = set()
    for link in page.select("a[href*='threads/']"):
        number = counts.told(text := line(link, _LONGEST))
        called = (number is not None or _is_called(link)) and _is_room(link)
        if called and (place := _place(page.absolute(link.get("href")) or "")):
            found.setdefault(place.id, place)
            whole |= {place.id} if _WHOLE.search(text) else set()
            said |= {place.id: number} if number is not None and place.id not in said else {}
    own = found if len(found) == 1 else whole
    return (found[name := next(iter(own))], said.get(name)) if len(own) == 1 else None


def _is_called(link: HtmlElement) -> bool:
    """Tell whether a link, its place or its address calls what it leads to comments, and not just a forum."""
    if _PERMALINK.search(link.get("href") or "") or _SAYS.search(line(link, _LONGEST)):
        return True
    return any(_SAYS.search(_names(element)) for element in _around(link))


def _is_room(link: HtmlElement) -> bool:
    """Tell whether the place of a link is one of comments or of the forum, and no menu."""
    around = _around(link)
    return not any(element.tag in ("nav", "aside") for element in around) and any(_ROOM.search(_names(e)) for e in around)


def _around(link: HtmlElement) -> list[HtmlElement]:
    return [link, *islice(link.iterancestors(), _NEAR)]


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def elements(page: Page) -> list[HtmlElement]:
    """Return the element of each post."""
    return list(_posts(page))


@once
def _posts(page: Page) -> Mapping[HtmlElement, str]:
    """Return the element of each post with its number in the forum, in page order."""
    found: dict[str, HtmlElement] = {}
    for element in page.select("article.message[data-content], .message--post[data-content], li.message[id]"):
        if match := _POST.fullmatch(element.get("data-content") or element.get("id") or ""):
            found.setdefault(match[1], element)
    return {element: number for number, element in found.items()}


def _parts(page: Page) -> Iterator[tuple[HtmlElement, Parts]]:
    posts = _posts(page)
    parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {element: defaultdict(list) for element in posts}
    for element, owner in nearest(page.root, posts) if posts else ():
        if owner is not None:
            for name in _NAMES.intersection(tokens(element)) | ({element.tag} & {"time", "a"}):
                parts[owner][name].append(element)
    return iter(parts.items())


def _comments(page: Page, place: _Place | None) -> Iterator[Comment]:
    """Yield the posts that have a text (of one that was removed only a note is left), but for a copy of the article."""
    first = 1 if place and place.number == 1 else 2
    for index, (element, parts) in enumerate(_parts(page)):
        said = next(iter(parts.get("bbWrapper") or parts.get("messageText") or ()), None)
        if said is not None and ((_ordinal(parts) or first + index) > 1 or not _repeats(page, said)):
            yield _comment(page, element, said, parts)


def _repeats(page: Page, said: HtmlElement) -> bool:
    """Tell whether a first post is the article once more: as long as a lead, or with a link that leads out of the forum.

    What the article says is not known on a thread's page. What a reader begins is short, and seldom leads anywhere.
    """
    links = (page.absolute(link.get("href")) for link in said.iter("a"))
    return any(url and not _FORUM.match(url) for url in links) or len(line(said).split()) >= _TEASER


def _comment(page: Page, element: HtmlElement, said: HtmlElement, parts: Parts) -> Comment:
    number = _POST.fullmatch(element.get("data-content") or element.get("id") or "")
    quotes = [quote for name in _QUOTES for quote in parts.get(name, ())]
    body, quoted = apart(said, quotes, [part for name in _FRAME for part in parts.get(name, ())])
    name = next((part for key in ("username", "message-name") for part in parts.get(key, ())), None)
    member = name.get("data-user-id") if name is not None else None
    return Comment(
        key=number[1] if number else "",
        body=body,
        parent=_answered(quotes, parts),
        author=fold(element.get("data-author") or "") or (line(name) if name is not None else None) or None,
        author_key=member if member and member != "0" else None,
        author_url=page.absolute(name.get("href")) if name is not None else None,
        url=_permalink(page, parts),
        published=_published(page, parts),
        quoted=quoted,
        upvotes=_liked(parts),
    )


def _answered(quotes: list[HtmlElement], parts: Parts) -> str | None:
    """Return the post that the first quotation is taken from."""
    given = [quote.get("data-source") or "" for quote in quotes] + [
        a.get("href") or "" for a in parts.get("AttributionLink", ())
    ]
    return next((match[1] for source in given if (match := _SOURCE.search(source))), None)


def _permalink(page: Page, parts: Parts) -> str | None:
    links = (link for link in parts.get("a", ()) if "AttributionLink" not in tokens(link))
    return next((page.absolute(a.get("href")) for a in links if _PERMALINK.search(a.get("href") or "")), None)


def _ordinal(parts: Parts) -> int | None:
    """Return which post of its thread this is, where the page numbers them."""
    links = (line(link, _LONGEST) for link in parts.get("a", ()) if _PERMALINK.search(link.get("href") or ""))
    return next((counts.whole(match[1]) for text in links if (match := _ORDINAL.fullmatch(text))), None)


def _published(page: Page, parts: Parts) -> Instant | None:
    """Return the time of a post: the first in it, and where edits have theirs before it, the one that leads to the post."""
    marked = [*parts.get("time", ())[:1], *parts.get("DateTime", ())]
    for element in sorted(marked, key=lambda part: "datePermalink" not in tokens(part.getparent()))[:1]:
        given = (element.get("datetime"), element.get("data-time"), element.get("title"), line(element, _LONGEST))
        if found := next((date for raw in given if (date := dates.parse(raw, fetched_at=page.fetched_at))), None):
            return found
    return None


def _liked(parts: Parts) -> int | None:
    """Return the votes; where names stand, these and the number of others behind them."""
    for score in parts.get("contentVote-score", ()):
        return counts.whole(line(score).lstrip("+"))
    for bar in (*parts.get("reactionsBar-link", ()), *parts.get("LikeText", ())):
        names = [part for part in bar.iter("bdi", "a") if part.tag == "bdi" or "username" in tokens(part)]
        rest = line(bar).rpartition(line(names[-1]))[2] if names else line(bar)
        others = _OTHERS.search(rest)
        return len(names) + (int(others[0]) if others else 0)
    return None
