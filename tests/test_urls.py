from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import urls

HREFS = st.text(alphabet="htps:/.?&=#[]@%a1é \n\\;", max_size=60) | st.text(max_size=60)


@given(HREFS, HREFS)
def test_absolute_gives_a_clean_http_address_or_nothing(base, href):
    found = urls.absolute(base, href)

    if found is not None:
        parts = urlsplit(found)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert not parts.fragment
        assert found.isascii() or not parts.hostname.isascii()
        assert not any(c.isspace() for c in found)


@given(HREFS)
def test_normalise_is_idempotent_and_never_raises(href):
    for once in (urls.normalise("https://a.example/" + href), urls.normalise(href)):
        assert urls.normalise(once) == once
        assert isinstance(urls.identity(once), str)
    assert isinstance(urls.host(href), str)


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("b.html#x", "https://a.example/x/b.html"),
        ("//cdn.example/i.jpg", "https://cdn.example/i.jpg"),
        ("HTTP://EXAMPLE.com:80", "http://example.com/"),
        ("https://user:pass@b.example/", "https://b.example/"),
        ("/a b/ü?q=ü", "https://a.example/a%20b/%C3%BC?q=%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[bad", None),
        ("https://a.example//::", "https://a.example//::"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("/a\ud800b", "https://a.example/a%EF%BF%BDb"),
        ("http://a.example:99999/", None),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,AAAA", None),
        ("mailto:a@b.example", None),
        ("file:///etc/passwd", None),
    ],
)
def test_absolute(href, found):
    assert urls.absolute("https://a.example/x/y", href) == found


def test_normalise_drops_tracking_and_sessions_but_no_paging():
    url = "https://a.example/news.php3;jsessionid=1F?iPage=2&utm_source=rss&fbclid=x&sTag=ev&PHPSESSID=3#comments"

    assert urls.normalise(url) == "https://a.example/news.php3?iPage=2&sTag=ev"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2024/01/big-news/",
        "http://www.a.example/2024/01/big-news",
        "https://m.a.example/2024/01/big-news/amp/?utm_medium=x#top",
        "https://a.example/2024/01/big-news/index.html?print=1",
    ],
)
def test_one_article_has_one_identity(url):
    assert urls.identity(url) == "/2024/01/big-news"
    assert urls.site_name(url) == "a.example"


def test_a_significant_query_is_part_of_the_identity():
    assert urls.identity("https://a.example/story?id=7&utm_source=x") == "/story?id=7"
    assert urls.identity("https://a.example/") == "/"
