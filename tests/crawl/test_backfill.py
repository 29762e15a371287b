"""Crawls back in time: to the end of the range, whatever is known already, and the proof at the end."""

import re

import pytest

from newsscrape.archive.months import Month
from newsscrape.crawl.proof import proof

PER_PAGE = 4
ENGINE = 'engine=Engine(items=("div.teaser",), item_date="time")'


def day(number):
    """Article 1 is the newest: two a month, back from December 2023."""
    year, month = divmod(2023 * 12 + 11 - (number - 1) // 2, 12)
    return f"{year}-{month + 1:02}-{15 - number % 2:02}"


def validated(html, page):
    """A page that answers 304 to who has it."""
    tag = f'"{page}"'

    def answer(asked):
        if asked.headers.get("If-None-Match") == tag:
            return 304, b"", {}, 0, None
        return 200, html.encode(), {"ETag": tag}, 0, None

    return answer


def fill(web, count, *, dated=True):
    pages = -(-count // PER_PAGE)
    for page in range(1, pages + 1):
        teasers = "".join(
            f'<div class="teaser"><a href="/{n}.html">Phone {n}</a>{f"<time>{day(n)}</time>" if dated else ""}</div>'
            for n in range((page - 1) * PER_PAGE + 1, min(page * PER_PAGE, count) + 1)
        )
        following = f'<a rel="next" href="/page/{page + 1}">Older</a>' if page < pages else ""
        web.pages["/" if page == 1 else f"/page/{page}"] = validated(f"<html><body>{teasers}{following}</body></html>", page)
    for number in range(1, count + 1):
        web.put(f"/{number}.html", web.article(number, day=day(number)))


def keys(crawl):
    return sorted(int(key) for (key,) in crawl.rows("SELECT key FROM articles"))


def lists(paths):
    return [path for path in paths if path == "/" or path.startswith("/page/")]


@pytest.mark.slow
class TestADatedList:
    def test_is_read_past_what_is_known_to_the_end_of_the_range(self, web, crawl):
        fill(web, 40)
        crawl.add_site(web, more=ENGINE)
        first = crawl("local", "-a", "limit=8")
        assert first.returncode == 0, first.err
        assert keys(crawl) == list(range(1, 9))
        asked = len(web.log)

        ended = crawl("local", "-a", "since=2023-06")
        assert ended.returncode == 0, ended.err
        assert keys(crawl) == list(range(1, 15)), "December to June"
        again = web.paths()[asked:]
        assert set(lists(again)) == {"/", "/page/2", "/page/3", "/page/4", "/page/5"}, "the fifth page is all too old"
        assert not {f"/{n}.html" for n in range(1, 9)} & set(again)
        table = dict(re.findall(r"^local: (\S+) +(\d+) ", ended.err, re.MULTILINE))
        assert table == {f"2023-{month:02}": "2" for month in range(6, 13)}
        assert "the lists were read to the end of the range" in ended.err

    def test_gives_what_is_between_two_days(self, web, crawl):
        fill(web, 24)
        crawl.add_site(web, more=ENGINE)
        ended = crawl("local", "-a", "since=2023-08", "-a", "until=2023-09")
        assert ended.returncode == 0, ended.err
        assert keys(crawl) == [7, 8, 9, 10]
        assert re.search(r"local: in all +4 +0 +0 +0 +0", ended.err), ended.err

    def test_up_to_a_day_before_the_default_range_is_read(self, web, crawl):
        fill(web, 24)
        crawl.add_site(web, more=ENGINE)
        site = crawl.sites / "local.py"
        site.write_text(site.read_text().replace("days=None", "days=30"))
        ended = crawl("local", "-a", "until=2023-03")
        assert ended.returncode == 0, ended.err
        assert keys(crawl) == [19, 20, 21, 22, 23, 24], "March, February, January"
        assert re.search(r"local: in all +6 +0 +0 +0 +0", ended.err), ended.err

    def test_that_ends_before_the_range_is_read_whole(self, web, crawl):
        fill(web, 10)
        crawl.add_site(web, more=ENGINE)
        ended = crawl("local", "-a", "since=2000")
        assert ended.returncode == 0, ended.err
        assert keys(crawl) == list(range(1, 11))
        assert "the lists were read to their end" in ended.err

    def test_without_a_range_stops_at_a_page_of_known_articles(self, web, crawl):
        fill(web, 16)
        crawl.add_site(web, more=ENGINE)
        assert crawl("local").returncode == 0
        asked = len(web.log)
        web.pages["/"] = web.pages["/page/2"] = web.pages["/"](type("", (), {"headers": {}}))
        ended = crawl("local")
        assert ended.returncode == 0, ended.err
        assert lists(web.paths()[asked:]) == ["/"]


@pytest.mark.slow
class TestAListWithoutDates:
    def test_is_read_one_page_past_the_range(self, web, crawl):
        fill(web, 60, dated=False)
        crawl.add_site(web, more=ENGINE)
        ended = crawl("local", "-a", "since=2023-11")
        assert ended.returncode == 0, ended.err
        pages = lists(web.paths())
        assert pages == ["/", "/page/2", "/page/3"], "the dates of each page's articles are known before the next"
        assert "the lists were read to the end of the range" in ended.err

    def test_is_not_read_further_by_each_run(self, web, crawl):
        fill(web, 60, dated=False)
        crawl.add_site(web, more=ENGINE)
        assert crawl("local", "-a", "since=2023-11").returncode == 0
        asked = len(web.log)
        assert crawl("local", "-a", "since=2023-11").returncode == 0
        assert lists(web.paths()[asked:]) == ["/", "/page/2", "/page/3"]
        asked = len(web.log)
        assert crawl("local", "-a", "since=2023-09").returncode == 0
        assert sorted(lists(web.paths()[asked:])) == ["/", "/page/2", "/page/3", "/page/4"]


@pytest.mark.slow
class TestSections:
    def test_are_asked_alone(self, web, crawl):
        web.site([1, 2, 3])
        web.put("/cars", '<p><a href="/7.html">A car is here at last</a></p>')
        web.put("/7.html", web.article(7))
        crawl.add_site(web, more='sections=(Listing("cars", section="cars"),)')
        ended = crawl("local", "-a", "sections=cars")
        assert ended.returncode == 0, ended.err
        assert keys(crawl) == [7]
        assert "/" not in web.paths()
        wrong = crawl("local", "-a", "sections=card")
        assert wrong.returncode == 2
        assert "did you mean cars?" in wrong.err

    def test_that_a_site_has_not_are_refused(self, web, crawl):
        crawl.add_site(web)
        wrong = crawl("local", "-a", "sections=cars")
        assert wrong.returncode == 2
        assert "local has no sections" in wrong.err


@pytest.mark.slow
class TestFollowNone:
    def test_asks_only_for_what_is_archived(self, web, crawl):
        web.site([1, 2])
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        web.site([1, 2, 3])
        asked = len(web.log)
        ended = crawl("local", "-a", "follow=none", "-a", "refresh=all")
        assert ended.returncode == 0, ended.err
        assert not {"/3.html"} & set(web.paths()[asked:])
        assert {"/1.html", "/2.html"} <= set(web.paths()[asked:])


class TestTheProof:
    def test_sums_the_months_and_tells_of_the_lists(self):
        lines = list(proof([Month("2023-01", 1200, 0, 1, 2, 3), Month("undated", 1, 4, 0, 0, 0)], {"limit": 2, "barren": 1}))
        assert lines[1].split() == ["2023-01", "1,200", "0", "1", "2", "3"]
        assert lines[-2].split() == ["in", "all", "1,201", "4", "1", "2", "3"]
        assert (
            lines[-1]
            == "2 list pages were left for the limit's sake: -a limit=1000000 takes more; 1 list pages were left out (barren)"
        )

    def test_of_nothing_is_a_table_too(self):
        assert [line.split()[-1] for line in proof([], {})] == ["gone", "0", "end"]
