"""A thousand requests by two clocks: what the archive says of them, and what the server saw."""

import itertools
import sqlite3
import time
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.cli import main

pytestmark = pytest.mark.slow

PAUSE, CRAWL_DELAY, RETRY_AFTER = 0.005, 0.02, 1.0
GRAIN = 0.001
"""Seconds: the archive keeps moments to the millisecond."""
CLOCK = 1e-6
"""Seconds: what is left of the precision of a moment that is kept as seconds since 1970."""
REQUESTS = """
SELECT u.url, strftime('%s', f.requested_at) + f.requested_ms / 1000.0 AS start, f.seconds, f.status
FROM fetches f JOIN urls u ON u.id = f.url_id WHERE f.run_id = ? ORDER BY start
"""


def busy(web, path, status, pleas):
    """Have a page ask once to be left alone, and note until when."""
    page, asked = web.pages[path], []

    def answer(_):
        asked.append(path)
        if len(asked) > 1:
            return page
        pleas.append((len(web.log), time.monotonic() + RETRY_AFTER))
        return (status, b"later", {"Retry-After": f"{RETRY_AFTER:.0f}"}, 0, None)

    web.pages[path] = answer


def gaps(web, crawl, run, log):
    """Compare a run's requests with the server's log; return the gaps that the server saw, by its own clock."""
    fetches = crawl.rows(REQUESTS, run)
    assert [(url.removeprefix(web.base[:-1])) for url, *_ in fetches] == [one.path for one in log]
    assert log[0].path == "/robots.txt"
    seen = [b.start - a.sent for a, b in itertools.pairwise(log)]
    told = [b[1] - (a[1] + a[2]) for a, b in itertools.pairwise(fetches)]
    assert all(gap <= really + GRAIN for gap, really in zip(told, seen, strict=True)), "the archive claims too much"
    return seen


def test_no_request_of_a_thousand_comes_earlier_than_the_server_allows(web, crawl):
    crawl.add_site(web)
    pleas = []
    web.site(range(1001, 1801), words=40)
    busy(web, "/1100.html", 429, pleas)
    busy(web, "/1500.html", 503, pleas)
    first = crawl("local", "-s", f"DOWNLOAD_DELAY={PAUSE}")
    assert first.returncode == 0, first.err
    fresh = len(web.log)

    web.site(range(1001, 2001), words=40)
    web.put("/robots.txt", f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n")
    busy(web, "/1900.html", 503, pleas)
    with closing(sqlite3.connect(crawl.archive)) as archive, archive:  # a day later, the copy of robots.txt is stale
        archive.execute("UPDATE hosts SET robots_at = '2001-01-01T00:00:00Z'")
    second = crawl("local", "-s", f"DOWNLOAD_DELAY={PAUSE}")
    assert second.returncode == 0, second.err

    assert crawl.one("SELECT count(*) FROM articles") == 1000
    log = sorted(web.log, key=lambda one: one.start)
    assert len(log) == 1000 + len(pleas) + 2 * len({"/robots.txt", "/"})
    assert len(pleas) == 3
    assert min(gaps(web, crawl, 1, log[:fresh])) >= PAUSE - CLOCK
    assert min(gaps(web, crawl, 2, log[fresh:])) >= CRAWL_DELAY - CLOCK
    assert all(log[place + 1].start >= until - CLOCK for place, until in pleas)

    for run in ("1", "last"):
        said = CliRunner().invoke(main, ["--archive", str(crawl.archive), "runs", "--politeness", run])
        assert (said.exit_code, said.output.splitlines()[-1]) == (0, "no request came earlier than allowed")
        assert "retry-after" in said.output
    assert "asked first, Crawl-delay 0.02" in said.output
