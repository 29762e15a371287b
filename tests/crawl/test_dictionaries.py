"""A run ends with a dictionary for its site, once there are pages enough."""

from contextlib import closing

import pytest

from newsscrape.alarm import Verdict
from newsscrape.archive import dictionaries
from newsscrape.config import Config
from newsscrape.crawl.arguments import SiteArguments
from newsscrape.crawl.plan import of_site
from newsscrape.crawl.session import Session
from newsscrape.model import Article
from newsscrape.sites import registry

ENOUGH = dictionaries.ENOUGH
FRAME = "/".join(f"topic-{number * 7919}" for number in range(60))


@pytest.mark.parametrize(("count", "there"), [(ENOUGH - 1, 0), (ENOUGH, 1)])
def test_the_end_of_a_run(count, there, archived):
    path = archived(
        [
            Article(
                site="arenaev", key=str(number), url=f"https://www.arenaev.example/{FRAME}/{number * 7907}.php", title="A car"
            )
            for number in range(count)
        ]
    )
    session = Session(of_site(registry.load()["arenaev"], SiteArguments()), Config(archive=path))
    with closing(session):
        session.finish(Verdict("ok", None, 0), {})

        query = "SELECT s.name FROM dictionaries d JOIN sites s ON s.id = d.site_id"
        assert session.connection.execute(query).fetchall() == [("arenaev",)] * there
