"""Whole crawls: a real server, a real archive, the program as a user starts it."""

import re

import pytest

pytestmark = pytest.mark.slow


class TestASite:
    def test_is_archived_whole_and_asked_again_conditionally(self, web, crawl):
        web.site(range(1, 8))
        body = web.pages["/"][1]
        web.pages["/"] = lambda asked: (
            304 if asked.headers.get("If-None-Match") == '"v1"' else 200,
            body,
            {"ETag": '"v1"'},
            0,
            None,
        )
        crawl.add_site(web)
        first = crawl("local")
        assert first.returncode == 0, first.err
        assert crawl.one("SELECT count(*) FROM articles") == 7
        assert "7 articles new" in first.err
        assert str(crawl.archive) in first.err
        asked = len(web.log)
        second = crawl("local")
        assert second.returncode == 0, second.err
        assert web.paths()[asked:] == ["/"], "one conditional request for each source"
        assert "no article was fetched again" in second.err
        assert crawl.rows("SELECT verdict, not_modified FROM runs ORDER BY id") == [("ok", 0), ("ok", 1)]
        assert crawl.one("SELECT count(*) FROM errors") == 0

    def test_names_itself_and_its_contact(self, web, crawl):
        web.site([1])
        crawl.add_site(web)
        crawl("local")
        assert {one.headers["User-Agent"] for one in web.log} == {"newsscrape/0.1.0 (+tests@example.com)"}

    def test_that_is_down_fails(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        before = crawl.rows("SELECT * FROM articles")
        web.shutdown()
        web.server_close()
        ended = crawl("local")
        assert ended.returncode == 1, ended.err
        assert "failed" in ended.err
        assert crawl.rows("SELECT * FROM articles") == before
        assert crawl.rows("SELECT verdict, exit_code FROM runs ORDER BY id DESC LIMIT 1") == [("failed", 1)]

    def test_takes_so_many_articles_and_the_rest_later(self, web, crawl):
        web.site(range(1, 13))
        crawl.add_site(web)
        assert crawl("local", "-a", "limit=5").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 5
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 12
        assert sum(bool(re.fullmatch(r"/\d+\.html", path)) for path in web.paths()) == 12

    def test_can_be_crawled_as_a_copy(self, web, crawl):
        web.put("/robots.txt", "User-agent: *\nDisallow:\n")
        web.put("/news.php3", '<div class="news-item"><a href="a_phone-news-12.php"><h3>A phone</h3></a></div>')
        ended = crawl("arenaev", "-a", f"at={web.base}", "-a", "comments=none", "-s", "DOWNLOAD_DELAY=0")
        assert "/news.php3" in web.paths()
        assert "/a_phone-news-12.php" in web.paths()
        assert ended.returncode == 0


class TestParts:
    def test_of_one_article_are_joined_in_order_whichever_comes_first(self, web, crawl):
        links = '<p><a href="/1.html">1</a> <a href="/1p2.html">2</a> <a href="/1p3.html">3</a> <a href="/1p4.html">4</a></p>'
        web.site([1, 2])
        web.put("/1.html", web.article("one", more=links))
        for part, wait in ((2, 0.6), (3, 0.0), (4, 0.3)):
            web.put(f"/1p{part}.html", web.article(f"part{part}", more=links), wait=wait)
        crawl.add_site(web)
        ended = crawl("local", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
        assert ended.returncode == 0, ended.err
        body = crawl.one("SELECT body FROM articles WHERE key = '1'")
        places = [body.index(f"word{name}") for name in ("one", "part2", "part3", "part4")]
        assert places == sorted(places)
        assert crawl.one("SELECT count(*) FROM articles") == 2
        assert crawl.one("SELECT count(*) FROM article_pages") == 5
        assert crawl.one("SELECT count(*) FROM revisions") == 0
