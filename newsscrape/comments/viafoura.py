"""Viafoura: threads named by the article's container id, of a site whose UUID its own service tells by the site's domain.

Two questions lead to a thread: the site's settings (left out where the page tells the UUID), then its comments, oldest
first, a hundred a page, each page asked for from the last comment of the one before. Names of commenters stand at another
address, one request for each person: they are not asked for, and `author_key` tells people apart.
"""

import re
from collections import Counter
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from newsscrape import dates, urls
from newsscrape.comments import answers
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import ASKED, EMBED, Claim
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Media, Page

MEDIA: tuple[Media, ...] = ("html", "json")

_SETTINGS = "https://api.viafoura.co/v2/{domain}/bootstrap/v2"
_COMMENTS = "https://livecomments.viafoura.co/v4/livecomments/"
_HOSTS = frozenset({"api.viafoura.co", "livecomments.viafoura.co"})
_LIMIT = 100
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)


def detect(page: Page) -> Claim | None:
    """Claim an answer of the service, or a page with its program and the id of a thread."""
    if urls.host(page.url) in _HOSTS:
        container = _asked(page).get("container_id", "")
        return Claim(system="viafoura", sure=ASKED, key=container) if container else None
    container = _meta(page, "vf:container_id") if page.media == "html" else ""
    if not container or "viafoura" not in page.text:
        return None
    return Claim(system="viafoura", sure=EMBED, key=container, url=page.url)


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of one answer; those that are not visible are not there."""
    if claim.sure != ASKED:
        return Thread(claim.system, claim.key, url=claim.url, partial=True)
    answer = answers.node(answers.load(page.body))
    if not page.url.startswith(_COMMENTS):
        refused = None if _site(page) else "no-thread: Viafoura's settings name no site"
        return Thread(claim.system, claim.key, partial=True, refused=refused)
    if not isinstance(answer.get("contents"), list):
        return Thread(claim.system, claim.key, refused=f"no-thread: Viafoura gives no comments of {claim.key!r}")
    comments = keyed(
        _comment(page, said) for said in answers.nodes(answer["contents"]) if said.get("state") in (None, "visible")
    )
    claimed = answers.number(answer.get("total_visible_contents"))
    return Thread(claim.system, claim.key, comments, claimed=claimed)


def more(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the next question: for the settings, the comments, their next page, or answers that were left out."""
    if claim.sure != ASKED:
        site = next(answers.assigned(answers.scripts(page, "viafoura"), r"(?i:site_?uuid)"), "")
        if _UUID.fullmatch(site):
            return (_first(site, claim.key),)
        domain = _meta(page, "vf:domain") or urls.host(page.url).partition(":")[0]
        asked = {"session": "false", "container_id": claim.key}
        return (_target(_SETTINGS.format(domain=domain), asked),) if _DOMAIN.fullmatch(domain) else ()
    if not page.url.startswith(_COMMENTS):
        site = _site(page)
        return (_first(site, claim.key),) if site else ()
    return _further(page, claim)


def _further(page: Page, claim: Claim) -> tuple[Target, ...]:
    """Return the next page of what was asked for, and long lists of answers, each from its beginning."""
    answer = answers.node(answers.load(page.body))
    contents = answers.nodes(answer.get("contents"))
    site, *path = urlsplit(page.url).path.split("/")[3:]
    asked = _asked(page)
    thread = path[2] if len(path) > 2 else ""  # noqa: PLR2004 - container, "comments", and the comment that is answered
    container = next((uuid for said in contents if (uuid := _uuid(said, "content_container_uuid"))), "")
    if not container:
        return ()
    base = f"{_COMMENTS}{quote(site)}/{container}/comments"
    heads = [said for said in contents if thread or _parent(said) is None]
    found: list[Target] = []
    last = _uuid(heads[-1], "content_uuid") if heads else ""
    if answer.get("more_available") and last and last != asked.get("starting_from"):
        found.append(_target(f"{base}/{thread}" if thread else base, {**_paged(claim.key), "starting_from": last}))
    shown = Counter(_uuid(said, "thread_uuid") or _parent(said) for said in contents)
    for said in contents if not thread else ():
        uuid = _uuid(said, "content_uuid")
        own = shown[uuid] - (_uuid(said, "thread_uuid") == uuid)
        if uuid and _parent(said) is None and (answers.number(said.get("total_replies")) or 0) > own:
            found.append(_target(f"{base}/{uuid}", _paged(claim.key)))
    return tuple(found)


def _first(site: str, container: str) -> Target:
    return _target(f"{_COMMENTS}{site}", _paged(container))


def _paged(container: str) -> dict[str, str]:
    return {"limit": str(_LIMIT), "container_id": container, "reply_limit": str(_LIMIT), "sorted_by": "oldest"}


def _target(url: str, asked: dict[str, str]) -> Target:
    return Target(f"{url}?{urlencode(asked)}", "comments", system="viafoura")


def _asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _meta(page: Page, name: str) -> str:
    found = page.select(f"meta[name='{name}'], meta[property='{name}']")
    return next((text for each in found if (text := answers.key(each.get("content")))), "")


def _site(page: Page) -> str:
    answer = answers.node(answers.load(page.body))
    given = (answers.node(answer, "settings"), answers.node(answer, "result", "settings"), answer)
    return next((uuid for each in given if (uuid := _uuid(each, "site_uuid"))), "")


def _uuid(said: Node, name: str) -> str:
    text = answers.key(said.get(name))
    return text if _UUID.fullmatch(text) else ""


def _parent(said: Node) -> str | None:
    """Return the comment that is answered; a comment on the article has the thread's container for a parent."""
    parent = _uuid(said, "parent_uuid")
    return parent if parent not in ("", _uuid(said, "content_container_uuid"), _uuid(said, "content_uuid")) else None


def _comment(page: Page, said: Node) -> Comment:
    made = answers.number(said.get("date_created"))
    return Comment(
        key=_uuid(said, "content_uuid"),
        body=answers.words(said.get("content")),
        parent=_parent(said),
        author=answers.line(answers.node(said, "actor").get("name")),
        author_key=_uuid(said, "actor_uuid") or None,
        published=dates.parse(answers.key(made), fetched_at=page.fetched_at),
        upvotes=answers.number(said.get("total_likes")),
        downvotes=answers.number(said.get("total_dislikes")),
    )
