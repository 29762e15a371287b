"""The same story on several sites: what is one, who was first, and that nothing hangs on the order of arrival."""

import itertools
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.archive import articles, runs, stories
from newsscrape.archive.likeness import FEWEST, bands, jaccard, shingles
from newsscrape.cli import main
from newsscrape.errors import BadArgument
from newsscrape.model import Article, Instant

WORDS = "amber brisk cobalt dune ember frost grain harbor inlet jasper kelp lumen maple nickel opal pine quartz slate tide"
NOW = "2024-05-06T12:00:00Z"


def text(seed, length=80):
    """Return words without end, others for every seed."""
    words = WORDS.split()
    return " ".join(f"{words[(seed * 7 + n * n) % len(words)]}{seed}x{n % 41}" for n in range(length))


def put(world, site, key, body, hour=0):
    site_id = runs.site_id(world.connection, runs.SiteRow(site, f"{site}.example", site, "made up"))
    when = f"2024-05-05T{hour:02}:00:00Z"
    article = Article(
        site=site, key=key, url=f"https://{site}.example/{key}", title=f"{site} {key}", body=body,
        published=Instant(when, when, "second", 0, "stated"),
    )  # fmt: skip
    return articles.insert(world.connection, site_id, article, NOW)


def update(world):
    return stories.update(world.connection, world.path)


def groups(world):
    rows = world.rows("SELECT story_id, site, title FROM story_list ORDER BY story_id, title")
    return {frozenset(title for _, _, title in group) for _, group in itertools.groupby(rows, key=lambda row: row[0])}


def test_copies_on_other_sites_are_one_story(new_world):
    world = new_world()
    late = put(world, "beta", "1", "An own beginning of it. " + text(1), hour=9)
    first = put(world, "alpha", "1", text(1), hour=7)
    put(world, "gamma", "1", text(2))

    assert update(world) == 3
    assert groups(world) == {frozenset({"alpha 1", "beta 1"})}
    rows = world.rows('SELECT article_id, "first", hours, similarity FROM story_list ORDER BY hours')
    assert [row[:3] for row in rows] == [(first, 1, 0.0), (late, 0, 2.0)]
    assert all(0.8 < row[3] < 1 for row in rows)
    world.sound()


def test_what_one_site_repeats_and_what_is_too_short_is_none(new_world):
    world = new_world()
    put(world, "alpha", "1", text(1))
    put(world, "alpha", "2", text(1))
    put(world, "alpha", "3", text(3, FEWEST - 1))
    put(world, "beta", "3", text(3, FEWEST - 1))

    assert update(world) == 2
    assert groups(world) == set()
    assert stories.pending(world.connection) == 0


def test_a_second_time_writes_nothing(new_world):
    world = new_world()
    put(world, "alpha", "1", text(1))
    put(world, "beta", "1", text(1))
    update(world)
    before, written = world.dump("stories", "story_bands", "story_pairs", "articles"), world.connection.total_changes

    assert update(world) == 0
    assert world.connection.total_changes == written
    assert world.dump(*before) == before


def test_a_story_keeps_its_number_when_an_earlier_article_comes(new_world):
    world = new_world()
    put(world, "beta", "1", text(1), hour=8)
    put(world, "gamma", "1", text(1), hour=9)
    update(world)
    first = put(world, "alpha", "1", text(1), hour=1)
    update(world)

    assert world.rows("SELECT id, first_article_id FROM stories") == [(1, first)]
    assert len(groups(world)) == 1


def test_a_changed_text_leaves_its_story(new_world):
    world = new_world()
    put(world, "alpha", "1", text(1))
    put(world, "beta", "1", text(1))
    changed = put(world, "gamma", "1", text(1))
    update(world)
    world.connection.execute("UPDATE articles SET body = ? WHERE id = ?", (text(9), changed))
    world.connection.execute("UPDATE articles SET title = 'Another title' WHERE id = 1")

    assert update(world) == 1
    assert groups(world) == {frozenset({"Another title", "beta 1"})}
    world.connection.execute("UPDATE articles SET body = NULL WHERE id = 1")
    update(world)
    assert groups(world) == set()
    assert world.rows("SELECT * FROM stories") == []


def test_the_order_of_arrival_makes_no_difference(new_world):
    """Three texts, each like the next one: the first and the last are one story by the one between."""
    long = text(1, 120).split()
    told = [("alpha", long[:80]), ("beta", long[15:95]), ("gamma", long[30:110]), ("alpha", text(5).split())]
    found = []
    for order in itertools.permutations(range(4), 4):
        world = new_world() if not found else found[0][0]
        world.connection.execute("DELETE FROM articles")
        for place, number in enumerate(order):
            site, words = told[number]
            put(world, site, str(number), " ".join(words))
            if place % 2:
                update(world)
        update(world)
        found.append((world, groups(world)))

    assert all(one == {frozenset({"alpha 0", "beta 1", "gamma 2"})} for _, one in found)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)).filter(lambda pair: pair[0] != pair[1])), st.randoms())
def test_groups_hang_on_the_pairs_alone(pairs, chance):
    found = stories.components(pairs)

    mixed = [pair if chance.random() < 0.5 else pair[::-1] for pair in chance.sample(pairs, len(pairs))]
    assert stories.components(mixed) == found
    where = {number: place for place, group in enumerate(found) for number in group}
    assert sum(map(len, found)) == len(where) == len({number for pair in pairs for number in pair})
    assert all(where[one] == where[other] for one, other in pairs)


@settings(max_examples=10)
@given(st.text(), st.text())
def test_likeness_is_symmetric_and_full_for_the_same(one, other):
    long, short = shingles(f"{one} {text(1)}"), shingles(f"{other} {text(2)}")

    assert jaccard(long, short) == jaccard(short, long)
    assert jaccard(long, long) == 1.0
    assert bands(long) == bands(frozenset([*long][::-1]))


def test_hashes_are_the_same_on_every_machine():
    assert bands(frozenset({"one two three", "two three four"}))[:2] == [802887920160703022, 2170813195923951038]


class TestCommand:
    def run(self, world, *arguments):
        return CliRunner().invoke(main, ["stories", *arguments, "--archive", str(world.path)])

    def test_it_lists_who_was_first_and_how_late_the_others_were(self, new_world):
        world = new_world()
        put(world, "alpha", "1", text(1), hour=7)
        put(world, "beta", "1", text(1), hour=9)

        waiting = self.run(world)
        told = self.run(world, "--update", "--site", "beta", "--since", "2024-05-05")

        assert waiting.stdout.splitlines()[-1] == "2 articles not compared yet: `newsscrape stories --update`"
        assert told.stdout.splitlines() == [
            "2 articles compared",
            "",
            "alpha 1",
            "alpha  2024-05-05 07:00  first   100%  https://alpha.example/1",
            "beta   2024-05-05 09:00  +2.0 h  100%  https://beta.example/1",
        ]
        assert self.run(world, "--since", "2024-05-06").stdout == "No story is told by several sites.\n"

    def test_without_the_library_it_says_how_to_get_it(self, new_world, monkeypatch):
        world = new_world()
        put(world, "alpha", "1", text(1))
        monkeypatch.setitem(sys.modules, "rensa", None)

        said = self.run(world, "--update")

        assert said.exit_code == 2
        assert said.stderr == "newsscrape: stories need a library that is not installed: pip install newsscrape[stories]\n"
        with pytest.raises(BadArgument):
            bands(shingles(text(1)))
