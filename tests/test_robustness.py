"""Bad input is refused with its reason or read right: what was thought of, and what fuzzing found.

A blow-up would end in the timeout that every test has; those here take milliseconds.
"""

import contextlib
import gzip
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsscrape
from newsscrape.errors import Unreadable
from newsscrape.page import MAX_ELEMENTS, Page

URL = "https://a.example/2024/05/phone"
TOOLS = Path(__file__).parent.parent / "tools"
PAGES = [path.read_bytes() for path in sorted((Path(__file__).parent / "recordings").glob("*/*/*.html"))]
WRONG = {
    "@type": "NewsArticle",
    "headline": {"a": 1},
    "author": [1, [2], {"name": {"name": 3}}, None],
    "datePublished": [None, {}],
    "dateModified": 10**30,
    "keywords": {"a": []},
    "isAccessibleForFree": [],
    "commentCount": {},
    "articleBody": 7,
    "publisher": "x",
    "url": [],
    "mainEntityOfPage": 4,
    "image": [[[]]],
}


def with_ld(text, words="One two three."):
    return f'<title>t</title><script type="application/ld+json">{text}</script><h1>Told</h1><p>{words}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n ",
        bytes(range(256)) * 100,
        b"%PDF-1.7 <p>x",
        gzip.compress(b"<p>x" * 999)[:50],
        b"<p>" + b"x " * 15_000_000,
        b"<body>" + b"x<br>" * (MAX_ELEMENTS + 1),
        b"<html",
        b"<!-- <p> -->",
    ],
    ids=["empty", "blank", "binary", "pdf", "cut-off gzip", "30 MB", "too many elements", "a tag cut off", "comments alone"],
)
def test_what_is_no_page_is_refused(body):
    with pytest.raises(Unreadable, match=r"^https://a\.example/2024/05/phone: (no HTML|larger than|more than)"):
        newsscrape.read(body, URL)


@pytest.mark.parametrize(
    "block",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"@type": "NewsArticle", "headline": "x"',
        json.dumps(WRONG),
        "[" + ",".join(['{"@type": "NewsArticle"}'] * 50_000) + "]",
        " " * 600_000 + "//",
        "//" * 300_000 + "<![CDATA[",
        '{"a": [' + ", " * 300_000,
    ],
    ids=["deep list", "deep object", "broken", "wrong types", "many", "blanks", "slashes", "commas"],
)
def test_no_json_ld_hides_the_visible_article(block):
    article = newsscrape.read(with_ld(block), URL)

    assert (article.title, article.body) == ("Told", "One two three.")


@pytest.mark.parametrize("wrapped", ["<!--\n{}\n-->", "//<![CDATA[\n{}\n//]]>", "/", "<![CDATA[<!--{}-->]]>"])
def test_a_wrapped_block_is_read(wrapped):
    node = '{"@type": "NewsArticle", "articleSection": "Phones"}'
    article = newsscrape.read(with_ld(wrapped.format(node) if "{}" in wrapped else node + ";"), URL)

    assert article.section == "Phones"


def test_no_entity_of_the_document_is_resolved():
    body = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><body><h1>x</h1><p>&a;&b; words.</p>'

    assert "root:" not in json.dumps(newsscrape.read(body, URL).to_dict())


@pytest.mark.parametrize(
    "text",
    [
        "<title>a\0b</title><h1>a\0b</h1><p>one\0two",
        "<h1>\ud800</h1><p>&#xD800; &#55296; \ud83d words",
        with_ld(r'{"@type": "Article", "description": "\ud800\u0000"}'),
    ],
)
def test_nul_and_lone_surrogates_leave_a_form_that_can_be_written(text):
    article = newsscrape.read(text, URL)
    form = json.dumps([article.to_dict(), *(found.raw for found in article.provenance)], ensure_ascii=False)

    assert form.encode("utf-8")
    assert "\\u0000" not in form


def test_an_entity_is_decoded_once():
    article = newsscrape.read(b"<title>x</title><h1>Q&amp;amp;A &#8211; caf&eacute;</h1><p>One two three.", URL)

    assert article.title == "Q&amp;A \u2013 caf\u00e9"


def test_a_title_of_a_megabyte_is_read():
    assert newsscrape.read("<title>" + "Ab " * 350_000 + "</title><h1>Told</h1><p>words", URL).title


@pytest.mark.parametrize(
    "tag", ["div", "div itemprop=author itemscope", "p", "blockquote", "section", "ul><li", "table><tr><td"]
)
def test_tags_nested_by_the_thousand_take_linear_time(tag):
    assert "inside" in (newsscrape.read("<body><h1>x</h1>" + f"<{tag}>" * 3_000 + "<p>words inside.", URL).body or "")


def test_comments_before_the_root_are_read_in_one_way_only():
    assert Page(URL, b"<!-- x --> " * 30 + b"<!-- " * 2_000 + b"<html><p>x").media == "html"
    assert Page(URL, b'<?xml version="1.0"?> <!-- a --> <!DOCTYPE rss>\n<rss version="2.0">').media == "xml"


def test_control_characters_in_the_attributes_of_a_deep_page_are_left_out():
    page = Page(URL, b"<body>" + b"<div>" * 3_000 + b'<p class="a\x01b" id=c>text')

    assert page.select("#c")[0].get("class") == "ab"


def test_a_page_is_read_alike_again():
    page = "<article class=comment>2024-06-12 <b class=author>Ann</b> I broke mine in a week.</article>"

    assert newsscrape.read(page, URL) == newsscrape.read(page, URL)


def test_a_tag_of_endless_attributes_is_refused_before_it_is_parsed():
    names = " ".join(f"a{number}" for number in range(60_000))

    with pytest.raises(Unreadable, match=r"a tag of more than 10,000 attributes$"):
        newsscrape.read(f"<p>words, words. <b {names}>x</b>", URL)
    assert newsscrape.read(f"<p>words, words. <b {'a=1 ' * 60_000}>x</b><i title='{names}'>y", URL).body


@pytest.mark.parametrize("piece", ["<!-- -->", "<?x y?>", "<![CDATA[x]]>"])
def test_what_people_do_not_see_costs_nothing_however_often_it_comes(piece):
    assert newsscrape.read("<h1>x</h1><p>words, words." + piece * 200_000, URL).body


def test_reading_loads_neither_scrapy_nor_sqlite():
    program = (
        "import sys, newsscrape\n"
        "article = newsscrape.read('<h1>x</h1><p>words', 'https://www.gsmarena.com/x-news-1.php')\n"
        "article.to_dict(), article.to_json_ld()\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'scrapy', 'twisted', 'sqlite3', '_sqlite3', 'sqlite_utils'})"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "set()\n"


def tool(name):
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


soundness, mutating = tool("soundness"), tool("mutating")


@pytest.mark.parametrize("kind", ["article", "comments", "listing", "feed"])
@given(chance=st.randoms(use_true_random=False), address=st.sampled_from([URL, "https://www.gsmarena.com/x-news-1.php"]))
@settings(max_examples=40)
def test_a_mutated_page_is_read_soundly_or_refused(kind, chance, address):
    with contextlib.suppress(Unreadable):
        assert soundness.faults([Page(address, mutating.mutated(chance, PAGES))], kind) == []


def test_what_is_found_is_made_as_small_as_it_still_shows(monkeypatch):
    monkeypatch.syspath_prepend(TOOLS)
    fuzz = tool("fuzz")
    case = (b"<p>words</p>" * 40 + b"<b><i>" + b"<br>" * 50, URL, "article")

    assert fuzz.smallest(case, lambda one: b"b" in one[0] and b"i" in one[0])[0] in (b"bi", b"ib")


def test_the_fuzzer_reads_pages_and_keeps_nothing_in_the_repository(tmp_path):
    def fuzz(*arguments):
        command = [sys.executable, TOOLS / "fuzz.py", *arguments]
        return subprocess.run(command, cwd=TOOLS.parent, capture_output=True, text=True, timeout=100, check=False)

    ended = fuzz("--minutes", "0.02", "--out", str(tmp_path))

    assert (ended.returncode, ended.stderr) == (0, "")
    assert re.fullmatch(r"[\d,]+ pages, 0 faults\n", ended.stdout)
    assert fuzz("--out", "found").returncode == 2
