from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsscrape import urls

HREFS = st.text(alphabet="htps:/.?&=#[]@%a1é \n\\;", max_size=60) | st.text(max_size=60)


LINKS = st.lists(
    st.sampled_from(
        [
            "/",
            "//",
            "a",
            "B.c",
            "..",
            ".",
            "%2F",
            "%",
            "é",
            "x:y",
            "q=1&r=2",
            "?",
            "#",
            ",",
            "(1)",
            "@",
            "http://a.example",
            "~",
            ";p",
            "'",
        ]
    ),
    max_size=8,
).map("".join)


@given(LINKS)
def test_a_plain_link_means_what_the_long_way_makes_of_it(href):
    assert urls.absolute("https://site.example/a/b", href) == urls.absolute("https://site.example/a/b", f" {href}")


@given(HREFS, HREFS)
@example("https://a.example/", "https://wide\u3000blank.example/")
@example("https://a.example/", "https://wide\uff0fslash.example/")
@example("https://a.example/", "https://no\u696d\u7400\u3000\u2e00idna.example/")
def test_absolute_gives_a_clean_http_address_or_nothing(base, href):
    found = urls.absolute(base, href)

    if found is not None:
        parts = urlsplit(found)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert not parts.fragment
        assert found.isascii() or not parts.hostname.isascii()
        assert not any(c.isspace() for c in found)


PIECES = [
    *(
        "/",
        "a",
        "b-c",
        ";",
        ";jsessionid=1F",
        ";jsess\tionid=1",
        ";sid=",
        "/(S(x))",
        "(S(",
        "))",
        "?",
        "&",
        "#",
        "utm_source=x",
    ),
    *("fbclid", "id=7", "print=1", "=", "%3B", "%2F", "..", "./", "amp", "index.html", " ", "ü"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_normalise_is_idempotent_whatever_it_takes_away(rest):
    once = urls.normalise("https://a.example/" + rest)
    assert urls.normalise(once) == once
    assert urls.identity(once) == urls.identity("https://a.example/" + rest)


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
        ("http://<a b", None),
        ("https://a%00b.example/", None),
        ("https://a.example/" + "x" * 8_000, None),
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


SEGMENT = st.text(alphabet="abcdefgh0123456789-_", min_size=1, max_size=12).filter(
    lambda text: text not in {"amp", "print", "mobile", "index"}
)
QUERY = st.dictionaries(st.sampled_from(["id", "page", "tag", "lang"]), st.text("abc012", min_size=1, max_size=4), max_size=3)


FORMS = st.tuples(
    st.sampled_from(["https://www.", "http://", "https://m.", "https://amp.", "http://mobile."]),
    st.sampled_from(["", "/", "/amp", "/amp/", "/print/", "/index.html"]),
    st.lists(
        st.sampled_from(["utm_source=x", "fbclid=1", "mc_cid=2", "_hsmi=3", "print=1", "amp=1", "PHPSESSID=4"]), max_size=3
    ),
    st.sampled_from(["", "#top", "#"]),
)


@given(st.lists(SEGMENT, min_size=1, max_size=4), QUERY, FORMS)
def test_every_form_of_an_address_has_one_identity(segments, query, forms):
    host, form, tracking, fragment = forms
    path, given = "/" + "/".join(segments), [f"{name}={value}" for name, value in query.items()]
    plain = f"https://a.example{path}" + ("?" + "&".join(given) if given else "")
    whole = f"{host}a.example{path}{form}" + ("?" + "&".join([*tracking, *given]) if tracking or given else "") + fragment
    assert urls.identity(whole) == urls.identity(plain)
    assert urls.site_name(whole) == "a.example"
    assert urls.normalise(urls.normalise(whole)) == urls.normalise(whole)


@pytest.mark.parametrize(
    "query",
    [
        *("utm_source=a&utm_id=b", "fbclid=1", "gclid=1&gad_source=2", "wbraid=1", "mc_cid=a&mc_eid=b", "igshid=1", "igsh=1"),
        *("yclid=1", "msclkid=1", "ttclid=1", "s_kwcid=1", "_hsenc=1&_hsmi=2", "__hstc=1", "mkt_tok=1", "oly_enc_id=1"),
        *("oly_anon_id=1", "vero_id=1", "wickedid=1", "CNDID=1", "ref_src=twsrc", "guccounter=1", "srsltid=1", "xtor=RSS-1"),
        *("pk_campaign=x", "mtm_source=x", "wt_mc=x", "usqp=1", "PHPSESSID=1", "jsessionid=1", "ASPSESSIONIDABC=1", "sid=1"),
        *("CFID=1&CFTOKEN=2", "zenid=1", "osCsid=1", "sessionid=1"),
    ],
)
def test_who_sent_the_reader_and_which_visit_it_is_are_dropped(query):
    assert urls.normalise(f"https://a.example/x?a=1&{query}") == "https://a.example/x?a=1"


@pytest.mark.parametrize(
    "query", ["ref=7", "source=rss", "id=7", "s=hinge", "p=12", "page=2", "idNews=7", "view=print", "seite=all"]
)
def test_what_may_matter_is_kept(query):
    assert urls.normalise(f"https://a.example/x?{query}") == f"https://a.example/x?{query}"


@pytest.mark.parametrize(
    "path", ["/a;jsessionid=1F.node-2", "/(S(abc-1))/a", "/a;PHPSESSID=1", "/a;sid=1?sid=2", "/(S(x));jsessionid=2/a"]
)
def test_sessions_in_the_path_are_dropped(path):
    assert urls.normalise("https://a.example" + path) == "https://a.example/a"


class TestCanonical:
    OWN = "https://m.a.example/2024/big-news/amp/?ref=x&lang=de"

    @pytest.mark.parametrize(
        ("declared", "believed"),
        [
            ("https://www.a.example/2024/big-news/", True),
            ("https://www.a.example/2024/big-news/?lang=de", True),
            ("https://a.example/2024/big-news/index.html?utm_source=x#top", True),
            ("https://www.a.example/2024/big-news/?lang=en", False),
            ("https://www.a.example/2024/big-news/?more=1", False),
            ("https://www.a.example/2024/other-news/", False),
            ("https://www.a.example/", False),
            ("https://b.example/2024/big-news/", False),
            ("javascript:alert(1)", False),
            ("http://[bad", False),
            ("", False),
            (None, False),
        ],
    )
    def test_is_believed_where_it_is_the_same_and_simpler(self, declared, believed):
        assert urls.canonical(self.OWN, declared) == urls.normalise(declared if believed else self.OWN)

    def test_does_not_lead_from_https_back_to_http(self):
        assert urls.canonical("https://a.example/big-news", "http://www.a.example/big-news") == "https://www.a.example/big-news"
        assert urls.canonical("http://a.example/big-news", "https://a.example/big-news") == "https://a.example/big-news"

    @pytest.mark.parametrize(
        ("own", "declared"),
        [
            ("/story?id=7", "/story"),
            ("/news_item.php?nr=7", "/news_item.php"),
            ("/news.php3?idNews=7", "/news.php3"),
            ("/?p=7", "/"),
            ("/big-news?page=2", "/big-news"),
            ("/big-news?storyid=2", "/big-news"),
        ],
    )
    def test_never_takes_two_articles_for_one(self, own, declared):
        assert urls.canonical(f"https://a.example{own}", f"https://a.example{declared}") == f"https://a.example{own}"

    @given(HREFS, HREFS)
    def test_gives_an_address_as_it_is_kept(self, own, declared):
        found = urls.canonical("https://a.example/" + own, declared)
        assert urls.normalise(found) == found
