"""The command that NEWSSCRAPE_NOTIFY names is started for real."""

import asyncio
import datetime as dt
import json
import logging
import shlex
import sys
from contextlib import closing

import pytest

from newsscrape.archive import runs, topics
from newsscrape.archive.connection import open_writer
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.crawl import notify
from newsscrape.model import Article, Outcome, Target

KEEPS = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"


def command(program, *arguments):
    return shlex.join([sys.executable, "-c", program, *map(str, arguments)])


@pytest.fixture(scope="module")
def archived(tmp_path_factory):
    """An archive whose run marked two articles."""
    path = tmp_path_factory.mktemp("topics") / "archive.db"
    with closing(open_writer(path)) as connection:
        run = runs.start(connection, runs.SiteRow("local", "a.example", "Local", "x"), dt.datetime.now(dt.UTC))
        frontier = Frontier(connection)
        writer = Writer(connection, path, {run.site_id: run.id})
        topics.add(connection, path, "phones", "phone", "2024-01-01T00:00:00Z")
        for key in ("1", "2", "other"):
            frontier.arm(run.site_id, [Target(f"https://a.example/{key}", "article")], dt.datetime.now(dt.UTC))
            (lease,) = frontier.lease(run.site_id, "a.example", 9, dt.datetime.now(dt.UTC), ())
            title = "A phone\n; rm -rf" if key != "other" else "A car"
            one = Article(site="local", key=key, url=lease.url, title=title, body="Words.")
            fetch = Fetch(dt.datetime.now(dt.UTC), 200, {}, b"<html>")
            writer.commit([Visit(lease=lease, state="done", fetch=fetch, outcome=Outcome(kind="article", article=one))])
    return path, run.id


def test_the_command_is_given_the_articles(archived, tmp_path):
    asyncio.run(notify.notify(command(KEEPS, tmp_path / "a b; c.json"), archived[0], "local", archived[1]))

    told = json.loads((tmp_path / "a b; c.json").read_bytes())
    (topic,) = told.pop("topics")
    assert told == {"site": "local", "run": archived[1], "archive": str(archived[0])}
    assert topic["topic"] == "phones"
    assert [one["url"] for one in topic["articles"]] == ["https://a.example/1", "https://a.example/2"]
    assert set(topic["articles"][0]) == {"id", "site", "title", "url", "published", "description"}


def test_it_is_not_started_for_nothing(archived, tmp_path):
    asyncio.run(notify.notify(command(KEEPS, tmp_path / "told.json"), archived[0], "local", archived[1] + 1))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (command("raise SystemExit(3)"), "ended with 3"),
        ("/nowhere/mail me", "No such file"),
        (command("import time; time.sleep(60)"), "not ended after 0.3 seconds"),
        (command("pass"), None),
    ],
)
def test_what_goes_wrong_is_a_warning(archived, caplog, monkeypatch, what, says):
    monkeypatch.setattr(notify, "TIMEOUT", 0.3 if says and "not ended" in says else 30.0)
    with caplog.at_level(logging.WARNING):
        asyncio.run(notify.notify(what, archived[0], "local", archived[1]))

    warned = [record.getMessage() for record in caplog.records]
    assert len(warned) == (says is not None)
    assert all(text.startswith("NEWSSCRAPE_NOTIFY: ") and says in text for text in warned)


def test_an_archive_that_is_gone_is_a_warning(tmp_path, caplog):
    asyncio.run(notify.notify("true", tmp_path / "none.db", "local", 1))

    assert "there is no archive here" in caplog.text


@pytest.mark.slow
def test_a_crawl_tells_what_it_found(web, crawl, tmp_path):
    with closing(open_writer(crawl.archive)) as connection:
        topics.add(connection, crawl.archive, "third", '"phone 3"', "2024-01-01T00:00:00Z")
    web.site([1, 2, 3])
    crawl.add_site(web)
    crawl.env["NEWSSCRAPE_NOTIFY"] = command(KEEPS, tmp_path / "told.json")

    ended = crawl("local")

    assert ended.returncode == 0, ended.err
    (topic,) = json.loads((tmp_path / "told.json").read_bytes())["topics"]
    assert [one["title"] for one in topic["articles"]] == ["Phone 3"]
