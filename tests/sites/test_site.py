import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.sites import Address, Engine, Feed, Identity, Listing, Rules, Site, registry

ARENA = registry.load()["arenaev"]
GSM = registry.load()["gsmarena"]
PLAIN = Site(name="x", title="X", home="https://www.x.example/", articles=(r"^/news/(?P<key>\d+)",), sources=(Feed("feed"),))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.arenaev.com/fold_hinge-news-2674.php",
        "https://arenaev.com/fold_hinge-news-2674.php",
        "http://www.arenaev.com:80/fold_hinge-news-2674.php",
        "https://m.arenaev.com/fold_hinge-news-2674.php",
        "https://m.arenaev.com/fold_hinge-ampnews-2674.php",
        "https://www.arenaev.com/another__slug_-news-2674.php?utm_source=feed#comments",
        "https://WWW.ArenaEV.com/-news-2674.php",
        "https://www.arenaev.com/newsdetail.php3?idNews=2674",
        "https://www.arenaev.com/newsdetail.php3?sTag=EV&idNews=2674",
    ],
)
def test_one_article_has_one_key_whatever_its_address(url):
    assert ARENA.identify(url) == Identity("news-2674", 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.arenaev.com/",
        "https://www.arenaev.com/news.php3?iPage=2",
        "https://www.arenaev.com/newscomm-2674.php",
        "https://www.arenaev.com/fold_hinge-reviews-12.php",
        "https://www.arenaev.com/fold_hinge-12.php",
        "https://www.gsmarena.com/fold_hinge-news-2674.php",
        "https://arenaev.com.evil.example/fold_hinge-news-2674.php",
        "https://www.arenaev.com@evil.example/fold_hinge-news-2674.php",
        "http://[bad",
        "",
    ],
)
def test_what_is_no_article_of_the_site(url):
    assert ARENA.identify(url) is None


def test_news_and_reviews_are_numbered_apart_and_parts_counted():
    assert GSM.identify("https://www.gsmarena.com/fold-news-7.php") == Identity("news-7", 1)
    assert GSM.identify("https://www.gsmarena.com/fold-review-7.php") == Identity("review-7", 1)
    assert GSM.identify("https://www.gsmarena.com/fold-review-7p3.php") == Identity("review-7", 3)


@pytest.mark.parametrize(
    ("url", "declared", "shown"),
    [
        ("https://m.arenaev.com/a-news-1.php", None, "https://www.arenaev.com/a-news-1.php"),
        ("https://m.arenaev.com/a-ampnews-1.php?x=1", None, "https://www.arenaev.com/a-news-1.php"),
        ("https://m.arenaev.com/a-news-1.php", "https://www.arenaev.com/b-news-1.php", "https://www.arenaev.com/b-news-1.php"),
        (
            "https://www.arenaev.com/a-news-1.php",
            "https://www.arenaev.com/b-news-2.php",
            "https://www.arenaev.com/a-news-1.php",
        ),
        ("https://www.arenaev.com/a-news-1.php", "https://www.arenaev.com/", "https://www.arenaev.com/a-news-1.php"),
        (
            "https://www.arenaev.com/newsdetail.php3?idNews=1",
            "https://m.arenaev.com/b-news-1.php",
            "https://www.arenaev.com/b-news-1.php",
        ),
        ("https://www.arenaev.com/newsdetail.php3?idNews=1", None, "https://www.arenaev.com/newsdetail.php3?idNews=1"),
        ("https://elsewhere.example/1", None, "https://elsewhere.example/1"),
    ],
)
def test_the_address_to_show(url, declared, shown):
    assert ARENA.canonical(url, declared) == shown


def test_the_address_of_a_part_is_the_first_ones():
    assert GSM.canonical("https://www.gsmarena.com/a-review-1p4.php") == "https://www.gsmarena.com/a-review-1.php"


def test_without_a_shape_to_show_the_address_loses_only_what_is_no_part_of_it():
    assert PLAIN.canonical("http://x.example/news/5/slug?page=2&utm_source=x#c") == "https://www.x.example/news/5/slug?page=2"


def test_a_site_as_served_elsewhere_knows_its_articles_there():
    copy = ARENA.at("http://127.0.0.1:8765/arena/")
    assert copy.identify("http://127.0.0.1:8765/arena/a-news-1.php") == Identity("news-1", 1)
    assert copy.identify("http://127.0.0.1:8765/other/a-news-1.php") is None
    assert copy.identify("https://www.arenaev.com/a-news-1.php") is None
    assert copy.canonical("http://127.0.0.1:8765/arena/a-ampnews-1.php") == "http://127.0.0.1:8765/arena/a-news-1.php"
    assert dict(copy.starts())["http://127.0.0.1:8765/arena/news.php3"] == "listing"


def test_the_sites_own_data_beats_the_engines():
    engine = Engine(
        articles=(Address(r"/(?P<key>\d+)"),),
        sources=(Feed("e"),),
        rules=Rules(title=("h1",), zone="Europe/Sofia", body=("#b",)),
    )
    site = Site(
        name="x", title="X", home="https://x.example/", engine=engine, sources=(Listing("/s"),), rules=Rules(title=("h2",))
    )
    assert (site.reading.title, site.reading.body, site.reading.zone) == (("h2",), ("#b",), "Europe/Sofia")
    assert list(site.starts()) == [("https://x.example/s", "listing")]


@given(st.text(max_size=60))
def test_no_address_is_too_odd(text):
    for url in (text, "https://www.arenaev.com/" + text, "https://www.arenaev.com/a-review-1p" + text):
        ARENA.identify(url)
        assert isinstance(ARENA.canonical(url, text), str)


@given(st.integers(0, 10**12), st.from_regex(r"[a-z0-9_]{0,20}", fullmatch=True), st.sampled_from(["news", "review"]))
def test_what_is_shown_is_the_same_article_and_stays(number, slug, kind):
    url = f"https://m.gsmarena.com/{slug}-amp{kind}-{number}.php?utm_medium=x"
    shown = GSM.canonical(url)
    assert GSM.identify(shown) == GSM.identify(url)
    assert GSM.canonical(shown) == shown


def test_an_article_is_read_by_the_rules_of_its_days_layout():
    old, older = Rules(until="2024-06-01", body=(".old",)), Rules(until="2020-01-01", body=(".older",), zone="Europe/Berlin")
    engine = Engine(rules=Rules(body=(".new",), title=("h1",)), former=(older,))
    site = Site(name="x", title="X", home="https://x.example/", engine=engine, former=(old,))

    assert [site.reading_of(day).body for day in ("2019-12-31", "2020-01-01", "2024-05-31", "2024-06-01")] == [
        (".older",),
        (".old",),
        (".old",),
        (".new",),
    ]
    assert site.reading_of("2019-01-01").title == ("h1",)
    assert (site.reading_of("2019-01-01").zone, site.reading_of("2023-01-01").zone) == ("Europe/Berlin", None)
