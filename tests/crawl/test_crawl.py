"""Whole crawls: a real server, a real archive, the program as a user starts it."""

import gzip
import itertools
import json
import re
import signal
import sqlite3
from contextlib import closing

import pytest

from newsscrape.archive.locks import SiteLock

pytestmark = pytest.mark.slow


def errors(crawl):
    return dict(crawl.rows("SELECT url, stage || ':' || kind FROM errors"))


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


class TestRobots:
    def test_forbidden_pages_are_not_asked_for(self, web, crawl):
        web.site(range(1, 5))
        web.put("/robots.txt", "User-agent: newsscrape\nDisallow: /3\n")
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert "/3.html" not in web.paths()
        assert errors(crawl) == {f"{web.base}3.html": "robots:disallowed"}
        assert web.paths()[0] == "/robots.txt"
        assert crawl.one("SELECT count(*) FROM articles") == 3

    def test_a_server_error_forbids_all_and_loses_nothing(self, web, crawl):
        web.site([1, 2])
        web.put("/robots.txt", "no", status=503)
        crawl.add_site(web)
        ended = crawl("local")
        assert ended.returncode == 1, ended.err
        assert set(web.paths()) == {"/robots.txt"}
        assert "robots.txt" in ended.err
        web.put("/robots.txt", "User-agent: *\nAllow: /\n")
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 2
        web.put("/robots.txt", "no", status=500)
        assert crawl("local").returncode == 0, "a copy of at most a day stands in"

    def test_an_error_page_is_no_rule(self, web, crawl):
        web.site([1])
        web.put("/robots.txt", "User-agent: *\nDisallow: /\n", status=404)
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 1
        assert errors(crawl) == {}

    def test_redirects_are_followed_to_the_rules(self, web, crawl):
        web.site([1, 2])
        web.put("/robots.txt", status=301, headers={"Location": "/rules"})
        web.put("/rules", "User-agent: *\nDisallow: /2\n")
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.rows("SELECT key FROM articles") == [("1",)]

    def test_a_circle_of_redirects_is_no_robots_txt(self, web, crawl):
        web.site([1])
        web.put("/robots.txt", status=302, headers={"Location": "/r2"})
        web.put("/r2", status=302, headers={"Location": "/robots.txt"})
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 1

    def test_a_crawl_delay_is_obeyed(self, web, crawl):
        web.site([1, 2])
        web.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.7\n")
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert all(b.start - a.end >= 0.69 for a, b in itertools.pairwise(web.log))
        assert crawl.one("SELECT crawl_delay FROM hosts") == 0.7


class TestManners:
    def test_the_pause_counts_from_the_end_and_is_provable_from_the_archive(self, web, crawl):
        web.site(range(1, 5))
        for path in ("/1.html", "/2.html"):
            web.pages[path] = (*web.pages[path][:3], 0.4, None)
        crawl.add_site(web)
        assert crawl("local", "-s", "DOWNLOAD_DELAY=0.3").returncode == 0
        assert len(web.log) == 6
        assert all(b.start - a.end >= 0.29 for a, b in itertools.pairwise(web.log))
        rows = crawl.rows(
            "SELECT julianday(requested_at) * 86400 + requested_ms / 1000.0, seconds, waited FROM fetches ORDER BY id"
        )
        rows.sort()
        assert all(b[0] - (a[0] + a[1]) >= 0.29 for a, b in itertools.pairwise(rows))
        assert all(row[2] >= 0.29 for row in rows[1:])

    def test_one_request_at_a_time(self, web, crawl):
        web.site(range(1, 10), words=20)
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        log = sorted(web.log, key=lambda one: one.start)
        assert all(b.start >= a.start for a, b in itertools.pairwise(log))
        assert all(b.end > a.end for a, b in itertools.pairwise(log))

    @pytest.mark.parametrize("status", [429, 503])
    def test_retry_after_is_heeded_for_the_whole_host(self, web, crawl, status):
        web.site(range(1, 5))
        good, calls = web.pages["/2.html"], []

        def busy(_):
            calls.append(1)
            return good if len(calls) > 1 else (status, b"later", {"Retry-After": "2"}, 0, None)

        web.pages["/2.html"] = busy
        crawl.add_site(web)
        ended = crawl("local")
        assert ended.returncode == 0, ended.err
        assert crawl.one("SELECT count(*) FROM articles") == 4
        at = next(i for i, one in enumerate(web.log) if one.path == "/2.html")
        if at + 1 < len(web.log):
            assert web.log[at + 1].start - web.log[at].end >= 1.9

    def test_a_long_retry_after_ends_the_run(self, web, crawl):
        web.site([1, 2])
        web.put("/1.html", "later", status=503, headers={"Retry-After": "86400"})
        crawl.add_site(web)
        ended = crawl("local")
        assert ended.returncode == 0, ended.err
        assert "left alone" in ended.err
        asked = len(web.log)
        crawl("local")
        assert len(web.log) == asked, "the next run still waits"


class TestFailures:
    def test_redirects_lead_to_the_article_and_loops_nowhere(self, web, crawl):
        web.site([1, 2, 3])
        web.put("/2.html", status=301, headers={"Location": "/7.html"})
        web.put("/7.html", web.pages["/1.html"][1].decode().replace("Phone 1", "Phone 7"))
        web.put("/3.html", status=302, headers={"Location": "/4.html"})
        web.put("/4.html", status=302, headers={"Location": "/3.html"})
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.rows("SELECT key FROM articles ORDER BY key") == [("1",), ("7",)]
        assert list(errors(crawl).values()) == ["fetch:redirect-loop"]
        assert crawl.one("SELECT count(*) FROM urls WHERE state = 'due'") == 0

    def test_each_leaves_a_row_and_spares_its_neighbours(self, web, crawl):
        web.site(range(1, 12))
        whole = gzip.compress(web.pages["/5.html"][1] * 50)
        web.put("/2.html", "gone", status=410)
        web.put("/3.html", "forbidden", status=403)
        web.put("/4.html", "")
        web.put("/5.html", whole[: len(whole) // 2], headers={"Content-Encoding": "gzip"})
        web.put("/6.html", raw=b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>half a page")
        web.put("/7.html", "%PDF-1.4 nothing to read", headers={"Content-Type": "application/pdf"})
        web.put("/8.html", "x", headers={"Content-Encoding": "br"})
        web.put("/9.html", headers={"Location": "mailto:a@example.com"}, status=302)
        web.put("/10.html", "Not an HTTP answer", raw=b"hello\r\n")
        crawl.add_site(web)
        ended = crawl("local")
        assert ended.returncode == 0, ended.err
        assert crawl.rows("SELECT key FROM articles ORDER BY key") == [("1",), ("11",)]
        found = {url.removeprefix(web.base).removesuffix(".html"): kind for url, kind in errors(crawl).items()}
        assert found["2"] == "fetch:http-410"
        assert found["3"] == "fetch:http-403"
        assert found["4"] == "check:empty"
        assert found["5"] == found["8"] == "decode:damaged"
        assert found["6"] == "fetch:cut-off"
        assert found["7"].startswith(("read:", "check:"))
        assert found["9"] == "fetch:http-302"
        assert found["10"].startswith("fetch:")
        assert "Traceback" not in ended.err

    def test_a_page_that_fails_for_a_moment_is_asked_again(self, web, crawl):
        web.site([1, 2])
        good, calls = web.pages["/1.html"], []

        def shaky(_):
            calls.append(1)
            return good if len(calls) > 2 else (500, b"oops", {}, 0, None)

        web.pages["/1.html"] = shaky
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 2
        assert len(calls) == 3

    def test_a_layout_that_gives_no_text_any_more_is_told_and_costs_no_text(self, web, crawl):
        web.site(range(1, 8))
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        before = crawl.rows("SELECT key, body FROM articles ORDER BY key")
        for number in range(1, 8):
            web.put(f"/{number}.html", f"<html><body><div>Phone {number}</div></body></html>")
        ended = crawl("local", "-a", "refresh=all")
        assert ended.returncode == 3, ended.err
        assert "broken" in ended.err
        assert crawl.rows("SELECT key, body FROM articles ORDER BY key") == before


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


class TestEnds:
    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_a_signal_stops_cleanly(self, web, crawl, number, code):
        web.site(range(1, 40))
        crawl.add_site(web)
        process = crawl.start("local", "-s", "DOWNLOAD_DELAY=0.2")
        web.wait_for(5)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert process.returncode == code, err
        assert crawl.rows("SELECT verdict, exit_code FROM runs") == [("stopped", code)]
        assert crawl.one("SELECT count(*) FROM articles") == sum(path.endswith(".html") for path in web.paths())
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 39

    def test_a_site_is_crawled_by_one_run_at_a_time(self, web, crawl):
        web.site([1])
        crawl.add_site(web)
        with SiteLock(crawl.archive, "local"):
            ended = crawl("local")
        assert ended.returncode == 4
        assert "process" in ended.err
        assert web.log == []

    def test_an_archive_that_cannot_grow_ends_the_run(self, web, crawl):
        web.site(range(1, 30))
        crawl.add_site(web)
        assert crawl("local", "-a", "limit=1").returncode == 0
        for number in range(1, 30):
            web.put(f"/{number}.html", web.pages[f"/{number}.html"][1] + bytes(f"<!-- {number} -->", "ascii") * 3000)
        crawl.env["PYTHONPATH"] = f"{crawl.folder}:{crawl.env['PYTHONPATH']}"
        (crawl.folder / "full.py").write_text(
            "from newsscrape.crawl.extensions.run import RunKeeper\n"
            "class Full(RunKeeper):\n"
            "    def begin(self, spider, wake):\n"
            "        super().begin(spider, wake)\n"
            "        connection = self.session.connection\n"
            "        used = connection.execute('PRAGMA page_count').fetchone()[0]\n"
            "        connection.execute(f'PRAGMA max_page_count = {used + 2}')\n"
        )
        extensions = json.dumps({"newsscrape.crawl.extensions.run.RunKeeper": None, "full.Full": 20})
        ended = crawl("local", "-s", f"EXTENSIONS={extensions}")
        assert ended.returncode == 1, ended.err
        assert "full" in ended.err
        assert crawl.one("PRAGMA integrity_check") == "ok"
        assert crawl("local").returncode == 0
        assert crawl.one("SELECT count(*) FROM articles") == 29


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["arenaew"], "arenaev"),
            (["local", "-a", "sinse=2020"], "since"),
            (["web"], "-a url="),
            (["local", "-s", "NEWSSCRAPE_COMENTS=all"], "NEWSSCRAPE_COMMENTS"),
            (["local", "-O", "sites/local.py/out.json"], "cannot be written"),
            ([], "name one site"),
        ],
    )
    def test_is_one_sentence_and_touches_nothing(self, web, crawl, arguments, words):
        web.site([1])
        crawl.add_site(web)
        ended = crawl(*arguments)
        assert ended.returncode == 2, ended.err
        assert words in ended.err
        assert "Traceback" not in ended.err
        assert web.log == []
        assert [path.name for path in crawl.folder.iterdir()] == ["sites"]

    def test_a_foreign_file_is_left_as_it_is(self, web, crawl):
        web.site([1])
        crawl.add_site(web)
        crawl.archive.write_bytes(b"somebody's letters" * 100)
        ended = crawl("local")
        assert ended.returncode == 2
        assert "not a newsscrape archive" in ended.err
        assert crawl.archive.read_bytes() == b"somebody's letters" * 100
        assert web.log == []
        with closing(sqlite3.connect(crawl.folder / "other.db")) as other:
            other.execute("CREATE TABLE letters(text)")
        crawl.env["NEWSSCRAPE_ARCHIVE"] = str(crawl.folder / "other.db")
        assert crawl("local").returncode == 2

    def test_a_bad_site_file_is_named_with_its_line(self, web, crawl):
        crawl.add_site(web)
        (crawl.sites / "broken.py").write_text("SITE = None\n")
        for ended in (crawl("local"), crawl("web", "-a", f"url={web.base}")):
            assert ended.returncode == 2
            assert "broken.py:1" in ended.err
            assert "Traceback" not in ended.err


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


class TestWeb:
    def test_takes_every_page_or_says_why_not(self, web, crawl):
        web.site(range(1, 21))
        web.put("/empty.html", "<html><body><p>Nothing.</p></body></html>")
        web.put("/feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>')
        names = [f"{number}.html" for number in range(1, 21)] + ["empty.html", "feed.xml", "missing.html"]
        (crawl.folder / "list.txt").write_text("# pages\n" + "\n".join(web.base + name for name in names))
        ended = crawl("web", "-a", "urls=list.txt", "-a", "follow=none", "-a", "comments=none", "-s", "DOWNLOAD_DELAY=0")
        assert ended.returncode == 0, ended.err
        assert crawl.one("SELECT count(*) FROM articles") == 20
        states = dict(crawl.rows("SELECT state, count(*) FROM urls WHERE kind <> 'robots' GROUP BY state"))
        assert states == {"done": 21, "refused": 1, "gone": 1}

    def test_finds_articles_from_a_home_page(self, web, crawl):
        for number in range(1, 7):
            web.put(f"/news/2026/phone-{number}-is-here-at-last", _titled(number))
        links = "".join(
            f'<article><h2><a href="/news/2026/phone-{n}-is-here-at-last">Phone {n} is here at last</a></h2></article>'
            for n in range(1, 7)
        )
        web.put("/", f"<html><head><title>Phones</title></head><body><h1>News</h1>{links}</body></html>")
        ended = crawl("web", "-a", f"url={web.base}", "-s", "DOWNLOAD_DELAY=0")
        assert ended.returncode == 0, ended.err
        assert crawl.one("SELECT count(*) FROM articles") == 6


def _titled(number):
    text = " ".join(f"sentence {number} tells of a phone." for _ in range(30))
    return (
        f'<html><head><title>Phone {number} is here</title><meta property="og:type" content="article"></head><body><article>'
        f"<h1>Phone {number} is here</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
