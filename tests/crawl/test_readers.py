"""Whoever reads an archive while it is being crawled waits for nobody, and nobody for him."""

import asyncio
import threading
from contextlib import closing

from datasette.app import Datasette

from newsscrape.archive import backup, connection
from newsscrape.model import Article, Comment, Thread

ARTICLES = 24


def held(web, number):
    """Let the crawl come to an article and no further, until the event is set."""
    page, go = web.pages[f"/{number}.html"], threading.Event()

    def answer(_handler):
        assert go.wait(60)
        return page

    web.pages[f"/{number}.html"] = answer
    return go


async def ask(datasette, count):
    """Ask what an analyst asks; return the codes of the answers."""
    paths = ["/archive/article_list.json?_facet=site", "/archive/articles?_search=phone", "/archive/urls.json?state=due"]
    return [(await datasette.client.get(path)).status_code for path in paths * count]


def test_a_reader_a_backup_and_datasette_meet_no_error_during_two_crawls(web, other, crawl):
    web.site(range(1, ARTICLES + 1))
    other.site(range(1, ARTICLES + 1))
    crawl.add_site(web)
    crawl.add_site(other, "beside")
    middle, last = held(web, ARTICLES // 2), held(web, ARTICLES)
    process = crawl.start("local", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    web.wait_for(ARTICLES // 2)
    beside = crawl.start("beside")
    datasette = Datasette([str(crawl.archive)])
    copies = [crawl.folder / "first.db", crawl.folder / "second.db"]
    with closing(connection.open_reader(crawl.archive)) as reader:
        count = "SELECT count(*) FROM articles"
        reader.execute("BEGIN")
        (before,) = reader.execute(count).fetchone()
        codes = asyncio.run(ask(datasette, 1))
        backup.make(crawl.archive, copies[0])

        middle.set()
        codes += asyncio.run(ask(datasette, 5))
        backup.make(crawl.archive, copies[1])
        last.set()
        _, err = process.communicate(timeout=60)

        _, err_beside = beside.communicate(timeout=60)
        assert (process.returncode, beside.returncode) == (0, 0), err + err_beside
        assert "locked" not in err + err_beside
        assert set(codes) == {200}
        assert tuple(reader.execute(count).fetchone()) == (before,)
        reader.execute("COMMIT")
        assert tuple(reader.execute(count).fetchone()) == (2 * ARTICLES,)
    for copy in copies:
        with closing(connection.open_reader(copy)) as opened:
            assert 0 < opened.execute(count).fetchone()[0] <= 2 * ARTICLES


def test_what_a_site_says_is_text_in_the_browser(archived):
    evil = "<script>alert(1)</script>"
    comment = Comment("1", evil, author=evil, url="javascript:alert(1)")
    article = Article(site="a", key="1", url="https://a.example/1", title=evil, description=evil, body=evil, tags=(evil,))
    path = archived([article], threads=[Thread("a", "1", comments=(comment,))])

    async def pages():
        client = Datasette([str(path)]).client
        tables = ("article_list", "articles/1", "comments", "tags", "articles?_search=script&_facet=title")
        return [(await client.get(f"/archive/{table}")).text for table in tables]

    for html in asyncio.run(pages()):
        assert evil not in html
        assert "&lt;script&gt;alert(1)" in html
        assert 'href="javascript:' not in html
