"""The shape of articles' addresses: whatever a site's grammar, all its articles fit and no list does."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.guess import forms, patterns
from newsscrape.guess.parts import Parts
from newsscrape.sites import Site

NAVIGATION = (
    "/",
    "/about/",
    "/tag/phones/",
    "/category/phones-and-more/",
    "/author/ada-winter/",
    "/page/2/",
    "/feed/",
    "/phones/",
)

word = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
slug = st.lists(word, min_size=4, max_size=8).map("-".join)
number = st.integers(100_000, 999_999)
GRAMMARS = {
    "number at the end": lambda s, n, _: f"/news/{s}-{n}.html",
    "number in front": lambda s, n, _: f"/{n}-{s}/",
    "number alone": lambda _, n, __: f"/artikel/{n}",
    "number and name": lambda s, n, _: f"/news/{n}/{s}",
    "letter and number": lambda s, n, _: f"/{s}-a{n}/",
    "day and name": lambda s, _, d: f"/2024/{d:02}/{d + 9}/{s}/",
    "month and name": lambda s, _, d: f"/2024/{d:02}/{s}.html",
    "whole date": lambda s, _, d: f"/story/2024-{d:02}-{d + 9}/{s}",
    "name alone": lambda s, _, __: f"/{s}/",
    "section and name": lambda s, n, _: f"/{('phones', 'audio', 'cars', 'watches')[n % 4]}/{s}/",
    "parameter": lambda _, n, __: f"/article.php?id={n}&lang=en",
    "parameter of the front page": lambda _, n, __: f"/?p={n}",
    "two halves": lambda _, n, __: f"/0/{n // 1000}/{n % 1000:03}.htm",
}


@pytest.mark.parametrize("grammar", GRAMMARS)
@settings(max_examples=8)
@given(
    st.lists(st.tuples(slug, number, st.integers(1, 9)), min_size=4, max_size=12, unique_by=(lambda t: t[0], lambda t: t[1]))
)
def test_every_article_fits_and_no_list(grammar, made):
    addresses = [GRAMMARS[grammar](*each) for each in made]
    found = patterns.guess(addresses[:2], addresses[2:6], others=NAVIGATION)
    compiled = [re.compile(pattern) for pattern in found]

    assert len(found) == 1
    assert all(compiled[0].search(address) for address in addresses[:6])
    assert not [address for address in NAVIGATION if compiled[0].search(address)]
    keys = [compiled[0].search(address)["key"] for address in addresses[:6]]
    assert len(set(keys)) == len(keys)


@settings(max_examples=30)
@given(st.lists(st.tuples(slug, number, st.integers(1, 9)), min_size=1, max_size=3), st.sampled_from(sorted(GRAMMARS)))
def test_of_few_articles_a_usable_site_is_made(made, grammar):
    addresses = [GRAMMARS[grammar](*each) for each in made]
    site = Site(name="x", title="X", home="https://x.example/", articles=patterns.guess(addresses))

    assert all(site.identify(f"https://x.example{address}") for address in addresses)
    assert not any(site.identify(f"https://x.example{address}") for address in NAVIGATION[:-1])


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(max_size=20))
def test_no_address_is_too_odd(path, query):
    address = forms.address(f"https://x.example/{path}?{query}")
    (found, *_) = patterns.guess([address])

    assert "(?P<key>" in found
    assert re.compile(found)


@pytest.mark.parametrize(
    ("given", "named", "others", "expected"),
    [
        (
            ["/news/fold-12-123456.html"],
            ["/news/iphone-15-123457.html"],
            ["/news/"],
            r"^/news/[^/?]*-(?P<key>\d+)\.html(?:\?|$)",
        ),
        (["/7001-a-fold/"], ["/7002-b-c/"], ["/12-phones/"], r"^/(?P<key>\d{4,})[-_][^/?]*/?(?:\?|$)"),
        (["/2024/06/12/a/"], [], ["/2024/06/12/"], r"^/(?P<key>\d{4}/\d\d/\d\d/[^/?]+)/?(?:\?|$)"),
        (["/a-b-c/"], ["/d-e-f/", "/g-h-i-j/"], ["/about-us/"], r"^/(?P<key>[^/?-]+(?:-[^/?-]+){2,})/?(?:\?|$)"),
        (["/news/x-2101/"], ["/news/y-2098/", "/news/z-2102/"], [], r"^/news/[^/?]*-(?P<key>\d+)/?(?:\?|$)"),
        (["/test/a-phone-of-2024"], ["/test/b-c"], [], r"^/test/(?P<key>[^/?]+)/?(?:\?|$)"),
    ],
)
def test_shapes(given, named, others, expected):
    assert patterns.guess(given, named, others=others) == (expected,)


def test_two_sections_that_come_again_are_named_and_more_are_not():
    few = [f"/{section}/story-{number}-x" for section in ("news", "tests") for number in range(1, 6)]
    many = [f"/{section}/story-{number}-x" for number, section in enumerate(["phones", "cars", "audio", "tv", "games"])]

    assert "(?:news|tests)/" in patterns.guess(few)[0]
    assert "phones" not in patterns.guess(many)[0]


def test_articles_of_two_shapes_have_two_patterns():
    found = patterns.guess(
        ["/news/1001-a-b"], [*(f"/news/100{n}-x" for n in range(5)), *(f"/video/{n}/clip.html" for n in range(300, 305))]
    )

    assert len(found) == 2
    assert re.search(found[1], "/video/301/clip.html")["key"] == "301"


def test_the_same_name_in_two_sections_is_two_articles():
    (found,) = patterns.guess(["/phones/2/review-of-it", "/cars/2/review-of-it"], others=NAVIGATION)

    assert re.search(found, "/phones/2/review-of-it")["key"] != re.search(found, "/cars/2/review-of-it")["key"]


@pytest.mark.parametrize(
    ("infix", "address", "second"),
    [
        ("/", "/2024/06/12/a-fold/", "/2024/06/12/a-fold/2/"),
        ("-page-", "/tests/a-fold.html", "/tests/a-fold-page-2.html"),
        ("-", "/news/a-15-123456.html", "/news/a-15-123456-2.html"),
        ("p", "/a-fold-review-1234.php", "/a-fold-review-1234p2.php"),
        ("?seite=", "/n/8812/neues-handy", "/n/8812/neues-handy?seite=2"),
    ],
)
def test_a_part_has_the_articles_key_and_its_number(infix, address, second):
    (found,) = patterns.guess([address], parts=Parts(infix))
    site = Site(name="x", title="X", home="https://x.example/", articles=(found,))
    one, two = (site.identify(f"https://x.example{each}") for each in (address, second))

    assert (one.part, two.part) == (1, 2)
    assert one.key == two.key
