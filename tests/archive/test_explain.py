import pytest

from newsscrape.archive import explain
from newsscrape.archive.records import Failure
from newsscrape.model import Outcome, Provenance, Target

HOME = "https://gadgets.example"
LISTING, PAGE = f"{HOME}/", f"{HOME}/a1"


@pytest.fixture
def crawled(world):
    """A listing that names an old address, which redirects to an article with a thread."""
    world.arm(LISTING, kind="listing")
    world.commit(world.visit(LISTING, Outcome(kind="listing"), found=world.found(f"{HOME}/old", PAGE)))
    world.commit(world.visit(f"{HOME}/old", status=301, redirect=Target(PAGE, "article")))
    one = world.article(provenance=(Provenance("title", "rule:h1", "Title 1", 2),))
    world.commit(world.visit(PAGE, Outcome(kind="article", article=one, threads=(world.thread("a", "b", claimed=3),))))
    return world


def of(world, url):
    return explain.find(world.connection, url)


def urls(addresses):
    return [address.url for address in addresses]


class TestFind:
    def test_takes_the_first_name_that_was_met(self, crawled):
        found = explain.find(crawled.connection, f"{PAGE}#top", PAGE)
        assert (found.url, found.site, found.kind, found.state, found.article_id) == (PAGE, "gadgets", "article", "done", 1)

    def test_knows_the_address_that_an_article_is_shown_under(self, world):
        world.read(world.article(url=f"{HOME}/shown"), at=f"{HOME}/shown")
        world.connection.execute("UPDATE articles SET url = 'https://gadgets.example/elsewhere'")
        assert of(world, f"{HOME}/elsewhere").url == f"{HOME}/shown"

    def test_finds_nothing_of_what_was_never_met(self, crawled):
        assert of(crawled, f"{HOME}/never") is None

    def test_prefers_the_page_over_a_form_sent_to_it(self, world):
        world.frontier.arm(world.run.site_id, [Target(PAGE, "comments", "POST", "page=2"), Target(PAGE, "article")], world.now)
        assert (of(world, PAGE).method, of(world, PAGE).kind) == ("GET", "article")

    def test_an_article_by_its_key(self, crawled):
        assert explain.article_of(crawled.connection, "gadgets", "1") == 1
        assert explain.article_of(crawled.connection, "others", "1") is None
        assert explain.of_article(crawled.connection, 1).url == PAGE


class TestTheWay:
    def test_leads_back_to_the_source(self, crawled):
        assert urls(explain.trail(crawled.connection, of(crawled, PAGE))) == [LISTING]
        assert explain.trail(crawled.connection, of(crawled, LISTING)) == []

    def test_leads_on_where_it_redirects(self, crawled):
        assert urls(explain.onward(crawled.connection, of(crawled, f"{HOME}/old"))) == [PAGE]
        assert urls(explain.redirected_here(crawled.connection, of(crawled, PAGE))) == [f"{HOME}/old"]

    def test_ends_where_a_circle_closes(self, crawled):
        crawled.connection.execute("UPDATE urls SET redirect_id = id % 3 + 1, found_on_id = id % 3 + 1")
        for url in (LISTING, PAGE):
            assert len(explain.onward(crawled.connection, of(crawled, url))) == 2
            assert len(explain.trail(crawled.connection, of(crawled, url))) == 2


class TestWhatItGave:
    def test_is_an_article_with_all_that_belongs_to_it(self, crawled):
        assert explain.product(crawled.connection, 1)[:5] == (1, "gadgets", PAGE, "Title 1", 1)
        assert explain.other_addresses(crawled.connection, 1, of(crawled, PAGE)) == [f"{HOME}/old"]
        (thread,) = explain.threads(crawled.connection, 1)
        assert thread[:5] == ("gsmarena", 3, 2, 0, 0)
        assert explain.fields(crawled.connection, 1) == [("title", "rule:h1", 2, "Title 1")]
        assert explain.stored_pages(crawled.connection, of(crawled, PAGE)) == (1, "2024-01-01T12:02:00Z")
        assert explain.stored_pages(crawled.connection, of(crawled, f"{HOME}/old")) == (0, None)

    def test_tells_current_comments_from_those_that_are_gone(self, crawled):
        crawled.connection.execute("UPDATE comments SET deleted_at = '2024-01-02T00:00:00Z' WHERE key = 'a'")
        crawled.connection.execute("UPDATE comments SET edited_at = '2024-01-02T00:00:00Z' WHERE key = 'b'")

        assert explain.threads(crawled.connection, 1)[0][1:5] == (3, 1, 1, 1)

    def test_is_counted_of_a_source(self, crawled):
        assert explain.named(crawled.connection, of(crawled, LISTING)) == 2
        assert explain.named(crawled.connection, of(crawled, PAGE)) == 0


def test_the_last_requests_and_failures_come_first(world):
    for status in (500, 503, 404):
        world.arm(PAGE)
        failure = Failure("fetch", f"http-{status}", "no")
        world.commit(world.visit(PAGE, status=status, state="refused", failure=failure))
    assert [one.status for one in explain.requests(world.connection, of(world, PAGE), limit=2)] == [404, 503]
    assert [one.kind for one in explain.troubles(world.connection, of(world, PAGE), limit=2)] == ["http-404", "http-503"]
