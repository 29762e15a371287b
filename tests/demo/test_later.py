"""A crawl of the world at one moment and of the same site some days later: what it finds new, edited, answered and gone."""

import datetime as dt
import os
import pathlib
import subprocess
import sys

import pytest

from newsscrape.archive import reader
from newsscrape.archive.connection import open_reader
from newsscrape.demo import history, server, truth
from newsscrape.demo.__main__ import SITES

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Between the two each site has published, edited, answered and withdrawn something.
MOMENTS = {
    "voltpost": (dt.datetime(2025, 2, 1, 18, tzinfo=dt.UTC), dt.datetime(2025, 2, 4, 6, tzinfo=dt.UTC)),
    "pixelgazette": (dt.datetime(2025, 2, 16, 18, tzinfo=dt.UTC), dt.datetime(2025, 2, 20, 6, tzinfo=dt.UTC)),
}


def crawl(archive, name, base, *arguments):
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(archive)}
    program = str(pathlib.Path(sys.executable).parent / "scrapy")
    command = [program, "crawl", name, "-a", f"at={base}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr


def told(name, base, moment):
    return {article["key"]: article for article in truth.articles(name, base, history.stories(name, moment))}


def seen(article):
    """What of an article may change."""
    writers = [author["name"] for author in article["authors"]]
    return article["title"], writers, article["body"], {(c["key"], c["parent"], c["body"]) for c in article["comments"]}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MOMENTS))
def test_a_crawl_that_asks_for_all_again_archives_the_later_truth_and_keeps_what_is_gone(name, tmp_path):
    archive, (first, second) = tmp_path / "archive.db", MOMENTS[name]
    assert {event.kind for event in history.events(name) if first < event.when <= second} == {
        "published",
        "edited",
        "remarked",
        "vanished",
    }
    with server.serve({name: 0}, first) as demo:
        base = demo.bases[name]
        crawl(archive, name, base)
        demo.at(second)
        start = len(demo.log)
        crawl(archive, name, base, "-a", "refresh=all")
        again = demo.log[start:]
    connection = open_reader(archive)
    found = {article.key: seen(article.to_dict()) for article in reader.articles(connection, site=name)}
    connection.close()

    before, after = told(name, base, first), told(name, base, second)
    assert before.keys() - after.keys()
    assert found == {key: seen(article) for key, article in (before | after).items()}
    assert sum(asked.conditional for asked in again) > len(again) / 2
    assert [asked for asked in again if asked.status == 304]
