"""An archive with a run under way, and how to visit what is due in it."""

import datetime as dt
import os
import resource
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newsscrape.archive import connection, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Found, Visit
from newsscrape.archive.writer import Writer
from newsscrape.model import Article, Comment, Outcome, Target, Thread

START = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
SITE = runs.SiteRow("gadgets", "gadgets.example", "Gadgets", "newsscrape")
HOME = "https://gadgets.example"


def article(key="1", **values):
    defaults = {"site": "gadgets", "url": f"{HOME}/a{key}", "title": f"Title {key}", "body": f"Body {key}."}
    return Article(key=key, **{**defaults, **values})


def thread(*keys, **values):
    comments = tuple(Comment(key, f"Text {key}") if isinstance(key, str) else key for key in keys)
    return Thread("gsmarena", values.pop("key", "1"), comments, **values)


def found(*urls, kind="article", reason=None, **values):
    return tuple(Found(Target(url, kind, **values), reason) for url in urls)


@dataclass
class World:
    """One archive, one site, one run at a time; time goes on by a minute with every commit."""

    path: object
    connection: object
    pages: str = "all"
    images: bool = False
    now: dt.datetime = START
    run: object = None
    made: int = 0

    article = staticmethod(article)
    thread = staticmethod(thread)
    found = staticmethod(found)
    runs: list = field(default_factory=list)

    def start(self):
        self.run = runs.start(self.connection, SITE, self.now)
        self.runs.append(self.run)
        self.frontier = Frontier(self.connection)
        self.writer = Writer(
            self.connection,
            self.path,
            {self.run.site_id: self.run.id},
            pages=self.pages,
            images=self.images,
            clock=lambda: self.now,
        )
        return self

    def finish(self, code=0):
        runs.finish(self.connection, self.run, "ok" if code == 0 else "failed", None, code, {}, self.now)
        self.now += dt.timedelta(days=1)
        return self.start()

    def arm(self, *urls, kind="article", **values):
        self.frontier.arm(self.run.site_id, [Target(url, kind) for url in urls], self.now, **values)

    def refresh(self):
        self.frontier.arm(self.run.site_id, [], self.now, refresh=True)

    def lease(self, url):
        for host in self.frontier.hosts(self.run.site_id):
            for lease in self.frontier.lease(self.run.site_id, host, 1000, self.now, ()):
                if lease.url == url:
                    return lease
        raise AssertionError(f"{url} is not due: {self.due()}")

    def due(self):
        rows = self.connection.execute("SELECT url FROM urls WHERE state = 'due' AND due_at <= '9' ORDER BY id")
        return [url for (url,) in rows]

    def visit(self, url, outcome=None, *, body=b"<html>", status=200, headers=None, state="done", **values):  # noqa: PLR0913 - the parts of an answer
        fetch = Fetch(self.now, status, headers or {"content-type": "text/html"}, body, seconds=0.5)
        return Visit(lease=self.lease(url), state=state, fetch=fetch, outcome=outcome, **values)

    def commit(self, *visits):
        committed = self.writer.commit(visits)
        self.now += dt.timedelta(minutes=1)
        return committed

    def read(self, one=None, *, body=None, threads=(), **values):
        """Fetch and archive one article."""
        one = one or article()
        self.arm(one.url)
        self.connection.execute("UPDATE urls SET state = 'due', due_at = '2024-01-01T00:00:00Z' WHERE url = ?", (one.url,))
        self.made += 1
        outcome = Outcome(kind="article", article=one, threads=threads)
        page = body if body is not None else f"<html>{self.made}".encode()
        return self.commit(self.visit(values.pop("at", one.url), outcome, body=page, **values))

    def stock(self, count, page, **values):
        """Fetch and archive so many articles in one commit, each page made of its number."""
        urls = {number: f"{HOME}/a{number}" for number in range(1, count + 1)}
        self.arm(*urls.values())
        outcomes = {number: Outcome(kind="article", article=article(str(number), **values)) for number in urls}
        self.commit(*(self.visit(url, outcomes[number], body=page(number)) for number, url in urls.items()))

    def rows(self, query, *values):
        return [tuple(row) for row in self.connection.execute(query, values)]

    def one(self, query, *values):
        (row,) = self.rows(query, *values)
        return row if len(row) > 1 else row[0]

    def counters(self):
        names = "articles_new, articles_changed, articles_unchanged, articles_gone, comments_new, comments_edited, errors"
        row = self.one(f"SELECT {names} FROM runs WHERE id = ?", self.run.id)
        return dict(zip(names.split(", "), row, strict=True))

    def dump(self, *tables):
        return {table: self.rows(f"SELECT * FROM {table}") for table in tables}

    def sound(self):
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []
        assert self.rows("SELECT t.id FROM threads t WHERE current <> (SELECT count(*) FROM comments c WHERE c.thread_id = t.id"
                         " AND c.deleted_at IS NULL)") == []  # fmt: skip
        for index in ("articles_fts", "comments_fts"):
            self.connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


@pytest.fixture(scope="session")
def new_world(tmp_path_factory):
    opened = []

    def make(**values):
        path = tmp_path_factory.mktemp("archive") / "archive.db"
        opened.append(connection.open_writer(path))
        return World(path, opened[-1], **values).start()

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def world(new_world):
    return new_world()


@contextmanager
def _small_disk(length):
    """No file can be made longer than so many bytes: what a full disk does, but for the word in SQLite's message."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _write_protected(folder):
    """Nothing in the folder can be changed, not even by root, who puts on another user's shoes."""
    files = [folder, *folder.iterdir()]
    for file in files:
        file.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for file in files:
            with suppress(FileNotFoundError):
                file.chmod(0o755)


@pytest.fixture
def small_disk():
    return _small_disk


@pytest.fixture
def write_protected():
    return _write_protected


@pytest.fixture
def open_folder():
    """A folder where another user than root comes, too."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
