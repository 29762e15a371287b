"""Storing articles: the archive's writer against `sqlite-utils` upsert, on the same rows.

The writer stores a crawl's visits, in transactions of 50. What it has then stored is read back, article by article, and
upserted by sqlite-utils into further archives of the same schema: same columns, indexes, CHECKs and full-text triggers, WAL,
synchronous=FULL. In favour of sqlite-utils: its rows are made beforehand, with their ids; pages come hashed and compressed,
JSON and numbers come ready; foreign keys are off; it looks up nothing, compares nothing, keeps no history. It writes in
three ways: `upsert` row by row, each in a transaction of its own, as sqlite-utils does by itself; `upsert_all`, each table's
rows of an article by one call; `batched`, those calls in transactions of 50 articles, as the writer's. In the end all
archives hold the same. The ways take turns; ratios are medians of the rounds.
"""

import argparse
import datetime as dt
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from sqlite_utils import Database

from newsscrape.archive import runs
from newsscrape.archive.connection import open_writer
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.dates import utc_text
from newsscrape.model import Article, Author, Comment, Image, Instant, Link, Outcome, Provenance, Target, Thread

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
HOME = "https://a.example/"
BATCH = 50
WAYS = ("upsert", "upsert_all", "batched")
COMMENTS = 19
_PAGE = 60_000  # bytes
_WORDS = [
    stem + end
    for stem in (
        "batter",
        "camer",
        "screen",
        "pric",
        "charg",
        "phon",
        "foldabl",
        "comput",
        "silenc",
        "displa",
        "updat",
        "rumou",
    )
    for end in ("", "s", "ed", "ing", "er", "able", "ly", "ness", "less", "ment")
]
_ROWS = {
    "authors": "id IN (SELECT author_id FROM article_authors WHERE article_id = :article)",
    "tags": "id IN (SELECT tag_id FROM article_tags WHERE article_id = :article)",
    "blobs": "id IN (SELECT blob_id FROM pages WHERE url_id IN (SELECT id FROM urls WHERE article_id = :article))",
    "pages": "url_id IN (SELECT id FROM urls WHERE article_id = :article)",
    "fetches": "url_id IN (SELECT id FROM urls WHERE article_id = :article)",
    "articles": "id = :article",
    "article_authors": "article_id = :article",
    "article_tags": "article_id = :article",
    "images": "article_id = :article",
    "image_variants": "image_id IN (SELECT id FROM images WHERE article_id = :article)",
    "links": "article_id = :article",
    "provenance": "article_id = :article",
    "article_pages": "article_id = :article",
    "threads": "article_id = :article",
    "comments": "article_id = :article",
    "thread_pages": "thread_id IN (SELECT id FROM threads WHERE article_id = :article)",
    "urls": "article_id = :article",
}
"""The rows that an article leaves, by table."""
_COUNTED = frozenset({"current"})  # columns that the schema's triggers fill

Rows = list[tuple[str, list[dict[str, Any]]]]


class Cost(NamedTuple):
    """What storing all articles took."""

    cpu: float
    wall: float


def text(draw: random.Random, length: int) -> str:
    """Make up so many words."""
    return " ".join(draw.choices(_WORDS, k=length))


def instant(number: int) -> Instant:
    """Return a moment as a page states it."""
    moment = NOW + dt.timedelta(minutes=number)
    return Instant(utc_text(moment), moment.isoformat(), "second", 0, "stated")


def article(draw: random.Random, number: int) -> Outcome:
    """Make up an article of 4 kB with all that one has, and its thread."""
    url = f"{HOME}{number}.html"
    images = tuple(
        Image(
            f"{HOME}images/{number}-{place}.jpg", "A phone", text(draw, 6), None, 1200, 800, "body" if place else "lead",
            tuple((f"{HOME}images/{number}-{place}-{width}.jpg", width) for width in (320, 640)),
        )
        for place in range(3)
    )  # fmt: skip
    comments = tuple(
        Comment(
            f"{number}c{one}", text(draw, 25), f"{number}c{draw.randrange(one)}" if one and draw.random() < 0.5 else None,
            author=f"Reader {draw.randrange(4000)}", published=instant(number + one),
        )
        for one in range(COMMENTS)
    )  # fmt: skip
    fields = ("title", "description", "authors", "published", "modified", "section", "tags", "body", "images", "links")
    paragraphs = [text(draw, 80) for _ in range(7)]
    one = Article(
        site="a", key=str(number), url=url, title=text(draw, 8), description=text(draw, 20),
        authors=(Author(f"Author {draw.randrange(30)}"),), published=instant(number), modified=instant(number + 5),
        section="Phones", tags=tuple(dict.fromkeys(f"tag {draw.randrange(500)}" for _ in range(4))), language="en",
        body="\n\n".join(paragraphs), body_html="".join(f"<p>{each}</p>" for each in paragraphs), images=images,
        links=tuple(Link(f"{HOME}{draw.randrange(9000)}.html", text(draw, 4)) for _ in range(8)),
        provenance=tuple(Provenance(name, "json_ld", None, 2) for name in fields), comment_count=COMMENTS,
    )  # fmt: skip
    return Outcome(kind="article", article=one, threads=(Thread("page", str(number), comments, claimed=COMMENTS),))


def page(draw: random.Random, outcome: Outcome) -> bytes:
    """Return a page of 60 kB: what holds the article, and the furniture that all pages share."""
    body = outcome.article.body_html if outcome.article else None
    said = "".join(f"<li>{comment.body}</li>" for comment in outcome.threads[0].comments)
    own = f"<html><body>{body}<ol>{said}</ol>"
    furniture = "".join(f'<div class="card-{one}"><a href="/{one}.html">{text(draw, 4)}</a></div>' for one in range(2000))
    return (own + furniture)[:_PAGE].encode()


class Ours:
    """An archive filled by its writer."""

    def __init__(self, path: Path, outcomes: Sequence[tuple[Outcome, bytes]]) -> None:
        self.connection = open_writer(path)
        self.run = runs.start(self.connection, runs.SiteRow("a", "a.example", "A", "benchmark"), NOW)
        frontier = Frontier(self.connection)
        self.visits = [
            Visit(
                lease=frontier.lease_url(self.run.site_id, Target(one.article.url, "article"), NOW),
                state="done",
                fetch=Fetch(NOW, 200, {"content-type": "text/html"}, body, 0.1),
                outcome=one,
            )
            for one, body in outcomes
            if one.article
        ]
        self.writer = Writer(self.connection, path, {self.run.site_id: self.run.id}, clock=lambda: NOW)

    def store(self) -> None:
        """Store all."""
        for first in range(0, len(self.visits), BATCH):
            self.writer.commit(self.visits[first : first + BATCH])

    def rows(self) -> list[Rows]:
        """Return what each article left, as dictionaries."""
        articles = [number for (number,) in self.connection.execute("SELECT id FROM articles ORDER BY id")]
        return [[(table, self._rows(table, number)) for table in _ROWS] for number in articles]

    def _rows(self, table: str, article: int) -> list[dict[str, Any]]:
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE {_ROWS[table]}", {"article": article})
        names = [name for name, *_ in cursor.description]
        return [{name: value for name, value in zip(names, row, strict=True) if name not in _COUNTED} for row in cursor]


class Theirs:
    """An archive of the same schema, filled by sqlite-utils."""

    def __init__(self, path: Path, articles: Sequence[Rows], way: str) -> None:
        self.connection = open_writer(path)
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.database = Database(self.connection)
        self.articles = articles
        self.way = way
        self.keys = {table: self.database.table(table).pks for table in _ROWS}

    def store(self) -> None:
        """Store all."""
        batch = BATCH if self.way == "batched" else 1
        for first in range(0, len(self.articles), batch):
            if self.way == "batched":
                self.connection.execute("BEGIN IMMEDIATE")
            for article in self.articles[first : first + batch]:
                self._upsert(article)
            if self.way == "batched":
                self.connection.execute("COMMIT")

    def _upsert(self, article: Rows) -> None:
        for name, rows in article:
            table, key = self.database.table(name), self.keys[name]
            if self.way == "upsert":
                for row in rows:
                    table.upsert(row, pk=key)
            else:
                table.upsert_all(rows, pk=key)


def cost(action: Callable[[], None]) -> Cost:
    """Measure an action."""
    cpu, wall = process_time(), perf_counter()
    action()
    return Cost(process_time() - cpu, perf_counter() - wall)


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is compared in the end, and that the search index holds it, too."""
    with closing(open_writer(path)) as connection:
        for index in ("articles_fts", "comments_fts"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in _ROWS}


def measure(folder: Path, outcomes: Sequence[tuple[Outcome, bytes]]) -> dict[str, Cost]:
    """Store the articles by the writer and in each of the other ways."""
    ours, found = folder / "writer.db", dict[str, Cost]()
    mine = Ours(ours, outcomes)
    with closing(mine.connection):
        found["writer"] = cost(mine.store)
        rows = mine.rows()
    for way in WAYS:
        path = folder / f"{way}.db"
        theirs = Theirs(path, rows, way)
        with closing(theirs.connection):
            found[way] = cost(theirs.store)
        if contents(path) != contents(ours):
            sys.exit(f"{way}: the archives differ")
    found["rows"] = Cost(sum(len(many) for article in rows for _, many in article), 0)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    given = parser.parse_args()
    draw = random.Random(7)
    made = [article(draw, number) for number in range(1, given.articles + 1)]
    outcomes = [(one, page(draw, one)) for one in made]
    rounds = []
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(measure(Path(folder), outcomes))
    rows = rounds[0]["rows"].cpu
    print(f"{given.articles} articles with {COMMENTS} comments and a page of 60 kB each: {rows / given.articles:.0f} rows each")
    for name in ("writer", *WAYS):
        cpu, wall = (median(one[name][at] for one in rounds) for at in (0, 1))
        ratios = [median(one[name][at] / one["writer"][at] for one in rounds) for at in (0, 1)]
        per_article = f"{1000 * cpu / given.articles:.2f} ms CPU, {1000 * wall / given.articles:.2f} ms an article"
        per_row = f"{1e6 * cpu / rows:.1f} us CPU a row"
        print(f"{name:<10} {per_article}; {per_row}; against the writer x {ratios[0]:.2f} CPU, x {ratios[1]:.2f} time")


if __name__ == "__main__":
    main()
