import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsscrape.mentions import Mentions, legible, spellings
from newsscrape.text import fold

NAMES = st.text(min_size=1, max_size=20).map(fold).filter(bool)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Ann", "Ann", True),
        ("Ann", "so says Ann.", True),
        ("Ann", "@Ann: no", True),
        ("Ann", "Ann's", True),
        ("Ann", "Anna", False),
        ("Ann", "Joann", False),
        ("Ann", "Ann-Marie", False),
        ("Ann", "Mary-Ann", False),
        ("Ann", "ANN", False),
        ("K.", "K. said", True),
        ("K.", "OK. said", False),
        ("100%_real", "by 100%_real", True),
        ("100%_real", "by 100%_really", False),
        ("a.b*c", "axbbc", False),
        ('" OR 1', 'x " OR 1', True),
        ("小米", "我是小米粉丝", True),
        ("Анна", "Анна, привет", True),
        ("Анна", "Джоанна", False),
        ("-=x=-", "by -=x=- today", True),
    ],
)
def test_only_whole_names_are_found(name, text, found):
    assert Mentions([name]).found(text) is found


def test_the_longest_name_at_a_place_counts():
    names = Mentions(["Ann", "Ann Smith"])

    assert names.which("Ann met Ann Smith") == {"Ann", "Ann Smith"}
    assert names.which("Ann Smith") == {"Ann Smith"}


def test_what_stands_in_anothers_name_is_no_mention():
    names = Mentions(["Ann"], ["Ann Smith"])

    assert names.replaced("Ann and Ann Smith", lambda _: "X") == "X and Ann Smith"


@given(NAMES, st.text(max_size=20).map(fold), st.text(max_size=20).map(fold))
def test_any_name_is_found_and_replaced(name, before, behind):
    assume(name not in before and name not in behind)
    text = f"{before} {name} {behind}"

    assert Mentions([name]).found(text)
    assert name not in Mentions([name]).replaced(text, lambda _: "\x00").replace(before, "", 1).replace(behind, "", 1)


@given(st.lists(NAMES, max_size=4), st.text(max_size=40))
def test_nothing_else_is_changed(names, text):
    assert Mentions(names).replaced(text, lambda name: name) == text


@given(st.text(alphabet=st.characters(categories=["L", "N", "S"]), min_size=1, max_size=20).map(fold).filter(bool))
def test_escaped_names_can_be_read(name):
    assume(not set("&%+\\") & set(name))
    escaped = [html.escape(name), json.dumps(name)[1:-1], quote(name, safe=""), quote_plus(name)]

    assert {legible(each) for each in escaped} == {name}
    assert {each.encode() for each in escaped} <= spellings(name)


def test_spellings_are_those_of_html_json_and_addresses():
    assert {
        b"Zo\xc3\xab & Co",
        b"Zo\xc3\xab &amp; Co",
        b"Zo&#235; &amp; Co",
        b"Zo\\u00eb & Co",
        b"Zo%C3%AB%20%26%20Co",
    } <= spellings("Zoë & Co")
