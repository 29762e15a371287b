"""Subscription lists as feed readers export them, and what only looks like one."""

import pytest

from newsscrape.errors import BadArgument
from newsscrape.guess import opml
from newsscrape.guess.opml import Subscription

LIST = """<?xml version="1.0" encoding="iso-8859-1"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Gadgets"><outline text="Deeper">
<outline type="rss" text="T\xe9l\xe9phones" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline></outline>
<outline text="Again" xmlUrl="https://a.example/feed"/>
<outline title="Named &amp; so" text="other" XMLURL="https://b.example/rss.xml"/>
<outline text="No feed"/><outline text="Odd" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_folders_are_walked_and_each_feed_stands_once():
    assert opml.read(LIST.encode("latin-1"), "x.opml") == (
        Subscription("https://a.example/feed", "https://a.example/", "Téléphones"),
        Subscription("https://b.example/rss.xml", None, "Named & so"),
    )


def test_what_is_broken_is_read_as_far_as_it_makes_sense():
    assert [each.title for each in opml.read(LIST.partition('<outline text="No feed')[0].encode("latin-1"), "x")] == [
        "Téléphones",
        "Named & so",
    ]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "x.opml: no OPML"),
        (b"\x00\xff\x00", "x.opml: no OPML"),
        (b"<html><body>Hello</body></html>", "x.opml: no OPML; give the subscription list that a feed reader exports"),
        (b"<opml><body><outline text='x'/></body></opml>", r"none of its outlines names a feed \(xmlUrl=\)"),
        (
            b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline xmlUrl="https://a.example/&a;"/></body></opml>',
            "defines entities",
        ),
        ('<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml/>'.encode("utf-16"), "defines entities"),
        (b"<opml>" + b" " * opml.MOST_BYTES, "is larger than 4 MiB"),
    ],
)
def test_what_is_none_is_refused(document, said):
    with pytest.raises(BadArgument, match=said):
        opml.read(document, "x.opml")
