"""Links that lead to those who write for a site: what they show is a byline."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsscrape import urls
from newsscrape.alternation import any_of
from newsscrape.extract.surroundings import short_line
from newsscrape.page import Page, once

_AUTHORS = (
    "autor",
    "auteur",
    "writer",
    "journalist",
    "redakteur",
    "contributor",
    "columnist/",
    "columnists/",
    "yazar/",
    "avtor",
)
_MEMBERS = (
    *("staff", "people", "profil", "profile", "perfil", "newsteam", "team", "user", "users", "by"),
    *("redaktion", "redazione", "redakcja", "equipo", "equipe"),
)
_PROFILES = re.compile(
    rf"[/?&](?:author=\d|author(?!=)|{any_of(_AUTHORS)}"
    rf"|(?:{any_of(_MEMBERS)})/(?:[^/?#\n]+/)?(?P<member>[^/?#\n]+)/?(?:[?#]|$))",
    re.MULTILINE,
)
_STARTS = re.compile(f"/(?:{any_of({name.rstrip('/') for name in ('author', *_AUTHORS, *_MEMBERS)})})")
_BEFORE, _AFTER = 25, 60  # elements from the headline
_LONGEST, _LONGEST_LINE, _SHORTEST_WORD = 60, 160, 3  # characters


@once
def places(page: Page) -> tuple[int, ...]:
    """Return the places of the links to authors, and of those to other members of the site that stand by the headline.

    Farther down, and within a sentence, a member's page is that of somebody who is spoken of.
    """
    return tuple(_places(page))


def links(page: Page) -> list[HtmlElement]:
    """Return the links to the profiles of authors, by their address or their ``rel``, in document order."""
    by_rel = (place for rel, found in page.index.values("rel").items() if "author" in rel for place in found)
    return [page.elements[place] for place in sorted({*places(page), *by_rel}) if page.index.tags[place] == "a"]


def _places(page: Page) -> Iterator[int]:
    heading = next(iter(page.tagged("h1")), None)
    start = page.index.places[heading] if heading is not None else None
    for link, member in _profiles(page.index.text("href")):
        found = page.index.values("href").get(link, [])
        if not member:
            yield from found
        elif start is not None and _is_own(page, link):
            name = member.casefold()
            yield from (place for place in found if -_BEFORE <= place - start <= _AFTER and _shows(page, place, name))


def _profiles(links: str) -> Iterator[tuple[str, str | None]]:
    """Yield the links that lead to somebody, with the member whom one spells.

    They are looked for in one text, since to look into each takes twice as long, and first by one character, with ``?`` and
    ``&`` turned into it, since one of three is found a fifth as fast.
    """
    end = -1
    for start in _STARTS.finditer(links.replace("?", "/").replace("&", "/")):
        if start.start() > end and (match := _PROFILES.match(links, start.start())):
            end = links.find("\n", match.end())
            end = end if end >= 0 else len(links)
            yield links[links.rfind("\n", 0, match.start()) + 1 : end], match["member"]


def _is_own(page: Page, link: str) -> bool:
    return urls.host(page.absolute(link) or "") == urls.host(page.url)


def _shows(page: Page, place: int, name: str) -> bool:
    """Tell whether a link stands alone and shows the name that its address spells."""
    words = short_line(page.elements[place], _LONGEST).casefold().split()
    around = page.elements[page.index.parents[place]]
    return any(len(word) >= _SHORTEST_WORD and word in name for word in words) and bool(short_line(around, _LONGEST_LINE))
