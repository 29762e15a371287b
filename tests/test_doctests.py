"""The examples in the modules' docstrings hold."""

import doctest
import importlib
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
WITH_EXAMPLES = sorted(
    path.relative_to(ROOT) for path in (ROOT / "newsscrape").rglob("*.py") if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_examples(path):
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    failed, tried = doctest.testmod(importlib.import_module(name))

    assert tried
    assert not failed


def test_there_are_examples():
    assert {pathlib.Path("newsscrape/text.py"), pathlib.Path("newsscrape/terminal.py")} <= set(WITH_EXAMPLES)
