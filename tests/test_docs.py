"""The commands of the README and of docs/ do what these say: every ``$`` line of a console block
runs, and prints what stands below it.

Compared loosely: white space and the digits of numbers make no difference, ``…`` stands for anything, and lines may be left
out. ``make crawl`` is run as what it runs once all is set up. By rule (`_ELSEWHERE`) these do not run here: what sets a machine
up, what tests itself, and what asks a real site, told by its name.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest

from newsscrape.demo.server import PORTS, serve
from newsscrape.sites import Address, Engine, Feed, Rules, Site

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
IMPORTS = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
SEARCH = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
EXPORTS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")  # run behind the README's: it takes readers away
ADD_A_SITE = (ROOT / "docs" / "add-a-site.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(
    r"\b(?:pip|activate|git clone|crontab|apt-get|brew)\b"  # sets a machine up
    r"|^make (?!crawl$)|^cd\b"
    r"|\b(?:arenaev|gsmarena)\b"  # asks a real site
)


class Command(NamedTuple):
    line: str
    output: list[str]


def commands(text):
    found = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], []))
            elif line.startswith("> ") and found and not found[-1].output:
                found[-1] = Command(f"{found[-1].line}\n{line[2:]}", [])
            elif line.strip() and found:
                found[-1].output.append(line)
    return found


def loosely(expected):
    """Return the pattern of a line of output."""
    parts = [re.escape(part) for part in re.sub(r"\d+", "0", " ".join(expected.split())).split("…")]
    return re.compile("^" + ".*".join(parts).replace("0", r"[\d,.]+") + "$")


def missing(expected, printed):
    """Return the first expected line that is not printed behind the ones before it."""
    lines = iter([" ".join(line.split()) for line in printed.splitlines()])
    return next((line for line in expected if not any(loosely(line).match(other) for other in lines)), None)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A project folder with the demo's archive, and what `make crawl` printed."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "scrapy.cfg", folder)
    command = f"{sys.executable} -m newsscrape.demo crawl --ports 0 0"  # its own may be taken by somebody's demo
    return folder, run(command, folder)


def run(command, folder):
    path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=110,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        command
        for text in (README, SEARCH, EXPORTS, IMPORTS, PRIVACY)
        for command in commands(text)
        if not _ELSEWHERE.search(command.line)
    ],
    ids=lambda command: command.line,
)
def test_a_command_of_the_docs(command, demo):
    folder, crawl = demo
    ended = crawl if command.line == "make crawl" else run(command.line, folder)

    assert ended.returncode == 0, ended.stdout
    assert missing(command.output, ended.stdout) is None, ended.stdout


@pytest.mark.slow
def test_a_site_is_added_as_the_docs_say(tmp_path):
    with serve(dict.fromkeys(PORTS, 0)) as demo:
        base = demo.bases["pixelgazette"]
        said = commands(ADD_A_SITE.replace(f"http://127.0.0.1:{PORTS['pixelgazette']}/", base))
        hurried = (re.sub(r"^(scrapy .*)$", r"\1 -s DOWNLOAD_DELAY=0", command.line) for command in said)
        ended = run("set -e\n" + "\n".join(f"echo == >&2\n{line}" for line in hurried), tmp_path)

    assert ended.returncode == 0, ended.stdout
    printed = ended.stdout.split("==\n")[1:]
    wrong = [(command.line, missing(command.output, text), text) for command, text in zip(said, printed, strict=True)]
    assert [each for each in wrong if each[1]] == []


@pytest.mark.parametrize("kind", [Site, Address, Engine, Rules, Feed])
def test_every_field_of_a_site_file_is_told(kind):
    (part,) = re.findall(rf"^### {kind.__name__}\b.*?(?=^##|\Z)", ADD_A_SITE, re.MULTILINE | re.DOTALL)

    assert [name for name in kind.__dataclass_fields__ if f"`{name}`" not in part] == []


def test_there_are_commands():
    assert commands(README)
    assert commands(IMPORTS)
    assert commands(SEARCH)
    assert commands(EXPORTS)
    assert commands(PRIVACY)


def test_commands_are_found_with_their_output():
    text = "```console\n$ one 1\nout 1\n\nout 2\n$ two \\\n> more\nthree\n```\n```sh\n$ no\n```\n"

    assert commands(text) == [("one 1", ["out 1", "out 2"]), ("two \\\nmore", ["three"])]


@pytest.mark.parametrize(
    ("expected", "printed", "fits"),
    [
        (["224 articles"], "a\n1,250   articles\n", True),
        (["224 articles"], "no articles\n", False),
        (["one", "two"], "one\nmore\ntwo\n", True),
        (["two", "one"], "one\ntwo\n", False),
        (["… battery …"], "a **battery** battery b\n", True),
        (["a (b) [c]"], "a (b) [c]\n", True),
    ],
)
def test_output_is_compared_loosely(expected, printed, fits):
    assert (missing(expected, printed) is None) is fits


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("make crawl", True),
        ("make crawl SITE=arenaev", False),
        ("make test", False),
        (". .venv/bin/activate", False),
        ("newsscrape stats", True),
        ("scrapy crawl gsmarena", False),
        ("scrapy list", True),
    ],
)
def test_what_runs_here(line, runs):
    assert (_ELSEWHERE.search(line) is None) is runs
