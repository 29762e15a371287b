"""How a crawl ends: by a signal, for want of room, or before it began for wrong use."""

import json
import signal
import sqlite3
from contextlib import closing

import pytest

from newsscrape.archive.locks import SiteLock

pytestmark = pytest.mark.slow


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
