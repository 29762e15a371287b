"""The world some days later: what a crawl finds new, edited and answered."""

import os
import pathlib
import subprocess
import sys

import pytest

from newsscrape.archive import reader
from newsscrape.archive.connection import open_reader
from newsscrape.demo import server, truth, world
from newsscrape.demo.__main__ import SITES

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NAMES = sorted(server.PORTS)
DAYS = 2
NEWEST = 30


@pytest.mark.parametrize("name", NAMES)
def test_only_some_stories_are_new_or_changed(name):
    before, after = world.stories(name), world.later(name, DAYS)

    assert [story.id for story in after[DAYS:]] == [story.id for story in before]
    assert after[0].when > after[1].when > before[0].when
    changed = [(old, new) for old, new in zip(before, after[DAYS:], strict=True) if old != new]
    assert sum(old.title != new.title for old, new in changed) == DAYS
    assert sum(len(new.remarks) - len(old.remarks) for old, new in changed) == 2 * DAYS
    assert world.later(name, DAYS) == after


def crawl(archive, name, base, *arguments):
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(archive)}
    program = str(pathlib.Path(sys.executable).parent / "scrapy")
    command = [program, "crawl", name, "-a", f"at={base}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_crawl_that_asks_for_all_again_archives_the_later_truth(name, tmp_path):
    archive = tmp_path / "archive.db"
    told = world.later(name, DAYS)[: NEWEST + DAYS]
    with server.serve({name: 0}) as demo:
        base = demo.bases[name]
        demo.documents[name] = server.documents(name, base, world.stories(name)[:NEWEST])
        crawl(archive, name, base)
        demo.documents[name] = server.documents(name, base, told)
        start = len(demo.log)
        crawl(archive, name, base, "-a", "refresh=all")
        again = demo.log[start:]
    connection = open_reader(archive)
    found = {article.key: article for article in reader.articles(connection, site=name)}
    connection.close()

    expected = {article["key"]: article for article in truth.articles(name, base, told)}
    assert set(found) == set(expected)
    assert {key: (article.title, article.body) for key, article in found.items()} == {
        key: (article["title"], article["body"]) for key, article in expected.items()
    }
    assert {key: {(c.key, c.parent, c.body) for c in article.comments} for key, article in found.items()} == {
        key: {(c["key"], c["parent"], c["body"]) for c in article["comments"]} for key, article in expected.items()
    }
    assert sum(asked.conditional for asked in again) > len(again) / 2
