"""Comments that the page describes by schema.org, in JSON-LD or microdata, whatever system they come from.

The weakest of the named systems: such descriptions are for search engines, often of the first few comments only. Types,
names of properties and kinds of values are tolerated as they come: ``UserComments`` (`commentText`, `commentTime`) is what
schema.org called comments at first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from newsscrape import dates, urls
from newsscrape.comments import answers, counts, generic
from newsscrape.comments.claim import ROOM, STANDING, Claim
from newsscrape.comments.fragments import address
from newsscrape.comments.keys import Keys
from newsscrape.comments.order import is_newest_first
from newsscrape.metadata import json_ld
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Page, once
from newsscrape.text import fold
from newsscrape.tree import line, nearest, plain

_TYPES = frozenset({"Comment", "UserComments"})
_HOLDS = ("comment", "comments")
_TEXT = ("text", "commentText", "articleBody", "description", "reviewBody")
_DATE = ("dateCreated", "datePublished", "commentTime")
_WRITER = ("author", "creator")
_NAMED = ("identifier", "@id", "url")
_ANSWERED = ("parentItem", "replyToUrl", "inReplyTo")
_HINTS = ('"comment"', '"comments"', 'Comment"', 'UserComments"')
_TYPE = re.compile(r"schema\.org/(?:User)?Comments?/?$", re.IGNORECASE)
_FRAGMENT = re.compile(r"#([\w.:-]{1,80})$")
_LONGEST_KEY = 200

Node = Mapping[str, Any]
Parts = Mapping[str, list[HtmlElement]]
"""The elements of one scope by property."""


class _Found(NamedTuple):
    """The comments of one description, and whether they are elements of the page."""

    comments: tuple[Comment, ...]
    marked: bool


def detect(page: Page) -> Claim | None:
    """Claim a page that describes comments with their words.

    It yields to a list of more comments in the page, a description in JSON-LD to one of as many, and where it does not say
    that it is whole, to a system that leads to all of them.
    """
    found = _read(page)
    number = len(found.comments)
    if not number:
        return None
    standing, claimed = len(generic.elements(page)), _claimed(page)
    best = number > standing or (found.marked and number == standing)
    whole = standing or (claimed is not None and claimed <= number)
    return Claim(
        system="schema_org", sure=STANDING + 1 if best and whole else ROOM - 1, key=urls.identity(page.url), url=page.url
    )


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments that the page describes, answers behind what they answer."""
    comments = _read(page).comments
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=comments,
        claimed=_claimed(page),
        newest_first=is_newest_first(comments),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:  # noqa: ARG001 - the protocol's
    """Return nothing: a description does not say where the rest is."""
    return ()


@once  # to claim the page it is read as a whole
def _read(page: Page) -> _Found:
    """Return the comments of the description that tells more of them."""
    described, marked = tuple(_keyed(_described(page))), tuple(_keyed(_marked(page)))
    return _Found(marked, marked=True) if len(marked) > len(described) else _Found(described, marked=False)


def _claimed(page: Page) -> int | None:
    return counts.declared(page, *json_ld.ARTICLE_TYPES, "DiscussionForumPosting")


def _keyed(comments: Iterable[tuple[Comment, int | None]]) -> Iterator[Comment]:
    """Yield comments with keys; the parent is one of them, by its place or by the name that the comment itself gives."""
    keys, made, known = Keys(), dict[int, str](), set[str]()
    for place, (comment, answered) in enumerate(comments):
        if key := keys.of(comment) if comment.body else None:
            made[place] = key
            known.add(key)
            parent = made.get(answered) if answered is not None else comment.parent
            yield replace(comment, key=key, parent=parent if parent in known else None)


def _described(page: Page) -> Iterator[tuple[Comment, int | None]]:
    """Yield the comments of JSON-LD: what something has as its comments, and nodes of their type beside it."""
    if not any(hint in text for text in json_ld.scripts(page) for hint in _HINTS):
        return
    nodes = json_ld.read(page)
    held = {id(value) for node in nodes for value in _held(node)}
    tops = [node for node in nodes if id(node) not in held]
    roots = [v for node in tops for v in ((node,) if json_ld.types(node) & _TYPES else _held(node))]
    stack: list[tuple[Node, int | None]] = [(node, None) for node in reversed(roots)]
    place = -1
    while stack:
        node, answered = stack.pop()
        place += 1
        yield _of_node(page, node), answered
        stack += [(value, place) for value in reversed(_held(node))]


def _held(node: Node) -> list[Node]:
    """Return the comments of a node."""
    given = (value for name in _HOLDS for value in (node[name] if isinstance(node.get(name), list) else [node.get(name)]))
    return [value for value in given if isinstance(value, dict)]


def _of_node(page: Page, node: Node) -> Comment:
    writer = _first(node, _WRITER)
    profile = next(iter(writer), None) if isinstance(writer, list) else writer
    link = profile.get("url") if isinstance(profile, dict) else None
    url = node.get("url")
    return Comment(
        key=_key(_first(node, _NAMED)),
        body="\n\n".join(filter(None, map(answers.words, json_ld.texts(_first(node, _TEXT))))),
        parent=_key(_first(node, _ANSWERED)) or None,
        author=fold(next(iter(json_ld.texts(writer)), "")) or None,
        author_url=page.absolute(link) if isinstance(link, str) else None,
        url=address(page.base, url) if isinstance(url, str) else None,
        published=next(
            (d for raw in json_ld.texts(_first(node, _DATE)) if (d := dates.parse(raw, fetched_at=page.fetched_at))), None
        ),
        upvotes=counts.whole(node.get("upvoteCount")),
        downvotes=counts.whole(node.get("downvoteCount")),
    )


def _first(node: Node, names: Sequence[str]) -> Any:
    return next((node[name] for name in names if node.get(name)), None)


def _key(value: Any) -> str:
    """Return the name by which a comment is called: of an address what stands behind its ``#``."""
    if isinstance(value, dict):
        value = value.get("value") or _first(value, _NAMED)
    text = fold(value) if isinstance(value, str) else str(value) if type(value) is int else ""
    match = _FRAGMENT.search(text)
    return match[1] if match else text if len(text) <= _LONGEST_KEY else ""


def _marked(page: Page) -> Iterator[tuple[Comment, int | None]]:
    """Yield the comments of microdata."""
    found = [e for e in page.select("[itemscope]") if _TYPE.search(e.get("itemtype") or "") or e.get("itemprop") == "comment"]
    if not found:
        return
    writers = page.select("[itemscope][itemprop=author], [itemscope][itemprop=creator]")
    parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {element: defaultdict(list) for element in (*found, *writers)}
    around: dict[HtmlElement, HtmlElement | None] = {}
    for element, owner in nearest(page.root, parts):
        if element in parts:
            around[element] = owner
        if owner is not None:
            for name in (element.get("itemprop") or "").split():
                parts[owner][name].append(element)
    places = {element: place for place, element in enumerate(found)}
    for element in found:
        yield _of_element(page, parts[element], parts), places.get(around[element])


def _of_element(page: Page, own: Parts, parts: Mapping[HtmlElement, Parts]) -> Comment:
    writer = _one(own, _WRITER)
    name, link = (_one(parts.get(writer, {}), (key,)) for key in ("name", "url")) if writer is not None else (None, None)
    text, when = _one(own, _TEXT), _one(own, _DATE)
    given = (when.get("datetime"), when.get("content"), line(when)) if when is not None else ()
    return Comment(
        key=_key(_value(_one(own, _NAMED))),
        body=plain(text, set(own.get("comment", ()))) if text is not None else "",
        author=(_value(name) or _value(writer)) or None,
        author_url=page.absolute(link.get("href")) if link is not None else None,
        url=address(page.base, url) if (url := _value(_one(own, ("url",)))) else None,
        published=next((d for raw in given if (d := dates.parse(raw, fetched_at=page.fetched_at))), None),
        upvotes=counts.whole(_value(_one(own, ("upvoteCount",)))),
        downvotes=counts.whole(_value(_one(own, ("downvoteCount",)))),
    )


def _one(parts: Parts, names: Sequence[str]) -> HtmlElement | None:
    return next((parts[name][0] for name in names if parts.get(name)), None)


def _value(element: HtmlElement | None) -> str:
    """Return what a property's element says: in an attribute, else in its text."""
    if element is None:
        return ""
    return fold(element.get("content") or element.get("href") or line(element))
