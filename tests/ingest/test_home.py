import datetime as dt
from dataclasses import replace

import pytest

from newsscrape.archive.records import Failure, Fetch, Found, Lease, Visit
from newsscrape.ingest.home import Home
from newsscrape.model import Outcome, Target
from newsscrape.sites import Feed, Listing, Site

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
SITE = Site(name="fold", title="Fold", home="https://fold.example/", articles=(r"/(?P<key>\d+)",), sources=(Feed("feed.xml"),))
FEED = "https://fold.example/feed.xml"
ASKED = Found(Target("https://fold.example/", "listing"), anyway=True)


def home(site=SITE):
    return Home.of(site, [Target(url, kind) for url, kind in site.starts()])


def visit(url=FEED, state="gone", failure="http-404", **given):
    lease = Lease(1, url, "feed", "fold.example", 1)
    return Visit(lease=lease, state=state, fetch=Fetch(NOW), failure=failure and Failure("fetch", failure, "x"), **given)


@pytest.mark.parametrize(("state", "failure"), [("gone", "http-410"), ("refused", "http-403"), ("refused", "no-source")])
def test_a_dead_source_leads_home(state, failure):
    one = home()
    assert one.instead(visit(state=state, failure=failure)).found == (ASKED,)
    assert [(url, why.kind) for url, (_, why) in one.dead.items()] == [(FEED, failure)]


@pytest.mark.parametrize(
    "other",
    [
        visit(state="done", failure=None, outcome=Outcome(kind="feed")),
        visit(state="due", failure="timeout"),
        visit("https://fold.example/page/9"),
    ],
    ids=["read", "to be tried again", "no source of the file"],
)
def test_nothing_else_does(other):
    one = home()
    assert one.instead(other) is other
    assert not one.dead


def test_where_a_source_has_moved_to_leads_home_as_well():
    one = home()
    one.instead(visit(state="done", failure=None, redirect=Target("https://fold.example/new.xml?utm_source=x", "feed")))
    assert one.instead(visit("https://fold.example/new.xml")).found == (ASKED,)


def test_a_home_page_that_is_a_source_is_not_asked_twice():
    one = home(Site(name="fold", title="Fold", home="https://fold.example/", sources=(Feed("feed.xml"), Listing(""))))
    assert one.instead(visit()).found == ()
    assert list(one.told()) == ["its feed feed.xml answers 404; correct the site's file"]


def test_single_addresses_have_no_home():
    one = Home.of(None, [Target(FEED, "article")])
    dead = visit()
    assert one.instead(dead) is dead


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Failure("fetch", "http-410", "x"), "answers 410"),
        (Failure("robots", "disallowed", "x"), "is forbidden by robots.txt"),
        (Failure("check", "no-source", "x"), "gives nothing (no-source)"),
    ],
)
def test_a_dead_source_is_told_in_one_sentence(failure, said):
    one = home()
    one.instead(replace(visit(state="refused"), failure=failure))
    assert list(one.told()) == [f"its feed feed.xml {said}: the home page is read instead; correct the site's file"]
