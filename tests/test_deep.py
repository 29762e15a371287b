from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsscrape import deep
from newsscrape.page import Page

NAMES = ("div", "p", "b", "ul", "li", "table", "tr", "td", "a", "br", "h2", "x-y")
TAGS = [tag for name in NAMES for tag in (f"<{name}>", f"</{name}>")]
SOUP = st.lists(
    st.sampled_from(
        [
            *TAGS,
            *(
                "<a href='/x?a=1&amp;b=2'>",
                "<img src=/a.jpg>",
                "<b id=1 class='c d'>",
                "<title>t</title>",
                "<svg><path d='M0'/></svg>",
            ),
            *("words", " ", "&lt;", "< ", "caf\u00e9", "<script>if (a < b) c('<p>')</script>", "<!-- c -->"),
        ]
    ),
    max_size=40,
).map("".join)


@given(SOUP)
def test_what_does_not_nest_deep_is_read_as_libxml2_reads_it(soup):
    document = f"<html lang=en><head></head><body>{soup}</body></html>".encode()
    tree = etree.fromstring(document, etree.HTMLParser(encoding="utf-8", remove_comments=True))

    assert etree.tostring(deep.read(document), encoding="unicode") == etree.tostring(tree, encoding="unicode")


def test_no_misnested_tags_make_more_elements_than_there_are_tags():
    again = "<div>" * 1_500 + "".join(f"<b id={number}>" for number in range(1_500)) + "x</div>" * 1_500
    hidden = ("<p>x" + "<div>" * 60 + "</p>") * 400

    assert len(Page("https://a.example/", again.encode()).elements) < 3_010
    assert len(Page("https://a.example/", hidden.encode()).elements) <= 61 * 400 + 10
