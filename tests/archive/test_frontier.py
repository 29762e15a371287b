import datetime as dt

from newsscrape.archive.records import Failure, Visit
from newsscrape.model import Outcome, Target

HOME = "https://gadgets.example"
HOST = "gadgets.example"
FEED, ONE, TWO = f"{HOME}/feed", f"{HOME}/a1", f"{HOME}/a2"


def read(world, url, **values):
    return world.commit(world.visit(url, Outcome(kind="article", article=world.article(url=url)), **values))


class TestArming:
    def test_inserts_in_the_kept_form(self, world):
        world.arm("HTTPS://Gadgets.example:443/a1?utm_source=x#top", ONE)

        assert world.rows("SELECT url, host, kind, priority, state FROM urls") == [(ONE, HOST, "article", 30, "due")]

    def test_asks_sources_again_and_archived_articles_not(self, world):
        world.arm(FEED, kind="feed")
        world.arm(ONE)
        world.commit(world.visit(FEED, Outcome(kind="feed")))
        read(world, ONE)

        world.arm(FEED, kind="feed")
        world.arm(ONE)
        assert world.due() == [FEED]

        world.arm(ONE, refresh=True)
        assert world.due() == [FEED, ONE]

    def test_asks_again_what_turned_out_to_be_a_source(self, world):
        world.arm(HOME + "/")
        world.commit(world.visit(HOME + "/", Outcome(kind="listing")))

        world.arm(HOME + "/")

        assert world.lease(HOME + "/").kind == "listing"

    def test_asks_again_what_failed_before(self, world):
        world.arm(ONE)
        world.commit(world.visit(ONE, state="refused", status=403, failure=Failure("fetch", "http-403", "403")))

        world.arm(ONE)

        assert world.one("SELECT state, tries, last_error FROM urls") == ("due", 0, None)

    def test_brings_a_later_turn_forward(self, world):
        world.arm(FEED, kind="feed")
        later = world.now + dt.timedelta(hours=9)
        world.commit(world.visit(FEED, state="due", due_at=later, failure=Failure("fetch", "timeout", "slow")))

        world.arm(FEED, kind="feed")

        assert world.frontier.next_due(1, HOST) == world.now
        assert world.lease(FEED).tries == 1

    def test_with_refresh_asks_for_everything_that_was_asked_for(self, world):
        world.arm(FEED, kind="feed")
        world.commit(
            world.visit(FEED, Outcome(kind="feed"), found=(*world.found(ONE, TWO), *world.found(HOME + "/old", reason="range")))
        )
        read(world, ONE)
        world.commit(world.visit(TWO, state="gone", status=410))

        world.refresh()

        assert world.due() == [FEED, ONE, TWO]


class TestLeasing:
    def test_hands_out_by_priority_then_by_time(self, world):
        world.arm(TWO)
        world.now += dt.timedelta(seconds=5)
        world.arm(ONE, HOME + "/a3")
        world.arm(FEED, kind="feed")

        leases = world.frontier.lease(1, HOST, 3, world.now, ())

        assert [lease.url for lease in leases] == [FEED, TWO, ONE]
        assert (leases[0].kind, leases[0].site_id, leases[0].method, leases[0].host) == ("feed", 1, "GET", HOST)

    def test_skips_what_is_held_or_not_due_or_of_another_site_or_host(self, world):
        world.arm(ONE, TWO, "https://other.example/x")
        world.frontier.arm(1, [Target(HOME + "/later", "article")], world.now + dt.timedelta(seconds=1))

        leases = world.frontier.lease(1, HOST, 9, world.now, {1})

        assert [lease.url for lease in leases] == [TWO]
        assert world.frontier.lease(2, HOST, 9, world.now, ()) == []
        assert world.frontier.hosts(1) == [HOST, "other.example"]
        assert world.frontier.hosts(2) == []

    def test_writes_nothing(self, world):
        world.arm(ONE)
        before = world.rows("SELECT * FROM urls")

        assert world.frontier.lease(1, HOST, 1, world.now, ()) == world.frontier.lease(1, HOST, 1, world.now, ())
        assert world.rows("SELECT * FROM urls") == before

    def test_tells_when_the_next_is_due(self, world):
        assert world.frontier.next_due(1, HOST) is None
        world.arm(FEED, kind="feed")
        world.frontier.arm(1, [Target(ONE, "article")], world.now - dt.timedelta(hours=1))

        assert world.frontier.next_due(1, HOST) == world.now - dt.timedelta(hours=1)
        assert world.frontier.next_due(1, HOST, held={2}) == world.now
        assert world.frontier.next_due(1, HOST, held={1, 2}) is None

    def test_uses_the_index_of_what_is_due(self, world):
        from newsscrape.archive import frontier  # noqa: PLC0415 - a private query is looked at

        plan = world.rows("EXPLAIN QUERY PLAN " + frontier._DUE, 1, HOST, 30, "2024")

        assert [row[3] for row in plan] == [
            "SEARCH urls USING INDEX urls_due (site_id=? AND host=? AND priority=? AND due_at<?)"
        ]

    def test_of_one_url_is_by_need(self, world):
        target = Target(HOME + "/robots.txt", "robots")

        first = world.frontier.lease_url(1, target, world.now)

        assert first == world.frontier.lease_url(1, target, world.now)
        assert (first.kind, first.url, first.site_id) == ("robots", target.url, 1)
        assert world.frontier.lease_url(7, target).site_id == 7

    def test_tells_posts_to_one_address_apart(self, world):
        targets = [Target(HOME + "/api", "comments", "POST", str(page), "openweb") for page in (1, 2)]
        world.frontier.arm(1, targets, world.now)

        leases = world.frontier.lease(1, HOST, 9, world.now, ())

        assert [(lease.method, lease.payload, lease.system) for lease in leases] == [
            ("POST", "1", "openweb"),
            ("POST", "2", "openweb"),
        ]


class TestWidening:
    def test_asks_for_what_was_out_of_range(self, world):
        world.arm(FEED, kind="feed")
        dates = {"a": "2023-01-01T00:00:00Z", "b": "2023-06-01T00:00:00Z", "c": None}
        old = [world.found(f"{HOME}/{key}", reason="range", published=when)[0] for key, when in dates.items()]
        thin = world.found(f"{HOME}/thin", reason="robots")
        world.commit(world.visit(FEED, Outcome(kind="feed"), found=(*old, *thin)))
        assert world.rows("SELECT state, last_error, published FROM urls WHERE id = 2") == [
            ("refused", "range", "2023-01-01T00:00:00Z")
        ]

        assert world.frontier.widen(1, dt.datetime(2023, 3, 1, tzinfo=dt.UTC), world.now) == 2
        assert world.due() == [f"{HOME}/b", f"{HOME}/c"]
        assert world.frontier.widen(1, dt.datetime(2000, 1, 1, tzinfo=dt.UTC), world.now, limit=5) == 1
        assert world.frontier.widen(1, dt.datetime(2000, 1, 1, tzinfo=dt.UTC), world.now) == 0

    def test_takes_the_newest_first(self, world):
        world.arm(FEED, kind="feed")
        old = [world.found(f"{HOME}/{day}", reason="range", published=f"2023-01-0{day}T00:00:00Z")[0] for day in (1, 3, 2)]
        world.commit(world.visit(FEED, Outcome(kind="feed"), found=tuple(old)))

        world.frontier.widen(1, dt.datetime(2000, 1, 1, tzinfo=dt.UTC), world.now, limit=1)

        assert world.due() == [f"{HOME}/3"]


class TestDiscovery:
    def test_inserts_what_is_unknown(self, world):
        world.arm(FEED, kind="feed")
        published = "2023-11-04T00:00:00Z"
        committed = world.commit(
            world.visit(
                FEED, Outcome(kind="feed"), found=(*world.found(ONE, published=published), *world.found(ONE + "#c", TWO))
            )
        )

        assert committed.hosts == {HOST}
        assert committed.known == {1: 0}
        assert world.rows("SELECT url, found_on_id, site_id, published FROM urls WHERE id > 1") == [
            (ONE, 1, 1, published),
            (TWO, 1, 1, None),
        ]

    def test_leaves_known_articles_alone(self, world):
        world.arm(FEED, kind="feed")
        world.commit(world.visit(FEED, Outcome(kind="feed"), found=world.found(ONE)))
        read(world, ONE)
        world.finish()
        world.arm(FEED, kind="feed")

        committed = world.commit(world.visit(FEED, Outcome(kind="feed"), found=world.found(ONE, TWO)))

        assert committed.known == {1: 1}
        assert world.due() == [TWO]

    def test_follows_the_next_listing_page_only_after_something_new(self, world):
        def visit(number, *articles):
            url = f"{HOME}/news?p={number}"
            more = world.found(f"{HOME}/news?p={number + 1}", kind="listing")
            return world.commit(world.visit(url, Outcome(kind="listing"), found=(*world.found(*articles), *more)))

        world.arm(f"{HOME}/news?p=1", FEED, kind="listing")
        world.commit(world.visit(FEED, Outcome(kind="listing"), found=world.found(ONE)))
        visit(1, ONE)  # known, but only since this run's feed
        visit(2, TWO)
        assert world.due() == [ONE, TWO, f"{HOME}/news?p=3"]
        visit(3)
        assert f"{HOME}/news?p=4" not in world.due()

        for url in (ONE, TWO):
            read(world, url)
        world.finish()
        world.arm(f"{HOME}/news?p=1", kind="listing")
        committed = visit(1, ONE, TWO)
        assert world.due() == []
        assert committed.known == {1: 2}

        world.finish()
        world.arm(f"{HOME}/news?p=1", kind="listing")
        visit(1, f"{HOME}/a3", ONE)
        assert world.due() == [f"{HOME}/news?p=2", f"{HOME}/a3"]
        visit(2, f"{HOME}/a4", ONE)
        assert world.due()[0] == f"{HOME}/news?p=3"

    def test_never_circles_among_listing_pages(self, world):
        first, second = f"{HOME}/l1", f"{HOME}/l2"
        world.arm(first, kind="listing")
        for number, (here, there) in enumerate([(first, second), (second, first)]):
            targets = (*world.found(f"{HOME}/n{number}"), *world.found(there, kind="listing"))
            world.commit(world.visit(here, Outcome(kind="listing"), found=targets))

        assert world.due() == [f"{HOME}/n0", f"{HOME}/n1"]

    def test_asks_a_sitemaps_children_again_once_a_run(self, world):
        index, child = f"{HOME}/sitemap.xml", f"{HOME}/sitemap-1.xml"

        def visit(url, *children):
            world.commit(world.visit(url, Outcome(kind="sitemap"), found=world.found(*children, kind="sitemap")))

        for _ in range(2):
            world.arm(index, kind="sitemap")
            visit(index, child)
            visit(child, child, index)
            assert world.due() == []
            world.finish()

    def test_asks_a_sitemap_again_only_where_it_was_modified_since(self, world):
        index, dated, undated = (f"{HOME}/sitemap{number}.xml" for number in range(3))

        def visit(url, modified=None):
            named = (*world.found(dated, kind="sitemap", published=modified), *world.found(undated, kind="sitemap"))
            found = named if url == index else ()
            world.commit(world.visit(url, Outcome(kind="sitemap"), found=found))

        def asked(modified):
            world.finish()
            world.arm(index, kind="sitemap")
            visit(index, modified)
            due = world.due()
            for url in due:
                visit(url)
            return due

        earlier, later = "2023-12-31T00:00:00Z", "2024-01-05T00:00:00Z"
        assert asked(earlier) == [dated, undated], "neither was ever read"
        assert asked(earlier) == [undated]
        assert asked(later) == [dated, undated]
        assert asked(None) == [dated, undated]

    def test_asks_a_sitemap_again_that_could_not_be_read_whenever_it_was_modified(self, world):
        index, child = f"{HOME}/sitemap.xml", f"{HOME}/sitemap-1.xml"
        found = world.found(child, kind="sitemap", published="2023-12-31T00:00:00Z")
        for _ in range(2):
            world.arm(index, kind="sitemap")
            world.commit(world.visit(index, Outcome(kind="sitemap"), found=found))
            assert world.due() == [child]
            world.commit(world.visit(child, state="refused", status=403, failure=Failure("fetch", "http-403", "403")))
            world.finish()

    def test_asks_the_feeds_of_a_listing_again_once_a_run_and_those_of_a_feed_not(self, world):
        older = f"{HOME}/feed?page=2"
        for number in range(3):
            world.arm(f"{HOME}/", kind="listing")
            world.commit(world.visit(f"{HOME}/", Outcome(kind="listing"), found=world.found(FEED, kind="feed")))
            assert world.due() == [FEED]
            world.commit(world.visit(FEED, Outcome(kind="feed"), found=world.found(older, kind="feed")))
            assert world.due() == ([] if number else [older])
            if number == 0:
                world.commit(world.visit(older, Outcome(kind="feed")))
            world.finish()

    def test_keeps_a_trap_as_refused_for_ever(self, world):
        for word in ("repeated", "repeated", "calendar"):
            world.arm(FEED, kind="feed")
            found = world.found(f"{HOME}/x/x/x", kind="listing", reason=word)
            world.commit(world.visit(FEED, Outcome(kind="feed"), found=found))
            assert world.due() == []
            assert world.rows("SELECT state, last_error, checked_at FROM urls WHERE id = 2") == [("refused", "repeated", None)]
            world.finish()

    def test_asks_now_for_what_an_earlier_run_left_out(self, world):
        world.arm(FEED, kind="feed")
        world.commit(world.visit(FEED, Outcome(kind="feed"), found=world.found(ONE, TWO, reason="range")))
        assert world.due() == []
        world.arm(FEED, kind="feed")

        committed = world.commit(
            world.visit(FEED, Outcome(kind="feed"), found=(*world.found(ONE), *world.found(TWO, reason="range")))
        )

        assert world.due() == [ONE]
        assert committed.hosts == {HOST}

    def test_gives_an_articles_children_their_article(self, world):
        comments, part, picture = f"{HOME}/a1c", f"{HOME}/a1p2", f"{HOME}/1.jpg"
        kinds = {comments: "comments", part: "part", picture: "image", TWO: "article"}
        world.read(found=tuple(world.found(url, kind=kind)[0] for url, kind in kinds.items()))
        assert dict(world.rows("SELECT url, article_id FROM urls WHERE id > 1")) == {
            comments: 1,
            part: 1,
            picture: 1,
            TWO: None,
        }

        more = world.found(comments + "2", kind="comments")
        world.commit(world.visit(comments, Outcome(kind="comments", threads=(world.thread("c1"),)), found=more))
        assert world.lease(comments + "2").article_id == 1

    def test_leaves_out_children_of_no_article(self, world):
        world.arm(ONE)
        refused = Outcome(kind="article", refused="thin: 3 words")
        world.commit(
            world.visit(ONE, refused, state="refused", found=(*world.found(TWO), *world.found(ONE + "c", kind="comments")))
        )

        assert world.due() == [TWO]

    def test_takes_ten_thousand_at_once(self, world):
        world.arm(f"{HOME}/sitemap.xml", kind="sitemap")
        targets = world.found(*(f"{HOME}/n{number}" for number in range(10_000)))

        committed = world.commit(world.visit(f"{HOME}/sitemap.xml", Outcome(kind="sitemap"), found=targets))

        assert committed.hosts == {HOST}
        assert world.one("SELECT count(*) FROM urls") == 10_001


class TestARedirect:
    def follow(self, world, here, there, kind="article"):
        return world.commit(world.visit(here, status=301, body=b"", redirect=Target(there, kind)))

    def test_becomes_a_row_that_is_due(self, world):
        world.arm(ONE)

        committed = self.follow(world, ONE, TWO)

        assert committed.hosts == {HOST}
        assert world.one("SELECT state, redirect_id FROM urls WHERE id = 1") == ("done", 2)
        assert world.lease(TWO).hops == 1

    def test_makes_its_start_an_alias_of_the_article(self, world):
        world.arm(ONE)
        self.follow(world, ONE, TWO)
        self.follow(world, TWO, f"{HOME}/a3")
        read(world, f"{HOME}/a3")

        assert world.rows("SELECT article_id FROM urls") == [(1,), (1,), (1,)]
        world.arm(f"{HOME}/a0")
        committed = self.follow(world, f"{HOME}/a0", ONE)
        assert world.rows("SELECT article_id FROM urls WHERE id = 4") == [(1,)]
        assert committed.hosts == frozenset()
        assert world.due() == []

    def test_in_a_circle_is_refused(self, world):
        world.arm(ONE)
        self.follow(world, ONE, TWO)
        self.follow(world, TWO, f"{HOME}/a3")

        self.follow(world, f"{HOME}/a3", ONE)

        assert world.due() == []
        assert world.rows("SELECT state FROM urls") == [("done",), ("done",), ("refused",)]
        assert world.one("SELECT kind, url FROM errors") == ("redirect-loop", f"{HOME}/a3")

    def test_to_itself_is_refused(self, world):
        world.arm(ONE)

        self.follow(world, ONE, ONE + "#again")

        assert world.one("SELECT state, last_error FROM urls") == ("refused", "fetch: redirect-loop")

    def test_of_a_source_is_followed_in_every_run(self, world):
        for _ in range(2):
            world.arm(FEED, kind="feed")
            self.follow(world, FEED, f"{HOME}/feed/", "feed")
            assert world.due() == [f"{HOME}/feed/"]
            world.commit(world.visit(f"{HOME}/feed/", Outcome(kind="feed")))
            world.finish()

    def test_that_ends_is_forgotten(self, world):
        world.arm(ONE)
        self.follow(world, ONE, TWO)
        world.arm(ONE, refresh=True)

        read(world, ONE)

        assert world.one("SELECT redirect_id, article_id FROM urls WHERE id = 1") == (None, 1)


def test_a_lease_given_back_counts_no_try(world):
    world.arm(ONE)

    world.commit(Visit(lease=world.lease(ONE), state="due", due_at=world.now))

    assert world.one("SELECT tries, state FROM urls") == (0, "due")
