"""The real `scrapy crawl` over the made-up world: the archive holds the truth, all of it, once."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newsscrape.archive import reader
from newsscrape.archive.connection import open_reader
from newsscrape.demo import server, truth
from newsscrape.demo.__main__ import SITES

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
FREE = dict.fromkeys(server.PORTS, 0)


def crawl(archive, site, *arguments):
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(archive)}
    command = [str(BIN / "scrapy"), "crawl", site, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110, check=False)


@pytest.fixture(scope="module", params=sorted(server.PORTS))
def crawled(request, tmp_path_factory):
    """A site's name, its running demo, the archive after two crawls, and what the second asked for."""
    archive = tmp_path_factory.mktemp("archive") / "archive.db"
    name = request.param
    with server.serve({name: 0}) as demo:
        first = crawl(archive, name, "-a", f"at={demo.bases[name]}")
        assert first.returncode == 0, first.stderr
        asked = len(demo.log)
        second = crawl(archive, name, "-a", f"at={demo.bases[name]}")
        assert second.returncode == 0, second.stderr
        yield name, demo, archive, asked


def rows(archive, query, *values):
    connection = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def test_the_archive_holds_the_truth_field_by_field(crawled):
    name, demo, archive, _ = crawled
    expected = {story["key"]: story for story in truth.articles(name, demo.bases[name])}
    connection = open_reader(archive)
    found = {article.key: article for article in reader.articles(connection, site=name)}
    connection.close()

    assert set(found) == set(expected)
    for key, story in expected.items():
        form = found[key].to_dict()
        comments = {comment.key: comment for comment in found[key].comments}
        assert story["published_raw"] in form["published_raw"]
        plain = set(story) - {"comments", "published_raw"}
        assert {field: form[field] for field in plain} == {field: story[field] for field in plain}
        assert len(found[key].comments) == len(comments) == len(story["comments"])
        for remark in story["comments"]:
            comment = comments[remark["key"]]
            assert (comment.author, comment.body, comment.parent) == (remark["author"], remark["body"], remark["parent"])
            assert (comment.author_key, comment.published.utc) == (remark["author_key"], remark["published"])


def test_nothing_stands_there_twice(crawled):
    name, _, archive, _ = crawled

    assert rows(archive, "SELECT count(*) - count(DISTINCT key) FROM articles") == [(0,)]
    assert rows(archive, "SELECT count(*) - count(DISTINCT thread_id || '/' || key) FROM comments") == [(0,)]
    assert rows(archive, "SELECT count(*) FROM images") == [
        (sum(len(story["images"]) for story in truth.articles(name, "http://x/")),)
    ]
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows(archive, "SELECT count(*) FROM errors") == [(0,)]


def test_comments_are_numbered_oldest_first(crawled):
    name, demo, archive, _ = crawled
    for story in truth.articles(name, demo.bases[name]):
        query = (
            "SELECT c.key FROM comments c JOIN articles a ON a.id = c.article_id"
            " WHERE a.key = ? AND c.parent_key IS NULL ORDER BY c.position"
        )
        keys = [key for (key,) in rows(archive, query, story["key"])]
        assert keys == [remark["key"] for remark in story["comments"] if remark["parent"] is None]


def test_the_second_crawl_fetches_no_article_again(crawled):
    _, demo, archive, asked = crawled
    again = demo.log[asked:]

    assert again
    assert {request.status for request in again if request.path != "/robots.txt"} <= {304}
    (counts,) = rows(archive, "SELECT articles_new, articles_changed FROM runs ORDER BY id DESC LIMIT 1")
    assert counts == (0, 0)


def test_no_forbidden_and_no_doubled_request(crawled):
    _, demo, _, asked = crawled
    paths = [request.path for request in demo.log[:asked]]

    assert len(paths) == len(set(paths))
    assert not [path for path in paths if path.startswith(("/private/", "/postcomment"))]
    assert all(request.agent.startswith("newsscrape/") for request in demo.log)


def test_a_crawl_exports_what_it_found(tmp_path):
    target = tmp_path / "out.json"
    with server.serve({"voltpost": 0}) as demo:
        done = crawl(
            tmp_path / "archive.db", "voltpost", "-a", f"at={demo.bases['voltpost']}", "-a", "limit=5", "-O", str(target)
        )
        assert done.returncode == 0, done.stderr

    articles = json.loads(target.read_text(encoding="utf-8"))
    assert len(articles) == 5
    assert all(article["title"] and article["body"] for article in articles)
