"""Which elements of the body are the entries of a live blog.

Either the page marks them (microdata), or they are found as what comes again and again in the body, each time with a time of
its own. Where the page does not even state that it is a live blog, this takes more: see `_Standard`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from newsscrape.extract.evidence import Evidence
from newsscrape.extract.live import clock, entries, stated
from newsscrape.extract.live.entries import Entry
from newsscrape.extract.live.walk import Walk
from newsscrape.hinted import Hinted
from newsscrape.tree import line

_CALLED = Hinted(r"live[-_]?(?:blog|ticker|event|updates?|entry|entries|items?|feed|posts?|coverage|reporting|text)", "live")
_TITLED = Hinted(
    r"^\W*live\s?[:|\u2013\u2014-]\s|\blive[- ]?(?:blog|ticker|updates?|coverage)"
    r"|\bas it happened\b|\bminute by minute\b|\ben direct\b|\bin diretta\b"
    r"|\ben directo\b|\bminuto a minuto\b|\bao vivo\b|\bna \u017cywo\b",
    *("live", "as it happened", "minut", "en dire", "in diretta", "ao vivo", "na \u017cywo"),
)
_LEVELS = 8  # from the time of an entry up to the entry
_GROUPS = 8  # kinds that are looked at, those with most members first
_FLAT = frozenset(["h2", "h3", "h4", "h5", "dt", "p", "time"])  # these begin an entry, what follows belongs to it
_UPDATE = "liveBlogUpdate"
_MOSTLY = 2
_PAGE = frozenset(["body", "html"])


class _Standard(NamedTuple):
    """What repeated elements must be, to be the entries."""

    least: int
    """How many."""
    share: float
    """Of the body's text that stands in them."""
    ordered: float
    """Of their times, each behind (or each before) the one before it."""


_STATED, _CALLED_SO = _Standard(2, 0.3, 0.0), _Standard(3, 0.6, 0.8)


def read(evidence: Evidence, containers: Sequence[HtmlElement], pruned: Collection[HtmlElement], *, exact: bool) -> list[Entry]:
    """Return the entries in page order; none where this is no live blog.

    Args:
        evidence: the page.
        containers: of the body.
        pruned: what of them is not the article's.
        exact: a rule names the containers; else short entries may stand beside them.
    """
    marked = evidence.page.select(f"[itemprop~={_UPDATE}]")
    is_stated = bool(marked or stated.nodes(evidence) or evidence.page.select("[itemtype$=LiveBlogPosting]"))
    if not (is_stated or _is_titled_so(evidence) or _is_called_so(evidence)):
        return []
    walk = Walk(containers if exact else _room(containers), pruned, evidence.page.fetched_at)
    times = clock.Clock(evidence)
    if tops := walk.outermost(marked):
        return _read([(top,) for top in tops], walk, times)
    return _repeated(walk, times, _STATED if is_stated else _CALLED_SO)


def _room(containers: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return what all the containers stand in: beside the entries that hold most of the text stand the short ones."""
    first, *others = containers
    path = [first, *first.iterancestors()]
    levels = {element: level for level, element in enumerate(path)}
    met: set[HtmlElement] = set()
    highest = 0
    for other in others:
        around: HtmlElement | None = other
        while around is not None and around not in levels and around not in met:
            met.add(around)
            around = around.getparent()
        highest = max(highest, levels.get(around, 0) if around is not None else 0)
    return list(containers) if path[highest].tag in _PAGE else [path[highest]]


def _is_titled_so(evidence: Evidence) -> bool:
    """Tell whether the page's title says that this is a live blog."""
    titles = (*evidence.meta.get("og:title", ()), *map(line, evidence.page.tagged("title")[:1]))
    return any(_TITLED.search(title) for title in titles)


def _is_called_so(evidence: Evidence) -> bool:
    """Tell whether the names of the page's elements say that this is a live blog."""
    return any(_CALLED.search(evidence.page.index.text(attribute)) for attribute in ("class", "id"))


def _repeated(walk: Walk, times: clock.Clock, standard: _Standard) -> list[Entry]:
    best: list[Entry] = []
    for found in _candidates(walk, standard.least):
        held = sum(walk.length(element) for elements in found for element in elements)
        if held >= standard.share * walk.whole and len(found) > len(best):
            read_so = _read(found, walk, times)
            if standard.ordered <= clock.share_in_order([entry.update.published for entry in read_so]):
                best = read_so
    return best


def _candidates(walk: Walk, least: int) -> Iterator[list[tuple[HtmlElement, ...]]]:
    """Yield what may be the entries, one kind of elements after the other, outermost kinds first."""
    groups: dict[object, dict[HtmlElement, None]] = defaultdict(dict)
    for sign in walk.signs:
        around: HtmlElement | None = sign
        for _ in range(_LEVELS):
            if around is None or around not in walk.places:
                break
            groups[_kind(around)][around] = None
            around = around.getparent()
    often = sorted((members for members in groups.values() if len(members) >= least), key=len, reverse=True)[:_GROUPS]
    kept = [tops for members in often if len(tops := walk.outermost(members)) >= least]
    for tops in sorted(kept, key=lambda tops: walk.places[tops[0]]):
        rooms = {top.getparent() for top in tops}
        if tops[0].tag in _FLAT and len(rooms) == 1:
            yield [_with_following(top, walk) for top in tops]
            continue
        beside = [element for element in walk.places if element.getparent() in rooms and _kind(element) == _kind(tops[0])]
        alike = [top for top in walk.outermost(beside) if walk.length(top) or walk.sign_in(top) is not None]
        # Where most of a class have a time, one without is an entry, too.
        yield [(top,) for top in (alike if tops[0].get("class") and len(alike) < _MOSTLY * len(tops) else tops)]


def _kind(element: HtmlElement) -> object:
    """Return what elements have in common: tag and first class name (the others often number them), else tag and parent."""
    name = next(iter((element.get("class") or "").split()), None)
    return (element.tag, name) if name else (element.tag, element.getparent())


def _with_following(top: HtmlElement, walk: Walk) -> tuple[HtmlElement, ...]:
    """Return what begins an entry with what stands behind it, up to the next beginning."""
    found = [top]
    for element in top.itersiblings("*"):
        if walk.day_of(element) or (walk.sign_in(element) is not None and _kind(element) == _kind(top)):
            break
        found.append(element)
    return tuple(found)


def _read(found: Sequence[tuple[HtmlElement, ...]], walk: Walk, times: clock.Clock) -> list[Entry]:
    """Read the entries, each with the day of the last heading above it that names one; an id taken twice is none."""
    tops = {elements[0]: elements for elements in found}
    inside: set[HtmlElement] = set()
    day: str | None = None
    read_so: list[Entry] = []
    for element in walk.places:
        if element in tops:
            read_so.append(entries.read(tops[element], walk, times, day))
            inside.update(tops[element])
        elif element.getparent() in inside:
            inside.add(element)
        elif element not in inside:
            day = walk.day_of(element) or day
    taken = Counter(given for entry in read_so for given in entry.ids)
    keys = [next((given for given in entry.ids if taken[given] == 1), "") for entry in read_so]
    return [replace(entry, update=replace(entry.update, key=key)) for entry, key in zip(read_so, keys, strict=True)]
