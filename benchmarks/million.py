"""What a million known URLs cost a crawl: until its first request, in memory, and each question to the frontier.

Each round starts the same crawl on the large archive and on one that knows the same site from a single run, both with
files warm; it is stopped by SIGTERM after some pages.
"""

import argparse
import datetime as dt
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from crawling import SITE, peak, spent, started
from filling import FIRST_RUN, NOW, fill
from served import Served, serve

from newsscrape.archive import hosts
from newsscrape.archive.connection import open_writer
from newsscrape.archive.frontier import Frontier
from newsscrape.model import Target

WORDS = "The phone comes with a cable and no charger, say those who have it. " * 12
ARTICLE = f"<html><body><article><h1>A phone</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
HELD = 512
FIGURES = (
    "seconds to the first request (aim: 3)",
    "CPU seconds of start and pages",
    "peak RSS of the crawl, MB (aim: 250)",
    "peak RSS of its reader, MB",
)
Figures = tuple[float, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=1_000_000, help="how many are known (default: a million)")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of crawls (default: 5)")
    parser.add_argument("--pages", type=int, default=200, help="requests after which a crawl is stopped (default: 200)")
    chosen = parser.parse_args()
    links = "".join(f'<p><a href="/{number}.html">Phone {number} is here</a></p>' for number in range(1, 3 * chosen.pages))
    pages = {"/": f"<html><body>{links}</body></html>".encode(), "/robots.txt": b"User-agent: *\nDisallow: /private/\n"}
    with tempfile.TemporaryDirectory() as name, serve(pages, otherwise=ARTICLE.encode()) as site:
        folder = Path(name)
        (folder / "local.py").write_text(SITE.format(name="local", home=site.base, days=30))
        large = folder / "large.db"
        begun = time.monotonic()
        fill(large, site.base, chosen.urls)
        size = large.stat().st_size / 1e6
        print(f"an archive of {chosen.urls:,} known URLs, {size:,.0f} MB, filled in {time.monotonic() - begun:.0f} s")
        compare(site, folder, large, chosen.rounds, chosen.pages)
        ask(large, site.base)


def compare(site: Served, folder: Path, large: Path, rounds: int, pages: int) -> None:
    many: list[Figures] = []
    none: list[Figures] = []
    for number in range(rounds):
        small = folder / f"small-{number}.db"
        fill(small, site.base, 0)
        for path, figures in ((large, many), (small, none)) if number % 2 else ((small, none), (large, many)):
            figures.append(crawl(site, folder, path, pages))
    for index, what in enumerate(FIGURES):
        ratio = median(a[index] / b[index] for a, b in zip(many, none, strict=True))
        one, other = (median(run[index] for run in figures) for figures in (many, none))
        print(f"{what:38}{one:8.2f} against {other:7.2f} on an archive of no URLs: x {ratio:.2f}")


def crawl(site: Served, folder: Path, archive: Path, pages: int) -> Figures:
    """Return the seconds until the first request came, processor time, and the peak memory of crawl and reader in MB."""
    site.take()
    begun = time.monotonic()
    with started(folder, "scrapy", "crawl", "local", archive=archive) as process:
        while site.count() < pages and process.poll() is None:
            time.sleep(0.01)
        if process.poll() is not None:
            raise SystemExit(f"the crawl ended by itself: {process.communicate()[1].decode()}")
        (reader,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        figures = spent(process.pid), peak(process.pid), peak(int(reader))
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    return site.take()[0].at - begun, *figures


def ask(archive: Path, home: str) -> None:
    """Print what each question to the frontier takes; those that write are undone by working on a copy."""
    shutil.copy(archive, archive.with_name("copy.db"))
    with closing(open_writer(archive.with_name("copy.db"))) as connection:
        frontier = Frontier(connection)
        for name, rounds, question in questions(frontier, home.split("/")[2], home):
            took = [seconds(question) for _ in range(rounds)]
            print(f"{name:50}{median(took) * 1000:12.3f} ms")


def questions(frontier: Frontier, host: str, home: str) -> Iterator[tuple[str, int, Callable[[], object]]]:
    """Yield a name, how often to ask, and what to ask."""
    local, web = 1, 4
    held = {lease.id for lease in frontier.lease(local, host, HELD, NOW, ())}
    since, ever = FIRST_RUN - dt.timedelta(days=30), dt.datetime(1, 1, 1, tzinfo=dt.UTC)
    yield "lease: 16 URLs", 50, lambda: frontier.lease(local, host, 16, NOW, ())
    yield f"lease: 16 URLs, {HELD} held", 50, lambda: frontier.lease(local, host, 16, NOW, held)
    yield "lease: 16 URLs, no articles", 50, lambda: frontier.lease(local, host, 16, NOW, (), without=("article",))
    yield "lease_url: robots.txt", 50, lambda: frontier.lease_url(local, Target(f"{home}robots.txt", "robots"))
    yield f"next_due, {HELD} held", 50, lambda: frontier.next_due(local, host, held)
    yield "hosts: one", 50, lambda: frontier.hosts(local)
    yield "hosts: thousands", 10, lambda: frontier.hosts(web)
    yield "hosts.last_answer", 50, lambda: hosts.last_answer(frontier.connection, host)
    yield "arm: the home page", 10, lambda: frontier.arm(local, [Target(home, "listing")], NOW)
    yield "widen: nothing within", 10, lambda: frontier.widen(local, since, NOW)
    yield "widen: all that was left out", 1, lambda: frontier.widen(local, ever, NOW)
    yield "arm: refresh all", 1, lambda: frontier.arm(local, (), NOW, refresh=True)


def seconds(question: Callable[[], object]) -> float:
    begun = time.perf_counter()
    question()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
