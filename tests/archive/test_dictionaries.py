"""Raw pages are stored without what they have in common, and come back byte for byte."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import blobs, check, dictionaries, forget, pages, traces
from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.commenters import Person
from newsscrape.comments.cut import without_comments
from newsscrape.model import Comment, Thread
from newsscrape.text import fold

NOW = "2024-06-01T00:00:00Z"
MENU = "".join(
    f'<li class="menu-entry"><a href="/topic/{number}">Topic number {number * 7919}</a></li>' for number in range(20)
)
WORDS = [f"word{number}" for number in range(3000)]


def body(number, more=""):
    chosen = random.Random(number)
    text = " ".join(chosen.choices(WORDS, k=60))
    return f"<html><head><title>Title {number}</title></head><body><ul>{MENU}</ul><p>{text}</p>{more}</body></html>".encode()


def bodies(world):
    unpack = Unpacker(world.connection)
    return {
        url: unpack(data, dictionary)
        for url, data, dictionary in world.rows(
            "SELECT u.url, b.data, b.dictionary_id FROM pages p JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id"
        )
    }


def begin(world):
    dictionaries.begin(world.connection, world.path, world.run.site_id, NOW)


@pytest.fixture
def stocked(world):
    """An archive of enough pages, and its first dictionary; the next run packs with it."""
    world.stock(dictionaries.ENOUGH, body)
    begin(world)
    return world.start()


def test_pages_behind_the_first_ones_are_packed_with_a_dictionary(stocked):
    stocked.read(stocked.article("500"), body=body(500))

    dictionary, length = stocked.one("SELECT dictionary_id, length(data) FROM blobs ORDER BY id DESC LIMIT 1")
    assert dictionary == 1
    assert length < 0.76 * len(gzip.compress(body(500), 6))
    assert bodies(stocked)["https://gadgets.example/a500"] == body(500)
    assert [page.body for page in pages.of_article(stocked.connection, stocked.one("SELECT max(id) FROM articles"))] == [
        body(500)
    ]
    assert list(check.faults(stocked.connection, stocked.path)) == []


def test_too_few_pages_have_none_and_a_second_is_not_trained(world):
    world.stock(dictionaries.ENOUGH - 1, body)
    begin(world)
    assert world.rows("SELECT id FROM dictionaries") == []

    world.read(world.article("900"), body=body(900))
    begin(world)
    begin(world)
    assert world.rows("SELECT id, site_id, trained_at FROM dictionaries") == [(1, world.run.site_id, NOW)]


@pytest.mark.parametrize("policy", ["all", "latest"])
def test_the_same_page_is_known_again_however_it_is_packed(policy, new_world):
    world = new_world(pages=policy)
    world.stock(dictionaries.ENOUGH, body)
    begin(world)
    world.start()
    before = world.one("SELECT count(*), max(id) FROM blobs")
    world.read(world.article("1"), body=body(1))
    assert world.one("SELECT count(*), max(id) FROM blobs") == before

    world.read(world.article("1"), body=body(1, "more"))
    count = dictionaries.ENOUGH + (policy == "all")
    assert world.one("SELECT count(*) FROM blobs") == world.one("SELECT count(*) FROM pages") == count
    assert world.one("SELECT headers FROM pages ORDER BY fetched_at DESC LIMIT 1") == '{"content-type": "text/html"}'


def test_no_pages_no_dictionary(new_world):
    world = new_world(pages="none")
    world.stock(dictionaries.ENOUGH, body)
    begin(world)

    assert world.one("SELECT (SELECT count(*) FROM blobs), (SELECT count(*) FROM dictionaries)") == (0, 0)


def test_a_damaged_dictionary_is_told_and_stops_no_crawl(stocked):
    stocked.read(stocked.article("500"), body=body(500))
    stocked.connection.execute("UPDATE dictionaries SET data = x'00'")
    assert [fault.partition(":")[0] for fault in check.faults(stocked.connection, stocked.path)] == [
        f"raw page {dictionaries.ENOUGH + 1} cannot be unpacked"
    ]
    stocked.start().read(stocked.article("501"), body=body(501))
    assert stocked.one("SELECT dictionary_id FROM blobs ORDER BY id DESC LIMIT 1") is None

    stocked.connection.execute("PRAGMA foreign_keys = OFF")
    stocked.connection.execute("DELETE FROM dictionaries")
    faults = list(check.faults(stocked.connection, stocked.path))
    assert f"raw page {dictionaries.ENOUGH + 1} cannot be unpacked: its dictionary 1 is not there" in faults


def gone(world, name):
    person = Person(fold(name), None, None)
    done = forget.forget(world.connection, world.path, person, without_comments, NOW)
    return traces.search(world.connection, world.path, person, done.profiles)


def commented(name):
    return f'<ol class="comment-list"><li class="comment" id="comment-1"><b class="fn">{name}</b><p>Words</p></li></ol>'


def test_a_name_leaves_the_dictionary_too(world):
    thread = Thread("wordpress", "1", (Comment("1", "Words", author="Quirin Vale"),))
    world.stock(dictionaries.ENOUGH, lambda number: body(number, commented("Quirin Vale") if number % 3 == 0 else ""))
    world.read(world.article("1"), body=body(1001, commented("Quirin Vale")), threads=(thread,))
    begin(world)
    world.start().read(world.article("500"), body=body(500, commented("Quirin Vale")))
    (former,) = world.rows("SELECT data FROM dictionaries")
    assert b"Quirin Vale" in former[0]

    proof = gone(world, "Quirin Vale")

    assert proof.left == ()
    held = [*(file.read_bytes() for file in traces.files(world.path)), *bodies(world).values()]
    assert not [one for one in held if b"Quirin" in one]
    assert world.one("SELECT count(*) FROM dictionaries") == 1
    assert world.rows("SELECT id FROM blobs WHERE dictionary_id IS NULL") == []
    assert list(check.faults(world.connection, world.path)) == []


def test_a_dictionary_that_would_hold_the_name_of_an_author_is_given_up(world):
    thread = Thread("wordpress", "1", (Comment("1", "Words", author="Max McDee"),))
    world.stock(dictionaries.ENOUGH, lambda number: body(number, "<p>By Max McDee</p>"), body="By Max McDee")
    world.read(world.article("1", body="By Max McDee"), body=body(1001, commented("Max McDee")), threads=(thread,))
    begin(world)
    before = bodies(world)
    proof = gone(world, "Max McDee")

    assert proof.left == ()
    assert world.rows("SELECT id FROM dictionaries") == []
    assert {url: page for url, page in bodies(world).items() if url != "https://gadgets.example/a1"} == {
        url: page for url, page in before.items() if url != "https://gadgets.example/a1"
    }


def test_a_name_left_in_a_dictionary_is_told(stocked):
    data = blobs.trained([body(number, "Quirin Vale") for number in range(200)], dictionaries.SIZE)
    stocked.connection.execute("UPDATE dictionaries SET data = ?", (data,))
    proof = traces.search(stocked.connection, stocked.path, Person("Quirin Vale", None, None))

    assert proof.left[0] == "dictionary 1"


@pytest.fixture(scope="module")
def dictionary():
    data = blobs.trained([body(number) for number in range(100)], 20_000)
    return blobs.Dictionary(1, blobs.loaded(data))


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_come_back(dictionary, data):
    for one in (None, dictionary):
        packed = blobs.pack(data, one)
        unpack = Unpacker(None)
        unpack._met[1] = dictionary.content
        assert unpack(packed.data, packed.dictionary_id) == data
        assert packed.length == len(data)


def test_training_needs_something_in_common():
    assert blobs.trained([b""] * 3, 100) is None


def test_only_what_is_packed_otherwise_is_packed_again(stocked):
    site = stocked.run.site_id
    plain = [number for (number,) in stocked.rows("SELECT id FROM blobs ORDER BY id")]
    newest = dictionaries.newest(stocked.connection, site)

    assert dictionaries.packed_otherwise(stocked.connection, site, None) == []
    assert dictionaries.packed_otherwise(stocked.connection, site, newest) == plain
    dictionaries.repack(stocked.connection, plain[:3], newest)
    assert dictionaries.packed_otherwise(stocked.connection, site, None) == plain[:3]
    assert dictionaries.packed_otherwise(stocked.connection, site, newest) == plain[3:]
    plan = stocked.rows("EXPLAIN QUERY PLAN SELECT id FROM blobs WHERE dictionary_id = 1")
    assert "COVERING INDEX blobs_dictionary" in plan[0][3]
