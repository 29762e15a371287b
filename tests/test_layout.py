"""The order of the house: which room may import which, and what no file may hold."""

import ast
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsscrape"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOOR = {
    *("model", "forms", "schema_org", "page", "deep", "index", "charset", "errors", "config"),
    *("addresses", "disk", "garbage", "hinted", "alternation"),
    *("text", "worddiff", "mentions", "terminal", "urls", "dates", "tree", "robots", "syndication"),
}
# Room -> the rooms it may import besides itself.
ORDER = {
    **dict.fromkeys(FLOOR, FLOOR),
    "metadata": FLOOR,
    "discover": FLOOR | {"metadata"},
    "comments": FLOOR | {"metadata"},
    "extract": FLOOR | {"metadata", "discover", "comments"},
    "sites": FLOOR | {"metadata", "discover", "comments", "extract"},
    "reading": FLOOR | {"metadata", "discover", "comments", "extract", "sites"},
    "recording": FLOOR | {"metadata", "discover", "comments", "extract", "sites", "reading"},
    "guess": FLOOR | {"metadata", "discover", "comments", "extract", "sites", "reading"},
    "archive": FLOOR,
    "export": FLOOR | {"archive"},
    "ingest": FLOOR | {"metadata", "discover", "comments", "extract", "sites", "reading", "recording", "archive"},
    "twin": FLOOR | {"metadata", "discover", "comments", "extract", "sites", "reading", "recording", "ingest"},
    "alarm": FLOOR,
    "demo": FLOOR | {"metadata", "discover", "comments", "extract", "sites"},
}
TOP = set(ORDER) | {"crawl", "cli", "cluster"}
ORDER["crawl"] = ORDER["cli"] = ORDER["cluster"] = set(ORDER) - {"demo"}

ONLY = {"scrapy": {"crawl"}, "sqlite3": {"archive"}, "sqlite_utils": {"archive"}, "twisted": {"crawl"}}
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "base"}


def room(path: pathlib.Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: pathlib.Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            if node.module == "newsscrape":
                yield from (f"newsscrape.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
class TestModule:
    def test_imports_only_what_lies_below(self, path):
        here = room(path)
        if here == "__init__":
            return
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "newsscrape" and len(parts) > 1 and parts[1] in TOP:
                assert parts[1] == here or parts[1] in ORDER[here], f"{here} must not import {name}"
            for package, rooms in ONLY.items():
                assert parts[0] != package or here in rooms, f"only {rooms} may import {package}"

    def test_is_short_and_says_what_it_is(self, path):
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 250
        assert not source or ast.get_docstring(ast.parse(source)), "a module without a docstring"

    def test_is_in_no_drawer(self, path):
        assert not DRAWERS & {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}


def tracked() -> list[pathlib.Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    files = [ROOT / name for name in names if name]
    return files or [path for path in ROOT.rglob("*") if path.is_file() and not {".venv", ".git"} & set(path.parts)]


def test_no_file_names_a_registry_a_machine_or_unfinished_work():
    forbidden = re.compile(
        "|".join(
            [
                "py" + r"pi\.org",
                "python" + "hosted",
                r"(?:^|[^.\w-])/(?:work|root|opt|farm)/[a-z.]",
                "--find" + "-links=",
                "TO" + "DO",
                "FIX" + "ME",
                "NotImplemented" + "Error",
            ]
        ),
        re.MULTILINE,
    )
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".cfg", ".lock", ".txt", ""} and path.is_file():
            found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{path.relative_to(ROOT)}: {found[0]!r}"
