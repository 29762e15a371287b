"""An archive as after years: so many known URLs on four sites, in the shares that crawls leave them in."""

import datetime as dt
import random
from contextlib import closing
from pathlib import Path
from typing import Any

from newsscrape.archive import runs
from newsscrape.archive.connection import open_writer
from newsscrape.dates import utc_text
from newsscrape.model import PRIORITY, Kind

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
FIRST_RUN = NOW - dt.timedelta(days=400)
SITES = ("local", "second", "third", "web")
"""``local`` is the one to crawl; ``web`` is spread over `HOSTS`."""
HOSTS = 2000
_OF_TWENTY = (11, 16, 19, 20)
"""How many of twenty URLs are those of the site or of one before it."""
_SHARES = (
    (300, "article", "done", None),
    (250, "comments", "done", None),
    (30, "part", "done", None),
    (20, "listing", "done", None),
    (30, "article", "done", "redirect"),
    (120, "article", "refused", "range"),
    (40, "article", "refused", "check: no-article"),
    (20, "article", "gone", None),
    (100, "article", "due", "now"),
    (30, "comments", "due", "now"),
    (40, "article", "due", "later"),
    (20, "comments", "due", "later"),
)
"""Of a thousand URLs: how many, their kind, their state, and why they were refused or when they are due."""
_BATCH = 20_000

Row = tuple[Any, ...]

_URLS = (
    "INSERT INTO urls(id, url, site_id, kind, state, priority, host, article_id, found_at, redirect_id, hops, due_at,"
    " checked_at, run_id, last_status, last_error, published, etag)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)"
)
_ARTICLES = (
    "INSERT INTO articles(id, site_id, key, url, title, published, published_day, first_seen_at, changed_at, reader, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'benchmark', 'A phone, a cable and no charger.')"
)
_FETCHES = (
    "INSERT INTO fetches(run_id, url_id, host, requested_at, requested_ms, status, bytes, seconds, waited)"
    " VALUES (?, ?, ?, ?, ?, 200, 30000, 0.1, 0)"
)


def fill(path: Path, home: str, count: int) -> None:
    """Make an archive that knows `count` URLs, more than half of them of the site ``local`` at `home`."""
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        started = [
            runs.start(connection, runs.SiteRow(name, f"{name}.example", name.title(), "benchmark"), FIRST_RUN)
            for name in SITES
        ]
        for run in started:
            runs.finish(connection, run, "ok", None, 0, {}, FIRST_RUN)
        draw = random.Random(3)
        shares = draw.choices(_SHARES, [share[0] for share in _SHARES], k=count)
        past = Past(home, [run.id for run in started])
        connection.execute("BEGIN IMMEDIATE")
        for first in range(0, count, _BATCH):
            rows = [past.url(number, *share) for number, (_, *share) in enumerate(shares[first : first + _BATCH], first + 1)]
            connection.executemany(_ARTICLES, past.articles)
            connection.executemany(_URLS, rows)
            connection.executemany(_FETCHES, past.fetches)
            past.articles, past.fetches = [], []
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Past:
    """Makes the rows of one URL after another; those of its articles and fetches gather beside."""

    def __init__(self, home: str, run_ids: list[int]) -> None:
        self.home = home
        self.run_ids = run_ids
        self.articles: list[Row] = []
        self.fetches: list[Row] = []
        self._newest: dict[int, int] = {}

    def url(self, number: int, kind: Kind, state: str, why: str | None) -> Row:
        site = next(index for index, upto in enumerate(_OF_TWENTY) if number % 20 < upto)
        of_web = f"https://www{number // 20 % HOSTS}.example/"
        base = (self.home, "https://www.second.example/", "https://third.example/", of_web)[site]
        name = {"article": f"{number}.html", "listing": f"?page={number}"}.get(kind, f"{kind}/{number}.html")
        published = utc_text(FIRST_RUN - dt.timedelta(days=60, hours=number % 100_000))
        found = utc_text(FIRST_RUN - dt.timedelta(minutes=number % 10_000))
        is_article = kind == "article" and state == "done" and why is None
        if is_article:
            self._newest[site] = number
            key = (number, site + 1, str(number), base + name, f"Phone {number} is here")
            self.articles.append((*key, published, published[:10], found, found))
        checked = None if why == "range" or state == "due" else utc_text(FIRST_RUN + dt.timedelta(seconds=number))
        host = base.split("/")[2]
        if checked:
            self.fetches.append((self.run_ids[site], number, host, checked, number % 1000))
        newest = self._newest.get(site)
        return (
            *(number, base + name, site + 1, kind, state, PRIORITY[kind], host),
            *(newest if is_article or kind in {"part", "comments"} else None, found, newest if why == "redirect" else None),
            *(_due(number, why) if state == "due" else None, checked, self.run_ids[site] if checked else None),
            *(200 if checked else None, why if state == "refused" else None, published if kind == "article" else None),
            f'"{number:x}"' if state == "done" else None,
        )


def _due(number: int, when: str | None) -> str:
    minutes = dt.timedelta(minutes=number % 50_000)
    return utc_text(NOW - minutes if when == "now" else NOW + dt.timedelta(hours=1) + minutes)
