import datetime as dt

import pytest

from newsscrape.discover import feeds
from newsscrape.page import Page

NOW = dt.datetime(2024, 6, 20, tzinfo=dt.UTC)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Hinge Weekly</title>
<item><title>A &amp; B</title><link>/a-news-1.php</link><pubDate>Wed, 12 Jun 2024 10:00:00 +0200</pubDate></item>
<item><title>C</title><link>https://x.example/c-news-2.php?a=1&amp;b=2</link></item>%s</channel></rss>"""


def page(body, **headers):
    return Page("https://x.example/feed.xml", body.encode() if isinstance(body, str) else body, headers, NOW)


def read(body, **headers):
    return [(target.url, target.kind, target.published) for target in feeds.read(page(body, **headers))]


def test_rss():
    assert read(RSS % "") == [
        ("https://x.example/a-news-1.php", "article", "2024-06-12T08:00:00Z"),
        ("https://x.example/c-news-2.php?a=1&b=2", "article", None),
    ]


def test_atom_prefers_the_page_over_the_entry_itself_and_falls_back_to_updated():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>tag:x,1</id>
    <link rel="self" href="/1.atom"/><link rel="alternate" href="/1.html"/>
    <updated>2024-06-11T07:00:00Z</updated></entry></feed>"""
    assert read(atom) == [("https://x.example/1.html", "article", "2024-06-11T07:00:00Z")]


def test_rdf():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://x.example/1"><title>t</title>
    <link>https://x.example/1</link><dc:date>2024-06-10T12:00:00+02:00</dc:date></item></rdf:RDF>"""
    assert read(rdf) == [("https://x.example/1", "article", "2024-06-10T10:00:00Z")]


def test_broken_xml_is_read_as_far_as_it_makes_sense():
    broken = RSS % "<item><title>R&D</title><link>https://x.example/d</link><pubDate>Thu, 13 Jun 2024 09:00:00 GMT</pubDate>"
    assert read(broken)[-1] == ("https://x.example/d", "article", "2024-06-13T09:00:00Z")


def test_the_original_address_beats_a_feed_services_redirect_and_a_permanent_guid_stands_in_for_a_link():
    items = """<item><link>https://feeds.example/~r/1</link>
    <feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://x.example/1</feedburner:origLink></item>
    <item><guid isPermaLink="true">https://x.example/2</guid></item><item><guid isPermaLink="false">77</guid></item>"""
    assert [url for url, *_ in read(RSS % items)][2:] == ["https://x.example/1", "https://x.example/2"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://[bad", "mailto:a@b.example", ""])
def test_an_entry_without_a_usable_address_is_left_out(link):
    assert len(read(RSS % f"<item><title>x</title><link>{link}</link></item>")) == 2


def test_of_two_entries_with_one_address_the_first_counts():
    assert len(read(RSS % "<item><link>/a-news-1.php</link><pubDate>Wed, 01 Jan 2020 00:00:00 GMT</pubDate></item>")) == 2


@pytest.mark.parametrize("date", ["Wed, 31 Feb 2024 10:00:00 GMT", "01 Jan 2199", "soon", "0"])
def test_a_date_that_cannot_be_believed_is_no_hint(date):
    assert read(RSS % f"<item><link>/n</link><pubDate>{date}</pubDate></item>")[-1][2] is None


def test_the_next_page_of_a_paged_feed():
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="?page=2"/></feed>'
    assert read(atom) == [("https://x.example/feed.xml?page=2", "feed", None)]


def test_entities_are_neither_fetched_nor_blown_up():
    bomb = '<!DOCTYPE r [<!ENTITY a "lollollol">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    bomb += '<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    targets = read(bomb + "<rss><channel><item><title>&h;&x;</title><link>https://x.example/1</link></item></channel></rss>")
    assert [url for url, *_ in targets] in ([], ["https://x.example/1"])


def test_the_charset_of_the_header_is_obeyed():
    body = (RSS % "<item><link>https://x.example/grün</link></item>").replace('<?xml version="1.0"?>', "").encode("latin-1")
    assert read(body, **{"content-type": "application/rss+xml; charset=iso-8859-1"})[-1][0] == "https://x.example/gr%C3%BCn"


@pytest.mark.parametrize(
    ("body", "is_feed"),
    [
        (RSS % "", True),
        ("\ufeff  <!-- made by hand --><rss>", True),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>', True),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom">', True),
        ("<rdf:RDF>", True),
        ("<html><body><p>an <rss> tag", False),
        ("<urlset>", False),
        ("", False),
        ("<!--" * 2000, False),
    ],
)
def test_sniff(body, is_feed):
    assert feeds.sniff(page(body)) is is_feed


def test_nothing_is_read_from_nothing():
    assert read("") == read("<html>") == []


ITEM = "<item><title>Hinge %s</title><link>https://x.example/%s</link><pubDate>Wed, 12 Jun 2024 10:00:00 GMT</pubDate></item>"
ITEMS = "".join(ITEM % (n, n) for n in range(1, 4))
URLS = [f"https://x.example/{n}" for n in range(1, 4)]
CHANNEL = f"<channel><title>Hinge Weekly</title><link>https://x.example/</link>{ITEMS}</channel>"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BARE = f'<rss version="2.0">{CHANNEL}</rss>'


@pytest.mark.parametrize(
    "document",
    [
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "rss-0.91.dtd"><rss version="0.91">{CHANNEL}</rss>',
        f'<?xml version="1.0"?><rss version="0.92">{CHANNEL}</rss>',
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://my.netscape.com/rdf/simple/0.9/">{ITEMS}</rdf:RDF>',
        '<?xml version="1.0"?><feed version="0.3" xmlns="http://purl.org/atom/ns#">'
        + "".join(f'<entry><link rel="alternate" href="{url}"/><issued>2024-06-12T10:00:00Z</issued></entry>' for url in URLS)
        + "</feed>",
    ],
    ids=["rss 0.91", "rss 0.92", "rss 0.90", "atom 0.3"],
)
def test_the_older_forms(document):
    assert feeds.sniff(page(document))
    assert read(document) == [(url, "article", "2024-06-12T10:00:00Z") for url in URLS]


@pytest.mark.parametrize(
    "document",
    [
        BARE.replace("Hinge 2", "R&D & more"),
        BARE.replace("Hinge 2", "Gr&uuml;ner&nbsp;Hinge &rarr;"),
        BARE.replace("Hinge 2", "a < b"),
        BARE.replace("Hinge 2", "\x0b\x01"),
        "\n\n  \n" + BARE,
        "\ufeff" + BARE,
        '\n<?xml version="1.0" encoding="utf-8"?>' + BARE,
        BARE.replace("Hinge 2", "<dc:creator>Ida</dc:creator><media:thumbnail url='i.jpg'/>"),
        BARE.replace("</channel></rss>", ""),
        BARE.replace("</item></channel></rss>", ""),
        ('<?xml version="1.0" encoding="utf-8"?>' + BARE.replace("Hinge 2", "Grüner Hinge")).encode("latin-1"),
        ('<?xml version="1.0" encoding="utf-16"?>' + BARE).encode(),
        ('<?xml version="1.0" encoding="no-such-charset"?>' + BARE).encode(),
    ],
    ids=[
        *(
            "ampersand",
            "undeclared entities",
            "bare less-than",
            "control characters",
            "leading lines",
            "mark",
            "late declaration",
        ),
        *(
            "undeclared namespaces",
            "no end",
            "cut in an item",
            "latin-1 called utf-8",
            "utf-8 called utf-16",
            "unknown charset",
        ),
    ],
)
def test_a_broken_feed_gives_what_is_readable(document):
    assert feeds.sniff(page(document))
    assert [url for url, *_ in read(document)] == URLS


def test_a_feed_cut_off_gives_what_came_before():
    whole = '<rss version="2.0"><channel>' + "".join(ITEM % (n, n) for n in range(1, 200)) + "</channel></rss>"
    found = [url for url, *_ in read(whole[: len(whole) // 2])]
    assert found[:90] == [f"https://x.example/{n}" for n in range(1, 91)]
    assert 90 < len(found) < 110


@pytest.mark.parametrize(
    "reference",
    ["&#xD800;", "&#57343;", "&#x110000;", "&#1114112;", "&#x0000389A6B2", f"&#{'9' * 5_000};", "&#x1F4F1; &#0000062;"],
    ids=["half", "half in decimals", "beyond", "beyond in decimals", "no semicolon", "long", "good ones"],
)
@pytest.mark.parametrize("document", [RSS, RSS.replace("<channel>", "<>&<channel>")], ids=["well-formed", "broken"])
def test_a_reference_to_no_character_costs_the_feed_nothing(document, reference):
    told = document.replace("Hinge Weekly", f"Hinge {reference}")

    assert told != document
    assert [url for url, *_ in read(told)] == [url for url, *_ in read(RSS)]


@pytest.mark.parametrize("tail", ["</channel></rss>", ""])
def test_of_an_endless_feed_the_first_entries_are_read(tail):
    whole = '<rss version="2.0"><channel>' + "".join(ITEM % (n, n) for n in range(2 * feeds.MOST_ENTRIES)) + tail

    assert [url for url, *_ in read(whole)] == [f"https://x.example/{n}" for n in range(feeds.MOST_ENTRIES)]


def test_of_a_feed_too_long_the_entries_that_fit_are_read():
    long = (ITEM % (2, 2)).replace("</item>", f"<description>{'words ' * (feeds.MOST_CHARACTERS // 6)}</description></item>")
    whole = '<rss version="2.0"><channel>' + ITEM % (1, 1) + long + ITEM % (3, 3) + "</channel></rss>"

    assert [url for url, *_ in read(whole)] == ["https://x.example/1"]
