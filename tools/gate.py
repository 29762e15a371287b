"""What the reading is worth today against its floors: on our own recorded pages, and on real ones where these lie beside us.

    python tools/gate.py              print the table; exit 1 if a figure stands below its floor
    python tools/gate.py --raise      lift each floor to a little below today's figure; none is ever lowered
    python tools/gate.py --json FILE  write what was measured

The floors are in tests/quality/floors.json, the digests of the pages they were measured on in tests/quality/corpus.json.
"""

import argparse
import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newsscrape import recording
from newsscrape.ingest.judge import judge
from newsscrape.sites import registry

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS = ROOT / "tests" / "recordings"
FLOORS, CORPUS = ROOT / "tests" / "quality" / "floors.json", ROOT / "tests" / "quality" / "corpus.json"
SCORER, PAGES = ROOT.parent / "shared" / "tools" / "score_reading.py", ROOT.parent / "shared" / "data" / "pages"
LOWER_IS_BETTER = frozenset({"comments.in_body"})
FIGURES = (
    *(
        "body.f1",
        "body.p",
        "body.r",
        "snippets_f1",
        "title",
        "authors",
        "lead",
        "date.ok",
        "comments.recall",
        "comments.in_body",
    ),
)


class Row(NamedTuple):
    """One figure of one set."""

    name: str
    figure: str
    today: float
    floor: float | None

    def __str__(self) -> str:
        floor = "" if self.floor is None else f"{self.floor:.4g}"
        said = "" if self.stands else "  below its floor"
        return f"{self.name:<13} {self.figure:<20} {self.today:>8.4g} {floor:>8}{said}"

    @property
    def stands(self) -> bool:
        """Whether today's figure is as good as its floor."""
        if self.floor is None:
            return True
        return self.today <= self.floor if self.figure in LOWER_IS_BETTER else self.today >= self.floor


def main() -> int:
    """Measure, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to today's figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured")
    chosen = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    real = PAGES.is_dir()
    report = score(list(floors)) if real else {}
    rows = [*recorded(), *measured(report, floors)]
    known = json.loads(CORPUS.read_text(encoding="utf-8"))
    told = strangers(known, digests(floors)) if real else ["the real pages are not here"]
    sys.stdout.writelines(f"{line}\n" for line in (*map(str, rows), *told))
    if chosen.json:
        chosen.json.write_text(json.dumps({"report": report, "rows": [[*row, row.stands] for row in rows]}), encoding="utf-8")
    if chosen.lift and real:
        FLOORS.write_text(json.dumps(lifted(rows, floors), indent=2) + "\n", encoding="utf-8")
        CORPUS.write_text(json.dumps(digests(floors), indent=2) + "\n", encoding="utf-8")
    return 0 if all(row.stands for row in rows) else 1


def score(sets: list[str]) -> dict[str, Any]:
    """Return what the scorer says of the sets."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        command = [sys.executable, str(SCORER), "--sets", ",".join(sets), "--json", str(target)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - this program's own scorer
        found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return found


def recorded() -> Iterator[Row]:
    """Yield for each field the share of our own recorded pages of which it is read as a person wrote it down, in percent."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    sites = registry.load()
    for meta in sorted(RECORDINGS.glob("*/*/meta.json")):
        case = recording.load(meta.parent)
        wrong = recording.compare(case.expected, recording.form(judge(case.read(sites.get(case.site)), case.pages)))
        seen.update(list(case.expected))
        right.update(field for field in case.expected if field not in wrong)
    return (Row("recordings", field, 100 * right[field] / number, 100.0) for field, number in seen.items())


def measured(report: dict[str, Any], floors: dict[str, dict[str, float]]) -> Iterator[Row]:
    """Yield the figures of the real pages."""
    for name, figures in report.items():
        for figure in FIGURES:
            value: Any = figures
            for key in figure.split("."):
                value = value.get(key) if isinstance(value, dict) else None
            if value is not None:
                yield Row(name, figure, float(value), floors.get(name, {}).get(figure))


def lifted(rows: list[Row], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the floors with each lifted to a little below today's figure, where that is better than it was."""
    new = {name: dict(figures) for name, figures in floors.items()}
    for row in rows:
        if row.name in new:
            unit = 1000 if row.figure.startswith(("body.", "snippets")) else 10
            if row.figure in LOWER_IS_BETTER:
                reached = math.ceil(row.today * unit + 2) / unit
                new[row.name][row.figure] = reached if row.floor is None else min(row.floor, reached)
            else:
                reached = math.floor(row.today * unit - 1) / unit
                new[row.name][row.figure] = reached if row.floor is None else max(row.floor, reached)
    return new


def digests(sets: dict[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of each set: of its list, and of the pages that this names."""
    found = {}
    for name in sets:
        digest = hashlib.sha256()
        text = (PAGES / f"{name}.jsonl").read_bytes()
        digest.update(text)
        for line in text.splitlines():
            digest.update((PAGES / json.loads(line)["page"]).read_bytes())
        found[name] = digest.hexdigest()
    return found


def strangers(known: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return a sentence for each set whose pages are not those that the floors were measured on."""
    return [
        f"{name}: other pages than the floors were measured on ({digest[:12]}, not {known.get(name, 'known')[:12]})"
        for name, digest in found.items()
        if known.get(name) != digest
    ]


if __name__ == "__main__":
    sys.exit(main())
