import datetime as dt
from dataclasses import replace

import pytest

from newsscrape.archive import connection, pages, reader
from newsscrape.archive.records import Failure, Fetch, Visit
from newsscrape.archive.writer import ArticleKept, Writer
from newsscrape.errors import ArchiveFailed
from newsscrape.model import Author, Image, Instant, Link, Outcome, Provenance, Target

CONTENT = (
    *("articles", "authors", "article_authors", "images", "image_variants", "tags", "article_tags", "links", "revisions"),
    *("provenance", "threads", "comments", "pages", "blobs", "article_pages"),
)
RICH = {
    "authors": (Author("Max", "https://gadgets.example/max"), Author("Eve")),
    "tags": ("xiaomi", "ev"),
    "images": (
        Image("https://gadgets.example/1.jpg", alt="a", role="lead", variants=(("https://gadgets.example/1s.jpg", 320),)),
        Image("https://gadgets.example/2.jpg", caption="c", credit="d", width=3, height=4),
    ),
    "links": (Link("https://elsewhere.example/", "there"), Link("https://elsewhere.example/", "again")),
    "provenance": (Provenance("title", "h1", "Title 1", 2), Provenance("body", "density")),
    "section": "cars",
    "language": "en",
    "description": "What it is about.",
    "comment_count": 2,
    "access": "free",
}


class TestAnArticle:
    def test_is_archived_with_its_acknowledgement(self, world):
        committed = world.read(world.article(**RICH), etag='"1"')

        assert committed.articles == (ArticleKept(1, 1, "new"),)
        assert world.one("SELECT state, etag, article_id, last_status, tries, due_at FROM urls") == (
            *("done", '"1"', 1, 200, 0, "2024-01-01T13:00:00Z"),
        )
        assert world.one("SELECT status, bytes, seconds, requested_at FROM fetches") == (200, 7, 0.5, "2024-01-01T12:00:00Z")
        assert world.one("SELECT requests, bytes, articles_new, errors FROM runs") == (1, 7, 1, 0)
        assert world.due() == []
        world.sound()

    def test_read_again_changes_no_row(self, world):
        one, thread = world.article(**RICH), world.thread("c1", "c2")
        world.read(one, body=b"<html>", threads=(thread,))
        before = world.dump(*CONTENT)

        committed = world.read(one, body=b"<html>", threads=(thread,))

        after = world.dump(*CONTENT)
        before["threads"] = [row[:5] for row in before["threads"]]  # the pass through the thread is bookkeeping
        after["threads"] = [row[:5] for row in after["threads"]]
        assert after == before
        assert committed.articles[0].change == "unchanged"
        assert world.counters() == {
            **dict.fromkeys(world.counters(), 0),
            "articles_new": 1,
            "articles_unchanged": 1,
            "comments_new": 2,
        }

    def test_keeps_what_a_later_reading_does_not_find(self, world):
        world.read(world.article(published=Instant("2024-01-01T00:00:00Z", "1 January 2024", "day"), **RICH))
        before = world.dump(*CONTENT[:8], "provenance")

        world.read(world.article(title=None, body=None))

        assert world.dump(*CONTENT[:8], "provenance") == before
        kept = dict(world.rows("SELECT field, kept FROM run_fields WHERE run_id = ? AND kept", world.run.id))
        assert kept == dict.fromkeys(
            [
                *("title", "body", "published", "authors", "tags", "images", "links", "section", "language"),
                *("description", "comment_count"),
            ],
            1,
        )
        assert world.one("SELECT read, filled FROM run_fields WHERE field = 'title'") == (2, 1)

    def test_fills_its_gaps_without_a_revision(self, world):
        world.read()

        committed = world.read(world.article(description="Now here.", authors=(Author("Max"),)))

        assert committed.articles[0].change == "unchanged"
        assert world.one("SELECT description, revision FROM articles") == ("Now here.", 1)
        assert world.rows("SELECT * FROM revisions") == []

    @pytest.mark.parametrize(
        "change",
        [{"title": "Other"}, {"body": "Other."}, {"description": "Other"}, {"authors": (Author("Eve"),)}],
        ids=lambda change: next(iter(change)),
    )
    def test_that_was_edited_keeps_its_former_version(self, world, change):
        first = world.article(**RICH)
        world.read(first)

        committed = world.read(replace(first, **change))

        assert committed.articles[0].change == "changed"
        assert world.one("SELECT number, seen_at, title, description, authors, body, page_id FROM revisions") == (
            1,
            "2024-01-01T12:00:00Z",
            first.title,
            first.description,
            "Max; Eve",
            first.body,
            1,
        )
        assert world.one("SELECT revision, changed_at, first_seen_at FROM articles") == (
            *(2, "2024-01-01T12:01:00Z", "2024-01-01T12:00:00Z"),
        )
        stored = reader.article(world.connection, 1)
        assert all(getattr(stored, name) == value for name, value in change.items())
        world.sound()

    def test_counts_its_revisions(self, world):
        for title in ("One", "Two", "Three", "Two"):
            world.read(world.article(title=title))

        assert world.rows("SELECT number, title FROM revisions") == [(1, "One"), (2, "Two"), (3, "Three")]
        assert world.one("SELECT revision, title FROM articles") == (4, "Two")

    def test_read_otherwise_from_the_same_bytes_was_not_edited(self, world):
        world.read(body=b"<html>same")

        world.read(world.article(body="A better reader finds more."), body=b"<html>same")

        assert world.one("SELECT body, revision FROM articles") == ("A better reader finds more.", 1)

    def test_with_other_lists_keeps_the_ids_of_images_that_stay(self, world):
        world.read(world.article(**RICH))
        second = Image("https://gadgets.example/3.jpg"), RICH["images"][1]

        world.read(world.article(**{**RICH, "images": second, "tags": ("ev", "new"), "links": ()}))

        assert world.rows("SELECT id, position, url FROM images ORDER BY position") == [
            (3, 1, "https://gadgets.example/3.jpg"),
            (2, 2, "https://gadgets.example/2.jpg"),
        ]
        assert world.one("SELECT lead_image_id FROM articles") is None
        assert reader.article(world.connection, 1).tags == ("ev", "new")
        assert reader.article(world.connection, 1).links == RICH["links"]

    def test_under_two_addresses_is_one(self, world):
        world.read()
        mobile = "https://m.gadgets.example/a1"
        world.arm(mobile)

        outcome = Outcome(kind="article", article=world.article(title="Title 1 (mobile)", section="cars"))
        world.commit(world.visit(mobile, outcome, body=b"<html>mobile"))

        assert world.one("SELECT title, section, revision FROM articles") == ("Title 1", "cars", 1)
        assert world.rows("SELECT article_id, state FROM urls") == [(1, "done"), (1, "done")]
        assert world.one("SELECT count(*) FROM article_urls") == 2

    def test_of_an_unknown_site_makes_the_site(self, world):
        url = "https://www.elsewhere.example/news/1"
        world.read(world.article("/news/1", site="elsewhere.example", url=url))

        assert world.one("SELECT name, domain, origin FROM sites WHERE id = 2") == (
            *("elsewhere.example", "www.elsewhere.example", "web"),
        )
        assert world.one("SELECT site_id FROM articles") == 2

    def test_that_is_gone_keeps_its_text_until_it_is_back(self, world):
        world.read()
        gone = Failure("fetch", "http-404", "404")
        url = world.article().url
        for _ in range(2):
            world.refresh()
            world.commit(world.visit(url, status=404, state="gone", failure=gone))

        assert world.one("SELECT gone_at, body FROM articles") == ("2024-01-01T12:01:00Z", "Body 1.")
        assert world.counters()["articles_gone"] == 1

        world.read()
        assert world.one("SELECT gone_at, revision FROM articles") == (None, 1)

    def test_found_unchanged_by_its_server_counts_as_unchanged(self, world):
        world.read(etag='"1"', last_modified="Mon")
        world.refresh()

        committed = world.commit(world.visit(world.article().url, status=304, body=b""))

        assert committed.articles == (ArticleKept(1, 1, "unchanged"),)
        assert world.one("SELECT etag, last_modified, last_status FROM urls") == ('"1"', "Mon", 304)
        assert world.one("SELECT not_modified FROM runs") == 1

    def test_date_keeps_its_finest_first_reading(self, world):
        hours = Instant("2024-01-01T07:00:00Z", "5 hours ago", "hour")
        world.read(world.article(published=hours))
        world.read(world.article(published=Instant("2023-12-31T12:00:00Z", "yesterday", "day")))

        assert reader.article(world.connection, 1).published == hours
        assert world.one("SELECT published_day FROM articles") == "2024-01-01"


class TestPartsOfAnArticle:
    def visit_part(self, world, number, body):
        url = f"https://gadgets.example/a1p{number}"
        outcome = Outcome(kind="part", article=world.article(body=body))
        return world.commit(world.visit(url, outcome, body=f"<html>part {number}".encode(), part=number))

    @pytest.mark.parametrize("policy", ["all", "latest", "none"])
    def test_are_joined_in_order_without_a_revision(self, new_world, policy):
        world = new_world(pages=policy)
        parts = world.found(*(f"https://gadgets.example/a1p{number}" for number in (2, 3)), kind="part")
        world.read(body=b"<html>part 1", found=parts)
        lease = world.lease("https://gadgets.example/a1p2")
        assert lease.article_id == 1

        self.visit_part(world, 3, "Body 1.\n\nThree.")
        fresh = pages.Page(lease.url, b"fresh")
        joined = pages.joined(world.connection, lease, 2, fresh)
        assert [page.body for page in joined] == [b"<html>part 1", b"fresh", b"<html>part 3"]
        committed = self.visit_part(world, 2, "Body 1.\n\nTwo.\n\nThree.")

        assert [page.body for page in pages.of_article(world.connection, 1)] == [
            b"<html>part 1",
            b"<html>part 2",
            b"<html>part 3",
        ]
        assert world.one("SELECT body, revision FROM articles") == ("Body 1.\n\nTwo.\n\nThree.", 1)
        assert committed.articles == ()
        assert world.counters()["articles_new"] == 1
        assert world.counters()["articles_unchanged"] == 0

    def test_fetched_again_take_their_own_place(self, world):
        world.read(body=b"<html>part 1", found=world.found("https://gadgets.example/a1p2", kind="part"))
        self.visit_part(world, 2, "Body 1.\n\nTwo.")
        world.refresh()

        joined = pages.joined(world.connection, world.lease("https://gadgets.example/a1p2"), 1, pages.Page("u", b"new"))

        assert [page.body for page in joined] == [b"<html>part 1", b"new"]

    def test_of_unknown_number_come_last(self, world):
        names = [f"https://gadgets.example/more-{name}" for name in "ab"]
        world.read(body=b"<html>1", found=world.found(*names, kind="part"))
        for name in names:
            world.commit(world.visit(name, Outcome(kind="part", article=world.article()), body=name.encode()))

        assert world.rows("SELECT position FROM article_pages") == [(1,), (2,), (3,)]

    def test_stand_alone_without_an_article(self, world):
        world.arm("https://gadgets.example/a1")
        page = pages.Page("u", b"")

        assert pages.joined(world.connection, world.lease("https://gadgets.example/a1"), 1, page) == [page]


class TestRawPages:
    def test_are_all_kept_once_each(self, world):
        for body in (b"<html>one", b"<html>two", b"<html>two", b"<html>one"):
            world.read(body=body, headers={"content-type": "text/html", "set-cookie": "secret"})

        assert world.rows("SELECT blob_id, run_id FROM pages") == [(1, 1), (2, 1), (1, 1)]
        assert world.one("SELECT count(*) FROM blobs") == 2
        (page,) = pages.of_article(world.connection, 1)
        assert (page.url, page.body, page.headers) == (world.article().url, b"<html>one", {"content-type": "text/html"})
        assert page.fetched_at == dt.datetime(2024, 1, 1, 12, 3, tzinfo=dt.UTC)

    def test_may_be_the_latest_only(self, new_world):
        world = new_world(pages="latest")
        world.read(body=b"<html>one")
        world.read(world.article(title="Other"), body=b"<html>two")

        assert world.rows("SELECT id FROM pages") == [(1,)]
        assert world.one("SELECT count(*) FROM blobs") == 1
        assert pages.of_article(world.connection, 1)[0].body == b"<html>two"
        assert world.one("SELECT page_id FROM revisions") is None

    def test_may_be_left_out(self, new_world):
        world = new_world(pages="none")
        world.read()

        assert world.dump("pages", "blobs", "article_pages") == {"pages": [], "blobs": [], "article_pages": []}

    def test_of_refused_pages_and_listings_are_not_kept(self, world):
        world.arm("https://gadgets.example/about", "https://gadgets.example/news")
        listing = Outcome(kind="listing")
        about = Outcome(kind="article", refused="no-article: three words")
        committed = world.commit(
            world.visit("https://gadgets.example/about", about, state="refused"),
            world.visit("https://gadgets.example/news", listing),
        )

        assert world.dump("pages", "blobs") == {"pages": [], "blobs": []}
        assert committed.articles == ()
        assert world.one("SELECT stage, kind, message, url FROM errors") == (
            *("check", "no-article", "no-article: three words", "https://gadgets.example/about"),
        )
        assert world.rows("SELECT kind, state, last_error FROM urls") == [
            ("article", "refused", "check: no-article"),
            ("listing", "done", None),
        ]


class TestAFailure:
    def test_makes_the_url_due_again_never_too_early(self, world):
        world.read(etag='"1"')
        world.refresh()
        later = world.now + dt.timedelta(seconds=90, microseconds=1)
        url = world.article().url
        visit = Visit(lease=world.lease(url), state="due", due_at=later, failure=Failure("fetch", "timeout", "30 s"))

        committed = world.commit(visit)

        assert committed.hosts == {"gadgets.example"}
        assert world.one("SELECT state, tries, due_at, etag, last_error FROM urls") == (
            *("due", 1, "2024-01-01T12:02:31Z", '"1"', "fetch: timeout"),
        )
        assert world.one("SELECT stage, kind, message, run_id, url_id FROM errors") == ("fetch", "timeout", "30 s", 1, 1)
        assert world.frontier.next_due(1, "gadgets.example") == dt.datetime(2024, 1, 1, 12, 2, 31, tzinfo=dt.UTC)

    def test_of_a_page_that_is_refused_clears_its_validators(self, world):
        world.read(etag='"1"')
        world.refresh()
        world.commit(world.visit(world.article().url, Outcome(kind="article", refused="thin: 3 words"), state="refused"))

        assert world.one("SELECT etag, article_id FROM urls") == (None, 1)

    @pytest.mark.parametrize(
        "poison",
        [
            {"title": "\ud800"},
            {"comment_count": 1 << 70},
            {"access": "sometimes"},
            {"published": Instant("not a date", "x")},
            {"tags": (b"\x00",)},
            {"tags": (None,)},
            {"authors": (Author(object()),)},
        ],
        ids=lambda poison: next(iter(poison)),
    )
    def test_of_one_visit_harms_no_other(self, world, poison):
        world.arm(*(f"https://gadgets.example/a{key}" for key in "123"))
        visits = [
            world.visit(one.url, Outcome(kind="article", article=one), found=world.found(one.url + "/next"))
            for one in (world.article("1"), world.article("2", **poison), world.article("3"))
        ]

        committed = world.commit(*visits)

        assert [kept.article_id for kept in committed.articles] == [1, 2]
        assert world.rows("SELECT key FROM articles") == [("1",), ("3",)]
        assert world.rows("SELECT state FROM urls WHERE kind = 'article' AND checked_at") == [
            *(("done",), ("refused",), ("done",)),
        ]
        assert world.one("SELECT url, stage FROM errors") == ("https://gadgets.example/a2", "archive")
        assert world.one("SELECT requests, errors, articles_new FROM runs") == (3, 1, 2)
        assert world.one("SELECT count(*) FROM fetches") == 3
        assert "https://gadgets.example/a2/next" not in world.due()
        world.sound()

    def test_with_a_dirty_message_is_still_told(self, world):
        world.arm("https://gadgets.example/a1")
        failure = Failure("read", "reader-error", "\ud800 and \x00" + "x" * 5000)

        world.commit(world.visit("https://gadgets.example/a1", failure=failure, state="refused"))

        assert world.one("SELECT length(message), substr(message, 1, 7) FROM errors") == (2000, "? and \ufffd")

    def test_of_the_database_acknowledges_nothing(self, world):
        world.read()
        before = world.dump("articles", "fetches", "errors", "runs", "pages")
        names = [f"https://gadgets.example/a{key}" for key in range(2, 40)]
        world.arm(*names)
        size = world.one("PRAGMA page_count")
        world.connection.execute(f"PRAGMA max_page_count = {size + 5}")
        visits = [
            world.visit(one.url, Outcome(kind="article", article=one), body=one.url.encode())
            for one in (world.article(str(key), body=f"{key} " * 2000) for key in range(2, 40))
        ]

        with pytest.raises(ArchiveFailed, match="full"):
            world.writer.commit(visits)

        assert world.dump("articles", "fetches", "errors", "runs", "pages") == before
        assert world.due() == names
        world.connection.execute("PRAGMA max_page_count = 1073741823")
        assert len(world.commit(*visits).articles) == 38
        world.sound()

    def test_of_damage_acknowledges_nothing(self, world):
        world.arm("https://gadgets.example/a1")
        visit = world.visit("https://gadgets.example/a1", Outcome(kind="article", article=world.article()))
        world.connection.execute("DROP TABLE article_tags")

        with pytest.raises(ArchiveFailed, match="article_tags"):
            world.writer.commit([replace(visit, outcome=Outcome(kind="article", article=world.article(tags=("a",))))])

        assert world.due() == ["https://gadgets.example/a1"]
        assert not world.connection.in_transaction

    def test_of_a_closed_connection_is_one_of_the_archive(self, world):
        world.arm("https://gadgets.example/a1")
        visit = world.visit("https://gadgets.example/a1")
        closed = connection.open_writer(world.path)
        writer = Writer(closed, world.path, {1: 1})
        closed.close()

        with pytest.raises(ArchiveFailed, match="closed"):
            writer.commit([visit])


class TestRobots:
    def visit(self, world, status, body=b"User-agent: *\nDisallow: /x"):
        lease = world.frontier.lease_url(1, Target("https://gadgets.example/robots.txt", "robots"), world.now)
        fetch = Fetch(world.now, status, {}, body)
        world.commit(Visit(lease=lease, state="done", fetch=fetch))
        return world.one("SELECT robots_status, robots_at, failures, robots FROM hosts")

    def test_are_kept_until_a_better_answer(self, world):
        text = "User-agent: *\nDisallow: /x"
        assert self.visit(world, 200) == (200, "2024-01-01T12:00:00Z", 0, text)
        assert self.visit(world, 503, b"busy") == (503, "2024-01-01T12:00:00Z", 1, text)
        assert self.visit(world, None, b"") == (None, "2024-01-01T12:00:00Z", 2, text)
        assert self.visit(world, 404, b"User-agent: *\nDisallow: /") == (404, "2024-01-01T12:03:00Z", 0, "")

    def test_hold_for_the_host_that_redirects_to_them(self, world):
        first = world.frontier.lease_url(1, Target("https://a.example/robots.txt", "robots"), world.now)
        target = Target("https://b.example/robots.txt", "robots")
        world.commit(Visit(lease=first, state="done", fetch=Fetch(world.now, 301), redirect=target))
        second = world.frontier.lease_url(1, target, world.now)
        world.commit(Visit(lease=second, state="done", fetch=Fetch(world.now, 200, {}, b"Disallow:\x00\xff")))

        assert world.rows("SELECT host, robots FROM hosts ORDER BY host") == [
            ("a.example", "Disallow:\ufffd"),
            ("b.example", "Disallow:\ufffd"),
        ]
