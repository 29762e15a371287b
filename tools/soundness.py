"""What holds of every reading, whatever the page: what `fuzz.py` and the tests look for beside an exception."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any

from newsscrape.dates import from_utc_text
from newsscrape.forms import from_dict, to_dict
from newsscrape.model import Article, Instant, Outcome
from newsscrape.page import Page
from newsscrape.reading import read_pages

_PLAIN = (
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "strong",
        "em",
        "code",
        "sub",
    ),
    *("sup", "figure", "figcaption", "br"),
)
_TAGS = {**dict.fromkeys(_PLAIN, ()), "a": ("href",), "img": ("src", "alt")}
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f/]+(?:/[^\s\x00-\x20\x7f]*)?")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def faults(pages: Sequence[Page], kind: str) -> list[str]:
    """Return what is wrong with the reading of pages as a kind; whatever the reader raises is let through."""
    outcome = read_pages(pages, kind)  # type: ignore[arg-type]  # a kind
    again = read_pages([Page(page.url, page.body, page.headers, page.fetched_at) for page in pages], kind)  # type: ignore[arg-type]
    found = [] if again == outcome else ["a second reading differs"]
    return [*found, *dict.fromkeys(_of(outcome))]


def _of(outcome: Outcome) -> Iterator[str]:
    yield from _of_values(outcome, "outcome")
    for target in outcome.targets:
        if not _ADDRESS.fullmatch(target.url):
            yield "a target's address"
    if outcome.article:
        yield from _of_article(outcome.article)


def _of_article(article: Article) -> Iterator[str]:
    form = to_dict(article)
    json.dumps([form, article.to_json_ld()], allow_nan=False)
    if to_dict(from_dict(form)) != form:
        yield "the form is not the same after a round"
    people = [*article.authors, *article.images, *article.links, *article.comments]
    urls = [article.url, *(getattr(one, name) for one in people for name in ("url", "author_url") if hasattr(one, name))]
    urls += [url for image in article.images for url, _ in image.variants]
    if any(url is not None and not _ADDRESS.fullmatch(url) for url in urls):
        yield "an address that is not absolute"
    if article.body is not None and (article.body != article.body.strip() or not article.body):
        yield "a body with blanks around it"
    checked = _Html()
    checked.feed(article.body_html or "")
    checked.close()
    yield from checked.faults()


def _of_values(value: Any, name: str) -> Iterator[str]:
    """Look through all values: texts that cannot be written, dates that cannot be parsed."""
    if isinstance(value, str):
        if _NOT_TEXT.search(value):
            yield f"{name} holds what is no text"
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _of_values(item, name)
    elif is_dataclass(value):
        if isinstance(value, Instant) and value.utc is not None:
            from_utc_text(value.utc)
        for field in fields(value):
            yield from _of_values(getattr(value, field.name), field.name)


class _Html(HTMLParser):
    """Checks that a text is of the safe subset: known tags, known attributes, absolute addresses, all closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, None] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self._found[f"<{tag}> in body_html"] = None
        for name, value in attrs:
            if name not in _TAGS.get(tag, ()):
                self._found[f"{name}= in body_html"] = None
            if name in ("href", "src") and not _ADDRESS.fullmatch(value or ""):
                self._found[f"an address in body_html that is not absolute, of {tag}"] = None
        if tag not in ("img", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self._found["tags of body_html that do not match"] = None

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - the parser's
        self._found["a comment in body_html"] = None

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 - the parser's
        self._found["a declaration in body_html"] = None

    def faults(self) -> Iterator[str]:
        yield from self._found
        if self._open:
            yield "open tags in body_html"
