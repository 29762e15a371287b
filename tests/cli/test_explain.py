import datetime as dt
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive import connection, hosts, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.records import Failure, Fetch, Found, Visit
from newsscrape.archive.writer import Writer
from newsscrape.cli import main
from newsscrape.model import Article, Comment, Outcome, Provenance, Target, Thread

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
HOME = "https://www.arenaev.com/"
PAGE, ALIAS = f"{HOME}a_car-news-12.php", "https://m.arenaev.com/a_car-news-12.php"
RULES = b"User-agent: newsscrape\nDisallow: /private\n"


class Crawl:
    """A writer's side of a crawl of arenaev: what is visited, one request after the other."""

    def __init__(self, path):
        self.path = path
        self.file = connection.open_writer(path)
        self.run = runs.start(self.file, runs.SiteRow("arenaev", "arenaev.com", "ArenaEV", "newsscrape"), NOW)
        self.frontier, self.writer = Frontier(self.file), Writer(self.file, path, {self.run.site_id: self.run.id})

    def visit(self, url, kind="article", status=200, body=b"<html>", **values):
        lease = self.frontier.lease_url(self.run.site_id, Target(url, kind), NOW)
        fetch = None if status is None else Fetch(NOW, status, {}, body, 0.5, 2.0, "delay")
        self.writer.commit([Visit(lease=lease, fetch=fetch, **{"state": "done", **values})])

    def article(self, url=PAGE, key="news-12"):
        one = Article(site="arenaev", key=key, url=url, title="A car\x1b[31m", body="Text.",
                      provenance=(Provenance("title", "rule:h1", "A car", 2),))  # fmt: skip
        thread = Thread("gsmarena", "12", (Comment("c1", "Nice"),), claimed=4, partial=True)
        self.visit(url, outcome=Outcome(kind="article", article=one, threads=(thread,)))

    def left_alone(self):
        self.file.execute("UPDATE urls SET due_at = NULL WHERE state <> 'due'")

    def list(self, *found):
        self.visit(f"{HOME}news.php3", "listing", outcome=Outcome(kind="listing"), found=found)


@pytest.fixture
def crawl(tmp_path):
    made = Crawl(tmp_path / "archive.db")
    with closing(made.file):
        yield made


@pytest.fixture
def told(crawl):
    def ask(url):
        result = CliRunner().invoke(main, ["--archive", str(crawl.path), "explain", url])
        assert result.exit_code == 0, result.output
        return " ".join(result.output.split())

    return ask


def named(url, reason=None, kind="article"):
    return Found(Target(url, kind), reason)


class TestAnArticle:
    def test_is_told_from_its_source_to_its_fields(self, crawl, told):
        crawl.visit(f"{HOME}robots.txt", "robots", body=RULES)
        crawl.list(named(PAGE))
        crawl.article()
        said = told(f"{PAGE}?utm_source=feed#top")
        for part in (
            f"{PAGE} It was fetched and read: it gave article 1.",
            "what article of arenaev, state done",
            f"on {HOME}news.php3 (listing)",
            "where a run starts: named by the site's file, or by hand",
            "asked 2026-01-02T03:04:05Z status 200, 6 B in 0.50 s, waited 2.00 s (delay)",
            "gave 1 raw page, the last of 2026-01-02T03:04:05Z",
            "article 1: A car\\x1b[31m first seen 2026-01-02T03:04:05Z, never changed",
            "comments 1 archived of 4 that the page claims (gsmarena); not read to the end yet",
            "fields title rule:h1 2 sources agree A car",
            "robots.txt allows it to newsscrape; copy of 2026-01-02T03:04:05Z",
        ):
            assert part in said

    def test_that_changed_went_and_has_aliases_says_so(self, crawl, told):
        crawl.visit(ALIAS, status=301, redirect=Target(PAGE, "article"))
        crawl.article()
        crawl.file.execute("UPDATE articles SET revision = 3, gone_at = '2026-02-01T00:00:00Z'")
        crawl.file.execute("UPDATE urls SET due_at = '2026-02-02T00:00:00Z' WHERE url = ?", (PAGE,))
        crawl.file.execute("UPDATE comments SET edited_at = '2026-02-01T00:00:00Z', deleted_at = '2026-02-02T00:00:00Z'")
        said = told(PAGE)
        for part in ("2 former versions", "gone since 2026-02-01", f"redirected here from {ALIAS}", f"also at {ALIAS}"):
            assert part in said
        assert "due again from 2026-02-02T00:00:00Z" in said
        assert "0 archived of 4 that the page claims (gsmarena), 1 edited, 1 deleted since; not read" in said
        alias = told(ALIAS)
        assert f"It redirects to {PAGE}." in alias
        assert "never again by itself: where it leads to is asked instead" in alias
        assert f"leads to {PAGE} (article, done)" in alias
        assert f"shown as {PAGE}" in alias


class TestAnAddress:
    def test_that_waits(self, crawl, told):
        crawl.list(named(PAGE))
        assert "It has not been asked for yet; it waits for its turn." in told(PAGE)
        assert "on, in the next run of arenaev" in told(PAGE)

    def test_that_failed_and_is_due_again(self, crawl, told):
        failure = Failure("fetch", "timeout", "took too long")
        crawl.visit(PAGE, status=None, state="due", due_at=NOW + dt.timedelta(hours=1), failure=failure)
        assert "It failed (1 failure in a row: no answer came in time) and will be asked for again." in told(PAGE)
        assert "fetch: timeout took too long" in told(PAGE)

    def test_that_was_read_and_is_due_again(self, crawl, told):
        crawl.article()
        crawl.file.execute("UPDATE urls SET state = 'due', due_at = '2026-02-02T00:00:00Z'")
        assert "It has been read before and is to be asked for again." in told(PAGE)

    @pytest.mark.parametrize(
        ("reason", "words"), [("range", "its date lies outside the dates"), ("limit", "as many articles as the run took")]
    )
    def test_that_was_left_out(self, crawl, told, reason, words):
        crawl.list(named(PAGE, reason))
        assert f"It was left out and not asked for: {'its' if reason == 'range' else 'the'}" in told(PAGE)
        assert words in told(PAGE)
        assert "never again by itself; `scrapy crawl arenaev` with a wider range or limit takes it" in told(PAGE)

    def test_that_robots_txt_forbids(self, crawl, told):
        url = f"{HOME}private/a-news-3.php"
        crawl.visit(f"{HOME}robots.txt", "robots", body=RULES)
        crawl.visit(url, status=None, state="refused", failure=Failure("robots", "disallowed", "no"))
        assert "It was left out and not asked for: robots.txt asks not to fetch it." in told(url)
        assert "robots.txt forbids it to newsscrape" in told(url)

    def test_that_was_refused(self, crawl, told):
        crawl.visit(PAGE, state="refused", failure=Failure("check", "thin", "3 words of text"))
        crawl.left_alone()
        assert "It was asked for and refused: the page has too little text for an article." in told(PAGE)
        assert told(PAGE).endswith("due never again by itself")

    def test_that_is_gone(self, crawl, told):
        crawl.visit(PAGE, status=410, state="gone", failure=Failure("fetch", "http-410", "gone"))
        crawl.left_alone()
        assert "It is gone: its server answered with status 410." in told(PAGE)
        assert "never again by itself; `scrapy crawl arenaev -a refresh=all` does" in told(PAGE)

    def test_of_a_source_counts_what_it_named(self, crawl, told):
        crawl.list(named(PAGE), named(f"{HOME}b-news-13.php"))
        crawl.visit(f"{HOME}robots.txt", "robots", status=503, state="due", due_at=NOW)
        hosts.leave_alone(crawl.file, "www.arenaev.com", NOW + dt.timedelta(seconds=3))
        crawl.left_alone()
        said = told(f"{HOME}news.php3")
        assert "It was fetched and read. " in said
        assert "gave 2 addresses not known before" in said
        assert "due again in every run that starts there, or meets it" in said
        assert "could not be had 1 time in a row, at last status 503" in said
        assert "host www.arenaev.com, its next free turn 2026-01-02T03:04:08Z" in said

    def test_of_a_source_with_a_rhythm_is_asked_by_every_run_all_the_same(self, crawl, told):
        crawl.list()
        crawl.file.execute("UPDATE urls SET due_at = '2026-02-02T00:00:00Z'")
        assert "due again from 2026-02-02T00:00:00Z, and in every run that starts there, or meets it" in told(
            f"{HOME}news.php3"
        )

    def test_of_robots_txt_is_asked_by_need(self, crawl, told):
        crawl.visit(f"{HOME}robots.txt", "robots", body=RULES)
        said = told(f"{HOME}robots.txt")
        assert "asked for before anything else of its host" in said
        assert "due again when a run needs the rules of its host" in said


class TestAnUnknownAddress:
    def test_of_a_known_site_is_named_by_its_pattern(self, told):
        said = told(PAGE)
        assert "The archive has never met this address. site arenaev owns it; its pattern names article news-12" in said
        assert "robots.txt no copy yet; a crawl asks for it before anything else" in said
        assert "its pattern names no article here" in told(f"{HOME}about.php3")

    def test_of_no_site_is_for_web(self, told):
        assert "site none owns it; `scrapy crawl web -a url=URL` reads it" in told("https://nobody.example/x")

    def test_of_an_article_that_is_archived_under_another_leads_to_that(self, crawl, told):
        crawl.article()
        said = told(ALIAS)
        assert "The article is archived under another address, as article 1:" in said
        assert f"{PAGE} It was fetched and read: it gave article 1." in said


@pytest.mark.parametrize("url", ["gsmarena", "ftp://a.example/x", "http://[", "\x1b[31m"])
def test_what_is_no_web_address_is_one_sentence_and_2(crawl, url):
    result = CliRunner().invoke(main, ["--archive", str(crawl.path), "explain", "--", url])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "no web address; give one that begins with http:// or https://" in result.stderr
    assert "\x1b" not in result.stderr
