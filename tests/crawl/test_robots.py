"""The rules of robots.txt in whole crawls of a real server: what they forbid is not asked for."""

import itertools

import pytest

pytestmark = pytest.mark.slow


def errors(crawl):
    return dict(crawl.rows("SELECT url, stage || ':' || kind FROM errors"))


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
        assert all(b.start - a.sent >= 0.69 for a, b in itertools.pairwise(web.log))
        assert crawl.one("SELECT crawl_delay FROM hosts") == 0.7
