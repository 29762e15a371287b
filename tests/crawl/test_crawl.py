"""Whole crawls: a real server, a real archive, the program as a user starts it."""

import json
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


class TestABudget:
    def test_ends_the_run_and_the_next_one_goes_on(self, web, crawl):
        web.site(range(1, 12))
        crawl.add_site(web)
        ended = crawl("local", "-s", "CLOSESPIDER_PAGECOUNT=4")
        assert ended.returncode == 0, ended.err
        assert "the budget CLOSESPIDER_PAGECOUNT is spent" in ended.err
        assert crawl.one("SELECT count(*) FROM articles") < 11
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 11
        assert crawl.rows("SELECT verdict, exit_code FROM runs ORDER BY id") == [("stopped", 0), ("ok", 0)]


class TestRefresh:
    def test_all_asks_for_everything_with_validators(self, web, crawl):
        web.site([1, 2])
        for path in ("/1.html", "/2.html"):
            body = web.pages[path][1]
            web.pages[path] = lambda asked, body=body: (
                304 if asked.headers.get("If-None-Match") == '"x"' else 200, body, {"ETag": '"x"'}, 0, None,
            )  # fmt: skip
        crawl.add_site(web)
        crawl("local")
        asked = len(web.log)
        ended = crawl("local", "-a", "refresh=all")
        assert ended.returncode == 0, ended.err
        assert sorted(web.paths()[asked:]) == ["/", "/1.html", "/2.html"]
        assert crawl.rows("SELECT articles_unchanged FROM runs ORDER BY id DESC LIMIT 1") == [(2,)]
        assert crawl.one("SELECT count(*) FROM revisions") == 0

    def test_none_asks_for_nothing_known(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        crawl("local")
        asked = len(web.log)
        assert crawl("local", "-a", "refresh=none").returncode == 0
        assert len(web.log) == asked


class TestARange:
    def test_leaves_what_is_older_and_takes_it_later(self, web, crawl):
        feed = "".join(
            f"<item><title>Phone {n}</title><link>{web.base}{n}.html</link><pubDate>0{n} Nov 2023 10:00:00 GMT</pubDate></item>"
            for n in range(1, 6)
        )
        web.site(range(1, 6))
        web.put("/feed.xml", f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{feed}</channel></rss>')
        crawl.add_site(web)
        path = crawl.sites / "local.py"
        path.write_text(path.read_text().replace('Listing("")', 'Feed("feed.xml")').replace("import Listing", "import Feed"))
        ended = crawl("local", "-a", "since=2023-11-03", "-a", "until=2023-11-04")
        assert ended.returncode == 0, ended.err
        assert crawl.rows("SELECT key FROM articles ORDER BY 1") == [("3",), ("4",)]
        assert crawl("local", "-a", "since=2023-11-02", "-a", "until=2023-11-04").returncode == 0
        assert crawl.rows("SELECT key FROM articles ORDER BY 1") == [("2",), ("3",), ("4",)]
        assert crawl("local", "-a", "since=2000").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 5


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


class TestFeeds:
    def test_write_the_runs_articles_with_comments(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        assert crawl("local", "-O", "out.json", "-O", "out.csv").returncode == 0
        form = json.loads((crawl.folder / "out.json").read_text())
        assert sorted(each["key"] for each in form) == ["1", "2"]
        assert list(form[0])[:5] == ["site", "key", "url", "title", "description"]
        assert (crawl.folder / "out.csv").read_text().startswith("site,key,url,title")
        web.site([1, 2, 3])
        assert crawl("local", "-o", "more.jsonl").returncode == 0
        assert crawl("local", "-o", "out.json").returncode == 2, "JSON cannot be added to"
        assert [json.loads(line)["key"] for line in (crawl.folder / "more.jsonl").read_text().splitlines()] == ["3"]
