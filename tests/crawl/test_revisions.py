"""Crawls of pages that change: an edit makes a revision; page furniture, and a reader that reads better, make none."""

import sqlite3
from contextlib import closing

import pytest

import newsscrape

pytestmark = pytest.mark.slow


def furnished(web, number, views):
    """An article between a counter of views, an advertisement and what else there is to read."""
    around = (
        f'<p class="views">{views} views</p><div class="ad">Buy {views} things, now cheaper than ever before.</div>'
        f'<aside class="related"><h2>Related</h2><ul><li><a href="/{views}.html">Phone {views} is here</a></li></ul></aside>'
    )
    web.put(f"/{number}.html", web.article(number, more=around))


def test_only_edits_make_revisions(web, crawl):
    web.site([])
    web.put("/", "".join(f'<p><a href="/{number}.html">Phone {number} is here at last</a></p>' for number in (1, 2, 3, 4)))
    for number in (1, 2, 3, 4):
        furnished(web, number, views=17)
    crawl.add_site(web)
    assert crawl("local").returncode == 0
    with closing(sqlite3.connect(crawl.archive)) as archive, archive:  # as a former version of the reader would have left it
        archive.execute(
            "UPDATE articles SET reader = '0.0', title = title || ' | Local', body = 'Menu.' || body WHERE key <> '4'"
        )

    furnished(web, 2, views=1234)  # 1 stays as it is, byte by byte
    for number in (3, 4):
        furnished(web, number, views=1234)
        status, body, *rest = web.pages[f"/{number}.html"]
        web.pages[f"/{number}.html"] = (status, body.replace(b"A second paragraph", b"Another paragraph"), *rest)
    ended = crawl("local", "-a", "refresh=all")

    assert ended.returncode == 0, ended.err
    assert crawl.rows("SELECT DISTINCT reader, title LIKE '%|%', body LIKE 'Menu%' FROM articles") == [
        (newsscrape.__version__, 0, 0)
    ]
    kept = crawl.rows(
        "SELECT a.key, r.changed, r.title, r.body LIKE 'word%A second paragraph%' FROM revisions r"
        " JOIN articles a ON a.id = r.article_id ORDER BY a.key"
    )
    assert kept == [("3", "body", "Phone 3", 1), ("4", "body", "Phone 4", 1)]
    assert crawl.rows("SELECT articles_changed, articles_unchanged FROM runs ORDER BY id DESC LIMIT 1") == [(2, 2)]
