"""One walk over the body for what a live blog is told by: where times stand, and how much text."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsscrape import dates
from newsscrape.dates.ago import AGO, DAYS
from newsscrape.dates.months import MONTHS, WEEKDAYS
from newsscrape.extract.cues import UPDATED
from newsscrape.extract.live import clock
from newsscrape.tree import line

_LEADERS = frozenset(["h2", "h3", "h4", "h5", "p", "strong", "b", "dt"])
_SILENT = frozenset(["script", "style", "noscript", "template", "svg"])
_DAYS = frozenset(["h2", "h3", "h4", "h5", "time"])
_CLOCK = ("second", "minute", "hour")
_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_TIMES = MONTHS.keys() | WEEKDAYS | DAYS.keys() | {word for _, behind in AGO for word in behind.split()}
"""Words of four letters and more that a time may have; with any other it is a sentence that tells one."""
_SHORT = 40  # characters of a line that says a time or a day and nothing else


class Walk:
    """The elements of the body in document order; what is pruned of them is `out`, but its times may be an entry's."""

    def __init__(self, containers: Sequence[HtmlElement], pruned: Collection[HtmlElement], fetched_at: dt.datetime) -> None:
        self.fetched_at = fetched_at
        self.places: dict[HtmlElement, int] = {}
        self.out: set[HtmlElement] = set()
        for element in (element for container in containers for element in container.iter("*")):
            if element in pruned or element.getparent() in self.out or element.tag in _SILENT:
                self.out.add(element)
            self.places.setdefault(element, len(self.places))
        self._raw, self._seen = self._weighed(), self._weighed(without=self.out)
        self.whole = sum(self._seen[container] for container in containers)
        """Characters of the body's text."""
        self.signs = [element for element in self.places if self._is_sign(element)]
        """What shows a time: ``time`` elements, clock times that stand alone, and lines that begin with one."""
        self._sign: dict[HtmlElement, HtmlElement] = {}
        for sign in self.signs:
            around: HtmlElement | None = sign
            while around is not None and around in self.places and around not in self._sign:
                self._sign[around] = sign
                around = around.getparent()

    def length(self, element: HtmlElement) -> int:
        """Return the characters of an element's text, without what is pruned; 0 for one of elsewhere."""
        return self._seen.get(element, 0)

    def sign_in(self, element: HtmlElement) -> HtmlElement | None:
        """Return the first time that an element shows."""
        return self._sign.get(element)

    def is_time(self, element: HtmlElement) -> bool:
        """Tell whether a short element says a clock time, with a day or without, or how long ago it was, and nothing else."""
        said = line(element, _SHORT)
        if clock.alone(said) or not any(map(str.isdigit, said)):
            return bool(said) and clock.alone(said) is not None
        if any(word not in _OF_TIMES for word in _WORD.findall(said.casefold())):
            return False
        found = dates.parse(said, fetched_at=self.fetched_at)
        return bool(found and found.utc and found.precision in _CLOCK)

    def day_of(self, element: HtmlElement) -> str | None:
        """Return the day, ``2024-05-04``, that an element is the heading of."""
        if element.tag not in _DAYS or not 0 < self._raw.get(element, 0) <= _SHORT:
            return None
        found = dates.parse(line(element, _SHORT), fetched_at=self.fetched_at)
        return dates.day(found) if found and found.precision == "day" else None

    def outermost(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return the elements that are of the body and stand in none of the others, in document order."""
        wanted = {element for element in elements if element in self.places and element not in self.out}
        found: list[HtmlElement] = []
        inside: set[HtmlElement] = set()
        for element in self.places if wanted else ():
            if element.getparent() in inside:
                inside.add(element)
            elif element in wanted:
                inside.add(element)
                found.append(element)
        return found

    def _weighed(self, without: Collection[HtmlElement] = ()) -> dict[HtmlElement, int]:
        lengths = {
            element: 0 if element in without or element.tag in _SILENT else len((element.text or "").strip())
            for element in self.places
        }
        for element in reversed(self.places):
            parent = element.getparent()
            if parent is not None and parent in lengths:
                tail = 0 if parent in without else len((element.tail or "").strip())
                lengths[parent] += lengths[element] + tail
        return lengths

    def _is_sign(self, element: HtmlElement) -> bool:
        tag, short = element.tag, self._raw[element] <= _SHORT
        if tag == "time":
            return short and not UPDATED.search(f"{element.get('class') or ''} {line(element, _SHORT)}")
        if short and self._raw[element] and self.is_time(element):
            # Its own words, not those of something in it: what stands around a time may hold a picture besides.
            return any(
                map(str.isdigit, "".join([element.text or "", *(inner.tail or "" for inner in islice(element, _SHORT))]))
            )
        return tag in _LEADERS and bool(clock.leading(element.text or ""))
