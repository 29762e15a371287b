"""Habr's own comments: a tree of threads on a page of its own beside the article (``…/ID/comments/``), votes up and down.

A comment that was removed leaves its place in the tree, without an author: it is not read, answers to it keep its number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.comments import counts
from newsscrape.comments.claim import COMMENTS, ROOM, Claim
from newsscrape.comments.fragments import apart
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Instant, Target, Thread
from newsscrape.page import Page
from newsscrape.tree import line, nearest, tokens

_PLACE = re.compile(r"[^?#]*?/(\d{1,12})(?:/(comments)?/?)?(?:[?#]|$)")
_COMMENT = re.compile(r"comment_(\d{1,18})")
_INDENT = re.compile(r"tm-comment-thread__indent_l-(\d{1,4})")
_UP, _DOWN = re.compile(r"\u2191\s?(\d{1,9})"), re.compile(r"\u2193\s?(\d{1,9})")
_SCORE = re.compile(r"([+\u2013\u2212-]?)\s?(\d{1,9})")
_CLASSES = {
    "tm-user-info__username": "name",
    "tm-comment__body-content": "text",
    "tm-comment__body-content_v2": "text",
    "tm-votes-meter__value": "votes",
    "tm-votes-lever__score-counter": "votes",
}

Parts = Mapping[str, list[HtmlElement]]
"""The elements of one comment by role."""


def detect(page: Page) -> Claim | None:
    """Claim the page of the comments, or an article in Habr's markup that leads to it."""
    place = _PLACE.match(page.url)
    if place is None:
        return None
    if page.select("article.tm-comment-thread__comment"):
        return Claim(system="habr", sure=COMMENTS, key=place[1], url=page.url if place[2] else _link(page, place[1]))
    link = _link(page, place[1]) if page.select("[class^='tm-']") else None
    return Claim(system="habr", sure=ROOM, key=place[1], url=link) if link else None


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments that stand in the page, in page order."""
    address = claim.url or page.url
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=keyed(
            replace(comment, key=number, parent=parent, url=f"{address}#comment_{number}")
            for number, parent, parts in _posts(page)
            if (comment := _comment(page, parts)).author
        ),
        claimed=_claimed(page),
        partial=_leads_on(page, claim),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the page of the comments, from elsewhere."""
    return (Target(claim.url, "comments", system=claim.system),) if claim.url and _leads_on(page, claim) else ()


def _leads_on(page: Page, claim: Claim) -> bool:
    return claim.url is not None and claim.url != page.url


def _link(page: Page, number: str) -> str | None:
    """Return where an article leads for its comments."""
    links = (page.absolute(link.get("href")) for link in page.select("a[href*='/comments']"))
    return next((url for url in links if url and (place := _PLACE.match(url)) and place[1] == number and place[2]), None)


def _claimed(page: Page) -> int | None:
    marked = page.select(
        ".tm-comments-wrapper__comments-count, .tm-article-comments-counter-link__value, .tm-counter-link_comments"
    )
    return next((number for element in marked if (number := counts.told(line(element))) is not None), None)


def _posts(page: Page) -> Iterator[tuple[str, str | None, Parts]]:
    """Yield each comment's number, that of the one it answers, and its parts, removed ones included.

    The tree is one of sections in sections, or where these stand side by side, of the depth that a class name gives.
    """
    articles = dict.fromkeys(page.select("article.tm-comment-thread__comment"))
    sections = page.select("section.tm-comment-thread")
    owners = dict.fromkeys((*articles, *sections))
    parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {element: defaultdict(list) for element in articles}
    around: dict[HtmlElement, HtmlElement | None] = {}
    for element, owner in nearest(page.root, owners) if articles else ():
        if element in owners:
            around[element] = owner
        if owner in articles or element in articles:
            for role in _roles(element):
                parts[element if element in articles else owner][role].append(element)
    yield from _tree(parts, around)


def _tree(
    parts: Mapping[HtmlElement, Parts], around: Mapping[HtmlElement, HtmlElement | None]
) -> Iterator[tuple[str, str | None, Parts]]:
    of_section: dict[HtmlElement | None, str] = {}
    at_depth: dict[int, str] = {}
    for element, own in parts.items():
        number = next((given for part in own.get("number", ()) if (given := _number(part))), None)
        if number is None:
            continue
        section = around[element]
        depth = next((int(match[1]) for part in own.get("depth", ()) if (match := _depth(part))), 0)
        outer = around.get(section) if section is not None else None
        of_section[section] = at_depth[depth] = number
        yield number, of_section.get(outer) if outer is not None else at_depth.get(depth - 1), own


def _roles(element: HtmlElement) -> Iterator[str]:
    """Yield what an element is to its comment."""
    if _number(element):
        yield "number"
    if _depth(element):
        yield "depth"
    if element.tag == "time":
        yield "time"
    yield from {_CLASSES[name] for name in tokens(element) if name in _CLASSES}


def _number(element: HtmlElement) -> str | None:
    match = _COMMENT.fullmatch(element.get("name") or element.get("id") or "")
    return match[1] if match else None


def _depth(element: HtmlElement) -> re.Match[str] | None:
    return _INDENT.search(element.get("class") or "")


def _comment(page: Page, parts: Parts) -> Comment:
    text = next(iter(parts.get("text", ())), None)
    body, quoted = apart(text, list(text.iter("blockquote"))) if text is not None else ("", None)
    name = next(iter(parts.get("name", ())), None)
    up, down = _votes(parts)
    return Comment(
        key="",
        body=body,
        author=line(name) or None if name is not None else None,
        author_url=page.absolute(name.get("href")) if name is not None else None,
        published=_published(page, parts),
        quoted=quoted,
        upvotes=up,
        downvotes=down,
    )


def _published(page: Page, parts: Parts) -> Instant | None:
    for element in parts.get("time", ())[:1]:
        for raw in (element.get("datetime"), element.get("title"), line(element)):
            if found := dates.parse(raw, fetched_at=page.fetched_at):
                return found
    return None


def _votes(parts: Parts) -> tuple[int | None, int | None]:
    """Return the votes for and against, which the title tells apart; else their difference."""
    for element in parts.get("votes", ()):
        title = element.get("title") or ""
        if (up := _UP.search(title)) and (down := _DOWN.search(title)):
            return int(up[1]), int(down[1])
        if score := _SCORE.fullmatch(line(element)):
            return (None, int(score[2])) if score[1] not in ("", "+") else (int(score[2]), None)
    return None, None
