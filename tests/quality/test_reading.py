"""The reading's quality on real pages and on our own: each figure stands at or above its floor, and floors only rise."""

import hashlib
import json
import os
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT.parent / "shared" / "data" / "pages"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
NEEDS_PAGES = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages lie outside the repository, and not here")
AGAIN = """
import gzip, hashlib, json, pathlib, sys
import newsscrape

digest = hashlib.sha256()
for line in open(sys.argv[1], encoding="utf-8"):
    url, path = json.loads(line)
    body = pathlib.Path(path).read_bytes()
    body = gzip.decompress(body) if path.endswith(".gz") else body
    article = newsscrape.read(body, url)
    digest.update(json.dumps([article.to_dict(), repr(article.provenance)]).encode())
print(digest.hexdigest())
"""


def load_gate():
    spec = util.spec_from_file_location("gate", ROOT / "tools" / "gate.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gate = load_gate()


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    target = tmp_path_factory.mktemp("quality") / "measured.json"
    command = [sys.executable, str(ROOT / "tools" / "gate.py"), "--json", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=115, check=False)
    assert target.exists(), done.stderr
    return json.loads(target.read_text(encoding="utf-8"))


@pytest.mark.slow
@NEEDS_PAGES
@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in FLOORS.items() for figure in figures])
def test_stands_at_or_above_its_floor(measured, name, figure):
    rows = {(row[0], row[1]): row for row in measured["rows"]}
    *_, today, floor, stands = rows[name, figure]
    assert stands, f"{name} {figure}: {today}, and was {floor}"


@pytest.mark.slow
@NEEDS_PAGES
@pytest.mark.parametrize("name", FLOORS)
def test_every_page_is_read_and_none_takes_long(measured, name):
    assert measured["report"][name]["not_read"] == 0
    assert measured["report"][name]["slowest_s"] < 2.0


@pytest.mark.slow
@NEEDS_PAGES
def test_the_pages_are_those_that_the_floors_were_measured_on():
    known = json.loads((Path(__file__).parent / "corpus.json").read_text(encoding="utf-8"))
    assert gate.strangers(known, gate.digests(FLOORS)) == []


def test_our_own_pages_are_read_without_a_fault():
    assert [row for row in gate.recorded() if not row.stands] == []


def listed(tmp_path, pages):
    path = tmp_path / "pages"
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    return path


def digest_of(path, seed):
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", AGAIN, path], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_second_run_over_our_own_pages_gives_the_same_bytes(tmp_path):
    pages = [
        ("https://www.gsmarena.com/a-news-1.php", str(path)) for path in sorted((ROOT / "tests").rglob("recordings/*/*/*.html"))
    ]
    path = listed(tmp_path, pages)

    assert digest_of(path, "1") == digest_of(path, "2") != hashlib.sha256().hexdigest() + "\n"


@pytest.mark.slow
@NEEDS_PAGES
def test_a_second_run_over_real_pages_gives_the_same_bytes(tmp_path):
    lines = (PAGES / "zyte.jsonl").read_text(encoding="utf-8").splitlines()
    path = listed(tmp_path, [(page["url"], str(PAGES / page["page"])) for page in map(json.loads, lines)])

    assert digest_of(path, "1") == digest_of(path, "2")


@pytest.mark.parametrize(
    ("figure", "today", "floor", "after"),
    [
        ("title", 90.04, 86.6, 89.9),
        ("title", 80.0, 86.6, 86.6),
        ("body.f1", 0.9725, 0.966, 0.971),
        ("body.f1", 0.9725, None, 0.971),
        ("comments.in_body", 1.5, 12.0, 1.7),
        ("comments.in_body", 20.0, 12.0, 12.0),
    ],
)
def test_floors_only_rise(figure, today, floor, after):
    floors = {"zyte": {} if floor is None else {figure: floor}}

    assert gate.lifted([gate.Row("zyte", figure, today, floor)], floors) == {"zyte": {figure: after}}


def test_a_figure_below_its_floor_does_not_stand():
    assert not gate.Row("zyte", "title", 86.5, 86.6).stands
    assert not gate.Row("zyte", "comments.in_body", 12.1, 12.0).stands
    assert gate.Row("zyte", "title", 86.6, 86.6).stands


def test_other_pages_are_told():
    assert gate.strangers({"zyte": "a" * 64}, {"zyte": "a" * 64}) == []
    assert gate.strangers({"zyte": "a" * 64}, {"zyte": "b" * 64}) == [
        "zyte: other pages than the floors were measured on (bbbbbbbbbbbb, not aaaaaaaaaaaa)"
    ]
