"""How fast stored pages are read again: those of the demo's sites, by their own site rules.

The demo is crawled, and its articles are stored once more under other addresses until there are --pages; then all is read
again by one process and by --jobs, in turns. Nothing differs, so that nothing is written: reading, comparing and handing pages
to the processes is what is measured. Pages a second and core are counted by the processor time of all processes together,
their starts included; pages a second by the clock.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from newsscrape.archive import connection
from newsscrape.demo.__main__ import SITES
from newsscrape.demo.server import PORTS
from newsscrape.ingest.reread import Order, Report, reread
from newsscrape.sites import registry

_ARTICLE = (
    "INSERT INTO articles(site_id, key, url, first_seen_at, changed_at, reader)"
    " SELECT site_id, key || ' again ' || ?, url, first_seen_at, changed_at, reader FROM articles WHERE id = ?"
)
_URL = (
    "INSERT INTO urls(site_id, kind, state, priority, host, article_id, found_at, url)"
    " SELECT site_id, 'article', 'done', priority, host, ?, found_at, url || '?again=' || ?"
    " FROM urls WHERE id = (SELECT url_id FROM pages WHERE id = ?)"
)
_PAGE = (
    "INSERT INTO pages(url_id, run_id, fetched_at, status, blob_id, headers)"
    " SELECT ?, run_id, fetched_at, status, blob_id, headers FROM pages WHERE id = ?"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000, help="how many stored pages (default: 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="of each number of processes (default: 3)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a processor)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        crawl(archive, Path(folder))
        multiply(archive, chosen.pages)
        sites = registry.load([SITES])
        measure(Order(archive=archive, sites=sites, jobs=chosen.jobs))  # what the copies lack is stored
        taken: dict[int, list[tuple[float, float]]] = {}
        for _ in range(chosen.rounds):
            for jobs in sorted({1, chosen.jobs}):
                report, times = measure(Order(archive=archive, sites=sites, jobs=jobs))
                taken.setdefault(jobs, []).append(times)
    print(f"{report.pages:,} pages of {report.articles:,} articles and their comments; {report.changed} changed")
    for jobs, times in taken.items():
        wall, spent = median(one[0] for one in times), median(one[1] for one in times)
        print(f"{jobs} at once  {wall:6.2f} s  {report.pages / wall:6.0f} pages/s  {report.pages / spent:6.0f} pages/s/core")


def crawl(archive: Path, folder: Path) -> None:
    """Fill the archive as the demo does."""
    root = Path(__file__).resolve().parent.parent
    (folder / "scrapy.cfg").write_bytes((root / "scrapy.cfg").read_bytes())
    command = [sys.executable, "-m", "newsscrape.demo", "crawl", "--archive", str(archive), "--ports", *["0"] * len(PORTS)]
    env = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def multiply(archive: Path, wanted: int) -> None:
    """Store articles of one page once more, until there are enough pages."""
    with closing(connection.open_writer(archive)) as opened:
        (known,) = opened.execute("SELECT count(*) FROM pages").fetchone()
        query = "SELECT article_id, page_id FROM article_pages GROUP BY article_id HAVING count(*) = 1"
        own = opened.execute(query).fetchall()
        with connection.transaction(opened, archive):
            for number in range(max(0, wanted - known)):
                article_id, page_id = own[number % len(own)]
                new_id = opened.execute(_ARTICLE, (number, article_id)).lastrowid
                url_id = opened.execute(_URL, (new_id, number, page_id)).lastrowid
                new_page = opened.execute(_PAGE, (url_id, page_id)).lastrowid
                opened.execute("INSERT INTO article_pages(article_id, position, page_id) VALUES (?, 1, ?)", (new_id, new_page))


def measure(order: Order) -> tuple[Report, tuple[float, float]]:
    """Return what came of it, and the seconds by the clock and of all processors."""
    report = Report()
    began, before = time.perf_counter(), spent()
    reread(order, report)
    return report, (time.perf_counter() - began, spent() - before)


def spent() -> float:
    """Return the processor time of this process and those that ended."""
    return sum(
        used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
