"""What a search costs in archives of 10,000, 100,000 and a million articles.

The articles are made up: words of a vocabulary of 50,000, as often as Zipf has it, a tenth of the articles with comments.
A fixed mix of questions is asked over and over, in an order that the seed shuffles; first by a connection that has read
nothing yet (the files may be in the system's cache), then warm. What is printed is processor time, the system's included:
what waiting for other programs takes is no part of it, nor is waiting for a disk.
"""

import argparse
import datetime as dt
import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from newsscrape.archive.connection import open_reader, open_writer
from newsscrape.archive.filters import Filter
from newsscrape.archive.search import Wanted, search

VOCABULARY = 50_000
SENTENCES = 40_000
LENGTH = 25  # words of a sentence
BATCH = 2_000
FIRST = dt.date(2006, 1, 1)
DAYS = 7_300
SITES = ("alpha", "beta", "gamma", "delta")
ARTICLE = (
    "INSERT INTO articles(id, site_id, key, url, title, published, published_raw, published_precision, published_zone,"
    " published_day, word_count, first_seen_at, changed_at, reader, description, body)"
    " VALUES (?, ?, ?, ?, ?, ?, '', 'day', 'stated', ?, ?, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '1', ?, ?)"
)
COMMENT = (
    "INSERT INTO comments(thread_id, article_id, key, author, published, first_seen_at, body)"
    " VALUES (?, ?, '1', ?, ?, '2026-01-01T00:00:00Z', ?)"
)


class Language:
    """Sentences of made-up words, the commonest in most of them; `w17` is the seventeenth."""

    def __init__(self, sentences: int, seed: int) -> None:
        self.random = random.Random(seed)
        weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        words = [f"w{number}" for number in range(1, VOCABULARY + 1)]
        self.sentences = [
            " ".join(self.random.choices(words, cum_weights=weights, k=LENGTH)).capitalize() + "."
            for _ in range(min(sentences, SENTENCES))
        ]

    def text(self, words: int) -> str:
        return " ".join(self.random.choices(self.sentences, k=max(1, words // LENGTH)))


def fill(path: Path, articles: int, words: int, seed: int) -> None:
    """Make an archive; the articles come in no order of time, as when a site is read back into its past."""
    language = Language(4 * articles, seed)
    chance = language.random
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")  # or the index is written over and over
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO sites(name, domain, title, origin) VALUES (?, ?, ?, 'made up')",
            [(name, f"{name}.example", name) for name in SITES],
        )
        connection.executemany("INSERT INTO authors(name) VALUES (?)", [(f"Author {number}",) for number in range(200)])
        for first in range(1, articles + 1, BATCH):
            numbers = range(first, min(first + BATCH, articles + 1))
            connection.executemany(ARTICLE, [_article(number, language, words) for number in numbers])
            connection.executemany(
                "INSERT INTO article_authors(article_id, author_id, position) VALUES (?, ?, 1)",
                [(number, chance.randrange(1, 201)) for number in numbers],
            )
            _comment(connection, [number for number in numbers if number % 10 == 0], language)
            connection.execute("COMMIT")
            connection.execute("BEGIN")
        connection.execute("COMMIT")
        connection.execute("PRAGMA optimize")


def _article(number: int, language: Language, words: int) -> tuple[object, ...]:
    day = (FIRST + dt.timedelta(days=language.random.randrange(DAYS))).isoformat()
    site = language.random.randrange(len(SITES)) + 1
    body, head = language.text(words), language.text(LENGTH).split()
    url = f"https://{SITES[site - 1]}.example/{number}"
    return (
        *(number, site, str(number), url, " ".join(head[:8]), f"{day}T00:00:00Z", day, words),
        *(" ".join(head[8:]), body),
    )


def _comment(connection: sqlite3.Connection, numbers: list[int], language: Language) -> None:
    connection.executemany(
        "INSERT INTO threads(id, article_id, system, key) VALUES (?, ?, 'made', ?)", [(one, one, str(one)) for one in numbers]
    )
    rows = [(one, one, f"Reader {one % 999}", "2020-01-01T00:00:00Z", language.text(LENGTH)) for one in numbers]
    connection.executemany(COMMENT, rows)


def questions(seed: int) -> Iterator[tuple[str, str, Wanted]]:
    """Yield the mix: a name, the words, and what else is asked."""
    chance = random.Random(seed)
    for _ in range(20):
        rare, middling, common = chance.randint(5_000, 40_000), chance.randint(300, 3_000), chance.randint(1, 40)
        other, year, site = chance.randint(100, 1_000), chance.randint(2007, 2024), chance.choice(SITES)
        month = Filter(since=f"{year}-03-01", until=f"{year}-03-31")
        whole = Filter(since=f"{year}-01-01", until=f"{year}-12-31")
        yield "rare", f"w{rare}", Wanted()
        yield "middling", f"w{middling}", Wanted()
        yield "common", f"w{common}", Wanted()
        yield "two words", f"w{other} w{middling}", Wanted()
        yield "two common words", f"w{common} w{other}", Wanted()
        yield "phrase", f'"w{other} w{common}"', Wanted()
        yield "in a month", f"w{other}", Wanted(filter=month)
        yield "in a year, common", f"w{common}", Wanted(filter=whole)
        yield "of a site", f"w{other}", Wanted(filter=Filter(site=site))
        yield "newest first", f"w{other}", Wanted(sort="new")
        yield "in comments", f"w{middling}", Wanted(scope="comments")


def ask(path: Path, rounds: int, seed: int) -> None:
    """Print what the questions take: each once with a new connection, then `rounds` times."""
    mix = list(questions(seed))
    cold: dict[str, list[float]] = {}
    warm: dict[str, list[float]] = {}
    for name, words, wanted in mix:
        with closing(open_reader(path)) as connection:
            cold.setdefault(name, []).append(_took(connection, words, wanted))
    with closing(open_reader(path)) as connection:
        for _ in range(rounds):
            random.Random(seed).shuffle(mix)
            for name, words, wanted in mix:
                warm.setdefault(name, []).append(_took(connection, words, wanted))
    for figures in (cold, warm):
        figures["all"] = [took for times in figures.values() for took in times]
    for name, times in warm.items():
        print(
            f"{name:20} warm: p50 {_share(times, 50):8.2f}, p99 {_share(times, 99):8.2f} ms;"
            f" first: p99 {_share(cold[name], 99):8.2f} ms"
        )


def _took(connection: sqlite3.Connection, words: str, wanted: Wanted) -> float:
    begun = time.process_time()
    search(connection, words, wanted)
    return (time.process_time() - begun) * 1000


def _share(times: list[float], percent: int) -> float:
    """Return the time under which so many of a hundred lie."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="default: 100,000")
    parser.add_argument("--words", type=int, default=300, help="of a body (default: 300)")
    parser.add_argument("--rounds", type=int, default=5, help="how often the mix is asked warm (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--archive", type=Path, help="an archive to keep: made where there is none, else asked as it is")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.archive or Path(folder) / "archive.db"
        if not path.exists():
            begun = time.monotonic()
            fill(path, chosen.articles, chosen.words, chosen.seed)
            print(f"{chosen.articles:,} articles of {chosen.words} words, filled in {time.monotonic() - begun:.0f} s")
        print(f"{path.stat().st_size / 1e6:,.0f} MB")
        ask(path, chosen.rounds, chosen.seed)


if __name__ == "__main__":
    main()
