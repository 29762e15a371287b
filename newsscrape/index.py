"""A page's elements by what CSS asks for: a selector that finds nothing, as most do, costs next to nothing."""

import re
import string
from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache, partial
from itertools import repeat
from typing import Any, NamedTuple

from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash, Selector, parse
from lxml.html import HtmlElement

from newsscrape.tree import select

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NO_BLANKS = "\x0b\x1c\x1d\x1e\x1f"
"""What `str.split` takes for blanks in ASCII, beside those that CSS does."""
_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "exists": lambda _has, _wanted: True,
    "=": lambda has, wanted: has == wanted,
    "~=": lambda has, wanted: wanted in has and wanted in _BLANKS.split(has),
    "^=": lambda has, wanted: bool(wanted) and has.startswith(wanted),
    "$=": lambda has, wanted: bool(wanted) and has.endswith(wanted),
    "*=": lambda has, wanted: bool(wanted) and wanted in has,
}
_COMBINATORS = frozenset({" ", ">"})
TAG = ""
"""Stands for the elements' own names where `Index.values` is asked for an attribute."""
_CASES = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def _lowered(text: str) -> str:
    """Return a text with its ASCII letters in lower case, as CSS compares them."""
    return text.lower() if text.isascii() else text.translate(_CASES)


class _Test(NamedTuple):
    """What one attribute must be."""

    name: str
    """Of the attribute; `TAG` for the element's own name."""
    operator: str
    wanted: str
    """In lower case, if it is meant in any."""
    caseless: bool = False

    def fits(self, value: str) -> bool:
        return _OPERATORS[self.operator](_lowered(value) if self.caseless else value, self.wanted)


class _Step(NamedTuple):
    """What one element must be, and where it stands: below the one of the step before (``" "``), or right in it (``">"``)."""

    combinator: str
    tests: tuple[_Test, ...]


class _Alternative(NamedTuple):
    """One of the selectors between commas."""

    tests: tuple[_Test, ...]
    """Of all its steps."""
    steps: tuple[_Step, ...]
    """From left to right."""
    whole: bool
    """Whether the steps say all that the selector says; if not, the last one still says what must be there."""


class Index:
    """The elements of one tree that does not change, by place: their number in document order, the root's being 0."""

    def __init__(self, elements: tuple[HtmlElement, ...]) -> None:
        """Take all elements of a tree, in document order."""
        self.elements = elements
        self._parted: dict[str, Mapping[str, list[int]]] = {}
        self._joined: dict[str, str] = {}

    @cached_property
    def tags(self) -> list[str]:
        """The name of each element."""
        return [element.tag for element in self.elements]

    @cached_property
    def places(self) -> Mapping[HtmlElement, int]:
        """The place of each element."""
        return {element: place for place, element in enumerate(self.elements)}

    @cached_property
    def parents(self) -> list[int]:
        """For each element the place of its parent; -1 for the root."""
        return list(map(self.places.get, map(HtmlElement.getparent, self.elements), repeat(-1)))

    @cached_property
    def _attributes(self) -> Mapping[str, Mapping[str, list[int]]]:
        found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(partial(defaultdict, list))
        for place, element in enumerate(self.elements):
            for name, value in element.items():
                found[name][value].append(place)
        found.default_factory = None
        return found

    @cached_property
    def _tagged(self) -> Mapping[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, tag in enumerate(self.tags):
            found[tag].append(place)
        return found

    def values(self, name: str) -> Mapping[str, list[int]]:
        """Return the places of the elements by their value of an attribute, or by their `TAG`, in the order of the document."""
        return self._attributes.get(name, {}) if name else self._tagged

    def _may_pass(self, test: _Test) -> bool:
        """Tell by a quick look whether any element may pass a test: most selectors end here."""
        name, operator, wanted, caseless = test
        values = self.values(name)
        if caseless or not values:
            return bool(values)
        return wanted in (values if operator == "=" else self.text(name))

    def text(self, name: str) -> str:
        """Return all values of an attribute as one text, in which a word is looked for faster than in each."""
        if name not in self._joined:
            self._joined[name] = "\n".join(self.values(name))
        return self._joined[name]

    def _exact(self, test: _Test) -> list[int] | None:
        """Return the places of what passes a test that is one look at a table; ``None`` for one that is not."""
        if test.caseless or test.operator not in ("=", "~="):
            return None
        return (self.values(test.name) if test.operator == "=" else self.words(test.name)).get(test.wanted, [])

    def words(self, name: str) -> Mapping[str, list[int]]:
        """Return the places of the elements by each word of an attribute that is a list of words, as ``class`` is."""
        if name not in self._parted:
            found: defaultdict[str, list[int]] = defaultdict(list)
            text = self.text(name)
            plain = text.isascii() and not any(map(text.__contains__, _NO_BLANKS))
            for value, places in self.values(name).items():
                for word in value.split() if plain else filter(None, _BLANKS.split(value)):
                    found[word].extend(places)
            self._parted[name] = found
        return self._parted[name]

    def select(self, selector: str) -> list[HtmlElement]:
        """Return what a CSS selector finds in the tree, in document order."""
        places: set[int] = set()
        for tests, steps, whole in _alternatives(selector):
            if not all(map(self._may_pass, tests)):
                continue
            found = self._fitting(steps[-1].tests)
            if found and not whole:
                return select(self.elements[0], selector)  # by a walk, since there may be something to find
            places |= self._standing(found, steps)
        return [self.elements[place] for place in sorted(places)]

    def _standing(self, found: AbstractSet[int], steps: tuple[_Step, ...]) -> AbstractSet[int]:
        """Return those of the places whose elements stand where the steps before the last want them."""
        if not found or len(steps) == 1:
            return found
        before = self._standing(self._fitting(steps[-2].tests), steps[:-1])
        if steps[-1].combinator == ">":
            return {place for place in found if self.parents[place] in before}
        below = [False] * len(self.elements)
        for place, parent in enumerate(self.parents):
            below[place] = parent >= 0 and (below[parent] or parent in before)
        return {place for place in found if below[place]}

    def _fitting(self, tests: tuple[_Test, ...]) -> AbstractSet[int]:
        """Return the places of the elements that pass all tests; without a test, of all."""
        fitting: set[int] | None = None
        for test in tests:
            exact = self._exact(test)
            if exact is not None:
                found = set(exact)
            else:
                values, wanted = self.values(test.name).items(), test.wanted
                plain = (
                    test.operator == "*=" and wanted and not test.caseless
                )  # the commonest, and spared a call for each value
                fits = [places for value, places in values if (wanted in value if plain else test.fits(value))]
                found = {place for places in fits for place in places}
            fitting = found if fitting is None else fitting & found
            if not fitting:
                return frozenset()
        return set(range(len(self.elements))) if fitting is None else fitting


@lru_cache(maxsize=1024)
def _alternatives(selector: str) -> tuple[_Alternative, ...]:
    return tuple(_alternative(parsed) for parsed in parse(selector))


def _alternative(parsed: Selector) -> _Alternative:
    """Take a selector apart from its end on; what is not understood here is left to XPath."""
    steps: list[_Step] = []
    whole = parsed.pseudo_element is None
    tree: Any = parsed.parsed_tree
    while tree is not None:
        left, combinator = (tree.selector, tree.combinator) if isinstance(tree, CombinedSelector) else (None, " ")
        tests, plain = _compound(tree.subselector if left is not None else tree)
        steps.insert(0, _Step(combinator, tests))
        whole = whole and plain and combinator in _COMBINATORS
        tree = left
    return _Alternative(tuple(test for step in steps for test in step.tests), tuple(steps), whole)


def _compound(tree: Any) -> tuple[tuple[_Test, ...], bool]:
    """Return the tests of one element, and whether they say all that is said of it."""
    tests: list[_Test] = []
    plain = True
    while not isinstance(tree, Element):
        known = _test(tree)
        tests += known
        plain = plain and bool(known)
        tree = tree.selector
    if tree.element:
        tests.append(_Test(TAG, "=", tree.element.lower()))
    return tuple(reversed(tests)), plain and tree.namespace is None


def _test(tree: Any) -> list[_Test]:
    if isinstance(tree, Class):
        return [_Test("class", "~=", tree.class_name)]
    if isinstance(tree, Hash):
        return [_Test("id", "=", tree.id)]
    if isinstance(tree, Attrib) and tree.namespace is None and tree.operator in _OPERATORS:
        wanted, caseless = "" if tree.value is None else tree.value.value or "", getattr(tree, "flag", None) == "i"
        return [_Test(tree.attrib.lower(), tree.operator, _lowered(wanted) if caseless else wanted, caseless)]
    return []
