"""Stored pages read again: what reads better is stored and told, and nothing else moves."""

import dataclasses
import datetime as dt
import hashlib
import json

import pytest
from click.testing import CliRunner

import newsscrape
from newsscrape.archive import connection, frontier, pages, rereading, runs
from newsscrape.archive.commenters import Person
from newsscrape.archive.filters import Filter
from newsscrape.archive.forget import forget
from newsscrape.archive.locks import SiteLock
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.cli import main
from newsscrape.comments.cut import without_comments
from newsscrape.ingest import reread as again
from newsscrape.ingest import worker
from newsscrape.ingest.reread import Order, Report, reread
from newsscrape.ingest.worker import Task
from newsscrape.model import Target
from newsscrape.page import Page

NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
HOME = "https://gadgets.example"
_TEXT = "The {0} phone weighs {1} grams, folds in the middle, and charges in half an hour, which none of its makers promised."


def html(number, *, title=None, comments=(), body=None):
    said = [{"@type": "Comment", "@id": f"#c{key}", "text": text, "author": {"name": name}} for key, name, text in comments]
    node = {"@type": "NewsArticle", "headline": title or f"Phone number {number} folds", "comment": said}
    node |= {"author": {"name": "Ann Lee"}, "datePublished": "2024-05-05T10:00:00Z"}
    body = body or "".join(f"<p>{_TEXT.format(number, part)}</p>" for part in range(4))
    return (
        f"<html><head><title>{node['headline']}</title>"
        f'<script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body><article><h1>{node['headline']}</h1>{body}</article></body></html>"
    ).encode()


class Shelf:
    """An archive of pages, each read as a crawl reads it."""

    def __init__(self, path):
        self.path = path
        self.connection = connection.open_writer(path)
        self.run = runs.start(self.connection, runs.SiteRow("gadgets.example", "gadgets.example", "Gadgets", "web"), NOW)
        self.writer = Writer(self.connection, path, {self.run.site_id: self.run.id}, clock=lambda: NOW)

    def put(self, *bodies):
        """Archive the pages of articles 1, 2, 3 …"""
        for number, body in enumerate(bodies, 1):
            target = Target(f"{HOME}/news/phone-{number}", "article")
            lease = frontier.Frontier(self.connection).lease_url(self.run.site_id, target)
            page = Page(lease.url, body, {"content-type": "text/html"}, NOW)
            outcome = worker.read(Task([page], "article", None), {})
            assert outcome.article, outcome.refused
            fetch = Fetch(NOW, 200, page.headers, body)
            self.writer.commit([Visit(lease=lease, state="done", fetch=fetch, outcome=outcome)])

    def again(self, *, dry_run=False, site=None):
        """Read everything again in this process."""
        report = Report()
        for source in rereading.sources(self.connection, Filter(site=site)):
            outcome = worker.read(Task(source.pages, source.kind, None, system=source.system), {})
            (kept,) = rereading.commit(
                self.connection,
                self.path,
                [(source, outcome.article, outcome.threads)],
                "2025-01-01T00:00:00Z",
                dry_run=dry_run,
            )
            report.add(source, kept)
        return report

    def one(self, query, *values):
        (row,) = self.connection.execute(query, values).fetchall()
        return row if len(row) > 1 else row[0]

    def hashes(self):
        """Return a hash of every table's rows with their rowids."""
        names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        return {
            name: hashlib.sha256(repr(self.connection.execute(f"SELECT * FROM {name}").fetchall()).encode()).hexdigest()
            for (name,) in self.connection.execute(names).fetchall()
        }


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path / "archive.db")
    yield made
    made.connection.close()


def test_what_a_former_reader_got_wrong_is_put_right_and_is_no_edit(shelf):
    shelf.put(html(1), html(2))
    good = shelf.hashes()
    moments = shelf.one("SELECT changed_at, first_seen_at, revision FROM articles WHERE id = 1")
    shelf.connection.execute("UPDATE articles SET title = 'Menu', body = 'Menu', section = 'Phones' WHERE id = 1")
    shelf.connection.execute("DELETE FROM article_authors WHERE article_id = 1")

    report = shelf.again()

    assert (report.sources, report.pages, report.changed) == (2, 2, 1)
    assert set(report.fields) == {"title", "body", "authors"}
    (sample,) = report.samples["title"]
    assert (sample.url, sample.change.old, sample.change.new) == (f"{HOME}/news/phone-1", "Menu", "Phone number 1 folds")
    assert report.vanished == {"section": 1}
    assert shelf.one("SELECT section FROM articles WHERE id = 1") == "Phones"
    assert shelf.one("SELECT changed_at, first_seen_at, revision FROM articles WHERE id = 1") == moments
    assert shelf.one("SELECT count(*) FROM revisions") == 0
    shelf.connection.execute("UPDATE articles SET section = NULL")
    shelf.connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    after = shelf.hashes()
    assert {name for name in good if good[name] != after[name] and "_fts" not in name} == set()


def test_a_second_time_changes_nothing(shelf):
    shelf.put(html(1, comments=[("1", "Bo", "I like it")]), html(2))
    shelf.connection.execute("UPDATE articles SET title = 'Menu', body = NULL, reader = '0.0.1', published = NULL WHERE id = 1")
    shelf.connection.execute("UPDATE comments SET body = 'I like', reader = '0.0.1'")

    first = shelf.again()
    between = shelf.hashes()
    second = shelf.again()

    assert first.changed == 1
    assert (second.changed, second.fields, second.sources) == (0, {}, first.sources)
    assert shelf.hashes() == between
    assert shelf.one("SELECT DISTINCT reader FROM articles") == newsscrape.__version__


def test_nothing_is_written_where_only_asked(shelf):
    shelf.put(html(1))
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")
    before = shelf.hashes()

    report = shelf.again(dry_run=True)

    assert report.fields == {"title": 1}
    assert shelf.hashes() == before


def test_an_article_that_is_gone_stays_so(shelf):
    shelf.put(html(1))
    shelf.connection.execute("UPDATE articles SET gone_at = '2024-06-01T00:00:00Z', title = 'Menu'")

    shelf.again()

    assert shelf.one("SELECT gone_at, title FROM articles") == ("2024-06-01T00:00:00Z", "Phone number 1 folds")


def test_an_article_in_parts_is_read_from_all_its_pages(shelf):
    shelf.put(html(1), html(2, title="Phone number 1 folds"))
    shelf.connection.execute("UPDATE article_pages SET article_id = 1, position = 2 WHERE article_id = 2")

    report = shelf.again()

    assert (report.sources, report.pages) == (1, 2)
    body = shelf.one("SELECT body FROM articles WHERE id = 1")
    assert "The 1 phone weighs 3" in body
    assert "The 2 phone weighs 3" in body


def test_the_newest_page_is_read(shelf):
    shelf.put(html(1))
    shelf.put(html(1, title="Phone number 1 unfolds"))
    assert shelf.one("SELECT count(*) FROM pages") == 2
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")

    shelf.again()

    assert shelf.one("SELECT title FROM articles") == "Phone number 1 unfolds"
    assert shelf.one("SELECT count(*) FROM revisions") == 1


class TestComments:
    SAID = (("1", "Bo", "I like the hinge"), ("2", "Cy", "Me too"))

    def test_text_and_author_are_put_right_without_an_edit(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        shelf.connection.execute("UPDATE comments SET body = 'Reply', author = NULL WHERE key = 'c1'")

        report = shelf.again()

        assert report.fields == {"comments.author": 1, "comments.body": 1}
        query = "SELECT author, body, edited_at FROM comments WHERE key = 'c1'"
        assert shelf.one(query) == ("Bo", "I like the hinge", None)
        assert shelf.one("SELECT count(*) FROM comment_revisions") == 0
        shelf.connection.execute("INSERT INTO comments_fts(comments_fts, rank) VALUES ('integrity-check', 1)")

    def test_pages_of_comments_are_read_too(self, shelf):
        shelf.put(html(1), html(2, comments=self.SAID))
        shelf.connection.execute("UPDATE urls SET kind = 'comments', article_id = 1 WHERE id = 2")
        shelf.connection.execute("UPDATE threads SET article_id = 1")
        shelf.connection.execute("UPDATE comments SET article_id = 1, body = 'Reply', reader = '0.0.1'")
        shelf.connection.execute("DELETE FROM article_pages WHERE article_id = 2")

        report = shelf.again()

        assert (report.sources, report.articles, report.fields) == (2, 1, {"comments.body": 2})
        assert shelf.again().changed == 0
        assert [body for (body,) in shelf.connection.execute("SELECT body FROM comments")] == ["I like the hinge", "Me too"]

    def test_who_has_vanished_does_not_come_back(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        shelf.connection.execute("UPDATE comments SET deleted_at = '2024-06-01T00:00:00Z' WHERE key = 'c2'")
        before = shelf.hashes()

        assert shelf.again().changed == 0
        assert shelf.hashes() == before

    def test_votes_that_a_later_page_told_stand(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        shelf.connection.execute("UPDATE comments SET upvotes = 7")

        assert shelf.again().changed == 0
        assert shelf.one("SELECT DISTINCT upvotes FROM comments") == 7

    def test_those_that_are_not_stored_are_counted(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        shelf.connection.execute("DELETE FROM comments WHERE key = 'c2'")

        assert shelf.again().unknown == 1
        assert shelf.one("SELECT count(*) FROM comments") == 1

    def test_of_a_text_from_another_page_nothing_is_changed(self, shelf):
        shelf.put(html(1, comments=self.SAID), html(2))
        shelf.connection.execute("UPDATE comments SET body = 'I  like', page_id = 2 WHERE key = 'c1'")

        assert shelf.again().fields == {}

    def test_the_forgotten_stay_so(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        forget(shelf.connection, shelf.path, Person("Bo", None, None), without_comments, "2024-07-01T00:00:00Z")
        before = shelf.hashes()

        assert shelf.again().changed == 0
        assert shelf.hashes() == before
        assert shelf.one("SELECT count(*) FROM comments WHERE author = 'Bo' OR body LIKE '%hinge%'") == 0

    def test_an_answer_finds_the_comment_that_it_answers(self, shelf):
        shelf.put(html(1, comments=self.SAID))
        thread = worker.read(Task([pages.of_id(shelf.connection, 1)], "article", None), {}).threads[0]
        answer = dataclasses.replace(thread.comments[1], parent="c1")
        source = next(iter(rereading.sources(shelf.connection, Filter())))
        answered = dataclasses.replace(thread, comments=(thread.comments[0], answer))

        rereading.commit(shelf.connection, shelf.path, [(source, None, [answered])], "2025-01-01T00:00:00Z")

        assert shelf.one("SELECT parent_id, parent_key FROM comments WHERE key = 'c2'") == (1, "c1")


def test_what_was_fetched_again_meanwhile_is_left_alone(shelf):
    shelf.put(html(1))
    (source,) = rereading.sources(shelf.connection, Filter())
    shelf.put(html(1, title="Phone number 1 unfolds"))
    old = worker.read(Task(source.pages, "article", None), {})

    (kept,) = rereading.commit(shelf.connection, shelf.path, [(source, old.article, ())], "2025-01-01T00:00:00Z")

    assert kept.failed.startswith("newer: ")
    assert shelf.one("SELECT title FROM articles") == "Phone number 1 unfolds"


def test_without_the_rules_of_a_site_of_ones_own_its_pages_are_not_read(shelf):
    shelf.put(html(1))
    shelf.connection.execute("UPDATE sites SET origin = '/home/ann/sites'")
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")
    command = ["--archive", str(shelf.path), "reread", "--jobs", "1"]

    refused = CliRunner().invoke(main, command)

    assert refused.exit_code == 2
    assert "gadgets.example: its site file is not known (it was in /home/ann/sites); let NEWSSCRAPE_SITES" in refused.stderr
    assert shelf.one("SELECT title FROM articles") == "Menu"


def test_a_reading_that_cannot_be_stored_costs_itself_only(shelf):
    shelf.put(html(1), html(2))
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")
    first, second = rereading.sources(shelf.connection, Filter())
    read_now = [worker.read(Task(source.pages, "article", None), {}).article for source in (first, second)]
    read_now[0] = dataclasses.replace(read_now[0], title="half \ud83d a character")

    kept = rereading.commit(
        shelf.connection, shelf.path, [(first, read_now[0], ()), (second, read_now[1], ())], "2025-01-01T00:00:00Z"
    )

    assert [bool(one.failed) for one in kept] == [True, False]
    assert [title for (title,) in shelf.connection.execute("SELECT title FROM articles")] == ["Menu", "Phone number 2 folds"]


def test_a_damaged_page_costs_itself_only(shelf):
    shelf.put(html(1), html(2), html(3))
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")
    shelf.connection.execute("UPDATE blobs SET data = x'00' WHERE id = 2")
    report, seen = Report(), []

    reread(Order(archive=shelf.path, sites={}), report, lambda *done: seen.append(done))

    assert seen == [(3, 3)]
    assert report.refused == {"damaged": 1}
    assert [title for (title,) in shelf.connection.execute("SELECT title FROM articles ORDER BY id")] == [
        "Phone number 1 folds",
        "Menu",
        "Phone number 3 folds",
    ]


def test_what_is_stored_stands_where_it_is_broken_off(shelf, monkeypatch):
    shelf.put(html(1), html(2), html(3))
    shelf.connection.execute("UPDATE articles SET title = 'Menu'")
    monkeypatch.setattr(again, "_BATCH", 1)
    report, order = Report(), Order(archive=shelf.path, sites={}, jobs=1)

    def stop(done, _):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reread(order, report, stop)

    titles = "SELECT title FROM articles ORDER BY id"
    assert [title for (title,) in shelf.connection.execute(titles)] == ["Phone number 1 folds", "Phone number 2 folds", "Menu"]
    assert (report.sources, report.fields) == (2, {"title": 2})
    with SiteLock(shelf.path, "gadgets.example"):  # let go of
        pass


class TestCommand:
    def test_it_tells_what_changed(self, shelf):
        shelf.put(html(1), html(2))
        shelf.connection.execute("UPDATE articles SET title = '\x1b[31mMenu' WHERE id = 2")

        said = CliRunner().invoke(main, ["reread", "--jobs", "1", "--archive", str(shelf.path)])

        assert said.exit_code == 0
        assert said.stdout.splitlines() == [
            "2 pages read again, as 2 articles and 0 pages of comments; of these 1 changed",
            "",
            "title: 1 changed",
            f"  {HOME}/news/phone-2",
            r"    \x1b[31mMenu",
            "    -> Phone number 2 folds",
        ]
        assert shelf.one("SELECT count(*) FROM articles WHERE title LIKE '%Menu'") == 0

    def test_it_waits_for_no_crawl(self, shelf):
        shelf.put(html(1))
        with SiteLock(shelf.path, "gadgets.example"):
            said = CliRunner().invoke(main, ["reread", "--site", "gadgets.example", "--archive", str(shelf.path)])

        assert said.exit_code == 4
        assert "gadgets.example is being crawled" in said.stderr

    @pytest.mark.parametrize("arguments", [["--site", "../gadget"], ["--since", "may"], ["--jobs", "0"]])
    def test_wrong_use_is_one_sentence(self, shelf, arguments):
        shelf.put(html(1))

        said = CliRunner().invoke(main, ["reread", *arguments, "--archive", str(shelf.path)])

        assert said.exit_code == 2
        assert len(said.stderr.splitlines()) == 1
        assert not list(shelf.path.parent.glob("**/*gadget*"))
