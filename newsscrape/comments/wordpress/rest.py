"""WordPress's REST API: ``wp/v2/comments?post=ID``, a hundred a page, their number and that of the pages in headers.

Source: the REST API Handbook of WordPress, "Comments" and "Pagination". A site may close the API; then its answer is an
error like any other, and what stands in the page is what there is.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from newsscrape import dates
from newsscrape.comments import answers, counts
from newsscrape.comments.answers import Node
from newsscrape.comments.claim import COMMENTS, Claim
from newsscrape.comments.fragments import address, apart, parse
from newsscrape.comments.keys import keyed
from newsscrape.model import Comment, Instant, Thread
from newsscrape.page import Page
from newsscrape.text import fold
from newsscrape.urls import absolute

_QUERY = "post={post}&per_page=100&page=1&orderby=date&order=asc"
_ANSWER = re.compile(r"/wp/v2/comments/?[?&](?:[^#]*&)?post=(\d{1,18})(?:&|$)")
_PAGE = re.compile(r"(?<=[?&]page=)\d{1,6}")
_MOST = 50_000  # pages of one thread


def start(page: Page, post: str) -> str | None:
    """Return where the page's site gives the comments of a post, if it says that it has an API."""
    for link in page.select("link[rel='https://api.w.org/']"):
        if url := page.absolute(link.get("href")):
            joined = "&" if "?" in url else "?"
            return f"{url.rstrip('/')}/wp/v2/comments{joined}{_QUERY.format(post=post)}"
    return None


def detect(page: Page) -> Claim | None:
    """Claim an answer with comments of one post; it may be empty."""
    place = _ANSWER.search(unquote(page.url))
    if place is None or not isinstance(answers.load(page.body), list):
        return None
    return Claim(system="wordpress", sure=COMMENTS, key=f"post-{place[1]}")


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of an answer, oldest first."""
    return Thread(claim.system, claim.key, keyed(_comments(page)), claimed=counts.whole(page.headers.get("x-wp-total")))


def following(page: Page) -> str | None:
    """Return the address of the next page, where the header says there is one."""
    number, last = _PAGE.search(page.url), counts.whole(page.headers.get("x-wp-totalpages"))
    if number is None or last is None or not answers.load(page.body) or not int(number[0]) < min(last, _MOST):
        return None
    return _PAGE.sub(str(int(number[0]) + 1), page.url)


def _comments(page: Page) -> Iterator[Comment]:
    """Yield what readers wrote; pings are of another type."""
    for item in answers.nodes(answers.load(page.body)):
        number = counts.whole(item.get("id"))
        if number and item.get("type", "comment") == "comment":
            top = parse(_text(item.get("content")))
            body, quoted = apart(top, list(top.iter("blockquote")))
            parent, user = counts.whole(item.get("parent")), counts.whole(item.get("author"))
            yield Comment(
                key=str(number),
                body=body,
                parent=str(parent) if parent else None,
                author=fold(_text(item.get("author_name"))) or None,
                author_key=f"user-{user}" if user else None,
                author_url=absolute(page.url, home) if (home := _text(item.get("author_url"))) else None,
                url=address(page.url, link) if (link := _text(item.get("link"))) else None,
                published=_published(page, item),
                quoted=quoted,
            )


def _published(page: Page, item: Node) -> Instant | None:
    """Return the date as the page itself writes it: the site's clock, with the offset that the clock in UTC tells."""
    local, utc = _text(item.get("date")), _text(item.get("date_gmt"))
    try:
        apart = dt.datetime.fromisoformat(local) - dt.datetime.fromisoformat(utc)
    except (ValueError, TypeError):
        return dates.parse(f"{utc}Z" if utc else local, fetched_at=page.fetched_at)
    minutes = round(apart.total_seconds() / 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return dates.parse(f"{local}{sign}{hours:02}:{rest:02}", fetched_at=page.fetched_at)


def _text(value: Any) -> str:
    """Return a text, which may be wrapped as what was rendered of it."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""
