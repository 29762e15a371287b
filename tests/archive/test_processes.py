"""Several processes on one file: nobody waits in vain, nobody loses anything, and death at any moment harms nothing."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from newsscrape.archive import connection, reader

WRITE = """
import datetime as dt, sys
from pathlib import Path
from newsscrape.archive import connection, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.model import Article, Comment, Outcome, Target, Thread

path, site, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = dt.datetime.now(dt.UTC)
opened = connection.open_writer(path)
run = runs.start(opened, runs.SiteRow(site, f"{site}.example", site, "newsscrape"), now)
frontier, writer = Frontier(opened), Writer(opened, path, {run.site_id: run.id})
frontier.arm(run.site_id, [Target(f"https://{site}.example/{n}", "article") for n in range(count)], now)
print("armed", flush=True)
later = now + dt.timedelta(hours=1)
while leases := frontier.lease(run.site_id, f"{site}.example", 5, later, ()):
    visits = []
    for lease in leases:
        article = Article(site=site, key=lease.url, url=lease.url, title=f"Title {lease.url}", body=f"{lease.url} " * 300)
        thread = Thread("gsmarena", "1", tuple(Comment(f"c{n}", f"{lease.url} {n}") for n in range(20)))
        outcome = Outcome(kind="article", article=article, threads=(thread,))
        visits.append(Visit(lease=lease, state="done", fetch=Fetch(now, 200, {}, lease.url.encode() * 50), outcome=outcome))
    writer.commit(visits)
"""


def writer(path, site, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, path, site, str(count)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def sound(path):
    with closing(connection.open_writer(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("articles_fts", "comments_fts"):
            opened.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


def test_writers_take_turns_while_a_reader_reads(tmp_path):
    path = tmp_path / "archive.db"
    connection.open_writer(path).close()
    processes = [writer(path, site, 100) for site in ("a", "b")]

    with closing(connection.open_reader(path)) as opened:
        counts = [0]
        while any(process.poll() is None for process in processes):
            counts.append(sum(len(article.comments) == 20 for article in reader.articles(opened)))
    for process in processes:
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, "")

    assert counts == sorted(counts)
    with closing(connection.open_reader(path)) as opened:
        rows = [tuple(row) for row in opened.execute("SELECT articles_new, comments_new, requests, errors FROM runs")]
        assert rows == [(100, 2000, 100, 0)] * 2
    sound(path)


def test_makers_of_one_file_do_not_meet(tmp_path):
    processes = [writer(tmp_path / "archive.db", site, 1) for site in "abcd"]

    assert [process.communicate()[1] for process in processes] == [""] * 4
    sound(tmp_path / "archive.db")


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_any_moment_leaves_whole_batches(tmp_path, seed):
    path = tmp_path / "archive.db"
    process = writer(path, "a", 3000)
    assert process.stdout.readline() == "armed\n"
    with closing(sqlite3.connect(path)) as opened:
        while not opened.execute("SELECT count(*) FROM articles").fetchone()[0]:
            time.sleep(0.001)
    time.sleep(random.Random(seed).random() / 10)
    process.kill()
    process.communicate()

    sound(path)
    with closing(connection.open_reader(path)) as opened:
        state = dict(opened.execute("SELECT state, count(*) FROM urls GROUP BY state").fetchall())
        articles, comments = (opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("articles", "comments"))
        (counted,) = opened.execute("SELECT articles_new FROM runs").fetchone()
    assert state["done"] == articles == counted
    assert comments == 20 * articles
    assert state["done"] + state.get("due", 0) == 3000
