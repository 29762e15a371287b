"""Long threads: what storing, re-reading and showing so many comments takes, and that it grows with their number alone.

Each thread is stored by the archive's writer in a process of its own, whose memory is its peak. No network, no crawl.
"""

import argparse
import datetime as dt
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from newsscrape.archive import overview, runs
from newsscrape.archive.connection import open_writer
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Found, Visit
from newsscrape.archive.writer import Writer
from newsscrape.comments import threads
from newsscrape.model import Article, Comment, Kind, Outcome, Target, Thread
from newsscrape.page import Page

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
HOME = "https://a.example/"
PER_PAGE = 20
_WORDS = ("battery", "camera", "screen", "price", "late", "again", "never", "mine", "lasts", "two", "days", "and", "more")

Figures = dict[str, float]


def said(count: int) -> Iterator[Comment]:
    """Make up comments of some 150 characters, most of which answer one of the last ten."""
    draw = random.Random(5)
    for number in range(count):
        parent = f"c{number - draw.randint(1, 10)}" if number > 10 and draw.random() < 0.7 else None
        yield Comment(f"c{number}", " ".join(draw.choices(_WORDS, k=26)), parent, author=f"Reader {draw.randint(1, 4000)}")


class Site:
    """One archive with one article, whose thread stands on its own page or on pages of `PER_PAGE`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive.db"
        self.connection = open_writer(self.path)
        self.frontier = Frontier(self.connection)
        self.now = NOW
        self.start()

    def start(self) -> None:
        """Begin a run: none asks for a page twice."""
        self.run = runs.start(self.connection, runs.SiteRow("a", "a.example", "A", "benchmark"), self.now)
        self.writer = Writer(self.connection, self.path, {self.run.site_id: self.run.id}, pages="none")

    def visit(self, url: str, thread: Thread, article: Article | None = None) -> None:
        """Store one page, a second after the one before."""
        self.now += dt.timedelta(seconds=1)
        kind: Kind = "article" if article else "comments"
        lease = self.frontier.lease_url(self.run.site_id, Target(url, kind), self.now)
        found = tuple(Found(target) for target in thread.more)
        outcome = Outcome(kind=kind, article=article, threads=(thread,))
        fetch = Fetch(self.now, 200, {}, b"<html>", 0.1)
        self.writer.commit([Visit(lease=lease, state="done", fetch=fetch, outcome=outcome, found=found)])

    def read(self, pages: Sequence[Sequence[Comment]]) -> None:
        """Visit the article and then, where there are several, each page of the thread."""
        self.start()
        total = sum(map(len, pages))
        article = Article(site="a", key="1", url=HOME, title="A phone", body="It rings.")
        if len(pages) == 1:
            self.visit(HOME, Thread("x", "1", tuple(pages[0]), claimed=total), article)
            return
        urls = [f"{HOME}thread/{number}" for number in range(len(pages))]
        self.visit(HOME, Thread("x", "1", claimed=total, partial=True, more=(Target(urls[0], "comments"),)), article)
        for number, comments in enumerate(pages):
            more = tuple(Target(url, "comments") for url in urls[number + 1 : number + 2])
            self.visit(urls[number], Thread("x", "1", tuple(comments), claimed=total, more=more))


def seconds(action: Callable[[], object]) -> float:
    """Return the processor time that an action takes."""
    begun = process_time()
    action()
    return process_time() - begun


def long_thread(count: int, per_page: int) -> Figures:
    """Store a thread, read it again unchanged, then pruned and edited, and show it."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        with closing(site.connection):
            comments = list(said(count))
            pages = [comments[at : at + per_page] for at in range(0, count, per_page)]
            figures = {"store": seconds(lambda: site.read(pages)), "again": seconds(lambda: site.read(pages))}
            pruned = [page[:-1] if number % 10 == 0 and len(page) > 1 else page for number, page in enumerate(pages)]
            figures["pruned"] = seconds(lambda: site.read(pruned))
            query = "SELECT count(*), count(deleted_at), max(position) FROM comments"
            kept, deleted, last = site.connection.execute(query).fetchone()
            if (kept, deleted, last) != (count, count - sum(map(len, pruned)), count):
                sys.exit(f"of {count} comments {kept} are stored, {deleted} of them deleted, the last at {last}")
            figures["show"] = seconds(lambda: overview.replies(site.connection, 1))
    return {**figures, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def deep_thread(count: int) -> Figures:
    """Read, store and show replies of which each answers the one before it, nested in the page as they are in the thread."""
    opening = '<li id="comment-{0}" class="comment"><div class="comment-body"><cite class="fn">Reader {0}</cite>'
    opening += '<div class="comment-content"><p>Reply number {0}.</p></div></div><ol class="children">'
    nested = "".join(opening.format(number) for number in range(1, count + 1)) + "</ol></li>" * count
    html = f'<html><body><div id="comments"><ol class="commentlist">{nested}</ol></div></body></html>'.encode()
    found: list[Thread] = []
    figures = {"read": seconds(lambda: found.extend(threads(Page(HOME, html, {"content-type": "text/html"}, NOW))))}
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        with closing(site.connection):
            comments = found[0].comments if found else ()
            figures["store"] = seconds(lambda: site.read([comments]))
            figures["show"] = seconds(lambda: overview.replies(site.connection, 1))
            (depth,) = site.connection.execute("SELECT max(depth) FROM comment_threads").fetchone()
    if (len(comments), depth) != (count, count - 1):
        sys.exit(f"of {count} replies {len(comments)} were read, the deepest at {depth}")
    return {**figures, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def alone(measure: Callable[..., Figures], *arguments: int) -> Figures:
    """Measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def line(name: str, figures: Figures) -> str:
    """Return one measurement as one line."""
    memory = figures.pop("memory")
    return f"{name:<34}" + "  ".join(f"{what} {value:.2f} s" for what, value in figures.items()) + f"  memory {memory:.0f} MB"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50_000, help="in the longest thread (default: %(default)s)")
    parser.add_argument("--deep", type=int, default=2000, help="replies, each nested in the one before (default: %(default)s)")
    given = parser.parse_args()
    print("Processor time; `again`: re-read unchanged; `pruned`: re-read short of some")
    for per_page in (given.comments, PER_PAGE):
        for share in (4, 2, 1):
            count = given.comments // share
            on = "one page" if per_page >= count else f"pages of {per_page}"
            print(line(f"{count:,} comments on {on}", alone(long_thread, count, per_page)), flush=True)
    print(line(f"{given.deep:,} replies nested as deep", alone(deep_thread, given.deep)))


if __name__ == "__main__":
    main()
