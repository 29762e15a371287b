"""The pauses of whole crawls, told by the server that was asked and by the archive."""

import itertools

import pytest

pytestmark = pytest.mark.slow


class TestManners:
    def test_the_pause_counts_from_the_end_and_is_provable_from_the_archive(self, web, crawl):
        web.site(range(1, 5))
        for path in ("/1.html", "/2.html"):
            web.pages[path] = (*web.pages[path][:3], 0.4, None)
        crawl.add_site(web)
        assert crawl("local", "-s", "DOWNLOAD_DELAY=0.3").returncode == 0
        assert len(web.log) == 6
        assert all(b.start - a.sent >= 0.29 for a, b in itertools.pairwise(web.log))
        rows = crawl.rows(
            "SELECT julianday(requested_at) * 86400 + requested_ms / 1000.0, seconds, waited FROM fetches ORDER BY id"
        )
        rows.sort()
        assert all(b[0] - (a[0] + a[1]) >= 0.29 for a, b in itertools.pairwise(rows))
        assert all(row[2] >= 0.29 for row in rows[1:])

    def test_one_request_at_a_time(self, web, crawl):
        web.site(range(1, 10), words=20)
        for path, page in web.pages.items():
            web.pages[path] = (*page[:3], 0.05, None)
        crawl.add_site(web)
        assert crawl("local").returncode == 0
        log = sorted(web.log, key=lambda one: one.start)
        assert len(log) == 11
        assert all(b.start >= a.sent for a, b in itertools.pairwise(log))

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
            assert web.log[at + 1].start - web.log[at].sent >= 1.9

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
