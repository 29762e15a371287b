"""docs/reliability.md names a test for each fault, and these tests exist."""

import ast
import functools
import importlib.util
import pathlib
import re

import pytest

from newsscrape import page
from newsscrape.archive import picking
from newsscrape.crawl import settings
from newsscrape.ingest import images, worker

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = (ROOT / "docs" / "reliability.md").read_text()
ROWS = {match[1]: match[0] for match in re.finditer(r"^\| ([A-Z]\d\d) \|.*$", DOCS, re.MULTILINE)}
AREAS = {"N": 13, "P": 15, "E": 9, "H": 13, "M": 15, "C": 13, "T": 11, "L": 10, "A": 17, "X": 8, "S": 4, "G": 4, "Z": 18}


def test_every_fault_has_its_row():
    assert list(ROWS) == [f"{area}{number:02}" for area, count in AREAS.items() for number in range(1, count + 1)]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_names_tests_that_exist_or_says_why_there_is_none(row):
    hostile = re.findall("“(.+?)”", row)
    tests = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", row)
    assert hostile or tests or "cannot occur: " in row or "| none: " in row
    assert [name for name in hostile if name not in _hostile()] == []
    for path, name in tests:
        tree = ast.parse((ROOT / "tests" / path).read_text())
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not name or name in functions


@functools.cache
def _hostile():
    spec = importlib.util.spec_from_file_location("hostile", ROOT / "tests" / "crawl" / "test_hostile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.HOSTILE


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (r"(\d+) MiB an answer", settings.DOWNLOAD_MAXSIZE >> 20),
        (r"decompression, (\d+) MiB", page.MAX_BYTES >> 20),
        (r"([\d,]+) elements a page", page.MAX_ELEMENTS),
        (r"(\d+) s a request", settings.DOWNLOAD_TIMEOUT),
        (r"at most (\d+) s of processor time", worker.Budget().cpu),
        (r"AVIF of at most (\d+) MiB", images.MAX_BYTES >> 20),
        (r"cut off at (\d+) MiB", images.MAX_BYTES >> 20),
        (r"and (\d+) million pixels", images.MAX_PIXELS // 1_000_000),
        (r"up to ([\d,]+) are ranked", picking.RANKED),
        (r"up to ([\d,]+) counted", picking.COUNTED),
    ],
)
def test_figures_are_those_of_the_program(words, value):
    assert int(re.search(words, DOCS)[1].replace(",", "")) == value
