import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.discover import traps
from newsscrape.urls import absolute

NOW = dt.datetime(2026, 2, 14, 12, tzinfo=dt.UTC)
HOME = "https://a.example"

ARTICLES = [
    "/xiaomi_su7___a_first_look-news-3615.php",
    "/tesla_model_y_this_year_-news-3614.php",
    "/galaxy_fold-review-2674p3.php",
    "/newscomm-70290p2.php",
    "/comment.php3?idType=1&idComment=77",
    "/news.php3?iPage=2&sTag=Review",
    "/tech/812345/new-phone-has-a-hinge",
    "/2023/5/1/23456789/new-phone-has-a-hinge",
    "/2011/11/11/2554/new-phone-has-a-hinge",
    "/2011/11/11/11-phones-of-11-11-11/",
    "/2011/11/11/11/phones/",
    "/new-phone-has-a-hinge-185218695.html",
    "/new-phone-has-a-hinge-3541234/",
    "/phones/android/galaxy/best-galaxy-phones",
    "/2026/02/14/fold-hinge/?page=2",
    "/Fold-hinge-laptop-review.98765.0.html",
    "/news/fold-hinge_id123456",
    "/gadgets/2026/02/fold-hinge/2/",
    "/story/fold-hinge-2045/",
    "/2045/03/why-we-like-2045/",
    "/news/720123/fold-hinge/",
    "/news/Fold-Hinge-9876543.html?view=print",
    "/news/fold-hinge-2602-123456-2.html",
    "/p/3312345678901234",
    "/0/482/628.htm",
    "/ru/companies/hinges/articles/812345/",
    "/article/fold-hinge/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10",
    "/fold-hinge/?" + "&".join(f"utm_{n}={n}" for n in range(30)),
]
LISTINGS = [
    "/",
    "/news.php3?iPage=345",
    "/page/2045/",
    "/category/1543/2/",
    "/page/2/?s=2045",
    "/2026/03/",
    "/2026/02/14/page/3/",
    "/1990/01/",
    "/sitemap-2026-02.xml",
    "/archive?month=2026-03",
    "/?m=202602",
    "/?id=1234-56",
    "/?y=12&x=7",
    "/?year=2026&month=3",
    "/?year=2026&month=Mar",
    "/tag/2045",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_real_shapes_of_articles_pass(path):
    assert traps.why(HOME + path, "article", NOW) is None


@pytest.mark.parametrize("path", LISTINGS)
def test_real_shapes_of_listings_pass(path):
    assert traps.why(HOME + path, "listing", NOW) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/x?" + "y" * 2083, "long"),
        ("/news/news/news/index.html", "repeated"),
        ("/news/news/news", "repeated"),
        ("/x/a/b/a/b/a/b/y", "repeated"),
        ("/a/b/c/a/b/c/a/b/c/", "repeated"),
        ("/1/a/1/a/1/a", "repeated"),
        ("/a////b", "repeated"),
        ("/" + "/".join(f"p{n}" for n in range(21)), "deep"),
        ("/" + "1/" * 21, "deep"),
        ("/list?" + "&".join(f"p{n}=1" for n in range(11)), "parameters"),
        ("/list?" + "page=2&" * 11, "parameters"),
        ("/2045/03/", "calendar"),
        ("/2026/04/", "calendar"),
        ("/calendar/2026-03-18", "calendar"),
        ("/1989/12/", "calendar"),
        ("/events?month=2045-03", "calendar"),
        ("/events?tribe-bar-date=2045-03-01", "calendar"),
        ("/events?from=2045-03-01T00:00", "calendar"),
        ("/?m=204503", "calendar"),
        ("/?date=19891231", "calendar"),
        ("/?year=2045&month=3", "calendar"),
        ("/?Year=1970", "calendar"),
        ("/?jahr=2027", "calendar"),
    ],
)
def test_a_trap_has_its_word(path, reason):
    assert traps.why(HOME + path, "listing", NOW) == reason
    assert (traps.why(HOME + path, "article", NOW) or "calendar") == reason


def test_a_calendar_may_be_a_month_ahead():
    assert traps.why(f"{HOME}/2026-03-17/", "listing", NOW) is None
    assert traps.why(f"{HOME}/2026-03-18/", "listing", NOW) == "calendar"
    assert traps.why(f"{HOME}/2026-03-18/", "listing", NOW + dt.timedelta(days=1)) is None


@given(st.text(alphabet="/ab1-?&=.2045", max_size=200), st.sampled_from(["article", "listing", "feed"]))
def test_every_address_is_judged(path, kind):
    url = absolute(HOME, "/" + path)
    assert url is None or traps.why(url, kind, NOW) in (None, "long", "deep", "repeated", "parameters", "calendar")


@given(st.lists(st.sampled_from(["a", "b", "news", "index.html"]), min_size=1, max_size=3), st.integers(1, 60))
def test_a_path_that_grows_by_the_same_ends_at_its_third_time(run, times):
    url = f"{HOME}/start/" + "/".join(run * times)
    assert (traps.why(url, "listing", NOW) is None) <= (times < 3)
