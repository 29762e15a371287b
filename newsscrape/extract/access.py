"""Whether an article can be read for free: as its publisher states it, else by the wall that stands in its text.

https://developers.google.com/search/docs/appearance/structured-data/paywalled-content (isAccessibleForFree, also of parts) and
article:content_tier (free, metered, locked), which alone tells a meter from a wall.
"""

import re
from collections.abc import Iterator

from newsscrape.extract.evidence import Evidence, Finding
from newsscrape.model import Access

_TIERS: dict[str, Access] = {"free": "free", "metered": "metered", "locked": "paywalled"}
_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})
_HINTS = (b"aywall", b"etered", b"egwall", b"iano-", b"oool-", b"ers-only", b"er-only", b"reg-wall")
_WALL = re.compile(
    # what publishers and their vendors (Piano, Poool, Steady, Leaky Paywall, Zephr) call the box that takes the text's place
    r"paywall|(?:article|content|inline|steady|leaky|tinypass|zephr|hard|plus|premium|story)[_-]paywall"
    r"|paywall[_-](?:article|content|container|wrapper|inline|barrier|gate|teaser|message|box|offer|notice|body)|paywalled(?:[_-]content)?"
    r"|content-behind-paywall|piano-(?:blocked|paywall|article-overlay|inline)|poool-widget|reg-?wall|subscribers?-only(?:[_-]content)?",
    re.IGNORECASE,
)
_METER = re.compile(r"metered(?:[_-]?content)?|(?:paywall[_-])?meter|metered-paywall", re.IGNORECASE)
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
    if not any(hint in evidence.page.body for hint in _HINTS):
        return
    walked = set()
    for place in evidence.page.root.iter(*_ARTICLES):
        if place in walked:
            continue
        for element in place.iter(*_PLACES):
            if element.tag in _ARTICLES:
                walked.add(element)
            classes = element.get("class") or ""
            names = [name for name in (*classes.split(), element.get("id") or "") if 0 < len(name) <= _LONGEST]
            if element.get("hidden") is not None or _HIDDEN.search(classes):
                continue
            for name in names:
                if _METER.fullmatch(name):
                    yield Finding("metered", f"marker:{name}", name)
                    return
                if _WALL.fullmatch(name):
                    yield Finding("paywalled", f"marker:{name}", name)
                    return
