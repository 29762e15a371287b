"""Whoever reads an archive while it is being crawled waits for nobody, and nobody for him."""

import asyncio
import threading
from contextlib import closing

from datasette.app import Datasette

from newsscrape.archive import backup, connection

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


def test_a_reader_a_backup_and_datasette_meet_no_error_during_a_crawl(web, crawl):
    web.site(range(1, ARTICLES + 1))
    crawl.add_site(web)
    middle, last = held(web, ARTICLES // 2), held(web, ARTICLES)
    process = crawl.start("local", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    web.wait_for(ARTICLES // 2)
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

        assert process.returncode == 0, err
        assert "locked" not in err
        assert set(codes) == {200}
        assert tuple(reader.execute(count).fetchone()) == (before,)
        reader.execute("COMMIT")
        assert tuple(reader.execute(count).fetchone()) == (ARTICLES,)
    for copy in copies:
        with closing(connection.open_reader(copy)) as opened:
            assert 0 < opened.execute(count).fetchone()[0] <= ARTICLES
