"""A page's comments as WordPress's themes print them: a list of ``li#comment-ID``, replies in lists within, pages by number.

Themes agree on little but the ids, the class of the list and hCard names; microformats.org/wiki/hcard, and the functions
`wp_list_comments` and `paginate_comments_links` of WordPress, are what they all build on. Pingbacks are left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsscrape import dates, urls
from newsscrape.comments import counts
from newsscrape.comments.fragments import outermost
from newsscrape.comments.keys import Keys
from newsscrape.metadata import json_ld
from newsscrape.model import Comment, Instant
from newsscrape.page import Page, once
from newsscrape.tree import line, nearest, plain, tokens

_ID = re.compile(r"(?:li-|div-)?comment-(\d{1,18})")
_LIST = re.compile(r"(?:.*[_-])?comment-?list", re.IGNORECASE)
_LISTED = re.compile(r"depth-\d+|thread-even|thread-odd")
_PAGE = re.compile(r"/comment-page-(\d{1,6})|[?&]cpage=(\d{1,6})")
_COUNT = re.compile(r"^\D{0,3}(\d[\d.,]{0,9})(?!\d)|\((\d[\d.,]{0,9})\)")
_TITLES = ".comments-title, #comments-title, .comment-title, #comments-number, h2#comments, h3#comments, h4#comments"
_POSTS = (
    ("input[name=comment_post_ID]", "value", re.compile(r"^(\d{1,18})$")),
    ("[data-postid]", "data-postid", re.compile(r"^(\d{1,18})$")),
    ("link[rel=shortlink]", "href", re.compile(r"[?&]p=(\d{1,18})$")),
    ("body.single", "class", re.compile(r"(?:^|\s)postid-(\d{1,18})(?:\s|$)")),
)
"""Where a page names its article's number: selector, attribute, and what the number stands in."""
_PINGS = frozenset({"pingback", "trackback"})
_PROSE = frozenset({"p", "blockquote", "pre", "ul", "ol"})
_LONGEST = 1_000  # characters of a class attribute that are looked at
_SAYS = re.compile(
    r"[\s,:]*\b(?:says?|said|writes|wrote|sagte?|meint(?:e)?|schreibt|schrieb|dit|dice|disse|diz|zegt|pisze|говорит|пишет)\s*:?\s*$",
    re.IGNORECASE,
)
_ROLES = {
    role: re.compile(pattern, re.IGNORECASE)
    for role, pattern in {
        "name": r"fn",
        "author": r"(?:.*comments?[_-]+(?:item[_-]+)?)?author(?:[_-]*name)?",
        "text": r"(?:.*[_-])?comments?(?:[_-]+item)?[_-]*(?:text|content|body|entry)",
        "date": r"(?:.*[_-])?(?:date|time|meta|metadata|commentmetadata)",
        "frame": r"says|vcard|avatar|.*reply.*|edit-link|comment-(?:edit.*|awaiting.*|actions|respond|likes|footer|number)",
    }.items()
}
"""What an element is to its comment, told by its class names; `time` and `a` are roles by tag."""

Parts = Mapping[str, list[HtmlElement]]
"""The elements of one comment by role."""


def read(page: Page) -> tuple[Comment, ...]:
    """Read the comments of one page, replies with their parents, in page order."""
    found = readers(page)
    parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {element: defaultdict(list) for element in found}
    parents: dict[HtmlElement, str] = {}
    nested: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for element, owner in nearest(page.root, found) if found else ():
        if owner is None:
            continue
        if element in found:
            parents[element] = found[owner]
            nested[owner].append(element)
        else:
            for role in _roles(element):
                parts[owner][role].append(element)
    keys, comments = Keys(), []
    for element, number in found.items():
        comment = replace(_comment(page, element, parts[element], nested[element]), key=number, parent=parents.get(element))
        if key := keys.of(comment):
            comments.append(replace(comment, key=key))
    return tuple(comments)


@once
def pages(page: Page) -> tuple[str, ...]:
    """Return the other pages of the thread that this one links to, by number."""
    own = number(page.url)
    found: dict[int, str] = {}
    for link in page.tagged("a"):
        other = number(link.get("href") or "")
        if other is None or other == own or _ID.search(link.get("href") or ""):
            continue  # a link with a comment's id is that comment's permanent address, which names its page by the way
        url = page.absolute(link.get("href"))
        if url and urls.identity(_PAGE.sub("", url)) == urls.identity(home(page)):
            found.setdefault(other, url)
    return tuple(found[other] for other in sorted(found))


@once  # who claims them, who reads them and who leaves them out of the article ask
def readers(page: Page) -> Mapping[HtmlElement, str]:
    """Return the outermost element of each reader's comment, with its id."""
    return {element: number for element, number in items(page).items() if not _PINGS.intersection(tokens(element))}


@once
def items(page: Page) -> Mapping[HtmlElement, str]:
    """Return the outermost element of each comment, or pingback of another site, with its id."""
    found: dict[str, HtmlElement] = {}
    for element in page.select("[id*='comment-']"):
        match = _ID.fullmatch(element.get("id") or "")
        if match and match[1] not in found and _is_listed(element):
            found[match[1]] = element
    return {element: number for number, element in found.items()}


def _is_listed(element: HtmlElement) -> bool:
    """Tell whether the element is one of a list of comments, or bears the classes of one."""
    if any(_LISTED.fullmatch(name) for name in tokens(element)):
        return True
    around = islice(element.iterancestors(), 2)
    return any(_LIST.fullmatch(name) or name == "children" for outer in around for name in tokens(outer))


@lru_cache(maxsize=4096)
def _roles_of(classes: str) -> tuple[str, ...]:
    return tuple(role for role, pattern in _ROLES.items() if any(pattern.fullmatch(name) for name in classes.split()))


def _roles(element: HtmlElement) -> tuple[str, ...]:
    """Return the roles of an element; a class attribute of a page comes again and again."""
    by_class = _roles_of((element.get("class") or "")[:_LONGEST])
    return (*by_class, element.tag) if element.tag in ("time", "a", "cite", "blockquote") else by_class


def _comment(page: Page, element: HtmlElement, parts: Parts, nested: list[HtmlElement]) -> Comment:
    name, quotes = _name(parts), parts.get("blockquote", ())
    stamps = _stamps(element, parts)
    frame = {part for role in ("name", "author", "date", "frame") for part in parts.get(role, ())}.union(nested, stamps)
    apart = frame.union(quotes)
    own = _body(element, parts, apart)
    quoted = (plain(quote, apart) for quote in outermost(quotes))
    return Comment(
        key="",
        body=own or _body(element, parts, frame),  # a theme may set the whole comment as a quotation
        quoted="\n\n".join(filter(None, quoted)) or None if own else None,
        author=(_SAYS.sub("", line(name)) or None) if name is not None else None,
        author_url=_profile(page, name),
        url=_permalink(page, parts),
        published=_published(page, parts, stamps),
    )


def _name(parts: Parts) -> HtmlElement | None:
    """Return the element of the author's name: hCard's, else what the theme calls so, or the ``cite`` in it."""
    for element in (*parts.get("name", ()), *parts.get("author", ())[-1:]):
        return next(element.iter("cite"), element)
    return next(iter(parts.get("cite", ())), None)


def _body(element: HtmlElement, parts: Parts, frame: AbstractSet[HtmlElement]) -> str:
    """Return the comment's own words: of its text container, else of the paragraphs directly in it, else all but its frame."""
    texts = parts.get("text", ())
    if texts and (text := plain(texts[-1] if texts[-1] not in frame else texts[0], frame)):
        return text
    if element.tag == "dt":  # a list of definitions: the text stands behind the name
        following = element.getnext()
        return plain(following) if following is not None and following.tag == "dd" else ""
    inner = next((child for child in element if _ID.fullmatch(child.get("id") or "")), element)
    paragraphs = [child for child in inner if child.tag in _PROSE and child not in frame]
    return "\n\n".join(text for child in paragraphs if (text := plain(child, frame))) or plain(inner, frame)


def _profile(page: Page, name: HtmlElement | None) -> str | None:
    links = name.iter("a") if name is not None else ()
    hrefs = (link.get("href") or "" for link in links if "#comment-" not in (link.get("href") or ""))
    return next((url for href in hrefs if (url := page.absolute(href))), None)


def _permalink(page: Page, parts: Parts) -> str | None:
    for link in parts.get("a", ()):
        address, _, fragment = (link.get("href") or "").partition("#")
        named = _ID.fullmatch(fragment) and "frame" not in _roles(link)
        if named and (url := page.absolute(address) if address else page.url):
            return f"{url}#{fragment}"
    return None


def _stamps(element: HtmlElement, parts: Parts) -> list[HtmlElement]:
    """Return the links of a comment to itself: where a theme shows its time, whatever the class around."""
    own = _ID.fullmatch(element.get("id") or "")
    fragments = ((link, (link.get("href") or "").partition("#")[2]) for link in parts.get("a", ()))
    found = ((link, _ID.fullmatch(fragment)) for link, fragment in fragments)
    return [link for link, match in found if match and own and match[1] == own[1] and "frame" not in _roles(link)]


def _published(page: Page, parts: Parts, stamps: list[HtmlElement]) -> Instant | None:
    for element in parts.get("time", ()):
        if found := dates.parse(element.get("datetime"), fetched_at=page.fetched_at):
            return found
    texts = sorted((line(element) for element in (*parts.get("time", ()), *parts.get("date", ()), *stamps)), key=len)
    return next((found for raw in texts if (found := dates.parse(raw, fetched_at=page.fetched_at))), None)


def home(page: Page) -> str:
    """Return the article's address, which is that of a comment page without its number."""
    match = _PAGE.search(page.url)
    return (
        urls.normalise(_PAGE.sub("", page.url) + ("/" if match and match[1] else "")).replace("//", "/").replace(":/", "://", 1)
    )


def number(url: str) -> int | None:
    """Return which page of its thread an address is; ``None`` for the article's own."""
    match = _PAGE.search(url)
    return int(match[1] or match[2]) if match else None


def post(page: Page) -> str | None:
    """Return the article's number in WordPress."""
    for css, attribute, pattern in _POSTS:
        for element in page.select(css):
            if match := pattern.search(element.get(attribute) or ""):
                return match[1]
    return None


@once
def claimed(page: Page) -> int | None:
    """Return how many comments the page says there are."""
    for element in page.select(_TITLES):
        if match := _COUNT.search(line(element)):
            return int(re.sub(r"\D", "", match[1] or match[2]))
    return counts.declared(page, *json_ld.ARTICLE_TYPES)
