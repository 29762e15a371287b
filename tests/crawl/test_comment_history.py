"""Crawls of a thread of several pages that is edited, pruned and extended in between, undisturbed and killed in the middle."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsscrape.demo import server, world
from newsscrape.demo.__main__ import SITES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
SCRAPY = Path(sys.executable).parent / "scrapy"
NAME = "voltpost"
STORY = next(story for story in world.stories(NAME) if len(story.remarks) == world.MOST_REMARKS and not story.review)
EDITED, PRUNED, EXTENDED = (4, 50), (10, 30, 55), 4
OLD = {str(remark.id): remark.body for remark in STORY.remarks}


def later():
    """The story's thread as it is afterwards."""
    remarks = [
        replace(remark, body=f"{remark.body}\nI was wrong.") if index in EDITED else remark
        for index, remark in enumerate(STORY.remarks)
        if index not in PRUNED
    ]
    last = STORY.remarks[-1]
    remarks += [
        replace(last, id=last.id + number, body=f"Late remark {number}", answers=None, when=last.when + timedelta(days=number))
        for number in range(1, EXTENDED + 1)
    ]
    return replace(STORY, remarks=tuple(remarks))


LATER = later()
NEW = {str(remark.id): remark.body for remark in LATER.remarks}


def publish(demo, story):
    demo.documents[NAME] = demo.presses[NAME].documents((story,), STORY.when)


def start(archive, base, *arguments, **settings):
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NEWSSCRAPE_ARCHIVE": str(archive), **settings}
    command = [str(SCRAPY), "crawl", NAME, "-a", f"at={base}", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def crawl(archive, base, *arguments, **settings):
    process = start(archive, base, *arguments, **settings)
    said = process.communicate(timeout=90)[1]
    assert process.returncode == 0, said
    return said


def copy(archive, target):
    with closing(sqlite3.connect(archive)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)
    return target


def lapse(archive):
    """Let the time of the article come, which leads to the rest; it is too old to be asked again by itself."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE urls SET due_at = '2001-01-01T00:00:00Z' WHERE kind = 'article' AND state = 'done'")


def rows(archive, query):
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def comments(archive):
    """Every row of `comments` by key, complete."""
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return {row["key"]: dict(row) for row in connection.execute("SELECT * FROM comments")}


def threads_asked(demo):
    return [asked.path for asked in demo.log if "comm-" in asked.path]


def assert_history(before, after, archive):
    """Exactly the right rows changed."""
    edited, pruned = ({str(STORY.remarks[index].id) for index in indexes} for indexes in (EDITED, PRUNED))
    added = set(NEW) - set(OLD)
    assert {key: row["body"] for key, row in after.items()} == OLD | NEW
    assert {key for key, row in after.items() if row["deleted_at"]} == pruned
    assert {key for key, row in after.items() if row["edited_at"]} == edited
    for key in edited | pruned:
        changes = {name for name in after[key] if after[key][name] != before[key][name]}
        assert changes == ({"body", "edited_at", "page_id"} if key in edited else {"deleted_at"}), key
    assert {key: after[key] for key in before.keys() - edited - pruned} == {
        key: before[key] for key in before.keys() - edited - pruned
    }
    assert after.keys() - before.keys() == added
    assert sorted(after[key]["position"] for key in added) == [61, 62, 63, 64]
    texts = "SELECT c.key, r.number, r.body FROM comment_revisions r JOIN comments c ON c.id = r.comment_id"
    assert set(rows(archive, texts)) == {(key, 1, OLD[key]) for key in edited}
    assert rows(archive, "SELECT sum(comments_new), sum(comments_edited), sum(comments_deleted) FROM runs") == [(64, 2, 3)]
    assert rows(archive, "SELECT comments, comments_claimed FROM article_list") == [(61, 61)]
    assert rows(archive, "SELECT claimed, lacking FROM threads") == [(61, 0)]
    assert rows(archive, "SELECT count(*) FROM comments_fts WHERE comments_fts MATCH 'wrong'") == [(2,)]


@pytest.fixture(scope="module")
def demo():
    with server.serve({NAME: 0}) as serving:
        yield serving


@pytest.fixture(scope="module")
def first(demo, tmp_path_factory):
    """The archive after the first crawl."""
    archive = tmp_path_factory.mktemp("first") / "archive.db"
    publish(demo, STORY)
    crawl(archive, demo.bases[NAME])
    found = comments(archive)
    assert {key: row["body"] for key, row in found.items()} == OLD
    assert [row["position"] for row in found.values()].count(None) == 0
    return archive


def test_the_second_crawl_changes_exactly_the_right_rows_and_the_third_none(demo, first, tmp_path):
    archive = copy(first, tmp_path / "archive.db")
    before = comments(archive)
    publish(demo, LATER)
    lapse(archive)
    said = crawl(archive, demo.bases[NAME])
    after = comments(archive)

    assert "4 comments new, 2 edited, 3 deleted;" in said
    assert_history(before, after, archive)

    lapse(archive)
    crawl(archive, demo.bases[NAME], "-a", "refresh=all")
    assert comments(archive) == after


@pytest.mark.parametrize("requests", [2, 3, 4])
def test_a_kill_in_the_middle_changes_nothing_of_that(demo, first, tmp_path, requests):
    archive = copy(first, tmp_path / "archive.db")
    before = comments(archive)
    publish(demo, LATER)
    lapse(archive)
    demo.log.clear()
    process = start(archive, demo.bases[NAME])
    while len(demo.log) < requests and process.poll() is None:
        time.sleep(0.001)
    process.kill()
    process.communicate()
    crawl(archive, demo.bases[NAME])

    assert_history(before, comments(archive), archive)


def test_a_page_of_the_thread_that_fails_deletes_nothing(demo, first, tmp_path):
    archive = copy(first, tmp_path / "archive.db")
    publish(demo, LATER)
    path = next(path for path in demo.documents[NAME] if path.endswith(f"comm-{STORY.id}p3.php"))
    page = demo.documents[NAME].pop(path)
    lapse(archive)
    crawl(archive, demo.bases[NAME])
    assert rows(archive, "SELECT count(*) FROM comments WHERE deleted_at IS NOT NULL") == [(0,)]

    demo.documents[NAME][path] = page
    lapse(archive)
    crawl(archive, demo.bases[NAME], "-a", "refresh=all")
    assert rows(archive, "SELECT count(*) FROM comments WHERE deleted_at IS NOT NULL") == [(3,)]


class TestComments:
    """The setting NEWSSCRAPE_COMMENTS."""

    def test_first_takes_what_stands_on_the_articles_page(self, demo, tmp_path):
        archive = tmp_path / "archive.db"
        publish(demo, STORY)
        demo.log.clear()
        crawl(archive, demo.bases[NAME], NEWSSCRAPE_COMMENTS="first")

        assert list(comments(archive)) == [str(remark.id) for remark in STORY.remarks[::-1][:3]]
        assert threads_asked(demo) == []

    def test_first_deletes_nothing_of_what_was_read_before(self, demo, first, tmp_path):
        archive = copy(first, tmp_path / "archive.db")
        publish(demo, LATER)
        lapse(archive)
        demo.log.clear()
        crawl(archive, demo.bases[NAME], NEWSSCRAPE_COMMENTS="first")

        assert rows(archive, "SELECT count(*), count(deleted_at) FROM comments") == [(63, 0)]
        assert threads_asked(demo) == []

    def test_none_takes_none_and_leaves_none_in_the_text(self, demo, tmp_path):
        archive = tmp_path / "archive.db"
        publish(demo, STORY)
        demo.log.clear()
        crawl(archive, demo.bases[NAME], NEWSSCRAPE_COMMENTS="none")

        assert rows(archive, "SELECT count(*) FROM threads UNION ALL SELECT count(*) FROM comments") == [(0,), (0,)]
        ((body,),) = rows(archive, "SELECT body FROM articles")
        assert not [text for text in OLD.values() if text in body]
        assert threads_asked(demo) == []

    @pytest.mark.parametrize("wanted", ["first", "none"])
    def test_what_an_earlier_run_left_of_a_thread_waits_for_one_that_wants_it(self, demo, first, tmp_path, wanted):
        archive = copy(first, tmp_path / "archive.db")
        with closing(sqlite3.connect(archive)) as connection, connection:
            connection.execute("UPDATE urls SET state = 'due', due_at = '2001-01-01T00:00:00Z' WHERE kind = 'comments'")
        publish(demo, LATER)
        demo.log.clear()
        crawl(archive, demo.bases[NAME], NEWSSCRAPE_COMMENTS=wanted)
        assert threads_asked(demo) == []

        crawl(archive, demo.bases[NAME])
        assert len(threads_asked(demo)) == 4
