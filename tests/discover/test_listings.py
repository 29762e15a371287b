import datetime as dt
import re

import pytest

from newsscrape.discover import listings
from newsscrape.model import Target
from newsscrape.page import Page

NOW = dt.datetime(2024, 6, 13, 12, 0, tzinfo=dt.UTC)
ITEM = '<div class="item"><a href="/s-news-%s.php"><img src="i.jpg"></a>'
ITEM += '<h3><a href="/s-news-%s.php">T</a></h3><i class="t">%s</i></div>'


def page(body, url="https://x.example/news.php"):
    return Page(url, f"<html><head></head><body>{body}</body></html>".encode(), {}, NOW)


def identify(url):
    match = re.search(r"-news-(\d+)(?:p(\d))?\.php", url)
    return (match[1], int(match[2] or 1)) if match else None


def articles(body, **rules):
    found = listings.read(page(body), identify=identify, **rules)
    return [(target.url.rpartition("-")[2], target.published) for target in found if target.kind == "article"]


def following(body, **rules):
    return [target.url for target in listings.read(page(body), **rules) if target.kind == "listing"]


def test_every_article_once_in_page_order():
    body = '<a href="/b-news-2.php#c">b</a><a href="/about.php">no</a><a href="/a-news-1.php">a</a>'
    body += '<a href="/c-news-2.php?x=1">b again</a>'
    assert articles(body) == [("2.php", None), ("1.php", None)]


def test_teasers_bound_what_counts_and_give_the_date():
    body = ITEM % (3, 3, "12 June 2024") + ITEM % (4, 4, "3 hours ago") + '<aside><a href="/old-news-1.php">popular</a></aside>'
    assert articles(body, items=("div.item",), item_date=".t") == [
        ("3.php", "2024-06-12T00:00:00Z"),
        ("4.php", "2024-06-13T09:00:00Z"),
    ]


def test_without_a_teaser_in_the_page_all_of_it_counts():
    assert articles('<a href="/a-news-1.php">a</a>', items=("div.item",), item_date=".t") == [("1.php", None)]


def test_a_promoted_twin_without_date_keeps_its_place_and_gets_the_date():
    body = '<article><a href="/s-news-5.php">big</a></article>' + ITEM % (4, 4, "12 June 2024") + ITEM % (5, 5, "11 June 2024")
    assert articles(body, items=("div.item", "article"), item_date=".t") == [
        ("5.php", "2024-06-11T00:00:00Z"),
        ("4.php", "2024-06-12T00:00:00Z"),
    ]


def test_a_date_belongs_to_its_own_teaser():
    body = ITEM % (1, 1, "") + ITEM % (2, 2, "12 June 2024")
    assert articles(body, items=(".item",), item_date=".t") == [("1.php", None), ("2.php", "2024-06-12T00:00:00Z")]


def test_the_machine_readable_date_comes_first():
    body = '<div class="item"><a href="/s-news-1.php">T</a><time datetime="2024-06-12T10:00:00+02:00">yesterday</time></div>'
    assert articles(body, items=(".item",), item_date="time") == [("1.php", "2024-06-12T08:00:00Z")]


def test_a_later_part_of_an_article_is_no_entry():
    assert articles('<a href="/s-news-7p2.php">page 2</a><a href="/s-news-7.php">page 1</a>') == [("7.php", None)]


def test_bad_links_cost_nothing():
    body = '<a href="http://[bad">x</a><a>y</a><a href="javascript:void(0)">z</a><a href="/s-news-1.php">T</a>'
    assert articles(body) == [("1.php", None)]


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next nofollow" href="?p=2">x</a>',
        '<a class="btn pages-next" href="?p=2">►</a>',
        '<a class="prevnextbutton" title="Next page" href="?p=2"></a>',
        '<a aria-label="Next" href="?p=2"><i></i></a>',
        '<a href="?p=2">Older posts »</a>',
        '<a href="?p=2">Nächste Seite</a>',
        '<a class="nextpostslink" href="?p=2">2</a>',
        '<a class="next page-numbers" href="?p=2">2</a>',
    ],
)
def test_the_signs_of_a_next_page(link):
    assert following(f'<a class="prev" href="?p=0">Previous</a>{link}') == ["https://x.example/news.php?p=2"]


def test_the_sites_own_sign_comes_first():
    assert following('<a rel="next" href="?a=2">x</a><b><a href="?b=2">x</a></b>', next_page=("b a",)) == [
        "https://x.example/news.php?b=2"
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="#top">x</a>',
        '<a rel="next" href="https://other.example/">x</a>',
        '<a href="/next-phone">Next phone</a>',
    ],
)
def test_what_is_no_next_page(link):
    assert following(link) == []


def test_an_unknown_site_is_judged_by_its_addresses():
    body = "".join(
        f'<a href="{href}">x</a>'
        for href in (
            "/2024/06/12/fold-hinge/",
            "/tag/phones",
            "/about-us/",
            "/best-folding-phones-of-june",
            "https://other.example/2024/06/12/x/",
        )
    )
    assert listings.read(page(body)) == (
        Target("https://x.example/2024/06/12/fold-hinge/", "article"),
        Target("https://x.example/best-folding-phones-of-june", "article"),
    )


def test_nested_teasers_take_linear_time(steps):
    def found(many):
        body = '<div class="item"><a href="/s-news-1.php">T</a><i class="t">12 June 2024</i>' * many
        return articles(body, items=(".item",), item_date=".t")

    assert found(1_500) == [("1.php", "2024-06-12T00:00:00Z")]
    assert steps(lambda: found(900)) < 2.5 * steps(lambda: found(450))


def test_links_in_links_take_linear_time(steps):
    def found(many):
        return following(f"<div>{'<i><a href=/x>more of what was said about phones and their hinges here</a>' * many}")

    assert steps(lambda: found(900)) < 2.5 * steps(lambda: found(450))
