"""What a run is told to take: what is new or known, from which days, how much; and where to write it."""

import json

import pytest

pytestmark = pytest.mark.slow


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
