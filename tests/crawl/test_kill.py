"""SIGKILL at any moment: nothing lost, nothing doubled, and only what was on its way is fetched again."""

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from newsscrape.crawl.manners import PER_HOST
from newsscrape.demo import server, truth
from newsscrape.demo.__main__ import SITES

ROOT = Path(__file__).resolve().parent.parent.parent
SCRAPY = Path(sys.executable).parent / "scrapy"
KILLS = 20
NAME = "voltpost"

# Everything that a crawl leaves of the articles, in words that do not depend on the order of events.
SAME = {
    "articles": "SELECT key, title, published, body, body_html, revision FROM articles ORDER BY key",
    "authors": "SELECT a.key, w.name, x.position FROM article_authors x JOIN articles a ON a.id = x.article_id"
    " JOIN authors w ON w.id = x.author_id ORDER BY 1, 3",
    "images": "SELECT a.key, i.position, i.url, i.alt FROM images i JOIN articles a ON a.id = i.article_id ORDER BY 1, 2",
    "comments": "SELECT a.key, c.key, c.parent_key, c.author, c.body FROM comments c JOIN articles a ON a.id = c.article_id"
    " ORDER BY 1, 2",
    "urls": "SELECT kind, state, count(*) FROM urls GROUP BY 1, 2",
}


def start(archive, base):
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(archive)}
    command = [str(SCRAPY), "crawl", NAME, "-a", f"at={base}"]
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def contents(archive):
    connection = sqlite3.connect(archive)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name: connection.execute(query).fetchall() for name, query in SAME.items()}
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path):
    with server.serve({NAME: 0}) as demo:
        base = demo.bases[NAME]
        undisturbed, killed = tmp_path / "undisturbed.db", tmp_path / "killed.db"
        process = start(undisturbed, base)
        assert process.wait(110) == 0, process.stderr.read().decode()
        process.stderr.close()
        once = Counter(request.path for request in demo.log)
        demo.log.clear()

        for number in range(KILLS):
            before, wanted = len(demo.log), 3 + 5 * number % 14
            process = start(killed, base)
            while len(demo.log) - before < wanted and process.poll() is None:
                time.sleep(0.001)
            process.kill()
            process.wait()
            process.stderr.close()
        process = start(killed, base)
        assert process.wait(110) == 0, process.stderr.read().decode()
        process.stderr.close()

        assert contents(killed) == contents(undisturbed)
        assert len(contents(killed)["articles"]) == len(list(truth.articles(NAME, base)))
        again = Counter(request.path for request in demo.log) - once
        # Each start asks for robots.txt and the listing anew; besides, what was leased and not yet on disk.
        assert sum(again.values()) <= KILLS * (PER_HOST + 2)
