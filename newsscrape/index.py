"""A page's elements by what CSS asks for: a selector that finds nothing, as most do, costs next to nothing."""

import re
import string
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash, Selector, parse
from lxml.html import HtmlElement

from newsscrape.tree import select

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "exists": lambda _has, _wanted: True,
    "=": lambda has, wanted: has == wanted,
    "~=": lambda has, wanted: wanted in has and wanted in _BLANKS.split(has),
    "^=": lambda has, wanted: bool(wanted) and has.startswith(wanted),
    "$=": lambda has, wanted: bool(wanted) and has.endswith(wanted),
    "*=": lambda has, wanted: bool(wanted) and wanted in has,
}
_TAG = ""
_CASES = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class _Test(NamedTuple):
    """What one attribute must be."""

    name: str
    """Of the attribute; `_TAG` for the element's own name."""
    operator: str
    wanted: str
    caseless: bool = False

    def fits(self, value: str) -> bool:
        if self.caseless:
            return _OPERATORS[self.operator](value.translate(_CASES), self.wanted.translate(_CASES))
        return _OPERATORS[self.operator](value, self.wanted)


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One of the selectors between commas: what its last element must be, and whether that is all it says."""

    tests: tuple[_Test, ...]
    whole: bool


class Index:
    """The elements of one tree that does not change."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self.elements: tuple[HtmlElement, ...] = tuple(root.iter("*"))
        """In document order; they are kept, so that other walks over the tree need not make them again."""
        self._attributes: dict[str, dict[str, list[int]]] = {}

    def select(self, selector: str) -> list[HtmlElement]:
        """Return what a CSS selector finds in the tree, in document order."""
        places: set[int] = set()
        for alternative in _alternatives(selector):
            found = self._fitting(alternative.tests)
            if found and not alternative.whole:
                return select(self._root, selector)  # by a walk, since there may be something to find
            places |= found
        return [self.elements[place] for place in sorted(places)]

    def _fitting(self, tests: tuple[_Test, ...]) -> AbstractSet[int]:
        """Return the places of the elements that pass all tests; without a test, of all."""
        fitting: set[int] | None = None
        for test in tests:
            values = self._values(test.name)
            if test.operator == "=" and not test.caseless:
                found = set(values.get(test.wanted, ()))
            else:
                found = {place for value, places in values.items() if test.fits(value) for place in places}
            fitting = found if fitting is None else fitting & found
            if not fitting:
                return frozenset()
        return set(range(len(self.elements))) if fitting is None else fitting

    def _values(self, name: str) -> dict[str, list[int]]:
        """Return the places of the elements by their value of an attribute (or by their tag)."""
        if name not in self._attributes:
            values: dict[str, list[int]] = {}
            for place, element in enumerate(self.elements):
                value = element.get(name) if name else element.tag
                if value is not None:
                    values.setdefault(value, []).append(place)
            self._attributes[name] = values
        return self._attributes[name]


@lru_cache(maxsize=1024)
def _alternatives(selector: str) -> tuple[_Alternative, ...]:
    return tuple(_alternative(parsed) for parsed in parse(selector))


def _alternative(parsed: Selector) -> _Alternative:
    """Take a selector apart from its last element's end on; what is not understood here is left to XPath."""
    tests: list[_Test] = []
    whole = parsed.pseudo_element is None
    tree: Any = parsed.parsed_tree
    while not isinstance(tree, Element):
        if isinstance(tree, CombinedSelector):
            tree, whole = tree.subselector, False
            continue
        known = _test(tree)
        tests += known
        whole = whole and bool(known)
        tree = tree.selector
    if tree.element:
        tests.append(_Test(_TAG, "=", tree.element.lower()))
    return _Alternative(tuple(reversed(tests)), whole and tree.namespace is None)


def _test(tree: Any) -> list[_Test]:
    if isinstance(tree, Class):
        return [_Test("class", "~=", tree.class_name)]
    if isinstance(tree, Hash):
        return [_Test("id", "=", tree.id)]
    if isinstance(tree, Attrib) and tree.namespace is None and tree.operator in _OPERATORS:
        wanted = "" if tree.value is None else tree.value.value
        return [_Test(tree.attrib.lower(), tree.operator, wanted or "", getattr(tree, "flag", None) == "i")]
    return []
