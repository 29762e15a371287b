"""A month on the made-up sites, a crawl every hour: what changes is seen within the stated delay, and little is fetched.

All the parts of `scrapy crawl` but Scrapy take part, over real HTTP on loopback; the clock is the test's.
"""

import datetime as dt
import http.client
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from newsscrape.alarm import Verdict
from newsscrape.archive import revisits
from newsscrape.archive.records import Fetch
from newsscrape.config import Config
from newsscrape.crawl.arguments import SiteArguments
from newsscrape.crawl.leases import Leases
from newsscrape.crawl.manners import Manners
from newsscrape.crawl.plan import of_site
from newsscrape.crawl.session import Session
from newsscrape.dates import from_utc_text
from newsscrape.demo import history, server
from newsscrape.demo.__main__ import SITES
from newsscrape.ingest import visit, worker
from newsscrape.sites import registry

START = dt.datetime(2025, 2, 1, tzinfo=dt.UTC)
END = START + dt.timedelta(days=30)
HOUR = dt.timedelta(hours=1)


@dataclass
class Cron:
    """One site's crawls into one archive."""

    site: object
    archive: object
    requests: int = 0
    bytes: int = 0

    def crawl(self, now):
        """Crawl once; the clock moves only where the crawl waits."""
        moment = [now]
        plan = of_site(self.site, SiteArguments())
        session = Session(plan, Config(archive=self.archive), clock=lambda: moment[0])
        address, refused = urlsplit(self.site.home), []
        with closing(session), closing(http.client.HTTPConnection(address.hostname, address.port, timeout=10)) as wire:
            manners = Manners(pause=plan.pause, limit=session.scope.limit)
            site_id = session.run.site_id
            leases = Leases(session.frontier, site_id, manners, lambda: session.clock().timestamp(), refused.append)
            leases.open(session.frontier.hosts(site_id))
            while (wait := leases.wait()) is not None:
                moment[0] += dt.timedelta(seconds=wait)
                lease = leases.pick()
                visits = [*refused, *([self.visit(session, leases, lease, wire)] if lease else [])]
                refused.clear()
                leases.committed(visits, session.writer.commit(visits).hosts)
            session.finish(Verdict("ok", None, 0), {})

    def visit(self, session, leases, lease, wire):
        parts = urlsplit(lease.url)
        known = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified}
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        wire.request("GET", path, headers={name: value for name, value in known.items() if value})
        answer = wire.getresponse()
        body = answer.read()
        self.requests += 1
        self.bytes += len(body)
        headers = {name.lower(): value for name, value in answer.getheaders()}
        fetch = Fetch(session.clock(), answer.status, headers, body)
        leases.answered(lease, answer.status)
        leases.ended(lease)
        by_status = visit.answered(lease, fetch, session.clock())
        if by_status is not None:
            return by_status
        task, part = session.task(lease, fetch)
        outcome = worker.read(task, session.plan.sites)
        return replace(visit.read(lease, fetch, outcome, session.scope), part=part)


@dataclass
class Seen:
    when: dt.datetime
    moment: dt.datetime | None
    latest: dt.datetime


def rows(archive, query):
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def seen(archive):
    """When the archive saw each thing: by kind, story and, of a remark, its key."""
    found = {}
    for key, first, gone in rows(archive, "SELECT key, first_seen_at, gone_at FROM articles"):
        story = int(key.rpartition("-")[2])
        found["published", story, None] = [first]
        found["vanished", story, None] = [gone] if gone else []
        found["edited", story, None] = []
    revisions = "SELECT a.key, r.seen_at FROM revisions r JOIN articles a ON a.id = r.article_id"
    for key, moment in [*rows(archive, revisions), *rows(archive, "SELECT key, changed_at FROM articles")]:
        found["edited", int(key.rpartition("-")[2]), None].append(moment)
    for key, remark, moment in rows(
        archive, "SELECT a.key, c.key, c.first_seen_at FROM comments c JOIN articles a ON a.id = c.article_id"
    ):
        found["remarked", int(key.rpartition("-")[2]), int(remark)] = [moment]
    return {thing: sorted(map(from_utc_text, moments)) for thing, moments in found.items()}


def judged(site, archive):
    """Yield each event of the month with when it was seen (``None``: never), and when it had to be.

    Half the quiet time before it, an hour at least, and the interval of the crawls may go by; what comes while an earlier
    change of the same article has not been seen yet is to be seen with it.
    """
    found, last = seen(archive), {}
    for event in history.events(site):
        if event.when <= START and event.kind == "edited":
            continue  # nobody can know of it
        before = last.get(event.story)
        moments = found.get((event.kind, event.story, event.remark), [])
        moment = next((moment for moment in moments if moment >= event.when), None)
        wait = HOUR if before is None else max(revisits.SHORTEST, (event.when - before.when) * revisits.SHARE) + HOUR
        latest = event.when + wait
        if before is not None and before.moment and before.moment > event.when:
            latest = max(before.latest, event.when + HOUR)
        last[event.story] = Seen(event.when, moment, latest)
        quiet = before is not None and event.when - before.when >= revisits.QUIET
        if START < event.when <= END - 5 * dt.timedelta(days=1) and not quiet:
            yield event, moment, latest


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["voltpost", "pixelgazette"])
def test_a_month_of_hourly_crawls(name, tmp_path):
    site, archive = registry.load((SITES,))[name], tmp_path / "archive.db"
    with server.serve({name: 0}, START) as demo:
        cron, everything, now = Cron(site.at(demo.bases[name]), archive), 0, START
        while now <= END:
            demo.at(now)
            cron.crawl(now)
            everything += sum(len(one.body) for path, one in demo.documents[name].items() if one.media.startswith("text/html"))
            now += HOUR
        standing = {int(story.id) for story in history.stories(name, END)}

    assert cron.bytes < 0.1 * everything, f"{cron.bytes:,} of {everything:,} bytes"
    events = list(judged(name, archive))
    late = [(event, moment, latest) for event, moment, latest in events if moment is None or moment > latest]
    assert len(events) > 250
    assert len(late) <= 0.01 * len(events), f"{len(late)} of {len(events)} were seen too late: {late[:5]}"
    archived = {int(key.rpartition("-")[2]) for (key,) in rows(archive, "SELECT key FROM articles WHERE gone_at IS NULL")}
    assert standing <= archived
    assert rows(archive, "SELECT count(*) FROM errors WHERE kind <> 'http-404'") == [(0,)]
    print(f"{name}: {cron.requests} requests, {cron.bytes / everything:.4f} of the bytes, {len(late)}/{len(events)} late")  # noqa: T201
