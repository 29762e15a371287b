"""What a site is called."""

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import recording
from newsscrape.guess import naming
from newsscrape.guess.material import Material
from newsscrape.page import Page
from newsscrape.sites import checks, engines, registry

RECORDINGS = pathlib.Path(__file__).parents[1] / "recordings"
ENGINES = {each.engine.name for each in engines.known() if each.engine.signs}


@pytest.mark.parametrize(
    ("base", "taken", "expected"),
    [
        ("https://www.example.com/", (), "example"),
        ("https://example.co.uk/", (), "example"),
        ("https://news.pocket-gear.org/", (), "pocketgear"),
        ("https://example.de/", ("example",), "example_de"),
        ("https://example.de/", ("example", "example_de"), "example_2"),
        ("https://web.de/", (), "web_de"),
        ("http://127.0.0.1:80/", (), "site_127_0_0_1"),
        ("http://localhost/", (), "localhost"),
        ("https://9to5.example/", (), "9to5"),
    ],
)
def test_name(base, taken, expected):
    assert naming.name(base, taken) == expected


@given(
    st.from_regex(r"[a-z0-9-]{1,12}(\.[a-z0-9-]{1,12}){0,4}", fullmatch=True),
    st.sets(st.from_regex("[a-z]{1,3}", fullmatch=True)),
)
def test_every_host_has_a_name_that_is_free(host, taken):
    name = naming.name(f"https://{host}/", taken)

    assert checks.NAME.fullmatch(name)
    assert name not in taken | checks.RESERVED


def page(head, url="https://www.falt-post.example/1"):
    return Page(url, f"<html><head>{head}</head><body><p>x</p></body></html>".encode())


@pytest.mark.parametrize(
    ("article", "front", "expected"),
    [
        ('<meta property="og:site_name" content="Falt Post">', "", ("Falt Post", "meta:og:site_name")),
        ("", "<title>News and more | Falt-Post</title>", ("Falt-Post", "the front page's title")),
        ("", "<title>Home</title>", ("www.falt-post.example", "the host")),
    ],
)
def test_title(article, front, expected):
    assert naming.title(Material((page(article),), page(front))) == expected


def test_an_engine_is_told_by_its_sign():
    marked = Page("https://a.example/1", b'<html><body><h1 class="article-info-name">x</h1></body></html>')
    known, sign = naming.engine(Material((marked,)))

    assert (known.constant, sign) == ("GSMARENA", "h1.article-info-name")
    assert naming.engine(Material((page(""), marked))) is None


@pytest.mark.parametrize("site", [site for site in registry.load().values() if (RECORDINGS / site.name / "article").is_dir()])
def test_every_site_is_told_to_be_of_its_engine(site):
    (article, *_) = recording.load(RECORDINGS / site.name / "article").pages
    found = naming.engine(Material((article,)))

    assert (found and found[0].engine.name) == (site.engine.name if site.engine.name in ENGINES else None)
