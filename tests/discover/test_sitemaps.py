import datetime as dt
import gzip

import pytest

from newsscrape.discover import sitemaps
from newsscrape.page import Page

NOW = dt.datetime(2024, 6, 20, tzinfo=dt.UTC)
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(body):
    return Page("https://x.example/sitemap.xml", body.encode() if isinstance(body, str) else body, {}, NOW)


def read(body):
    return [(target.url, target.kind, target.published) for target in sitemaps.read(page(body))]


def test_urlset_with_images_and_news():
    xml = f"""<?xml version="1.0"?><urlset {NS} xmlns:image="i" xmlns:news="n">
    <url><image:image><image:loc>https://x.example/i.jpg</image:loc></image:image>
    <loc> https://x.example/1?a=1&amp;b=2 </loc><lastmod>2024-06-12</lastmod></url>
    <url><loc>/2</loc><lastmod>2024-06-13</lastmod>
    <news:news><news:publication_date>2024-06-11T10:00:00+02:00</news:publication_date></news:news></url>
    <url><loc>https://x.example/1?a=1&amp;b=2</loc></url></urlset>"""
    assert read(xml) == [
        ("https://x.example/1?a=1&b=2", "article", "2024-06-12T00:00:00Z"),
        ("https://x.example/2", "article", "2024-06-11T08:00:00Z"),
    ]


def test_index():
    xml = f"<sitemapindex {NS}><sitemap><loc>/s1.xml.gz</loc><lastmod>2024-06-01</lastmod></sitemap></sitemapindex>"
    assert read(xml) == [("https://x.example/s1.xml.gz", "sitemap", "2024-06-02T12:00:00Z")]


@pytest.mark.parametrize(
    ("lastmod", "until"),
    [
        ("2024-06-01T10:00:00+02:00", "2024-06-01T08:00:00Z"),
        ("2024-06-01", "2024-06-02T12:00:00Z"),
        ("2024-06-01T08:00Z", "2024-06-01T08:00:00Z"),
        ("never", None),
    ],
)
def test_a_sitemap_may_have_been_modified_until_the_end_of_what_is_named(lastmod, until):
    xml = f"<sitemapindex><sitemap><loc>/1</loc><lastmod>{lastmod}</lastmod></sitemap></sitemapindex>"
    assert read(xml) == [("https://x.example/1", "sitemap", until)]


def test_pictures_films_and_other_languages_do_not_disturb():
    xml = f"""<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
    xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><xhtml:link rel="alternate" hreflang="de" href="https://x.example/de/1"/>
    <video:video><video:content_loc>https://x.example/v.mp4</video:content_loc><video:player_loc>/p</video:player_loc>
    <video:publication_date>2001-01-01</video:publication_date></video:video>
    <image:image><image:loc>https://x.example/i.jpg</image:loc><image:title>t</image:title></image:image>
    <loc>https://x.example/en/1</loc><lastmod>2024-06-12</lastmod></url>
    <url><loc>https://x.example/de/1</loc><xhtml:link rel="alternate" hreflang="en" href="https://x.example/en/1"/></url></urlset>"""
    assert read(xml) == [
        ("https://x.example/en/1", "article", "2024-06-12T00:00:00Z"),
        ("https://x.example/de/1", "article", None),
    ]


def test_gzip_is_told_by_its_first_bytes():
    packed = gzip.compress(b"<urlset><url><loc>/1</loc></url></urlset>")
    assert sitemaps.sniff(page(packed))
    assert read(packed) == [("https://x.example/1", "article", None)]


def test_the_last_entry_of_a_document_that_is_cut_off_is_not_believed():
    whole = b"<urlset>" + b"".join(b"<url><loc>/number-%d</loc></url>" % i for i in range(2000)) + b"</urlset>"
    for cut in (whole[: len(whole) // 2], gzip.compress(whole)[:4000]):
        urls = [url for url, *_ in read(cut)]
        assert 100 < len(urls) < 2000
        assert urls == [f"https://x.example/number-{i}" for i in range(len(urls))]


def test_a_gzip_bomb_is_read_to_the_limit_only(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 1 << 20)
    assert read(gzip.compress(b"<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url>" + b" " * (20 << 20))) == [
        ("https://x.example/1", "article", None)
    ]


def test_at_most_so_many_entries(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ENTRIES", 3)
    assert len(read("<urlset>" + "".join(f"<url><loc>/{i}</loc></url>" for i in range(9)) + "</urlset>")) == 3


def test_a_bare_ampersand_does_not_cost_the_address():
    assert (
        read("<urlset><url><loc>https://x.example/?a=1&b=2&amp;c=3</loc></url></urlset>")[0][0]
        == "https://x.example/?a=1&b=2&c=3"
    )


@pytest.mark.parametrize("loc", ["javascript:x", "", "http://[bad"])
def test_an_entry_without_a_usable_address_is_left_out(loc):
    assert read(f"<urlset><url><loc>{loc}</loc></url><url><loc>/1</loc></url></urlset>") == [
        ("https://x.example/1", "article", None)
    ]


def test_entities_are_neither_fetched_nor_blown_up():
    bomb = "<!DOCTYPE urlset [<!ENTITY a 'lollollol'>" + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    bomb += "<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    urls = [url for url, *_ in read(f"{bomb}<urlset><url><loc>/&h;&x;</loc></url><url><loc>/1</loc></url></urlset>")]
    assert urls[-1] == "https://x.example/1"
    assert all(len(url) < 100 for url in urls)


def test_a_gzip_file_of_two_members():
    packed = gzip.compress(b"<urlset><url><loc>/1</loc></url>") + gzip.compress(b"<url><loc>/2</loc></url></urlset>")
    assert [url for url, *_ in read(packed)] == ["https://x.example/1", "https://x.example/2"]


def test_a_date_that_cannot_be_believed_is_no_hint():
    assert read("<urlset><url><loc>/1</loc><lastmod>2199-01-01</lastmod></url></urlset>")[0][2] is None


@pytest.mark.parametrize(
    ("body", "is_sitemap"), [("<sitemapindex>", True), ("<x:urlset>", True), ("<html>", False), ("", False)]
)
def test_sniff(body, is_sitemap):
    assert sitemaps.sniff(page(body)) is is_sitemap


@pytest.mark.parametrize("body", [b"", b"\x1f\x8bno gzip", b"<html><body>no", b"<urlset><url>"])
def test_nothing_is_read_from_nothing(body):
    assert read(body) == []


def test_a_name_of_half_a_character_ends_what_is_read():
    assert read('<urlset><url><loc>/1</loc></url><g xmlns="&#xD800;"><url><loc>/2</loc></url></g></urlset>') == [
        ("https://x.example/1", "article", None)
    ]
