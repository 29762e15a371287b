"""Pages that cannot be had or read: each costs itself only, and leaves its reason."""

import gzip

import pytest

pytestmark = pytest.mark.slow


def errors(crawl):
    return dict(crawl.rows("SELECT url, stage || ':' || kind FROM errors"))


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
