"""Forums of Discourse: a topic in JSON, its posts in chunks, replies by number; the first post is the article's link.

An article embeds the topic by a script that names the forum and either the topic or the article's address; the embed page
(``/embed/comments``) shows some posts and leads to the topic. Answers in JSON are known by their shape.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.comments import answers, counts
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import COMMENTS, ROOM, Claim
from newsscrape.comments.fragments import apart, parse
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Media, Page
from newsscrape.tree import line, select

MEDIA: tuple[Media, ...] = ("html", "json")

_TOPIC = re.compile(
    r"(https?://[^?#]*?/)t/(?:(?!\d+(?:[/?#.]|$))[^/?#]*/)?(\d{1,12})(?:/(\d{1,9}))?(?:(?:/posts)?\.json|/?)(?:[?#]|$)"
)
_FORUM = re.compile(r"""discourseUrl["']?\s*[:=]\s*["'](https?://[^"'\s]{1,300})["']""")
_EMBEDDED = re.compile(r"""discourseEmbedUrl["']?\s*[:=]\s*["'](https?://[^"'\s]{1,1000})["']""")
_NUMBERED = re.compile(r"""topicId["']?\s*[:=]\s*["']?(\d{1,12})\b""")
_CHUNK = 20  # posts that one request of Discourse's own pages asks for
_SAID = 1  # the type of post that a person writes; others are notes such as "closed this topic"
_LIKE = 2  # the kind of action


def detect(page: Page) -> Claim | None:
    """Claim a topic's answer, the page that is embedded, or an article that embeds it."""
    if page.media == "json":
        place = _TOPIC.match(page.url)
        return Claim(system="discourse", sure=COMMENTS, key=place[2], url=_home(place)) if place and _stream(page) else None
    if "/embed/comments" in page.url:
        found = _linked(page)
        return Claim(system="discourse", sure=COMMENTS, key=found[2], url=_home(found)) if found else None
    if (target := _embedded(page)) is None:
        return None
    topic = _TOPIC.match(target)
    return Claim(system="discourse", sure=ROOM, key=topic[2] if topic else target, url=_home(topic) if topic else None)


def read(page: Page, claim: Claim) -> Thread:
    """Read the posts of an answer, or those that the embedded page shows."""
    if page.media == "json":
        stream = _stream(page)
        number = counts.whole(answers.node(answers.load(page.body)).get("posts_count"))
        return Thread(
            system=claim.system,
            key=claim.key,
            url=claim.url,
            comments=keyed(_posts(page, stream, claim)),
            claimed=number - 1 if number else None,
        )
    shown = keyed(_shown(page)) if "/embed/comments" in page.url else ()
    return Thread(system=claim.system, key=claim.key, url=claim.url, comments=shown, partial=True)


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the chunks of a topic that its answer leaves out; else the topic, or the page that leads to it."""
    if page.media == "json":
        stream, place = _stream(page), _TOPIC.match(page.url)
        given = {counts.whole(post.get("id")) for post in answers.nodes(stream.get("posts"))}
        ids = stream.get("stream")
        left = [number for number in ids if counts.whole(number) and number not in given] if isinstance(ids, list) else []
        chunks = (left[start : start + _CHUNK] for start in range(0, len(left), _CHUNK))
        queries = ("&".join(f"post_ids%5B%5D={number}" for number in chunk) for chunk in chunks)
        home = f"{place[1]}t/{place[2]}" if place else ""
        return tuple(Target(f"{home}/posts.json?{query}", "comments", system=claim.system) for query in queries)
    if "/embed/comments" in page.url:
        return (Target(f"{claim.url}.json", "comments", system=claim.system),)
    target = _embedded(page)
    return (Target(target, "comments", system=claim.system),) if target else ()


def _home(place: re.Match[str]) -> str:
    return f"{place[1]}t/{place[2]}"


def _stream(page: Page) -> Node:
    """Return the part of an answer that holds posts; an empty one of an answer that is none of Discourse's."""
    stream = answers.node(answers.load(page.body), "post_stream")
    return stream if isinstance(stream.get("posts"), list) else {}


def _embedded(page: Page) -> str | None:
    """Return what to ask for first: the topic, where the article's script knows it, else the page that it embeds."""
    for text in answers.holding(page, "discourseUrl"):
        if not (forum := _FORUM.search(text)):
            continue
        home = forum[1].rstrip("/")
        if topic := _NUMBERED.search(text):
            return f"{home}/t/{topic[1]}.json"
        named = _EMBEDDED.search(text)
        declared = next((page.absolute(link.get("href")) for link in page.select("link[rel~=canonical i]")), None)
        return f"{home}/embed/comments?embed_url={quote(named[1] if named else declared or page.url, safe='')}"
    return None


def _linked(page: Page) -> re.Match[str] | None:
    """Return the topic that the embedded page leads to."""
    found = (_TOPIC.match(page.absolute(link.get("href")) or "") for link in page.select("a[href*='/t/']"))
    return next(filter(None, found), None)


def _posts(page: Page, stream: Node, claim: Claim) -> Iterator[Comment]:
    """Yield what people wrote and what still stands, but the topic's first post."""
    place = _TOPIC.match(page.url)
    for post in answers.nodes(stream.get("posts")):
        number = counts.whole(post.get("post_number"))
        gone = post.get("deleted_at") or post.get("user_deleted") or post.get("hidden")
        if number and number > 1 and not gone and post.get("post_type", _SAID) == _SAID:
            body, parent, quoted = _said(parse(_text(post.get("cooked")) or ""), claim.key)
            answered = counts.whole(post.get("reply_to_post_number"))
            name = answers.line(post.get("username"))
            yield Comment(
                key=str(number),
                body=body,
                parent=str(answered) if answered and answered > 1 else parent,
                author=name,
                author_key=str(post["user_id"]) if counts.whole(post.get("user_id")) else None,
                author_url=f"{place[1]}u/{quote(name)}" if place and name else None,
                url=f"{claim.url}/{number}",
                published=dates.parse(_text(post.get("created_at")), fetched_at=page.fetched_at),
                quoted=quoted,
                upvotes=_likes(post),
            )


def _shown(page: Page) -> Iterator[Comment]:
    """Yield the posts of the embedded page whose own addresses give their numbers."""
    for element in page.select("article.post"):
        place = next(
            (p for a in select(element, "a.post-date") if (p := _TOPIC.match(page.absolute(a.get("href")) or ""))), None
        )
        texts = select(element, ".cooked")
        if place and texts and (counts.whole(place[3]) or 1) > 1:
            body, parent, quoted = _said(texts[0], place[2])
            name = next(iter(select(element, ".username a, a.username")), None)
            when = next(iter(select(element, "a.post-date")))
            date = dates.parse(when.get("title") or line(when), fetched_at=page.fetched_at)
            yield Comment(
                key=place[3],
                body=body,
                parent=parent,
                author=line(name) or None if name is not None else None,
                author_url=page.absolute(name.get("href")) if name is not None else None,
                url=f"{_home(place)}/{place[3]}",
                published=date,
                quoted=quoted,
            )


def _said(top: HtmlElement, topic: str) -> tuple[str, str | None, str | None]:
    """Return a post's own words, the post of the same topic that it quotes first, and the quoted words."""
    quotes = select(top, "aside.quote")
    body, quoted = apart(top, quotes, select(top, "aside.quote > .title"))
    given = [aside.get("data-post") or "" for aside in quotes if aside.get("data-topic") in (topic, None)]
    parent = next((number for number in given if counts.whole(number) and number != "1"), None)
    return body, parent, quoted


def _likes(post: Node) -> int | None:
    given = (action.get("count") for action in answers.nodes(post.get("actions_summary")) if action.get("id") == _LIKE)
    return next((number for value in given if (number := counts.whole(value)) is not None), None)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
