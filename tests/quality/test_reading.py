"""The reading's quality on real pages: measured by the project's own scorer, against floors that only rise."""

import json
import os
import pathlib
import subprocess
import sys
from functools import reduce

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_reading.py"
FLOORS = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SHARED / "data" / "pages").is_dir(), reason="the real pages lie outside the repository, and not here"
    ),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    target = tmp_path_factory.mktemp("quality") / "report.json"
    command = [sys.executable, str(SCORER), "--sets", ",".join(FLOORS), "--json", str(target)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in FLOORS.items() for figure in figures])
def test_stands_at_or_above_its_floor(report, name, figure):
    reached = reduce(lambda value, key: value[key], figure.split("."), report[name])
    assert reached >= FLOORS[name][figure]


@pytest.mark.parametrize("name", FLOORS)
def test_every_page_is_read_and_none_takes_long(report, name):
    assert report[name]["not_read"] == 0
    assert report[name]["slowest_s"] < 2.0
