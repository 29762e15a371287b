"""Crawls of what is archived already: only what is due, conditionally; what changed and what is gone is seen."""

import sqlite3
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow


def lapse(crawl):
    """Let the time of everything that was visited come."""
    with closing(sqlite3.connect(crawl.archive)) as connection, connection:
        connection.execute("UPDATE urls SET due_at = '2001-01-01T00:00:00Z' WHERE state <> 'due' AND due_at IS NOT NULL")


def validated(body, tag):
    return lambda asked: (
        (304, b"", {}, 0, None) if asked.headers.get("If-None-Match") == tag else (200, body.encode(), {"ETag": tag}, 0, None)
    )


@pytest.fixture
def archived(web, crawl):
    """Three articles with validators, archived by a first crawl."""
    web.site([1, 2, 3])
    for number in (1, 2, 3):
        web.pages[f"/{number}.html"] = validated(web.article(number), '"1"')
    crawl.add_site(web)
    ended = crawl("local")
    assert ended.returncode == 0, ended.err
    web.log.clear()
    return crawl


class TestInItsTime:
    def test_an_article_is_asked_for_conditionally(self, web, archived):
        lapse(archived)
        ended = archived("local")
        assert ended.returncode == 0, ended.err
        assert sorted(web.paths()) == ["/", "/1.html", "/2.html", "/3.html"]
        assert archived.rows("SELECT articles_unchanged, not_modified, bytes < 2000 FROM runs ORDER BY id DESC LIMIT 1") == [
            (3, 3, 1)
        ]
        assert "nothing new; 3 articles were fetched again" in ended.err
        assert archived.one("SELECT count(*) FROM urls WHERE kind = 'article' AND state = 'done' AND due_at > '2020'") == 3

    def test_an_edit_is_a_revision(self, web, archived):
        web.pages["/2.html"] = validated(web.article(2).replace("Phone 2", "Phone 2 (updated)"), '"2"')
        lapse(archived)
        ended = archived("local")
        assert ended.returncode == 0, ended.err
        assert archived.rows("SELECT key, revision FROM articles ORDER BY key") == [("1", 1), ("2", 2), ("3", 1)]
        assert "1 changed" in ended.err

    def test_what_is_gone_keeps_its_text_and_may_come_back(self, web, archived):
        page = web.pages.pop("/2.html")
        lapse(archived)
        assert archived("local").returncode == 0
        assert archived.rows("SELECT key FROM articles WHERE gone_at IS NOT NULL AND body LIKE '%word2%'") == [("2",)]
        web.pages["/2.html"] = page
        lapse(archived)
        assert archived("local").returncode == 0
        assert archived.one("SELECT count(*) FROM articles WHERE gone_at IS NOT NULL") == 0

    def test_a_wall_that_has_passed_gives_the_article(self, web, crawl):
        web.site([1, 2])
        good = web.pages["/2.html"]
        web.put("/2.html", "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>")
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.rows("SELECT key FROM articles") == [("1",)]
        web.pages["/2.html"] = good
        lapse(crawl)
        assert crawl("local").returncode == 0
        assert crawl.rows("SELECT key FROM articles ORDER BY key") == [("1",), ("2",)]

    def test_a_site_that_sends_all_to_its_login_loses_nothing(self, web, archived):
        good = dict(web.pages)
        web.site([1, 2, 3, 4])
        for number in (1, 2, 3, 4):
            web.put(f"/{number}.html", status=302, headers={"Location": "/login"})
        web.put("/login", "<html><head><title>Log in</title></head><body><form><input type=password></form></body></html>")
        lapse(archived)
        archived("local")
        assert archived.one("SELECT count(*) FROM urls WHERE redirect_id IS NOT NULL AND due_at > '2020'") == 4
        web.pages = {**web.pages, **good, "/4.html": (200, web.article(4).encode(), {}, 0, None)}
        lapse(archived)
        web.log.clear()
        ended = archived("local")
        assert ended.returncode == 0, ended.err
        assert {"/1.html", "/2.html", "/3.html", "/4.html"} <= set(web.paths())
        assert archived.one("SELECT count(*) FROM articles") == 4
        assert archived.one("SELECT count(*) FROM urls WHERE redirect_id IS NOT NULL") == 0

    def test_what_has_moved_is_asked_for_at_its_new_address_alone(self, web, archived):
        web.put("/1.html", status=301, headers={"Location": "/1p1.html"})
        web.put("/1p1.html", web.article(1))
        lapse(archived)
        assert archived("local").returncode == 0
        lapse(archived)
        web.log.clear()
        assert archived("local").returncode == 0
        assert "/1p1.html" in web.paths()
        assert "/1.html" not in web.paths()


def test_comments_that_an_earlier_run_left_are_taken_by_a_later_one(web, crawl):
    web.site([1])
    comments = (
        '<ol class="commentlist"><li id="comment-7" class="comment"><div class="comment-body"><cite class="fn">Ada</cite>'
    )
    comments += '<div class="comment-content"><p>A fine phone, that.</p></div></div></li></ol>'
    web.pages["/1.html"] = validated(web.article(1, more=f'<div id="comments">{comments}</div>'), '"1"')
    crawl.add_site(web)
    assert crawl("local", "-a", "comments=none").returncode == 0
    assert crawl.one("SELECT count(*) FROM comments") == 0
    assert crawl("local", "-a", "refresh=all").returncode == 0
    assert crawl.rows("SELECT body FROM comments") == [("A fine phone, that.",)]


def test_addresses_that_a_person_gives_are_asked_for_each_time(web, crawl):
    web.pages["/1.html"] = validated(web.article(1), '"1"')
    web.put("/2.html", web.article(2))
    assert crawl("web", "-a", f"url={web.base}2.html").returncode == 0
    assert crawl("web", "-a", f"url={web.base}1.html").returncode == 0
    web.log.clear()
    ended = crawl("web", "-a", f"url={web.base}1.html", "-a", "follow=none")
    assert ended.returncode == 0, ended.err
    assert web.paths() == ["/1.html"]
    assert crawl.one("SELECT articles_unchanged FROM runs ORDER BY id DESC LIMIT 1") == 1
