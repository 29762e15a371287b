"""Disqus: threads on disqus.com, which an article's page names by the site's short name and the thread's identifier or URL.

Who has a key is given all of a thread by the API, a hundred posts a page (``threads/listPosts`` at disqus.com/api/docs).
The frame that its script draws, ``disqus.com/embed/comments/``, can be had by anyone; the thread's first page stands in
it as JSON (``script#disqus-threadData``), with a cursor for the next. The settings are described at help.disqus.com.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from newsscrape import dates
from newsscrape.comments import answers
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import ASKED, EMBED, Claim
from newsscrape.comments.keys import keyed
from newsscrape.comments.order import is_newest_first
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Media, Page, once
from newsscrape.urls import absolute

MEDIA: tuple[Media, ...] = ("html", "json")

_FRAME = "https://disqus.com/embed/comments/"
_API = "https://disqus.com/api/3.0/threads/listPosts.json"
_PAGE = 100  # posts of one answer, the most that there may be
_NO_KEY = frozenset({5, 9, 11, 12})  # codes: not a key, not for this, not from here, not with these rights
_QUOTA = frozenset({13, 14})  # codes: too many requests in an hour
_SCRIPT = re.compile(r"//([\w-]{1,100})\.disqus\.com\\?/embed\b")
_NAMES = r"[dD](?i:isqus_?short_?name)"
_IDENTIFIERS = r"[dD](?i:isqus_?identifier)|(?:this\.)?page\.identifier"
_URLS = r"[dD](?i:isqus_?url)|(?:this\.)?page\.url"


def detect(page: Page) -> Claim | None:
    """Claim an answer of Disqus, or a page with its script; the place for it alone is what a former system left behind."""
    if page.url.startswith((_FRAME, _API)):
        asked = _asked(page)
        names = ("f", "t_i", "t_u") if page.url.startswith(_FRAME) else ("forum", "thread:ident", "thread:link")
        name, identifier, url = (asked.get(each, "") for each in names)
        return Claim(system="disqus", sure=ASKED, key=_key(name, identifier, url), url=url or None)
    if page.media != "html":
        return None
    asks = _asks(page) if page.select("#disqus_thread") else {}
    if not asks:
        return None
    return Claim(system="disqus", sure=EMBED, key=_key(asks["f"], asks.get("t_i", ""), asks["t_u"]), url=asks["t_u"])


def read(page: Page, claim: Claim) -> Thread:
    """Read the posts of an answer, in its order; those that are deleted, or not approved, are not there."""
    if claim.sure != ASKED:
        return Thread(claim.system, claim.key, url=claim.url, partial=True)
    data = _data(page)
    response = data.get("response")
    given = response if page.url.startswith(_API) else answers.node(response).get("posts")
    if not isinstance(given, list) and not answers.node(response):
        return Thread(claim.system, claim.key, refused=_refused(data, claim))
    comments = keyed(_comment(page, post, claim) for post in answers.nodes(given) if not _is_hidden(post))
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=comments,
        claimed=answers.number(answers.node(data, "cursor").get("total")),
        newest_first=is_newest_first(comments),
        cut_short=bool(answers.node(data, "cursor").get("hasNext")) and not more(page, claim),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return what answers about a page's thread, with a key the API and else the frame; or an answer's next page.

    A frame that pays no heed to the cursor leads no farther.
    """
    if claim.sure != ASKED:
        asks = _asks(page)
        named = {"thread:ident": asks["t_i"]} if "t_i" in asks else {"thread:link": asks["t_u"]}
        return (_target(_API, {"forum": asks["f"], **named, "limit": str(_PAGE), "order": "asc"}, _target(_FRAME, asks)),)
    asked, cursor = _asked(page), answers.node(_data(page), "cursor")
    following = answers.key(cursor.get("next"))
    if not cursor.get("hasNext") or not following or following == asked.get("cursor"):
        return ()
    return (_target(page.url.partition("?")[0], {**asked, "cursor": following}),)


def credential(url: str) -> str | None:
    """Return the parameter in which the API wants the user's key."""
    return "api_key" if url.startswith(f"{_API}?") else None


def _target(place: str, asked: Mapping[str, str], instead: Target | None = None) -> Target:
    return Target(f"{place}?{urlencode(asked)}", "comments", system="disqus", instead=instead)


def _asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _refused(data: Node, claim: Claim) -> str:
    """Return why there are no posts, by the code and in the words of the answer."""
    code, said = answers.number(data.get("code")), answers.line(data.get("response")) or "the answer holds no thread"
    if code in _NO_KEY:
        return f"bad-key: Disqus does not take the key of NEWSSCRAPE_DISQUS_KEY ({said})"
    if code in _QUOTA:
        return f"quota: Disqus gives the key no more answers for now ({said})"
    return f"no-thread: Disqus has no thread of {claim.key!r} ({said})"


def _key(name: str, identifier: str, url: str) -> str:
    return f"{name}:{identifier or url}"


@once  # to claim the page and to go on
def _asks(page: Page) -> Mapping[str, str]:
    """Return what the script of an article's page asks the frame for, nothing where the site has no name."""
    source = answers.scripts(page, "disqus")
    name = _shortname(page, source)
    if not name:
        return {}
    identifier = next(answers.assigned(source, _IDENTIFIERS), None) or _attribute(page, "identifier")
    return {
        "base": "default",
        "f": name,
        **({"t_i": identifier} if identifier else {}),
        "t_u": _url(page, source),
        "s_o": "asc",
    }


def _shortname(page: Page, source: str) -> str | None:
    """Return the site's name: of its script's address, else of the setting."""
    for script in page.select("script[src*='disqus.com']"):
        if match := _SCRIPT.search(script.get("src") or ""):
            return match[1]
    match = _SCRIPT.search(source)
    return match[1] if match else next(answers.assigned(source, _NAMES), None) or _attribute(page, "shortname")


def _url(page: Page, source: str) -> str:
    """Return the address by which the thread goes: the one that is set, else what the page calls its own."""
    given = next(answers.assigned(source, _URLS), None) or _attribute(page, "url")
    canonical = next((link.get("href") for link in page.select("link[rel~=canonical i]")), None)
    return page.absolute(given) or page.absolute(canonical) or page.url


def _attribute(page: Page, name: str) -> str | None:
    """Return what the place of the thread bears for the script to take it up."""
    given = (each.get(f"data-{prefix}{name}") for each in page.select("#disqus_thread") for prefix in ("", "disqus-"))
    return next((text for value in given if (text := answers.line(value))), None)


def _data(page: Page) -> Node:
    """Return an answer of the API, or what stands in the frame."""
    if page.url.startswith(_API):
        return answers.node(answers.load(page.body))
    return next((answers.node(answers.load(each.text or "")) for each in page.select("script#disqus-threadData")), {})


def _is_hidden(post: Node) -> bool:
    return bool(post.get("isDeleted") or post.get("isSpam")) or post.get("isApproved") is False


def _comment(page: Page, post: Node, claim: Claim) -> Comment:
    author, key = answers.node(post, "author"), answers.key(post.get("id"))
    known = not author.get("isAnonymous")
    return Comment(
        key=key,
        body=answers.words(post.get("message") or post.get("raw_message")),
        parent=answers.key(post.get("parent")) or None,
        author=answers.line(author.get("name")),
        author_key=answers.line(author.get("username")) if known else None,
        author_url=absolute(page.url, profile) if known and (profile := answers.line(author.get("profileUrl"))) else None,
        url=f"{claim.url}#comment-{key}" if claim.url and key else None,
        published=dates.parse(answers.line(post.get("createdAt")), fetched_at=page.fetched_at, zone="UTC"),
        upvotes=answers.number(post.get("likes")),
        downvotes=answers.number(post.get("dislikes")),
    )
