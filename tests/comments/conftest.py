"""Made-up threads of any length, told the same way to every comment system, and crawls of the sites that show them."""

import dataclasses
import datetime as dt
import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from newsscrape.page import Page

_SPEC = importlib.util.spec_from_file_location("crawls", Path(__file__).parent.parent / "crawl" / "conftest.py")
_crawls = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_crawls)
web, other, crawl = _crawls.web, _crawls.other, _crawls.crawl

NOW = dt.datetime(2024, 12, 1, tzinfo=dt.UTC)
_START = dt.datetime(2024, 6, 1, 10, tzinfo=dt.UTC)
_NAMES = ("Ada", "Bo Quill", "كريم", "小明", "d'Arcy <3", "Ada")
_WORDS = (  # markup, and the words that people see
    ("<p>Plain words {}</p>", "Plain words {}"),
    ("<p>First line<br>second {}</p>", "First line\nsecond {}"),
    ('<p><a href="https://volt.example/{}">A link</a> of {} &amp; more</p>', "A link of {} & more"),
    ("<p>😀 شكرا {}</p>", "😀 شكرا {}"),
    ("<p>N\0UL {}<script>alert(1)</script></p>", "NUL {}"),
    ("<p>One.</p><p>Two {}.</p>", "One.\n\nTwo {}."),
    ('<p><img class="emoji" alt="🎉" src="/e.png"> {}</p>', "🎉 {}"),
)


@dataclasses.dataclass(frozen=True)
class Told:
    """One comment as a made-up thread has it."""

    number: int
    """The system's id."""
    parent: int | None
    author: str
    at: dt.datetime
    markup: str
    body: str
    quotes: int | None
    """The comment of which `quoted` is taken."""
    quoted: str | None
    votes: int
    gone: bool
    """Removed: nothing but a note stands in its place."""


def _told(place):
    markup, body = _WORDS[place % len(_WORDS)]
    quotes = place - 1 if place % 5 == 4 else None
    return Told(
        number=1000 + place,
        parent=1000 + place - 1 if place % 3 == 2 or place % 10 == 9 else None,
        author=_NAMES[place % len(_NAMES)],
        at=_START + dt.timedelta(minutes=7 * place),
        markup=markup.replace("{}", str(place)),
        body=body.replace("{}", str(place)),
        quotes=1000 + quotes if quotes is not None else None,
        quoted=f"The gist of {quotes}" if quotes is not None else None,
        votes=place % 4,
        gone=place % 17 == 16,
    )


@pytest.fixture
def told():
    """Return a function that makes up so many comments: nested, quoting, some removed, in several scripts."""
    return lambda count: [_told(place) for place in range(count)]


@pytest.fixture
def page():
    """Return a function that makes a page of an address and a document."""

    def make(url, document, **headers):
        kind = "application/json" if document[:1] in "[{" else "text/html"
        given = {"content-type": f"{kind}; charset=utf-8", **headers}
        return Page(url, document.encode("utf-8", "replace"), given, NOW)

    return make


class Sites(NamedTuple):
    """A news site, and the host of its comments."""

    news: Any
    forum: Any

    def article(self, more):
        """An article of enough words, with more behind it."""
        return self.news.article(1, day="2024-06-01", more=more)


@pytest.fixture
def sites(web, other):
    return Sites(web, other)
