"""Exports in every format: rows a second, and that memory stays bounded however many there are.

Each is the real ``newsscrape export`` in a process of its own, which writes to a file; its memory is its peak, its time that of
the processor, Python's start included. Comments are exported as rows of their table, and with their articles.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

from newsscrape.archive.connection import open_writer

CASES = (
    *(("comments", form) for form in ("csv", "json", "jsonl", "parquet")),
    *(("articles", form) for form in ("csv", "json", "jsonl", "jsonld", "atom", "parquet", "markdown")),
)
LIMIT = 150
_WORDS = ("battery", "camera", "screen", "price", "late", "again", "never", "mine", "lasts", "two", "days", "and", "more")
_NOW = "2024-01-01T00:00:00Z"
_ARTICLE = (
    "INSERT INTO articles(id, site_id, key, url, title, published, published_raw, published_precision, published_zone,"
    " published_day, first_seen_at, changed_at, reader, description, body, body_html, word_count)"
    " VALUES (?, 1, ?, ?, ?, ?, ?, 'day', 'none', ?, ?, ?, 'benchmark', ?, ?, ?, 500)"
)
_COMMENT = (
    "INSERT INTO comments(id, thread_id, article_id, key, position, author, published, published_raw, published_precision,"
    " published_zone, first_seen_at, parent_key, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'day', 'none', ?, ?, ?)"
)


class Figures(NamedTuple):
    seconds: float
    """Of the processor."""
    memory: float
    """Peak RSS in MB."""
    size: float
    """MB written."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="default: 10,000")
    parser.add_argument("--comments", type=int, default=100, help="of each article (default: 100)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median is told (default: 3)")
    parser.add_argument("--only", choices=sorted({form for _, form in CASES}), help="one format")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "archive.db"
        fill(archive, chosen.articles, chosen.comments)
        print(f"{chosen.articles:,} articles, {chosen.articles * chosen.comments:,} comments: {megabytes(archive):,.0f} MB")
        largest = 0.0
        for what, form in (case for case in CASES if chosen.only in (None, case[1])):
            rows = chosen.articles * (chosen.comments if what == "comments" else 1)
            figures = Figures(*map(median, zip(*measured(archive, what, form, chosen.rounds), strict=True)))
            print(
                f"{what:9} {form:9}{figures.seconds:8.1f} s {rows / figures.seconds:10,.0f} rows a second"
                f" {figures.memory:6.0f} MB of memory {figures.size:8.1f} MB written"
            )
            largest = max(largest, figures.memory)
    print(f"at most {largest:.0f} MB of memory (aim: {LIMIT})")
    sys.exit(largest > LIMIT)


def measured(archive: Path, what: str, form: str, rounds: int) -> Iterator[Figures]:
    options = ["--table", "comments"] if what == "comments" else ["--comments"] if form == "markdown" else []
    target = archive.with_name(form)
    for _ in range(rounds):
        seconds, memory = run(["export", "--archive", str(archive), "--format", form, "-o", str(target), "--force", *options])
        yield Figures(seconds, memory, megabytes(target))
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def run(arguments: Sequence[str]) -> tuple[float, float]:
    """Run ``newsscrape`` to its end; return its processor time in seconds and its peak memory in MB."""
    script = "from newsscrape.cli import main; main()"
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"newsscrape {' '.join(arguments)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1024)


def megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def fill(path: Path, articles: int, comments: int) -> None:
    """Make an archive with so many articles of some 3,000 characters, and comments of some 150; it is not for searching."""
    draw = random.Random(11)
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for table in ("articles", "comments"):
            connection.execute(f"DROP TRIGGER {table}_fts_insert")
        connection.execute("INSERT INTO sites VALUES (1, 'a', 'a.example', 'A', 'benchmark')")
        for number in range(1, articles + 1):
            paragraphs = [" ".join(draw.choices(_WORDS, k=100)) for _ in range(5)]
            url, day = f"https://a.example/{number}", f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
            title, moment = f"Phone {number} is here", f"{day}T00:00:00Z"
            html = "\n".join(f"<p>{text}</p>" for text in paragraphs)
            body = "\n\n".join(paragraphs)
            values = (number, str(number), url, title, moment, day, day, _NOW, _NOW, "In short.", body, html)
            connection.execute(_ARTICLE, values)
            connection.execute("INSERT INTO threads(id, article_id, system, key) VALUES (?, ?, 'a', '1')", (number, number))
            connection.executemany(_COMMENT, thread(draw, number, comments, moment))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def thread(draw: random.Random, number: int, comments: int, moment: str) -> Iterator[tuple[object, ...]]:
    for place in range(1, comments + 1):
        parent = str(draw.randint(1, place - 1)) if place > 1 and draw.random() < 0.5 else None
        said, author = " ".join(draw.choices(_WORDS, k=26)), f"Reader {draw.randint(1, 4000)}"
        own = number * comments + place
        yield own, number, number, str(place), place, author, moment, moment[:10], _NOW, parent, said


if __name__ == "__main__":
    main()
