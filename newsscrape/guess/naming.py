"""What a site is called: its title for people, its name for commands, its engine."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from newsscrape import syndication
from newsscrape.extract.evidence import Evidence, words_of
from newsscrape.extract.rules import Rules
from newsscrape.extract.sitename import SEPARATOR, SiteName
from newsscrape.guess.material import Material
from newsscrape.metadata import json_ld
from newsscrape.sites import checks
from newsscrape.sites.engines import Known, known
from newsscrape.text import cut, fold

_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "ac", "or", "ne", "gov", "edu"])
_NO_NAME = re.compile(r"[^a-z0-9_]+")
_LONGEST = 60
_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title")


def engine(material: Material) -> tuple[Known, str] | None:
    """Return the engine whose sign most of the articles bear, and that sign."""
    counts: Counter[tuple[int, str]] = Counter()
    engines = list(known())
    for index, each in enumerate(engines):
        for sign in each.engine.signs:
            counts[index, sign] = sum(bool(page.select(sign)) for page in material.articles)
    best = max(counts, key=lambda key: counts[key], default=None)
    return (engines[best[0]], best[1]) if best and 2 * counts[best] > len(material.articles) else None


def title(material: Material) -> tuple[str, str]:
    """Return what the site calls itself, and where."""
    found = next(((text, place) for text, place in _titles(material) if text.strip()), None)
    return (fold(cut(found[0], _LONGEST)), found[1]) if found else (urlsplit(material.base).netloc, "the host")


def _titles(material: Material) -> Iterator[tuple[str, str]]:
    pages = [*material.articles, *([material.home] if material.home else [])]
    evidences = [Evidence(page, Rules()) for page in pages if page.media == "html"]
    for name in _METAS:
        yield from ((content, f"meta:{name}") for each in evidences for content in each.meta.get(name, ()))
    for each in evidences:
        yield from ((text, "json-ld:publisher") for text in json_ld.texts(each.ld.get("publisher")) if "://" not in text)
    for url, page in material.feeds.items():
        if text := fold(syndication.parse(page.text, page.url).feed.get("title", "")):
            yield text, f"the title of {urlsplit(url).path}"
    if material.home and material.home.media == "html":
        called = SiteName.of(Evidence(material.home, Rules()))
        parts = (part for element in material.home.tagged("title")[:1] for part in SEPARATOR.split(words_of(element)))
        yield from ((part, "the front page's title") for part in parts if called.is_name(part))


def name(base: str, taken: Collection[str]) -> str:
    """Return a name for the site at an address, from its host; with the host's ending where it is taken.

    >>> name("https://www.pocket-gear.co.uk/", ()), name("https://gear.example.de/", {"example"})
    ('pocketgear', 'example_de')
    """
    host = urlsplit(base).hostname or ""
    labels = [_NO_NAME.sub("", label) for label in host.split(".") if label not in ("www", "m")]
    ending = 2 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 1  # noqa: PLR2004 - co.uk and a name before it
    label = labels[-1 - ending] if len(labels) > ending else labels[0]
    if not re.search("[a-z]", label):
        label = f"site_{'_'.join(labels)}"
    free = (label, f"{label}_{'_'.join(labels[-ending:])}", *(f"{label}_{number}" for number in range(2, 100)))
    return next(each for each in free if each not in taken and each not in checks.RESERVED)
