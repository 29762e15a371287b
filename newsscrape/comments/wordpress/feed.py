"""The feed of an article's comments (``…/feed/``): the newest some, whole texts, the answered one named in the first line."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from newsscrape import dates, syndication
from newsscrape.comments.claim import COMMENTS, Claim
from newsscrape.comments.fragments import address, apart, parse
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Thread
from newsscrape.page import Page
from newsscrape.text import fold
from newsscrape.tree import line

_GUID = re.compile(r"[?&]p=(\d{1,18})#comment-(\d{1,18})$")
_ANSWERED = re.compile(r"#comment-(\d{1,18})$")
_BESIDE = 30  # characters of a line that names the comment answered, beside the name


def start(page: Page, home: str) -> str | None:
    """Return the feed of this article's comments, where the page names it."""
    wanted = f"{home.rstrip('/')}/feed"
    links = (page.absolute(link.get("href")) for link in page.select("link[rel~=alternate][type='application/rss+xml']"))
    return next((url for url in links if url and url.rstrip("/") == wanted), None)


def detect(page: Page) -> Claim | None:
    """Claim a feed whose entries are comments of one post, by WordPress's own names for them."""
    posts = {match[1] for entry in _entries(page) if (match := _named(entry))}
    return Claim(system="wordpress", sure=COMMENTS, key=f"post-{posts.pop()}") if len(posts) == 1 else None


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of a feed, newest first; how many more there are it does not say."""
    return Thread(claim.system, claim.key, keyed(_comments(page)), newest_first=True, partial=True)


def _entries(page: Page) -> list[Any]:
    return list(syndication.parse(page.text, page.url).entries)


def _named(entry: Any) -> re.Match[str] | None:
    return _GUID.search(str(entry.get("id", "")))


def _comments(page: Page) -> Iterator[Comment]:
    for entry in _entries(page):
        if (name := _named(entry)) is None:
            continue
        top = parse(str((entry.get("content") or [{}])[0].get("value") or entry.get("summary", "")))
        first = next(top.iter("p"), None)
        parent = _answered(first) if first is not None else None
        body, quoted = apart(top, list(top.iter("blockquote")), [first] if first is not None and parent else [])
        yield Comment(
            key=name[2],
            body=body,
            parent=parent,
            author=fold(str(entry.get("author", ""))) or None,
            url=address(page.url, link) if (link := str(entry.get("link", ""))) else None,
            published=dates.parse(entry.get("published"), fetched_at=page.fetched_at),
            quoted=quoted,
        )


def _answered(first: HtmlElement) -> str | None:
    """Return the comment that a first line such as "In reply to Ada." links to, and does nothing else."""
    links = list(first.iter("a"))
    match = _ANSWERED.search(links[0].get("href") or "") if len(links) == 1 else None
    return match[1] if match and len(line(first)) - len(line(links[0])) <= _BESIDE else None
