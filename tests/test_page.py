import contextlib
import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.deep import MAX_DEPTH
from newsscrape.errors import Unreadable
from newsscrape.page import MAX_BYTES, MAX_TEXT, Page, once

URL = "https://a.example/dir/page.html"


def page(body, **headers):
    return Page(URL, body, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("<p>Käse — ☃</p>".encode(), {}),
        ("\ufeff<p>Käse — ☃</p>".encode(), {}),
        ("<p>Käse — ☃</p>".encode("utf-16"), {}),
        ("<p>Käse — ☃</p>".encode("utf-16-le") + " ".encode("utf-16-le") * 20, {}),
        ("<meta charset=utf-8><p>Käse — ☃</p>".encode(), {"content_type": "text/html"}),
        ("<p>Käse — ☃</p>".encode(), {"content_type": "text/html; charset=no-such-thing"}),
        ("<p>Käse — ☃</p>".encode("gb18030"), {"content_type": "text/html; charset=gb18030"}),
    ],
)
def test_decodes_by_mark_header_declaration_and_detection(body, headers):
    assert "Käse — ☃" in page(body, **headers).root.text_content()


def test_the_header_beats_the_declaration():
    body = "<meta charset=utf-8><p>café</p>".encode("cp1252")

    assert page(body, content_type="text/html; charset=windows-1252").root.text_content() == "café"


@pytest.mark.parametrize("label", ["base64", "hex", "rot13", "punycode", "idna", "unicode_escape", "undefined", "utf-7", "zip"])
def test_a_codec_that_is_no_charset_of_the_web_is_not_used(label):
    body = "<p>Käse \\u0041</p>".encode()

    assert page(body, content_type=f"text/html; charset={label}").text == "<p>Käse \\u0041</p>"
    assert "Käse" in page(f"<meta charset={label}>".encode() + body).text


def test_a_page_that_can_be_read_as_ascii_is_not_in_utf_16_whatever_it_says():
    assert page("<meta charset=utf-16><p>Käse".encode()).text.endswith("Käse")
    assert page("<p>Käse".encode("utf-16-le"), content_type="text/html; charset=utf-16le").text.endswith("Käse")


@pytest.mark.parametrize("label", ["iso-8859-1", "gb2312", "shift_jis", "euc-kr", "big5", "koi8-r", "windows-1251", "latin1"])
def test_every_charset_of_the_web_is_used(label):
    word = {"gb2312": "汽车", "shift_jis": "スマホ", "euc-kr": "한국", "big5": "汽車", "iso-8859-1": "Käse", "latin1": "Käse"}
    text = word.get(label, "новости")

    assert text in page(f"<meta charset={label}><p>".encode() + text.encode(label)).text


def test_bytes_that_fit_no_charset_lose_only_themselves():
    text = page(b"<meta charset=utf-8><p>one \xff two</p><p>three</p>").root.text_content()

    assert "one" in text
    assert "three" in text


def test_nul_bytes_do_not_end_the_page():
    assert page(b"<p>one\x00two</p><p>three</p>").root.text_content() == "onetwothree"


@pytest.mark.parametrize("depth", [10, 1_950, 2_044, 2_060, MAX_DEPTH, MAX_DEPTH + 1, 60_000])
def test_nothing_is_lost_however_deep_it_stands(depth):
    body = b"<body>" + b"<div>" * depth + b"<p>inside</p>" + b"</div>" * depth + b"<p class=a>after</p></body>"
    found = page(body)

    assert found.root.text_content().split("inside") != [found.root.text_content()]
    assert "after" in found.root.text_content()
    assert found.selector.css("p.a::text").get() == "after"


def test_attributes_survive_the_rebuilding_of_a_deep_page():
    body = b"<body>" + b"<ul><li id=c>" * 1_500 + b'<a href="/x?a=1&amp;b=2">link</a>'
    link = page(body).selector.css("a")

    assert link.attrib["href"] == "/x?a=1&b=2"
    assert len(page(body).selector.css("li")) == 1_500


@pytest.mark.parametrize("filler", ["<div></x>", "<p><div>", "<br><img/><div>", "<DIV><b></i>", "<ul><li>a<li>b"])
def test_depth_cannot_be_hidden_by_tags_that_do_not_match(filler):
    body = "<body>" + filler * 9_000 + "<h1>inside</h1>" + "</div></ul></b>" * 9_000 + "<h2>after</h2>"
    found = page(body.encode()).root.text_content()

    assert "inside" in found
    assert "after" in found


def test_paragraphs_that_are_never_closed_are_not_deep():
    found = page(b"<body>" + b"<p>x" * 10_000 + b"<div>" * 3_000 + b"<p>end")

    assert len(found.selector.css("p")) == 10_001


@pytest.mark.parametrize("soup", ["<a ", "<", '<a b="', "<!--", "</a"])
def test_soup_takes_linear_time(soup):
    assert page(b"<body><p>x</p>" + soup.encode() * 200_000).root.text_content().startswith("x")


def test_a_cut_off_tag_below_the_limit_ends_the_page():
    assert page(b"<p>x</p>" + b"<div>" * (MAX_DEPTH + 1) + b"<div ").root.text_content().strip() == "x"


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"<!DOCTYPE html><title>x</title>", "html"),
        (b"<p>x", "html"),
        (b'<?xml version="1.0"?><!-- c --><rss version="2.0"><channel/></rss>', "xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "xml"),
        (b"<urlset><url/></urlset>", "xml"),
        (b'{"a": "<p>"}', "json"),
        (b"%PDF-1.7 <p>", "other"),
        (b"\x89PNG\r\n", "other"),
        (bytes(range(1, 256)) * 40 + b"<p>x</p>", "other"),
        (b"<p>a stray \x08 in a text of some length, as editors leave behind, is a part of the page and no more</p>", "html"),
        (b"plain words", "other"),
        (b"", "other"),
        (b" \n ", "other"),
    ],
)
def test_media_is_what_the_bytes_are(body, media):
    found = page(body, content_type="text/html")

    assert found.media == media
    if media != "html":
        with pytest.raises(Unreadable, match="no HTML document"):
            _ = found.root


def test_a_document_that_is_one_comment_is_none():
    with pytest.raises(Unreadable, match="no HTML document"):
        _ = page(b"<!--<html><body><p>One.</p></body></html>").root


def test_a_page_beyond_the_limit_is_refused():
    with pytest.raises(Unreadable, match="larger than 8 MiB"):
        _ = page(b"<p>" + b"x" * MAX_BYTES).root
    with pytest.raises(Unreadable, match="more than 3 MiB beside scripts and pictures"):
        _ = page(b"<p>" + b"x" * MAX_TEXT).root


@pytest.mark.parametrize("spared", ["<script>{}</script>", "<style>{}</style>", "<img src='data:image/png;base64,{}'>"])
def test_scripts_and_pictures_written_into_a_page_may_be_longer(spared):
    assert page(b"<html>" + spared.format("x" * MAX_TEXT).encode() + b"<p>One.").root.find(".//p").text == "One."


@pytest.mark.parametrize(
    ("base", "found"),
    [("/other/", "https://a.example/other/x"), ("javascript:1", "https://a.example/dir/x"), ("", "https://a.example/dir/x")],
)
def test_relative_addresses_count_from_a_usable_base(base, found):
    assert page(f"<base href='{base}'><p>".encode()).absolute("x") == found


def test_an_absent_or_broken_address_is_none():
    assert page(b"<p>").absolute(None) is None
    assert page(b"<p>").absolute("http://[bad") is None


def test_no_entity_of_the_document_reads_a_file():
    body = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><body><p>a&x;b</p></body>'

    assert page(body).root.text_content().split("a")[-1].endswith("b")


def test_a_page_is_pickled_without_what_it_derived():
    first = Page(URL, b"<p>x</p>", {"content-type": "text/html"}, dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    assert first.root is first.root
    second = pickle.loads(pickle.dumps(first))

    assert all(getattr(second, name) == getattr(first, name) for name in ("url", "body", "headers", "fetched_at", "payload"))
    assert "root" not in vars(second)
    assert second.root.text_content() == "x"


@given(st.binary(max_size=300) | st.text(alphabet="<>/!-abdipv=\"' &;\x00\n", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(body):
    with contextlib.suppress(Unreadable):
        assert page(body).root.tag == "html"


def test_what_is_read_once_is_kept_with_the_page_and_not_sent_with_it():
    asked = []

    @once
    def length(page):
        asked.append(page.url)
        return len(page.elements)

    page, other = Page("https://x.example/", b"<p>one"), Page("https://x.example/", b"<p>one<p>two")
    assert [length(page), length(page), length(other), length(pickle.loads(pickle.dumps(page)))] == [4, 4, 5, 4]
    assert len(asked) == 3


def test_depth_cannot_be_hidden_by_end_tags_that_tables_ignore():
    body = (
        "<body>"
        + ("<div>" + "<table><tr><td>" * 100 + "</div>") * 90
        + "<h1>inside</h1>"
        + "</table>" * 9_000
        + "<h2>after</h2>"
    )
    found = page(body.encode()).root

    assert "inside" in found.text_content()
    assert "after" in found.text_content()
    assert sum(1 for _ in found.iter()) < MAX_DEPTH + 10
