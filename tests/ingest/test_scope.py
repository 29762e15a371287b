import datetime as dt

import pytest

from newsscrape.archive.found import LIMIT, RANGE
from newsscrape.ingest.scope import BARREN, Scope
from newsscrape.model import Comment, Outcome, Target, Thread
from newsscrape.sites import registry

NOW = dt.datetime(2026, 2, 14, tzinfo=dt.UTC)
PAGE = "https://a.example/"
NEXT = Target("https://a.example/page/2", "listing")
ARENA = registry.load()["arenaev"]


def dated(number, day=None):
    return Target(f"https://a.example/{number}", "article", published=f"{day}T00:00:00Z" if day else None)


def sift(scope, *targets, url=PAGE):
    found = scope.sift(Outcome(kind="listing", targets=targets), url, NOW)
    return [(one.target.url.rsplit("/", 1)[1], one.reason) for one in found]


def test_what_is_too_old_or_too_new_is_left_for_another_run():
    scope = Scope(since="2026-01-02T00:00:00Z", until="2026-01-03T23:59:59Z")
    targets = [dated(1, "2026-01-01"), dated(2, "2026-01-02"), dated(3, "2026-01-03"), dated(4, "2026-01-04"), dated(5)]
    assert sift(scope, *targets) == [("1", RANGE), ("2", None), ("3", None), ("4", RANGE), ("5", None)]


def test_a_listing_is_read_on_until_all_of_a_page_is_too_old():
    scope = Scope(since="2026-01-02T00:00:00Z")
    assert sift(scope, dated(1, "2026-01-01"), dated(2, "2026-01-02"), NEXT)[-1] == ("2", None)
    assert sift(scope, dated(1, "2026-01-01"), dated(2), NEXT)[-1] == ("2", None)
    assert sift(scope, dated(1, "2026-01-01"), dated(2, "2025-01-02"), NEXT)[-1] == ("2", RANGE)


def test_a_listing_is_not_read_beyond_the_limit():
    scope = Scope(limit=3)
    assert sift(scope, dated(1), dated(2), NEXT)[-1] == ("2", None)
    assert sift(scope, dated(1), dated(2), NEXT)[-1] == ("2", None), "they are the same two"
    assert sift(scope, dated(3), NEXT)[-1] == ("2", LIMIT)


def test_nothing_is_followed_where_a_person_asked_for_one_page():
    scope = Scope(follow=False)
    assert sift(scope, dated(1), NEXT, Target("https://a.example/part2", "part")) == [("part2", None)]


def test_a_site_takes_its_own_articles_by_their_one_address():
    scope = Scope(site=ARENA)
    targets = [
        Target("https://m.arenaev.com/a_car-news-12.php?utm_source=x", "article"),
        Target("https://www.arenaev.com/about.php3", "article"),
        Target("https://other.example/a_car-news-12.php", "article"),
        Target("https://other.example/list", "listing"),
    ]
    found = scope.sift(Outcome(kind="feed", targets=tuple(targets)), PAGE, NOW)
    assert [one.target.url for one in found] == ["https://www.arenaev.com/a_car-news-12.php"]


def test_what_a_run_leaves_of_a_page_is_told():
    bare = Outcome(kind="article")
    short = Outcome(kind="article", threads=(Thread("page", "1", (Comment("1", "Hear, hear"),)),))
    long = Outcome(kind="article", threads=(Thread("page", "1", more=(Target("https://a.example/c", "comments"),)),))
    for comments, kept in (("all", [True] * 3), ("first", [True, True, False]), ("none", [True, False, False])):
        scope = Scope(comments=comments)
        assert [scope.takes_all(outcome) for outcome in (bare, short, long)] == kept


def test_a_run_back_in_time_says_so_to_the_archive():
    page = Outcome(kind="listing", targets=(dated(1, "2026-01-03"), NEXT))
    found = Scope(since="2026-01-02T00:00:00Z", back=True).sift(page, PAGE, NOW)
    assert (found[-1].since, found[-1].anyway) == ("2026-01-02T00:00:00Z", True)


def test_a_trap_is_refused_with_its_word_and_takes_no_place_of_an_article():
    scope = Scope(limit=1, since="2026-01-02T00:00:00Z")
    grown = Target("https://a.example/x/x/x/1", "article", published="2020-01-01T00:00:00Z")
    assert sift(scope, grown, Target("https://a.example/2045/03", "listing")) == [("1", "repeated"), ("03", "calendar")]
    assert sift(scope, dated(2), NEXT) == [("2", None), ("2", LIMIT)]


def test_a_listing_is_not_read_beyond_three_barren_pages():
    scope, address = Scope(), "https://a.example/list/{}".format
    found = [sift(scope, dated(1), Target(address(n + 1), "listing"), url=address(n))[-1][1] for n in range(1, 5)]
    assert found == [None, None, None, BARREN]


def test_traps_are_nothing_new():
    scope, address = Scope(), "https://a.example/list/{}".format
    for number in range(1, 4):
        grown = Target(f"https://a.example/x/x/x/{number}", "article")
        found = sift(scope, grown, Target(address(number + 1), "listing"), url=address(number))
    assert found[-1][1] == BARREN


def test_articles_out_of_range_are_something_new():
    scope, address = Scope(until="2025-01-01T00:00:00Z"), "https://a.example/list/{}".format
    found = [sift(scope, dated(n, "2026-01-01"), Target(address(n + 1), "listing"), url=address(n))[-1][1] for n in range(1, 9)]
    assert found == [None] * 8


def test_a_sitemap_that_has_not_changed_since_the_range_began_is_left_out():
    scope = Scope(since="2026-01-02T00:00:00Z", until="2026-01-03T00:00:00Z")
    children = [
        Target(f"https://a.example/{day}", "sitemap", published=f"{day}T12:00:00Z") for day in ("2026-01-01", "2026-01-09")
    ]
    assert sift(scope, *children, Target("https://a.example/undated", "sitemap")) == [
        ("2026-01-01", RANGE),
        ("2026-01-09", None),
        ("undated", None),
    ]


def thread(number, *keys):
    """The outcome of a page of a thread that an API gives, and that leads to the next one."""
    more = Target("https://api.example/read", "comments", "POST", f'{{"offset":{number + 1}}}', system="openweb")
    return Outcome(kind="comments", threads=(Thread("openweb", "1", tuple(Comment(key, "x") for key in keys), more=(more,)),))


@pytest.mark.parametrize(
    ("pages", "read"),
    [
        (lambda _: ("a", "b"), 4),  # the same page for ever
        (lambda number: (f"c{number}",) if number < 10 else (), 13),
        (lambda number: () if number % 3 else (f"c{number}",), 99),  # what is deleted is left out: a page may be empty
    ],
)
def test_a_thread_is_followed_as_long_as_it_gives_comments(pages, read):
    scope, number, found = Scope(), -1, ()
    while number < 98 and not any(one.reason for one in found):
        number += 1
        found = scope.sift(thread(number, *pages(number)), "https://api.example/read", NOW, f'{{"offset":{number}}}')
    assert number + 1 == read
    assert [one.reason for one in found] == [BARREN if read < 99 else None]
