"""Atom and JSON-LD: what programs of others read."""

import datetime as dt
import json

import feedparser
from lxml import etree

from newsscrape import export

OPTIONS = export.Options(title="quiet & loud", now=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
ATOM = "{http://www.w3.org/2005/Atom}"


def _atom(articles, options=OPTIONS):
    return b"".join(export.chunks(articles, "atom", options))


def test_a_feed_has_what_rfc_4287_asks_for(full, bare):
    root = etree.fromstring(_atom([full, bare]))

    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name").text
        assert entry.find(f"{ATOM}link").get("rel") == "alternate"


def test_a_feed_is_read_by_a_feed_reader(full, bare):
    feed = feedparser.parse(_atom([full, bare]))
    one, other = feed.entries

    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "quiet & loud")
    assert feed.feed.updated == other.updated == "2026-01-02T03:04:05Z"
    assert (one.link, other.link) == (full.url, bare.url)
    assert (one.published, one.updated) == ("2024-05-06T07:08:09Z", "2024-05-07T00:00:00Z")
    assert [author.name for author in one.authors] == ["Ada", "Bo"]
    assert one.tags[0].term == "cars"
    assert "<strong>only</strong>" in one.content[0].value
    assert (other.title, other.author) == (bare.url, "demo")


def test_ids_stay_whatever_else_changes(full, bare):
    def ids(*articles, **options):
        feed = feedparser.parse(_atom(articles, export.Options(**options)))
        return feed.feed.id, *(entry.id for entry in feed.entries)

    first, again, other = ids(full, bare), ids(full, bare), ids(bare, full, title="other")
    assert first == again
    assert first[1:] == (other[2], other[1])
    assert len({*first, *other}) == 4


def test_an_empty_feed_is_one():
    assert feedparser.parse(_atom([])).bozo is False


def test_json_ld_is_one_graph_with_its_context_once(full, bare):
    graph = json.loads(b"".join(export.chunks([full, bare], "jsonld")))

    assert (graph["@context"], [node["@id"] for node in graph["@graph"]]) == ("https://schema.org", [full.url, bare.url])
    assert [{"@context": "https://schema.org", **node} for node in graph["@graph"]] == [full.to_json_ld(), bare.to_json_ld()]
    assert json.loads(b"".join(export.chunks([], "jsonld"))) == {"@context": "https://schema.org", "@graph": []}
