"""The page's headings as people read them: without logos, and without the kickers, dates and subtitles inside them."""

import re
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.page import Page
from newsscrape.text import cut, fold
from newsscrape.tree import plain

_ASIDE = re.compile(
    r"kicker|topline|overline|roofline|dachzeile|eyebrow|super-?title|sub-?(?:title|headline|heading)|spitzmarke|topic|section"
    r"|categor|rubri|label|badge|byline|author|meta|tagline|(?:^|[\s_-])(?:date|time|prefix|deck)"
    r"|visually-?hidden|sr-only|screen-?reader|invisible|fake-h",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"(?:^|[\s_-])(?:headline|title)(?:$|[\s_-])", re.IGNORECASE)
_ASIDE_TAGS = frozenset(["small", "time", "rt", "rp", "sup", "h2", "h3", "h4", "h5", "h6"])
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)|masthead|blog-?(?:title|name)", re.IGNORECASE)
_ELSEWHERE = frozenset(["nav", "aside", "footer", "template", "noscript"])
_STAMP = re.compile(r"^\s*(?:19|20)\d\d[-/.\u5e74]\s?\d\d?[-/.\u6708]\s?\d\d?")
_WORDS = 3  # fewer before more of them are a place or a rubric, whatever they are called
_LEVELS, _PIECES, _MOST, _LONGEST = 3, 40, 30, 1_000
_READ = 2 * _LONGEST  # characters or elements of a heading: one that never ends holds the rest of the page
_EDGES = " \t|:\u00b7\u2022\u2013\u2014-"


def headings(page: Page, *tags: str) -> list[str]:
    """Return the texts of these heading elements, in page order, each once; logos and what stands beside the page left out."""
    elements = page.tagged(*tags)[:_MOST]
    return list(
        dict.fromkeys(
            text for element in elements if not _is_logo(page, element) and (text := cut(_headline(element), _LONGEST))
        )
    )


def _headline(heading: HtmlElement) -> str:
    """Return the headline's own words: what is marked as a kicker, date or subtitle stays out, unless nothing else is there."""
    if not len(heading):
        return fold(heading.text or "")
    inside = list(islice(heading.iterdescendants(), _PIECES))
    marked = [e for e in inside if isinstance(e.tag, str) and _HEADLINE.search(_marks(e)) and not _ASIDE.search(_marks(e))]
    if len(marked) == 1 and (text := fold(plain(marked[0], _asides(marked[0], inside), _READ))) and not text.endswith(":"):
        rest = fold(plain(heading, {marked[0], *_asides(heading, inside)}, _READ)) if len(text.split()) < _WORDS else ""
        return rest if len(rest) > len(text) else text
    return fold(plain(heading, _asides(heading, inside), _READ)).strip(_EDGES) or fold(plain(heading, limit=_READ))


def _asides(top: HtmlElement, inside: list[HtmlElement]) -> set[HtmlElement]:
    return {e for e in inside if e is not top and (e.tag in _ASIDE_TAGS or _is_aside(e))}


def _is_aside(element: HtmlElement) -> bool:
    """Tell whether a part is no headline by its name or its date; a subtitle behind a colon is what the colon leads to."""
    match, before = _ASIDE.search(_marks(element)), element.getprevious()
    if match and match[0].lower().startswith("sub") and before is not None and isinstance(before.tag, str):
        return not f"{plain(before)}{before.tail or ''}".rstrip().endswith((":", "\uff1a"))
    return bool(match or _STAMP.search(element.text or ""))


def _marks(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def _is_logo(page: Page, heading: HtmlElement) -> bool:
    """Tell whether a heading names the site: it is marked as its logo, or leads to a place above the page."""
    link = next(heading.iter("a"), None)
    if link is None and (parent := heading.getparent()) is not None and parent.tag == "a":
        link = parent
    if link is not None and (target := page.absolute(link.get("href"))):
        above, here = (address.partition("#")[0].partition("?")[0].rstrip("/") for address in (target, page.url))
        if here.startswith(above + "/") and fold(plain(link, limit=_READ)) == fold(plain(heading, limit=_READ)):
            return True
    around: HtmlElement | None = heading
    for _ in range(_LEVELS):
        if around is None or around.tag in ("body", "article", "main"):
            return False
        if around.tag in _ELSEWHERE or _LOGO.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
        around = around.getparent()
    return False
