import pytest
from cssselect import SelectorError
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.index import Index
from newsscrape.page import Page
from newsscrape.tree import select

TAGS = st.sampled_from(["div", "p", "a", "span"])
VALUES = st.sampled_from(["a", "b", "ab", "a b", "b  ab\n", "A", "", "a-b", "ba"])
ATTRIBUTES = st.dictionaries(st.sampled_from(["class", "id", "rel", "data-x"]), VALUES, max_size=3)


def written(tag, attributes, closed):
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<{tag} {said}>" + f"</{tag}>" * closed


def pages(nodes):
    source = "".join(written(*node) for node in nodes)
    return Page("https://x.example/", f"<html><body>{source}".encode())


WORDS = st.sampled_from(["a", "b", "ab", "A"])
SIMPLE = st.one_of(
    TAGS,
    WORDS.map(".{}".format),
    WORDS.map("#{}".format),
    st.builds(
        "[{}{}{}{}]".format,
        st.sampled_from(["class", "id", "rel", "data-x", "REL"]),
        st.sampled_from(["=", "~=", "^=", "$=", "*=", "|=", "!="]),
        WORDS,
        st.sampled_from(["", " i"]),
    ),
    st.sampled_from(["[rel]", "[data-x]", "*", "a[rel~=b].a", "p:first-child", "div:not(.a)", ".a.b", "span#a.ab"]),
)
SELECTORS = st.lists(
    st.lists(SIMPLE, min_size=1, max_size=3).flatmap(lambda parts: st.sampled_from([" ".join(parts), " > ".join(parts)])),
    min_size=1,
    max_size=3,
).map(", ".join)


@given(st.lists(st.tuples(TAGS, ATTRIBUTES, st.booleans()), max_size=12), SELECTORS)
def test_the_index_finds_what_a_walk_over_the_tree_finds(nodes, selector):
    page = pages(nodes)

    assert Index(page.elements).select(selector) == select(page.root, selector)


def test_what_is_no_selector_is_refused_as_a_walk_refuses_it():
    with pytest.raises(SelectorError):
        Page("https://x.example/", b"<p>").select("p[")


def test_a_thousand_selectors_that_find_nothing_are_a_thousand_looks_and_no_walk():
    page = Page("https://x.example/", b"<body>" + b"<p class='a b'>x</p>" * 30_000)
    page.select(".c")

    assert all(page.select(f".c{number}, p#d{number} a") == [] for number in range(1_000))


def test_elements_are_those_of_the_tree_in_order():
    page = Page("https://x.example/", b"<title>x</title><body><p>a<!-- c --><b>d</b></p>")

    assert [element.tag for element in page.elements] == ["html", "head", "title", "body", "p", "b"]
