import importlib
import pkgutil

import pytest

import newsscrape
from newsscrape.hinted import Hinted
from newsscrape.twin import kept


def known() -> dict[str, Hinted]:
    names = [info.name for info in pkgutil.walk_packages(newsscrape.extract.__path__, "newsscrape.extract.")]
    modules = [importlib.import_module(name) for name in names]
    return {f"{m.__name__}.{name}": value for m in modules for name, value in vars(m).items() if isinstance(value, Hinted)}


def test_finds_in_any_case_and_only_where_a_hint_stands():
    hinted = Hinted(r"\bhinges?\b|battery", "hinge")
    assert hinted.search("Two HINGES").span() == (4, 10)
    assert hinted.search("One hinge, two hinges", 5).span() == (15, 21)
    assert hinted.search("Unhinged") is None
    assert hinted.search("A battery") is None  # which is why the hints have to name all of it


def test_there_are_such_patterns():
    assert len(known()) > 5


@pytest.mark.parametrize("name", sorted(known()))
def test_whatever_a_pattern_spells_is_hinted_at(name):
    pattern = known()[name].pattern
    spelt = {text for piece in kept.spelt(pattern) for text in (piece, piece.upper()) if pattern.search(text)}
    assert spelt
    assert not [text for text in spelt if known()[name].search(text) is None]
