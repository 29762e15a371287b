"""Each benchmark runs, in a tiny setting; the figures are for people to judge, but for those that hold at any size."""

import gzip
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsscrape.crawl.manners import PER_HOST
from newsscrape.page import MAX_BYTES

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def bench(name, *arguments):
    command = [sys.executable, ROOT / "benchmarks" / f"{name}.py", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_kills_cost_no_more_than_what_was_in_hand():
    said = bench("kills", "--kills", "3", "--articles", "12")

    assert "3 kills" in said
    assert "lost: 0 of 12 articles" in said
    assert "equal to the undisturbed archive: yes" in said
    assert int(re.search(r"at most (\d+)", said)[1]) <= PER_HOST


def test_the_frontier_is_measured_against_memory():
    said = bench("frontier", "--pages", "40", "--rounds", "1")

    assert re.findall(r"^(\w+) +median +\d", said, re.MULTILINE) == ["archive", "memory", "unfiltered"]
    assert re.search(r"^memory .*archive against it: median x \d+\.\d\d", said, re.MULTILINE)


def test_pages_take_less_with_a_dictionary_than_with_gzip():
    said = bench("pages", "--pages", "none", "--rounds", "1")

    shares = [float(share) for share in re.findall(r"dictionary +\d+  x (\d\.\d\d)", said)]
    assert len(shares) == 2
    assert max(shares) <= 0.76


def test_the_writer_is_measured_against_upsert():
    said = bench("writing", "--articles", "4", "--rounds", "1")

    assert re.findall(r"^(\w+) +\d.* against the writer x \d+\.\d\d", said, re.MULTILINE) == [
        "writer",
        "upsert",
        "upsert_all",
        "batched",
    ]


def test_long_and_deep_threads_are_stored_whole():
    said = bench("comments", "--comments", "120", "--deep", "40")

    lines = re.findall(r"^(.+?) {2,}(?:store|read) .* memory \d+ MB$", said, re.MULTILINE)
    assert lines[2:4] == ["120 comments on one page", "30 comments on pages of 20"]
    assert lines[-1] == "40 replies nested as deep"


def test_a_mix_of_searches_is_timed():
    said = bench("search", "--articles", "300", "--words", "50", "--rounds", "1")

    assert re.search(r"^300 articles of 50 words, filled in \d+ s$", said, re.MULTILINE)
    assert re.search(r"^all +warm: p50 +\d+\.\d+, p99 +\d+\.\d+ ms; first: p99 +\d+\.\d+ ms$", said, re.MULTILINE)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_million_may_be_fewer():
    said = bench("million", "--urls", "4000", "--rounds", "1", "--pages", "20")

    assert "an archive of 4,000 known URLs" in said
    assert re.search(r"^seconds to the first request .* against +\d", said, re.MULTILINE)
    assert re.search(r"^lease: 16 URLs +\d+\.\d+ ms$", said, re.MULTILINE)


@pytest.mark.parametrize("without", [(), ("--without", "names")])
def test_a_reader_is_measured_on_a_list_of_pages(tmp_path, without):
    recorded = sorted((ROOT / "tests" / "recordings").glob("*/article*/page.html"))
    listed = []
    for number, path in enumerate(recorded):
        (tmp_path / f"{number}.gz").write_bytes(gzip.compress(path.read_bytes()))
        listed.append(json.dumps({"page": f"{number}.gz", "url": f"https://a.example/{number}", "truth": {"body": ""}}))
    (tmp_path / "pages.jsonl").write_text("\n".join(listed), encoding="utf-8")

    measured = json.loads(bench("reading", "--run", "newsscrape", "--pages", str(tmp_path / "pages.jsonl"), *without))

    assert measured["seconds"] > 0
    assert len(measured["bodies"]) == len(recorded) > 2
    assert all(measured["bodies"])


def test_exports_are_measured_as_rows_and_as_articles():
    said = bench("export", "--articles", "20", "--comments", "5", "--rounds", "1", "--only", "jsonl")

    assert "20 articles, 100 comments" in said
    assert re.findall(r"^(\w+) +jsonl +\d", said, re.MULTILINE) == ["comments", "articles"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_hard_page_is_read_by_itself():
    said = bench("hard", "--only", "table, ")

    assert re.search(r"^table, 2,000 deep +\d\.\d\d +6,0\d\d +\d\.\d\d +\d+ +article$", said, re.MULTILINE)
    assert said.endswith("none over the limits\n")


def test_hard_pages_come_up_to_the_limits_and_no_farther():
    folder = str(ROOT / "benchmarks")
    sys.path.insert(0, folder)
    try:
        cases = importlib.import_module("hard_cases").CASES
    finally:
        sys.path.remove(folder)
    inside = [name for name, case in cases.items() if case.framed and case.kind == "article" and len(case.page()) > MAX_BYTES]

    assert inside == []


def test_copies_are_found_and_nothing_else():
    said = bench("stories", "--unrelated", "200", "--copied", "40")

    recall, false = re.search(r"^recall (\S+), false pairs (\d+)$", said, re.MULTILINE).groups()
    assert float(recall) >= 0.9
    assert false == "0"


def test_loading_is_measured_beside_scrapy():
    said = bench("loading", "--rounds", "1")

    assert re.findall(r"^(.+?) +processor \d", said, re.MULTILINE) == [
        *("import scrapy", "load the sites", "scrapy list", "newsscrape --help", "newsscrape sites"),
    ]
    assert re.search(r"^\d+ sites: imports", said, re.MULTILINE)


def test_a_site_of_an_unseen_layout_is_read_by_its_file():
    said = bench("newsite", "--site", "pucefraiche", "--corrected")

    scores = dict(re.findall(r"^(\S.*?) {2,}(\d+)$", said, re.MULTILINE))
    assert set(scores.values()) == {"100"}
    assert {"found", "published", "body", "comment texts"} <= set(scores)
