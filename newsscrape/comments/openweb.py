"""OpenWeb, formerly Spot.IM: conversations named by the site's spot id and the article's post id, read by a POST each page.

The launcher's script, or the element that it fills, bears both ids (``data-spot-id``, ``data-post-id``); some sites hand
them over in a script instead. Replies stand in the comments that they answer.
"""

import json
import re
from collections.abc import Iterator, Mapping

from newsscrape import dates
from newsscrape.comments import answers
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import ASKED, EMBED, Claim
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Media, Page

MEDIA: tuple[Media, ...] = ("html", "json")

_API = "https://api-2-0.spot.im/v1.0.0/conversation/read"
_COUNT, _CHILDREN, _DEPTH = 100, 100, 20  # comments of a page, answers to a comment, levels of them
_MARKED = "[data-spot-id], script[src*='spot.im']"
_SPOT = re.compile(r"sp_(?<!\wsp_)[A-Za-z0-9]{4,20}(?![A-Za-z0-9])")
_POST = re.compile(r"[\w.$:~-]{1,150}", re.ASCII)
_CONVERSATION = re.compile(rf"({_SPOT.pattern})_({_POST.pattern})", re.ASCII)
_WIDGET = re.compile(r"commentWidget-(.+)")
_PLACES = (
    "script[src*='spot.im'][data-post-id]", "[data-spotim-module=conversation][data-post-id]",
    "[data-spotim-module][data-post-id]", "#openweb-comments [data-post-id]", "#spot-im-comments [data-post-id]",
    "#openweb-comments[data-post-id]", "#spot-im-comments[data-post-id]", "[data-openweb-module][data-post-id]",
)  # fmt: skip
"""Where the post id of the page's own conversation stands, the surest first; counts in lists of articles bear one, too."""
_COUNTS = ".spot-im-replies-count[data-post-id]"


def detect(page: Page) -> Claim | None:
    """Claim an answer of the API, or a page with both ids of a conversation."""
    if page.url == _API:
        conversation = answers.key(_asked(page).get("conversation_id"))
        return Claim(system="openweb", sure=ASKED, key=conversation) if _CONVERSATION.fullmatch(conversation) else None
    if page.media != "html" or not (page.index.values("data-spot-id") or any(map(_SPOT.search, answers.holding(page, "sp_")))):
        return None
    source = _scripts(page)
    spot = _spot(page, source)
    post = _post(page, source) if spot else None
    return Claim(system="openweb", sure=EMBED, key=f"{spot}_{post}", url=page.url) if spot and post else None


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of one page of a conversation, each before its answers."""
    if claim.sure != ASKED:
        return Thread(claim.system, claim.key, url=claim.url, partial=True)
    data = _conversation(page)
    if not data:
        return Thread(claim.system, claim.key, refused=f"no-thread: OpenWeb gives no conversation {claim.key!r}")
    users = answers.node(data, "users")
    comments = keyed(
        _comment(page, said, parent, answers.node(users, answers.key(said.get("user_id"))))
        for said, parent in _comments(page, data)
        if not said.get("deleted")
    )
    return Thread(claim.system, claim.key, comments, claimed=answers.number(data.get("messages_count")))


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the first page of a conversation, or its next, and what is left of long lists of answers."""
    if claim.sure != ASKED:
        return (_target(claim.key, 0),)
    data, asked = _conversation(page), _asked(page)
    parent, offset = answers.key(asked.get("parent_id")), answers.number(asked.get("offset")) or 0
    following = [(parent, data, offset)]
    following += [(key, said, 0) for said, _ in _comments(page, data) if (key := answers.key(said.get("id")))]
    return tuple(
        _target(claim.key, further, of)
        for of, said, at in following
        if said.get("has_next") and (further := answers.number(said.get("offset")) or 0) > at
    )


def headers(payload: str) -> Mapping[str, str]:
    """Return the headers by which the API tells sites and articles apart."""
    match = _CONVERSATION.fullmatch(answers.key(answers.node(answers.load(payload)).get("conversation_id")))
    return {"x-spot-id": match[1], "x-post-id": match[2]} if match else {}


def _target(conversation: str, offset: int, parent: str = "") -> Target:
    asked = {"conversation_id": conversation, "count": _COUNT, "offset": offset, "sort_by": "oldest"}
    asked |= {"depth": _DEPTH, "child_count": _CHILDREN, **({"parent_id": parent} if parent else {})}
    return Target(_API, "comments", "POST", json.dumps(asked, separators=(",", ":")), system="openweb")


def _asked(page: Page) -> Node:
    return answers.node(answers.load(page.payload))


def _conversation(page: Page) -> Node:
    return answers.node(answers.load(page.body), "conversation")


def _comments(page: Page, data: Node) -> Iterator[tuple[Node, str]]:
    """Yield the comments with what they answer, in reading order, however deep they nest."""
    above = answers.key(_asked(page).get("parent_id"))
    stack = [(said, above) for said in reversed(answers.nodes(data.get("comments")))]
    while stack:
        said, parent = stack.pop()
        yield said, parent
        stack += [(answer, answers.key(said.get("id"))) for answer in reversed(answers.nodes(said.get("replies")))]


def _scripts(page: Page) -> str:
    return "\n".join(answers.scripts(page, word) for word in ("spot", "openweb"))


def _spot(page: Page, source: str) -> str | None:
    for element in page.select(_MARKED):
        if match := _SPOT.search(f"{element.get('data-spot-id') or ''} {element.get('src') or ''}"):
            return match[0]
    match = _SPOT.search(source)
    return match[0] if match else None


def _post(page: Page, source: str) -> str | None:
    given = [element.get("data-post-id") or "" for place in _PLACES for element in page.select(place)]
    given += [
        match[1] for element in page.select("[id^='commentWidget-']") if (match := _WIDGET.match(element.get("id") or ""))
    ]
    given += answers.assigned(source, r"[pP][oO][sS][tT]_?[iI][dD]")
    counts = {element.get("data-post-id") or "" for element in page.select(_COUNTS)}
    given += counts if len(counts) == 1 else ()
    return next((post for post in given if _POST.fullmatch(post)), None)


def _comment(page: Page, said: Node, parent: str, user: Node) -> Comment:
    rank, written = answers.node(said, "rank"), answers.number(said.get("written_at"))
    return Comment(
        key=answers.key(said.get("id")),
        body="\n\n".join(filter(None, (answers.words(part.get("text")) for part in answers.nodes(said.get("content"))))),
        parent=parent or None,
        author=answers.line(user.get("display_name")) or answers.line(user.get("user_name")),
        author_key=answers.key(said.get("user_id")) or None,
        published=dates.parse(answers.key(written), fetched_at=page.fetched_at),
        upvotes=answers.number(rank.get("ranks_up")),
        downvotes=answers.number(rank.get("ranks_down")),
    )
