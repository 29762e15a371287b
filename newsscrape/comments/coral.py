"""Coral (coralproject.net, Vox Media): a server for each publisher, whose GraphQL API is asked with a plain query.

The call that draws the comments, ``Coral.createStreamEmbed``, names the server (``rootURL``) and the story, by an id, an
address, or both. Many servers answer only the stored queries of Coral's own program, whose numbers change with each
release: such a thread cannot be read anonymously, and that is what is noted of it. The query follows the public schema.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from newsscrape import dates
from newsscrape.comments import answers
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import ASKED, EMBED, Claim
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Media, Page

MEDIA: tuple[Media, ...] = ("html", "json")

_PATH = "/api/graphql"
_CALL = re.compile(r"\bCoral\.create\w{0,20}StreamEmbed\b")
_HOSTED = re.compile(r"https?://[\w-]{1,60}\.coral\.coralproject\.net")
_LEVELS = 4  # of answers that one query asks for; what lies deeper is asked for by itself
_COMMENT = "id body createdAt deleted replyCount author{id username} actionCounts{reaction{total}}"


def _query(head: str, top: str) -> str:
    """Return the query of a page of comments with some levels of answers: GraphQL has no recursion."""
    replies = ""
    for _ in range(_LEVELS):
        replies = (
            f"replies(first:50,orderBy:CREATED_AT_ASC){{edges{{node{{...C {replies}}}}}pageInfo{{hasNextPage endCursor}}}}"
        )
    page = f"edges{{node{{...C {replies}}}}}pageInfo{{hasNextPage endCursor}}"
    return f"query {head}{top.replace('PAGE', page)}fragment C on Comment{{{_COMMENT}}}"


_STORY = _query(
    "Story($id:ID,$url:String,$after:Cursor)",
    "{story(id:$id,url:$url){url commentCounts{totalPublished}comments(first:50,after:$after,orderBy:CREATED_AT_ASC){PAGE}}}",
)
_REPLIES = _query(
    "Replies($comment:ID!,$after:Cursor)",
    "{comment(id:$comment){replies(first:50,after:$after,orderBy:CREATED_AT_ASC){PAGE}}}",
)


def detect(page: Page) -> Claim | None:
    """Claim an answer of a server, or a page that has Coral drawn."""
    if urlsplit(page.url).path.endswith(_PATH):
        asked = _asked(page)
        story, url = answers.key(asked.get("id")), answers.line(asked.get("url"))
        return Claim(system="coral", sure=ASKED, key=story or url or "", url=url) if story or url else None
    if page.media != "html" or not any("coral" in text.lower() for text in answers.holding(page, "oral")):
        return None
    source = answers.scripts(page, "coral")
    if _server(page, source) is None:
        return None
    story, url = _story(page, source)
    return Claim(system="coral", sure=EMBED, key=story or url, url=url)


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of one answer, each before its answers; those that are deleted are not there."""
    if claim.sure != ASKED:
        return Thread(claim.system, claim.key, url=claim.url, partial=True)
    if refused := _refused(page, claim):
        return Thread(claim.system, claim.key, refused=refused)
    story = answers.node(answers.load(page.body), "data", "story")
    comments = keyed(
        _comment(page, said, parent, claim.url)
        for said, parent in _comments(page)
        if not said.get("deleted") and said.get("body") is not None
    )
    claimed = answers.number(answers.node(story, "commentCounts").get("totalPublished"))
    return Thread(claim.system, claim.key, comments, url=claim.url, claimed=claimed)


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the first page of a story's comments, or the next, and the answers for which one query was not enough."""
    if claim.sure != ASKED:
        source = answers.scripts(page, "coral")
        name, url = _story(page, source)
        return (_target(f"{_server(page, source)}{_PATH}", {"id": name or None, "url": url}),)
    asked = _asked(page)
    story = {"id": asked.get("id"), "url": asked.get("url")}
    above = answers.key(asked.get("comment"))
    followed = [(above, _top(page), asked.get("after"))]
    below = [(key, said) for said, _ in _comments(page) if (key := answers.key(said.get("id")))]
    followed += [(key, answers.node(said, "replies"), None) for key, said in below]
    found = [
        _target(page.url, {**story, **({"comment": of} if of else {}), "after": cursor})
        for of, connection, before in followed
        if (cursor := _next(connection)) and cursor != before
    ]
    deeper = (key for key, said in below if said.get("replyCount") and "replies" not in said)
    return (*found, *(_target(page.url, {**story, "comment": key}) for key in deeper))


def _target(url: str, variables: Mapping[str, Any]) -> Target:
    query = _REPLIES if "comment" in variables else _STORY
    asked = {"query": query, "variables": {name: value for name, value in variables.items() if value is not None}}
    return Target(url, "comments", "POST", json.dumps(asked, separators=(",", ":")), system="coral")


def _asked(page: Page) -> Node:
    return answers.node(answers.load(page.payload), "variables")


def _top(page: Page) -> Node:
    """Return the page of comments that was asked for: of the story, or of the answers to one comment."""
    data = answers.node(answers.load(page.body), "data")
    return answers.node(data, "story", "comments") or answers.node(data, "comment", "replies")


def _next(connection: Node) -> str:
    info = answers.node(connection, "pageInfo")
    return answers.key(info.get("endCursor")) if info.get("hasNextPage") else ""


def _comments(page: Page) -> Iterator[tuple[Node, str]]:
    """Yield the comments of an answer with what they answer, in reading order."""
    stack = [(said, answers.key(_asked(page).get("comment"))) for said in reversed(_nodes(_top(page)))]
    while stack:
        said, parent = stack.pop()
        yield said, parent
        stack += [(answer, answers.key(said.get("id"))) for answer in reversed(_nodes(answers.node(said, "replies")))]


def _nodes(connection: Node) -> list[Node]:
    return [answers.node(edge, "node") for edge in answers.nodes(connection.get("edges"))]


def _refused(page: Page, claim: Claim) -> str | None:
    """Return why the server gives nothing: its error, where it has one. A story that it does not know yet has no comments."""
    answer = answers.node(answers.load(page.body))
    errors = [*answers.nodes(answer.get("errors")), *([answers.node(answer, "error")] if answer.get("error") else [])]
    if not errors:
        return None if "data" in answer else f"no-thread: the answer about {claim.key!r} is none of Coral's"
    told = [
        (answers.line(answers.node(e, "extensions").get("code") or e.get("code")), answers.line(e.get("message")))
        for e in errors
    ]
    said = ", ".join(dict.fromkeys(text for pair in told for text in pair if text))[:300]
    if "QUERY" in said or "AUTH" in said.upper() or "PERSISTED" in said.upper():
        return f"members-only: the comments cannot be read anonymously, the server answers only its own program ({said})"
    return f"no-thread: Coral does not give the comments of {claim.key!r} ({said})"


def _server(page: Page, source: str) -> str | None:
    """Return the address of the publisher's Coral: the one that the call names, else where its script comes from."""
    place = page.select("#coral_thread, [id^='coral-'], [class*='coral']")
    if not (place or ("Coral.create" in source and _CALL.search(source))):
        return None
    hosted = _HOSTED.search(source)
    given = next(answers.assigned(source, r"rootURL|root_url"), None) or (hosted[0] if hosted else None)
    given = given or next(
        (src.rpartition("/assets/js/embed.js")[0] for each in page.select("script[src*='/assets/js/embed.js']")
         if "coral" in (src := each.get("src") or "")), None
    )  # fmt: skip
    root = page.absolute(given)
    return root.partition("?")[0].rstrip("/") if root else None


def _story(page: Page, source: str) -> tuple[str, str]:
    """Return the story's id, ``""`` where none is given, and its address, by default what the page calls its own."""
    given = next(answers.assigned(source, r"storyURL"), None)
    canonical = next((link.get("href") for link in page.select("link[rel~=canonical i]")), None)
    url = page.absolute(given) or page.absolute(canonical) or page.url
    return next(answers.assigned(source, r"storyID"), ""), url


def _comment(page: Page, said: Node, parent: str, url: str | None) -> Comment:
    key, author = answers.key(said.get("id")), answers.node(said, "author")
    return Comment(
        key=key,
        body=answers.words(said.get("body")),
        parent=parent or None,
        author=answers.line(author.get("username")),
        author_key=answers.key(author.get("id")) or None,
        url=f"{url}{'&' if '?' in url else '?'}commentID={key}" if url and key else None,
        published=dates.parse(answers.line(said.get("createdAt")), fetched_at=page.fetched_at),
        upvotes=answers.number(answers.node(said, "actionCounts", "reaction").get("total")),
    )
