"""The words of the made-up world: makers, products, sentences. All of it is ours, and none of it is true."""

import datetime as dt
from collections.abc import Sequence
from math import log
from random import Random
from typing import TypeVar

T = TypeVar("T")

MAKERS = ["Voltaro", "Kyburg", "Nimbi", "Oriel Motors", "Tamarack", "Lumen & Co", "Hexagone", "Pavé", "Zhōngdiàn 中电", "Größe"]
PRODUCTS = ["Breeze", "Atlas", "Ember", "Quill", "Orbit", "Fjord", "Nova", "Pebble", "Comet", "Tern"]
KINDS = [
    "phone",
    "electric car",
    "smartwatch",
    "tablet",
    "scooter",
    "pair of earbuds",
    "laptop",
    "camera",
    "charger",
    "home battery",
]
WRITERS = ["Mara Lindqvist", "Tom Okafor", "Ines Calvão", "Piotr Zając", "Sophie O'Neil", "Ravi Menon", "Yuki 田中"]
PLACES = ["Lisbon", "Gothenburg", "Shenzhen", "Austin", "Turin", "Gdańsk", "Nagoya"]
READERS = ["AdelJ", "Anonymous", "Anonymous", "volt_fan", "Marie-Luise", "K.", "grey, the second", "Анна", "dani", "old timer"]

_OPENINGS = [
    "{maker} has shown the {product} {n}, a {kind} that it says will reach shops in {place} before the end of the quarter.",
    "After months of rumours the {product} {n} is real: {maker} put its new {kind} on a small stage in {place} this morning.",
    "The {product} {n} from {maker} turned up in a certification list, and with it most of what the {kind} can do.",
]
_MIDDLES = [
    "The {kind} carries a battery of {big} units and charges from empty to {percent} percent in {n2} minutes.",
    "According to {maker}, the {product} weighs {n2} percent less than the model before it & keeps the same strength.",
    "Engineers in {place} told us that the housing is made of recycled parts; we counted {n} screws and no glue.",
    "It costs {price} euros with the small memory, and {big} in the version that most people will want.",
    "Nobody at {maker} would say when the {product} comes to other markets, but “soon” was heard {n} times.",
    "A teardown shows 5 < 6 layers on the main board, which is one fewer than the {product} {n} had.",
    "The screen reaches {big} nits in sunlight, a figure that we could not check under the clouds of {place}.",
    "Updates are promised for {n} years, and the company has kept such promises so far.",
    "In our short time with the {kind} the software felt quick, though the {product} grew warm 🔥 after {n2} minutes.",
]
_CLOSINGS = [
    "We will have a full review of the {product} {n} as soon as {maker} sends one that is not locked to a table.",
    "Whether that is enough to win over people in {place} is another question, and an honest answer will take a winter.",
]
_QUOTATIONS = [
    "We did not want to build one more {kind}; we wanted to build the last one you need.",
    "Ask me again in {place}, after lunch.",
]
_HEADLINES = [
    "{maker} {product} {n} revealed in full",
    "{product} {n}: what we know about {maker}'s next {kind}",
    "{maker} cuts the price of the {product} {n}",
    "Hands on with the {maker} {product} {n}",
    '{maker} says the {product} {n} "just works" & we tried it',
]
_REMARKS = [
    "I think I prefer a {kind} with wheels.",
    "{price} euros? In {place} you get two for that.",
    "My old {product} still works, thank you very much :-)",
    "=1+1 is how they count their {n} years of updates",
    "مرحبا, does it ship to us as well?",
    "Great write-up. The part about the {product} was new to me 👍",
    "<b>Nobody</b> asked for a {kind} & yet here we are",
    "First they say {n}, then they say {n2}. Pick one.",
]

_SPREAD = 1.7
"""Of the logarithm of a delay: nine in ten remarks come within two days if half of them come within six hours."""


class Voice:
    """A source of sentences about one product, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - it must be the same every time
        choose = self._random.choice
        self._words = {"maker": choose(MAKERS), "product": choose(PRODUCTS), "kind": choose(KINDS), "place": choose(PLACES)}
        self._words["n"] = str(self._random.randint(2, 9))

    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Return `count` different things."""
        return self._random.sample(things, count)

    @property
    def maker(self) -> str:
        """Whose product it is about."""
        return self._words["maker"]

    @property
    def kind(self) -> str:
        """What sort of product it is."""
        return self._words["kind"]

    def aside(self, seed: str) -> "Voice":
        """Return a voice on the same product whose words take none from this one's."""
        other = Voice(seed)
        other._words = self._words
        return other

    def delay(self, median: float, most: float) -> dt.timedelta:
        """Return how long people take, log-normal as such times are: whole minutes, of `median` and under `most` hours."""
        while not 0 < (hours := self._random.lognormvariate(log(median), _SPREAD)) < most:
            pass
        return dt.timedelta(minutes=int(hours * 60) + 1)

    def headline(self) -> str:
        """Return a headline."""
        return self._say(_HEADLINES)

    def opening(self) -> str:
        """Return a first paragraph."""
        return self._say(_OPENINGS)

    def paragraph(self) -> str:
        """Return a paragraph of one to three sentences."""
        picked = self._random.sample(_MIDDLES, self.number(1, 3))
        return " ".join(self._fill(sentence) for sentence in picked)

    def closing(self) -> str:
        """Return a last paragraph."""
        return self._say(_CLOSINGS)

    def quotation(self) -> str:
        """Return what somebody is said to have said."""
        return self._say(_QUOTATIONS)

    def remark(self) -> str:
        """Return what a reader writes: one or two lines."""
        lines = [self._say(_REMARKS) for _ in range(self.number(1, 2))]
        return "\n".join(lines)

    def _say(self, sentences: list[str]) -> str:
        return self._fill(self._random.choice(sentences))

    def _fill(self, sentence: str) -> str:
        pick = self._random.randint
        numbers = {"n2": pick(11, 59), "percent": pick(50, 99), "price": pick(99, 999), "big": pick(1000, 9000)}
        return sentence.format(**self._words, **numbers)
