"""Twins of recorded pages: the markup of a page with every word replaced, so that it may be shown to anybody.

A twin is read as the page is, field by field of the same shape: as many paragraphs, pictures, authors and comments, and the
same dates. What it says is nothing. Which words stay is told in `kept`; nothing else does.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsscrape import charset
from newsscrape.errors import BadArgument
from newsscrape.model import Outcome
from newsscrape.page import Page
from newsscrape.recording import HEADERS
from newsscrape.sites import Site
from newsscrape.twin import addresses, data, kept, markup
from newsscrape.twin.addresses import Addresses
from newsscrape.twin.scribe import Scribe
from newsscrape.twin.wordbook import Wordbook
from newsscrape.urls import site_name

_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORTEST_NAME = 4


def of(pages: Sequence[Page], outcome: Outcome, site: Site | None = None) -> tuple[Page, ...]:
    """Return the twins of the pages of one address, all in the same made-up words; the same pages give the same twins.

    Args:
        pages: as they came.
        outcome: what is read from them, which tells who is named on them.
        site: the site they belong to, if it is known.

    Raises:
        BadArgument: a page is no HTML, XML or JSON.
    """
    for page in pages:
        if page.media == "other":
            raise BadArgument(f"{page.url}: no twin can be made of what is neither HTML nor XML nor JSON")
    texts = [page.text for page in pages]
    codecs = [charset.of(page.body, page.headers.get("content-type")) for page in pages]
    label = max(site_name(pages[0].url).split("."), key=len)
    words = {word.lower() for text in texts for word in _WORD.findall(f"{text} {html.unescape(text)}")}
    own = {word for word in words if _is_of(word, label)}
    book = Wordbook(
        b"".join(page.body for page in pages),
        keep=kept.of_site(site) | addresses.STRUCTURE | own,
        taken=words,
        codec=codecs[0][1],
    )
    hosts = frozenset(host for text in texts for host in addresses.resources(text))
    names = frozenset(_names(outcome))
    return tuple(
        _twin(page, Scribe(book, Addresses(book, page.url, site, hosts), names), mark, codec)
        for page, (mark, codec) in zip(pages, codecs, strict=True)
    )


def _twin(page: Page, scribe: Scribe, mark: bytes, codec: str) -> Page:
    write = data.rewrite if page.media == "json" else markup.rewrite
    body = write(page.text, scribe).encode(codec, "xmlcharrefreplace")
    headers = {name: value for name, value in page.headers.items() if name in HEADERS}
    payload = data.rewrite(page.payload, scribe) if data.is_json(page.payload) else scribe.addresses.rewrite(page.payload)
    return replace(page, url=scribe.addresses.rewrite(page.url), body=mark + body, headers=headers, payload=payload)


def _is_of(word: str, label: str) -> bool:
    """Tell whether a word is part of the site's own name, as its host spells it."""
    return label.startswith(word) or label.endswith(word)


def _names(outcome: Outcome) -> Iterator[str]:
    """Yield the words of people's names, and the names written as one word, as logins are."""
    article = outcome.article
    said = [author.name for author in article.authors] if article else []
    said += [comment.author for thread in outcome.threads for comment in thread.comments if comment.author]
    for name in said:
        words = [word.lower() for word in re.findall(r"[^\W_]+", name)]
        yield from (word for word in [*words, "".join(words)] if len(word) >= _SHORTEST_NAME and word not in kept.known())
