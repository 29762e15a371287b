"""WordPress's own comments as its themes print them: a list of ``li#comment-ID``, replies in lists within, pages by number.

Themes agree on little but the ids, the class of the list and hCard names; microformats.org/wiki/hcard, and the functions
`wp_list_comments` and `paginate_comments_links` of WordPress, are what they all build on. Pingbacks are left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsscrape import dates, urls
from newsscrape.comments.claim import COMMENTS, ROOM, Claim
from newsscrape.comments.keys import Keys
from newsscrape.model import Comment, Instant, Target, Thread
from newsscrape.page import Page
from newsscrape.tree import line, nearest, plain, tokens

_ID = re.compile(r"(?:li-|div-)?comment-(\d{1,18})")
_LIST = re.compile(r"(?:.*[_-])?comment-?list", re.IGNORECASE)
_LISTED = re.compile(r"depth-\d+|thread-even|thread-odd")
_PAGE = re.compile(r"/comment-page-(\d{1,6})|[?&]cpage=(\d{1,6})")
_COUNT = re.compile(r"^\D{0,3}(\d[\d.,]{0,9})(?!\d)|\((\d[\d.,]{0,9})\)")
_TITLES = ".comments-title, #comments-title, .comment-title, #comments-number, h2#comments, h3#comments, h4#comments"
_PROSE = frozenset({"p", "blockquote", "pre", "ul", "ol"})
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


def detect(page: Page) -> Claim | None:
    """Claim a page with comments in WordPress's form, or with its form for the first one.

    An empty list alone is no claim: that is what a site leaves behind that has moved to another system.
    """
    if _comments(page):
        sure = COMMENTS
    elif page.select("form[action*='wp-comments-post.php']"):
        sure = ROOM
    else:
        return None
    url = _home(page)
    return Claim(system="wordpress", sure=sure, key=_post(page) or urls.identity(url), url=url)


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of one page, replies with their parents, in page order."""
    found = _comments(page)
    parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {element: defaultdict(list) for element in found}
    parents: dict[HtmlElement, str] = {}
    nested: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for element, owner in nearest(page.root, found):
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
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=tuple(comments),
        claimed=_claimed(page),
        newest_first=_newest_first(comments),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the other pages of the thread that this one links to; an empty page leads nowhere."""
    if not _comments(page):
        return ()
    own = _number(page.url)
    found: dict[int, str] = {}
    for link in page.tagged("a"):
        number = _number(link.get("href") or "")
        if number is None or number == own or _ID.search(link.get("href") or ""):
            continue  # a link with a comment's id is that comment's permanent address, which names its page by the way
        url = page.absolute(link.get("href"))
        if url and urls.identity(_PAGE.sub("", url)) == urls.identity(claim.url or page.url):
            found.setdefault(number, url)
    return tuple(Target(found[number], "comments", system=claim.system) for number in sorted(found))


def elements(page: Page) -> list[HtmlElement]:
    """Return the outermost element of each comment; that of a definition list has its text behind it."""
    found = list(_comments(page))
    texts = (element.getnext() for element in found if element.tag == "dt")
    return [*found, *(text for text in texts if text is not None and text.tag == "dd")]


def _comments(page: Page) -> dict[HtmlElement, str]:
    """Return the outermost element of each reader's comment, with its id."""
    found: dict[str, HtmlElement] = {}
    for element in page.select("[id*='comment-']"):
        match = _ID.fullmatch(element.get("id") or "")
        if match and match[1] not in found and _is_listed(element):
            found[match[1]] = element
    return {element: number for number, element in found.items() if not {"pingback", "trackback"} & set(tokens(element))}


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
    by_class = _roles_of(element.get("class") or "")
    return (*by_class, element.tag) if element.tag in ("time", "a", "cite") else by_class


def _comment(page: Page, element: HtmlElement, parts: Parts, nested: list[HtmlElement]) -> Comment:
    name = _name(parts)
    return Comment(
        key="",
        body=_body(element, parts, nested),
        author=(_SAYS.sub("", line(name)) or None) if name is not None else None,
        author_url=_profile(page, name),
        url=_permalink(page, parts),
        published=_published(page, parts),
    )


def _name(parts: Parts) -> HtmlElement | None:
    """Return the element of the author's name: hCard's, else what the theme calls so, or the ``cite`` in it."""
    for element in (*parts.get("name", ()), *parts.get("author", ())[-1:]):
        return next(element.iter("cite"), element)
    return next(iter(parts.get("cite", ())), None)


def _body(element: HtmlElement, parts: Parts, nested: list[HtmlElement]) -> str:
    """Return the comment's own words: of its text container, else of the paragraphs directly in it, else all but its frame."""
    frame = {part for role in ("name", "author", "date", "frame") for part in parts.get(role, ())}.union(nested)
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
        if _ID.fullmatch(fragment) and "frame" not in _roles(link):
            return f"{page.absolute(address) if address else page.url}#{fragment}"
    return None


def _published(page: Page, parts: Parts) -> Instant | None:
    for element in parts.get("time", ()):
        if found := dates.parse(element.get("datetime"), fetched_at=page.fetched_at):
            return found
    texts = sorted((line(element) for element in (*parts.get("time", ()), *parts.get("date", ()))), key=len)
    return next((found for raw in texts if (found := dates.parse(raw, fetched_at=page.fetched_at))), None)


def _home(page: Page) -> str:
    """Return the article's address, which is that of a comment page without its number."""
    match = _PAGE.search(page.url)
    return (
        urls.normalise(_PAGE.sub("", page.url) + ("/" if match and match[1] else "")).replace("//", "/").replace(":/", "://", 1)
    )


def _number(url: str) -> int | None:
    match = _PAGE.search(url)
    return int(match[1] or match[2]) if match else None


def _post(page: Page) -> str | None:
    """Return the article's number in WordPress."""
    for css, attribute in (("input[name=comment_post_ID]", "value"), ("[data-postid]", "data-postid")):
        for element in page.select(css):
            if (value := element.get(attribute) or "").isdigit():
                return f"post-{value}"
    return None


def _claimed(page: Page) -> int | None:
    for element in page.select(_TITLES):
        if match := _COUNT.search(line(element)):
            return int(re.sub(r"\D", "", match[1] or match[2]))
    return None


def _newest_first(comments: list[Comment]) -> bool:
    times = [c.published.utc for c in comments if not c.parent and c.published and c.published.utc]
    return bool(times) and times[0] > times[-1]
