import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive.records import Failure, Fetch, Lease
from newsscrape.ingest import visit
from newsscrape.ingest.scope import Scope
from newsscrape.model import Article, Comment, Outcome, Target, Thread

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
LEASE = Lease(7, "https://a.example/news/1", "article", "a.example", 1)
ROBOTS = dataclasses.replace(LEASE, url="https://a.example/robots.txt", kind="robots")
KNOWN = dataclasses.replace(LEASE, etag='"old"', last_modified="then")


def fetch(status, body=b"x", **headers):
    return Fetch(NOW, status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


@pytest.mark.parametrize(
    ("lease", "answer", "state", "kind"),
    [
        (LEASE, fetch(404), "gone", "http-404"),
        (LEASE, fetch(410), "gone", "http-410"),
        (LEASE, fetch(403), "refused", "http-403"),
        (LEASE, fetch(451), "refused", "http-451"),
        (LEASE, fetch(999), "refused", "http-999"),
        (LEASE, fetch(500), "due", "http-500"),
        (LEASE, fetch(429), "due", "http-429"),
        (LEASE, fetch(408), "due", "http-408"),
        (LEASE, fetch(200, b""), "refused", "empty"),
        (LEASE, fetch(204, b""), "refused", "empty"),
        (LEASE, fetch(304), "due", "http-304"),
        (ROBOTS, fetch(304), "due", "http-304"),
        (LEASE, fetch(301), "refused", "http-301"),
        (LEASE, fetch(302, location="javascript:alert(1)"), "refused", "http-302"),
        (LEASE, fetch(302, location="http://[bad"), "refused", "http-302"),
        (dataclasses.replace(LEASE, hops=10), fetch(302, location="/x"), "refused", "redirects"),
        (dataclasses.replace(LEASE, tries=23), fetch(500), "refused", "http-500"),
        (ROBOTS, fetch(404), "done", None),
        (ROBOTS, fetch(403), "done", None),
        (ROBOTS, fetch(200, b""), "done", None),
        (ROBOTS, fetch(503), "due", "http-503"),
        (KNOWN, fetch(304), "done", None),
        (LEASE, fetch(301, location="/2"), "done", None),
    ],
)
def test_a_status_decides(lease, answer, state, kind):
    made = visit.answered(lease, answer, NOW)
    assert made.state == state
    assert (made.failure.kind if made.failure else None) == kind
    assert (made.due_at is not None) == (state == "due")


def test_a_good_answer_has_to_be_read():
    assert visit.answered(LEASE, fetch(200), NOW) is None
    assert visit.answered(LEASE, fetch(203), NOW) is None


@given(st.integers(100, 999))
def test_every_status_comes_to_something(status):
    made = visit.answered(LEASE, fetch(status), NOW)
    assert made is None or made.failure or made.redirect or made.state == "done"


def test_a_redirect_keeps_what_the_address_was_taken_for():
    made = visit.answered(LEASE, fetch(301, location="../2#top"), NOW)
    assert made.redirect == Target("https://a.example/2", "article")


def test_not_modified_keeps_the_validators():
    made = visit.answered(KNOWN, fetch(304), NOW)
    assert (made.etag, made.last_modified) == ('"old"', "then")


def test_a_failure_waits_as_long_as_the_server_asks():
    made = visit.answered(LEASE, fetch(503, retry_after="90"), NOW)
    assert made.due_at == NOW + dt.timedelta(seconds=90)
    assert visit.failed(LEASE, Failure("fetch", "timeout", "t"), NOW).due_at == NOW + dt.timedelta(seconds=1)


def test_only_what_was_read_well_is_asked_for_conditionally():
    answer = fetch(200, etag='"new"', last_modified="now")
    article = Article(site="a", key="1", url=LEASE.url)
    good = visit.read(LEASE, answer, Outcome(kind="article", article=article), Scope())
    assert (good.state, good.etag, good.last_modified) == ("done", '"new"', "now")
    bad = visit.read(LEASE, answer, Outcome(kind="article", refused="thin: 3 words of text"), Scope())
    assert (bad.state, bad.etag, bad.last_modified) == ("refused", None, None)
    assert bad.failure == Failure("check", "thin", "3 words of text")
    assert visit.read(LEASE, answer, Outcome(kind="article", refused="page-budget: memory"), Scope()).failure.stage == "read"


def test_an_article_was_expected_where_the_page_came_well():
    thin = visit.read(LEASE, fetch(200), Outcome(kind="article", refused="thin: x"), Scope())
    assert visit.wants_article(thin)
    assert not visit.wants_article(visit.answered(LEASE, fetch(404), NOW))
    assert not visit.wants_article(visit.read(LEASE, fetch(200), Outcome(kind="feed"), Scope()))


class TestComments:
    THREAD = Thread("system", "t", (Comment("c", "hello"),), more=(Target("https://c.example/2", "comments"),))
    READ = Outcome(kind="article", article=Article(site="a", key="1", url=LEASE.url), threads=(THREAD,))

    def test_all_follows_the_thread_in_the_name_of_its_system(self):
        made = visit.read(LEASE, fetch(200), self.READ, Scope(comments="all"))
        assert [found.target for found in made.found] == [Target("https://c.example/2", "comments", system="system")]

    def test_first_keeps_what_the_page_shows(self):
        made = visit.read(LEASE, fetch(200), self.READ, Scope(comments="first"))
        assert made.found == ()
        assert made.outcome.threads == (self.THREAD,)

    def test_none_keeps_none(self):
        article = dataclasses.replace(self.READ.article, comments=self.THREAD.comments)
        made = visit.read(LEASE, fetch(200), dataclasses.replace(self.READ, article=article), Scope(comments="none"))
        assert (made.found, made.outcome.threads, made.outcome.article.comments) == ((), (), ())


def test_a_page_that_is_not_kept_whole_is_not_asked_for_conditionally():
    outcome = Outcome(kind="article", threads=(Thread("page", "1", (Comment("1", "Hear, hear"),)),))
    answer = fetch(200, etag='"1"', last_modified="then")
    assert visit.read(LEASE, answer, outcome, Scope()).etag == '"1"'
    left = visit.read(LEASE, answer, outcome, Scope(comments="none"))
    assert (left.etag, left.last_modified) == (None, None)


def test_a_page_of_a_thread_is_not_asked_for_conditionally():
    """An answer "not modified" would not say which comments are still there, nor where the thread goes on."""
    thread = dataclasses.replace(LEASE, kind="comments", etag=None, last_modified=None)
    made = visit.read(thread, fetch(200, etag='"1"', last_modified="then"), Outcome(kind="comments"), Scope())
    assert (made.state, made.etag, made.last_modified) == ("done", None, None)


class TestAPageThatOnlyLeadsElsewhere:
    MOVED = Outcome(kind="article", moved="https://a.example/2")

    def test_is_a_redirect_that_does_not_vouch_for_the_page(self):
        made = visit.read(LEASE, fetch(200, etag='"x"'), self.MOVED, Scope())
        assert (made.state, made.redirect, made.outcome) == ("done", Target("https://a.example/2", "article"), None)
        assert (made.etag, made.found) == (None, ())
        assert not visit.wants_article(made)

    def test_is_followed_as_far_as_any_redirect(self):
        made = visit.read(dataclasses.replace(LEASE, hops=visit.MAX_HOPS), fetch(200), self.MOVED, Scope())
        assert (made.state, made.failure.kind) == ("refused", "redirects")


THREAD = dataclasses.replace(LEASE, url="https://api.example/read", kind="comments", host="api.example", system="coral")
ASKED = dataclasses.replace(THREAD, method="POST", payload='{"offset":0}')


@pytest.mark.parametrize(("status", "kept"), [(301, False), (302, False), (303, False), (307, True), (308, True)])
def test_a_redirect_of_a_question_repeats_it_where_http_says_so(status, kept):
    made = visit.answered(ASKED, fetch(status, location="/v2"), NOW)
    question = {"method": "POST", "payload": ASKED.payload} if kept else {}
    assert made.redirect == Target("https://api.example/v2", "comments", system="coral", **question)


@pytest.mark.parametrize(
    ("lease", "answer", "may"),
    [
        (THREAD, fetch(400, content_type="application/json; charset=utf-8"), True),
        (THREAD, fetch(500, content_type="application/json"), True),
        (THREAD, fetch(500, content_type="text/html"), False),
        (THREAD, fetch(500), False),
        (THREAD, fetch(404, b"", content_type="application/json"), False),
        (THREAD, fetch(200, content_type="application/json"), False),
        (LEASE, fetch(403, content_type="application/json"), False),
    ],
)
def test_only_an_api_may_explain_why_it_gives_nothing(lease, answer, may):
    assert visit.may_explain(lease, answer) == may


def test_a_thread_that_its_system_does_not_give_is_refused_for_good():
    known = visit.answered(THREAD, fetch(500, content_type="application/json"), NOW)
    made = visit.explained(known, Outcome(kind="comments", refused="members-only: not without an account"), Scope(), NOW)
    assert (made.state, made.failure.kind, made.failure.message) == ("refused", "members-only", "not without an account")
    assert visit.explained(known, Outcome(kind="comments", refused="no-thread: an error is none"), Scope(), NOW) == known
    assert visit.explained(known, Outcome(kind="comments"), Scope(), NOW) == known


API, FRAME = (Target(f"https://disqus.com/{path}", "comments", system="disqus") for path in ("api", "frame"))
LOCKED = dataclasses.replace(API, instead=FRAME)


def led(scope):
    """What an article's page leads to."""
    outcome = Outcome(kind="article", threads=(Thread("disqus", "x", partial=True, more=(LOCKED,)),))
    found = visit.read(LEASE, fetch(200), outcome, scope)
    assert [one.target for one in found.found] == list(found.outcome.threads[0].more)
    return found.outcome.threads[0].more


def test_without_a_key_what_needs_none_is_asked_in_its_place():
    assert led(Scope()) == (FRAME,)
    assert led(Scope(keys={"disqus"})) == (LOCKED,)


def test_a_key_that_is_refused_is_not_used_any_further_and_what_needs_none_is_asked():
    scope = Scope(keys={"disqus"})
    led(scope)
    lease = dataclasses.replace(THREAD, url=API.url, system="disqus")
    known = visit.answered(lease, fetch(400, content_type="application/json"), NOW)
    made = visit.explained(known, Outcome(kind="comments", refused="bad-key: no"), scope, NOW)
    assert (made.state, made.failure.kind, [one.target for one in made.found]) == ("refused", "bad-key", [FRAME])
    assert led(scope) == (FRAME,)


def test_a_key_that_has_had_its_share_is_used_again_later():
    scope = Scope(keys={"disqus"})
    led(scope)
    known = visit.answered(THREAD, fetch(400, content_type="application/json"), NOW)
    made = visit.explained(known, Outcome(kind="comments", refused="quota: enough"), scope, NOW)
    assert (made.state, made.failure.kind, made.found, scope.keys) == ("due", "quota", (), {"disqus"})
