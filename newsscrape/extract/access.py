"""Whether an article can be read for free: as its publisher states it, else by the wall that stands in its text.

https://developers.google.com/search/docs/appearance/structured-data/paywalled-content (isAccessibleForFree, also of parts) and
article:content_tier (free, metered, locked), which alone tells a meter from a wall.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.model import Access

_TIERS: dict[str, Access] = {"free": "free", "metered": "metered", "locked": "paywalled"}
_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})
_HINTS = ("wall", "metered", "piano-", "poool-", "subscriber")  # every such name has one of these
_WALL = re.compile(
    # what publishers and their vendors (Piano, Poool, Steady, Leaky Paywall, Zephr) call the box that takes the text's place
    r"paywall|(?:article|content|inline|steady|leaky|tinypass|zephr|hard|plus|premium|story)[_-]paywall"
    r"|paywall[_-](?:article|content|container|wrapper|inline|barrier|gate|teaser|message|box|offer|notice|body)|paywalled(?:[_-]content)?"
    r"|content-behind-paywall|piano-(?:blocked|paywall|article-overlay|inline)|poool-widget|reg-?wall|subscribers?-only(?:[_-]content)?",
    re.IGNORECASE,
)
_METER = re.compile(r"metered(?:[_-]?content)?|paywall[_-]meter|metered-paywall", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|\s)(?:hide|hidden|d-none|is-hidden)(?:\s|$)")
_LONGEST = 60  # characters of a class name
_ARTICLES = ("article", "main")
_PLACES = (*_ARTICLES, "div", "section", "aside", "p", "span")


def read(evidence: Evidence) -> list[Finding[Access]]:
    """Return what says how the article can be read, the most telling first."""
    tiers = [
        Finding(_TIERS[tier], finding.source, finding.raw)
        for finding in evidence.from_meta("article:content_tier")
        if (tier := finding.value.strip().casefold()) in _TIERS
    ]
    stated = [*tiers, *_stated(evidence)]
    return stated or list(_wall(evidence))


def _stated(evidence: Evidence) -> Iterator[Finding[Access]]:
    """Yield isAccessibleForFree of the article; where it has none, of its parts: one that is not free is enough."""
    if found := _free(evidence.ld.get("isAccessibleForFree"), "json-ld:isAccessibleForFree"):
        yield found
    given = evidence.ld.get("hasPart")
    for part in given if isinstance(given, list) else [given]:
        if isinstance(part, dict):
            found = _free(part.get("isAccessibleForFree"), "json-ld:hasPart.isAccessibleForFree")
            if found and found.value == "paywalled":
                yield found
    for text in evidence.microdata.get("isAccessibleForFree", ()):
        if found := _free(text, "microdata:isAccessibleForFree"):
            yield found


def _free(given: object, source: str) -> Finding[Access] | None:
    word = str(given).strip().casefold().rpartition("/")[2] if isinstance(given, str | int) else ""
    if word in _TRUE or word in _FALSE:
        return Finding("free" if word in _TRUE else "paywalled", source, str(given))
    return None


def _wall(evidence: Evidence) -> Iterator[Finding[Access]]:
    """Yield the first wall or meter that stands, to be seen, in the page's article or main part."""
    page = evidence.page
    walls: dict[int, tuple[str, Access]] = {}
    for attribute in ("id", "class"):  # of one element's names the class says more
        known = page.index.values(attribute)
        said = page.index.text(attribute).casefold()
        hints = [hint for hint in _HINTS if hint in said]
        for names in known if hints else ():
            if any(map(names.casefold().__contains__, hints)) and (found := _kind_of(names, attribute)):
                walls.update(dict.fromkeys(known[names], found))
    for place in sorted(walls):
        if _stands(page.elements[place]):
            name, kind = walls[place]
            yield Finding(kind, f"marker:{name}", name)
            return


def _kind_of(names: str, attribute: str) -> tuple[str, Access] | None:
    """Return the first name of an attribute that says something of the access, with what it says."""
    return next(filter(None, map(_kind, names.split() if attribute == "class" else [names])), None)


def _kind(name: str) -> tuple[str, Access] | None:
    """Return a class name or id with what it says of the access, ``None`` for one that says nothing."""
    if len(name) > _LONGEST:
        return None
    if _METER.fullmatch(name):
        return name, "metered"
    return (name, "paywalled") if _WALL.fullmatch(name) else None


def _stands(element: HtmlElement) -> bool:
    """Tell whether a wall is to be seen in the article."""
    seen = element.get("hidden") is None and not _HIDDEN.search(element.get("class") or "")
    in_article = element.tag in _ARTICLES or next(element.iterancestors(*_ARTICLES), None) is not None
    return seen and in_article and element.tag in _PLACES
