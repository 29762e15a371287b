import pathlib
import re

import pytest

import newsscrape
from newsscrape.cli import reasons
from newsscrape.crawl import failures
from newsscrape.ingest import judge, scope

FILES = sorted(pathlib.Path(newsscrape.__file__).parent.rglob("*.py"))
WRITTEN = re.compile(r"""Failure\("\w+", "([a-z][\w-]*)"|refused=f?"([a-z][\w-]*):""")


def given():
    for path in FILES:
        for kind, word in WRITTEN.findall(path.read_text(encoding="utf-8")):
            yield kind or word
    yield from judge._TESTS
    yield from failures._KINDS.values()
    yield from (value for name, value in vars(scope).items() if name.isupper() and isinstance(value, str))


@pytest.mark.parametrize("word", sorted(set(given())))
def test_every_word_that_the_program_gives_is_explained(word):
    assert word in reasons.REASONS


def test_a_word_is_known_with_its_stage_or_without():
    assert reasons.words("robots: disallowed") == reasons.words("disallowed") == "robots.txt asks not to fetch it"


def test_what_has_no_entry_is_given_as_it_is():
    assert reasons.words("crawl: KeyError") == "crawl: KeyError"
