"""How like their pages twins are read: of real pages, the share of twins in which each field has the shape it had.

    python tools/twins.py FOLDER [--every N]    FOLDER holds lists of pages (*.jsonl with page and url) and the pages, gzipped

Prints each field that is read otherwise in any twin, the share of twins with the same elements, and the time that one takes.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path

from newsscrape import reading, twin
from newsscrape.errors import Unreadable
from newsscrape.ingest.judge import judge
from newsscrape.page import Page
from newsscrape.sites import Site, registry
from newsscrape.twin import shape


def main() -> int:
    """Measure, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=4, metavar="N", help="take every Nth page (default: 4)")
    given = parser.parse_args()
    rows = [json.loads(line) for path in sorted(given.folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    otherwise: Counter[str] = Counter()
    seconds: list[float] = []
    for row in rows[:: given.every]:
        page = Page(row["url"], gzip.decompress((given.folder / row["page"]).read_bytes()))
        try:
            otherwise.update(_differing(page, registry.for_url(page.url), seconds))
        except Unreadable:
            continue
    number = len(seconds)
    for field, count in otherwise.most_common():
        sys.stdout.write(f"{field:<16} {100 - 100 * count / number:6.1f} %\n")
    sys.stdout.write(f"{number} pages, the median twin in {sorted(seconds)[number // 2]:.3f} s\n")
    return 0


def _differing(page: Page, site: Site | None, seconds: list[float]) -> list[str]:
    """Return the fields in which the twin of a page is read otherwise, ``elements`` among them; add the time to the list."""
    before = judge(reading.read_pages([page], "article", site), [page])
    start = time.perf_counter()
    (made,) = twin.of([page], before, site)
    seconds.append(time.perf_counter() - start)
    after = judge(reading.read_pages([made], "article", site), [made])
    same = [e.tag for e in page.root.iter("*")] == [e.tag for e in made.root.iter("*")]
    return [*shape.differing(before, after), *([] if same else ["elements"])]


if __name__ == "__main__":
    sys.exit(main())
