"""Several sites in one process: each at its own pace, with a run of its own, and one verdict."""

import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest

from newsscrape.archive.locks import SiteLock
from newsscrape.config import Config
from newsscrape.crawl.batch import chosen
from newsscrape.errors import BadArchive, BadArgument

pytestmark = pytest.mark.slow
NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.fixture
def sites(web, other, crawl):
    web.site(range(1, 6))
    other.site(range(11, 16))
    crawl.add_site(web, "one")
    crawl.add_site(other, "two")
    return crawl


class TestSeveralSites:
    def test_have_a_run_each_and_one_end(self, sites):
        ended = sites("news", "-a", "sites=one,two", "-O", "out.json")
        assert ended.returncode == 0, ended.err
        runs = sites.rows("SELECT s.name, r.articles_new, r.verdict FROM runs r JOIN sites s ON s.id = r.site_id ORDER BY 1")
        assert runs == [("one", 5, "ok"), ("two", 5, "ok")]
        assert sites.one("SELECT count(DISTINCT batch) FROM runs WHERE batch IS NOT NULL") == 1
        assert "news: 2 sites: 2 ok" in ended.err
        keys = [article["key"] for article in json.loads((sites.folder / "out.json").read_text())]
        assert sorted(map(int, keys)) == [1, 2, 3, 4, 5, 11, 12, 13, 14, 15], "one file with the articles of both"

    def test_do_not_wait_for_a_slow_one(self, sites, web, other):
        for path, page in web.pages.items():
            web.pages[path] = (*page[:3], 1.0, None)
        ended = sites("news", "-a", "sites=one,two")
        assert ended.returncode == 0, ended.err
        assert max(one.end for one in other.log) < sorted(one.end for one in web.log)[-2]

    def test_that_fail_or_are_busy_spare_the_others(self, sites, other):
        other.shutdown()
        other.server_close()
        ended = sites("news", "-a", "sites=one,two")
        assert ended.returncode == 1, ended.err
        assert "news: 2 sites: 1 ok, 1 failed" in ended.err
        assert sites.one("SELECT count(*) FROM articles") == 5

        with SiteLock(sites.archive, "one"):
            busy = sites("news", "-a", "sites=one")
        assert busy.returncode == 4, busy.err
        assert "one is being crawled by process" in busy.err
        assert "Traceback" not in busy.err

    def test_stop_together(self, sites, web):
        process = sites.start("news", "-a", "sites=one,two", "-s", "DOWNLOAD_DELAY=0.5")
        web.wait_for(2)
        process.terminate()
        _, err = process.communicate(timeout=30)
        assert process.returncode == 143, err
        assert sites.rows("SELECT DISTINCT verdict FROM runs") == [("stopped",)]

    def test_due_are_those_whose_time_has_come(self, sites):
        missing = sites("news", "-a", "sites=due")
        assert missing.returncode == 2
        assert "no archive here" in missing.err
        assert sites("one").returncode == 0
        nothing = sites("news", "-a", "sites=due")
        assert nothing.returncode == 0, nothing.err
        assert "nothing is due" in nothing.err
        with closing(sqlite3.connect(sites.archive)) as connection, connection:
            connection.execute("UPDATE urls SET due_at = '2001-01-01T00:00:00Z' WHERE kind = 'listing'")
        ended = sites("news", "-a", "sites=due")
        assert ended.returncode == 0, ended.err
        assert "news: 1 site: 1 ok" in ended.err
        assert "two" not in ended.err, "it was never crawled"

    def test_stand_in_the_list_and_explain_themselves(self, sites):
        for arguments, words in (
            ((), "news needs sites"),
            (("-a", "sites=ome"), "did you mean one?"),
            (("-a", "sites=one", "-a", "limt=3"), "did you mean limit?"),
            (("-a", "sites=one", "-a", "sections=x"), "sections: no such argument"),
        ):
            ended = sites("news", *arguments)
            assert ended.returncode == 2
            assert words in ended.err
            assert "Traceback" not in ended.err
        assert not sites.archive.exists()


def test_two_processes_crawl_two_sites_into_one_archive(sites):
    processes = [sites.start(name) for name in ("one", "two")]
    for process in processes:
        _, err = process.communicate(timeout=90)
        assert process.returncode == 0, err
        assert "locked" not in err
    assert sites.one("SELECT count(*) FROM articles") == 10
    assert sites.rows("SELECT verdict FROM runs") == [("ok",), ("ok",)]
    assert sites.rows("PRAGMA integrity_check") == [("ok",)]


class TestTheChoice:
    KNOWN = dict.fromkeys(["one", "two"])

    def test_is_by_name_in_the_order_given(self, tmp_path):
        assert list(chosen(["two", "one"], self.KNOWN, Config(archive=tmp_path / "none.db"), NOW)) == ["two", "one"]
        assert list(chosen(["all"], self.KNOWN, Config(archive=tmp_path / "none.db"), NOW)) == ["one", "two"]

    def test_of_what_is_due_needs_an_archive(self, tmp_path):
        with pytest.raises(BadArchive):
            chosen(["due"], self.KNOWN, Config(archive=tmp_path / "none.db"), NOW)
        with pytest.raises(BadArgument, match="did you mean two"):
            chosen(["tow"], self.KNOWN, Config(archive=tmp_path / "none.db"), NOW)
