"""The words that a twin keeps: those that the readers themselves know, which tell them what a line is and nothing of a page.

They are taken from the readers' own tables and patterns, so that a word which is added there is kept from then on.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from re import _parser  # type: ignore[attr-defined]  # nothing public tells what a pattern spells
from types import ModuleType
from typing import Any

from newsscrape import comments, dates, discover, extract, metadata
from newsscrape.extract.cues import PUBLISHED, UPDATED
from newsscrape.hinted import Hinted
from newsscrape.ingest import judge
from newsscrape.sites import Site

_ROOMS = (dates, metadata, discover, comments, extract)
_LETTERS = re.compile(r"[^\W\d_]+")
_PATTERN = re.compile(r"[|?\\]")
_GROUPS = ("SUBPATTERN", "ATOMIC_GROUP")
_SHORTEST = 2
_MOST = 5_000  # ways to spell one piece of a pattern; what comes behind is spelt by itself


@cache
def known() -> frozenset[str]:
    """Return the readers' words, lower case, of two letters and more."""
    modules = [judge, *(module for room in _ROOMS for module in _modules(room))]
    values = (value for module in modules for name, value in vars(module).items() if not name.startswith("__"))
    return frozenset(_words(text for value in values for text in _texts(value)))


def of_site(site: Site | None) -> frozenset[str]:
    """Return the words of a site's file: its name, sections, selectors, and what its patterns spell."""
    if site is None:
        return frozenset()
    layouts = (site.reading, *site.former, *site.engine.former)
    rules = (getattr(layout, name) for layout in layouts for name in layout.__dataclass_fields__)
    sources = (text for source in (*site.sources, *site.engine.sources) for text in (source.url, source.section or ""))
    patterns = (re.compile(address.pattern) for address in site.addresses)
    engine = (*site.engine.items, *site.engine.next_page, site.engine.item_date or "")
    given = [site.name, site.title, *sources, *engine, *rules, *patterns, *(address.show or "" for address in site.addresses)]
    return frozenset(_words(text for value in given for text in _texts(value)))


@lru_cache(maxsize=65_536)
def is_cue(word: str) -> bool:
    """Tell whether a word says by its stem that something was published or changed.

    >>> is_cue("republished"), is_cue("folding")
    (True, False)
    """
    return bool(UPDATED.search(word) or PUBLISHED.search(word))


def spelt(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the texts that a pattern spells, a blank for what it does not.

    >>> sorted(spelt(re.compile("repl(?:y|ies)")))
    ['replies', 'reply']
    """
    yield from _spelt(_parser.parse(pattern.pattern, pattern.flags))


def _modules(room: ModuleType) -> Iterator[ModuleType]:
    yield room
    for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        yield importlib.import_module(info.name)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        try:  # a part of patterns is no text: between its signs stand pieces of words
            yield from spelt(re.compile(value)) if _PATTERN.search(value) else (value,)
        except re.error:
            yield value
    elif isinstance(value, re.Pattern):
        yield from spelt(value)
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, Hinted):
        yield from _texts(tuple(vars(value).values()))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (text for part in value for text in _texts(part))


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word.lower() for text in texts for word in _LETTERS.findall(text) if len(word) >= _SHORTEST)


def _spelt(parsed: Any) -> list[str]:
    done: list[str] = []
    texts = [""]
    for operation, argument in parsed:
        pieces = _pieces(str(operation), argument)
        if len(texts) * len(pieces) > _MOST:
            done, texts = done + texts, [""]
        texts = [text + piece for text in texts for piece in pieces]
    return done + texts


def _pieces(operation: str, argument: Any) -> list[str]:
    """Return what one operation of a parsed pattern may stand for."""
    if operation == "LITERAL":
        return [chr(argument)]
    if operation == "IN":
        return [chr(code) if str(kind) == "LITERAL" else " " for kind, code in argument]
    if operation == "BRANCH":
        return [text for branch in argument[1] for text in _spelt(branch)]
    if operation in _GROUPS:
        return _spelt(argument[-1] if operation == "SUBPATTERN" else argument)
    if operation.endswith("_REPEAT"):
        least, most, repeated = argument
        inner = _spelt(repeated)
        return [*([] if least else [""]), *(inner if most == 1 else [f"{text} " for text in inner])]
    return [f" {text} " for text in _spelt(argument[1])] if operation in ("ASSERT", "ASSERT_NOT") else [" "]
