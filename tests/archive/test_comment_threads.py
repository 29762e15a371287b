"""The view `comment_threads`: depth and reading order, whatever stands in `parent_id`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.archive import overview

INSERT = (
    "INSERT INTO comments(id, thread_id, article_id, key, parent_id, position, deleted_at, first_seen_at, body)"
    " VALUES (?, ?, 1, ?, ?, ?, ?, '2024-01-01T00:00:00Z', 'x')"
)
GONE = "2024-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def threads(new_world):
    """An article with two threads and no comments."""
    world = new_world()
    world.read(threads=(world.thread(key="1"), world.thread(key="2")))
    return world


def fill(world, rows):
    """Store comments, given as thread, parent, position and whether it is gone; their ids count from 1."""
    world.connection.execute("DELETE FROM comments")
    world.connection.execute("PRAGMA defer_foreign_keys = 1")
    world.connection.executemany(
        INSERT,
        [(number, thread, number, parent, position, GONE if gone else None)
         for number, (thread, parent, position, gone) in enumerate(rows, 1)],
    )  # fmt: skip


def shown(world, where="1"):
    return world.rows(f"SELECT thread_id, id, depth, path FROM comment_threads WHERE {where} ORDER BY thread_id, path")


def expected(rows):
    """The depth of every comment, walking up; in a circle, and below one, it is 0."""
    depths = {}
    for number, (thread, *_) in enumerate(rows, 1):
        at, above = number, []
        while (parent := rows[at - 1][1]) is not None and parent != at and rows[parent - 1][0] == thread:
            if parent == number or parent in above:
                above = []
                break
            above.append(parent)
            at = parent
        depths[number] = len(above)
    return depths


def graphs():
    def of(size):
        parent = st.none() | st.integers(1, size)
        return st.lists(st.tuples(st.sampled_from([1, 1, 1, 2]), parent, st.none() | st.integers(1, 9), st.booleans()),
                        min_size=size, max_size=size)  # fmt: skip

    return st.integers(1, 12).flatmap(of)


@given(rows=graphs())
def test_any_parents_give_every_current_comment_once_at_its_depth(threads, rows):
    threads.connection.execute("BEGIN")
    try:
        fill(threads, rows)
        found = shown(threads)
        bodies = overview.replies(threads.connection, 1)
        one = shown(threads, "thread_id = 2")
    finally:
        threads.connection.execute("ROLLBACK")

    depths = expected(rows)
    assert sorted(number for _, number, _, _ in found) == [n for n, row in enumerate(rows, 1) if not row[3]]
    assert {number: depth for _, number, depth, _ in found} == {n: depths[n] for n, row in enumerate(rows, 1) if not row[3]}
    assert one == [row for row in found if row[0] == 2]
    assert len(bodies) == len(found)
    for thread, number, depth, path in found:
        assert path.count("/") == depth
        parent = rows[number - 1][1]
        above = [other for other in found if other[0] == thread and other[1] == parent]
        if depth and above:
            assert path.startswith(above[0][3] + "/")


def test_a_circle_and_what_hangs_in_it_stand_at_the_top(threads):
    threads.connection.execute("BEGIN")
    fill(threads, [(1, 2, 1, False), (1, 1, 2, False), (1, 3, 3, False), (1, 1, 4, False), (2, 1, 5, False)])
    found = [row[:3] for row in shown(threads)]
    threads.connection.execute("ROLLBACK")

    assert found == [(1, 1, 0), (1, 2, 0), (1, 3, 0), (1, 4, 0), (2, 5, 0)]


def test_answers_to_what_is_gone_keep_their_place(threads):
    threads.connection.execute("BEGIN")
    fill(threads, [(1, None, 1, False), (1, 1, 2, True), (1, 2, 4, False), (1, None, 3, False)])
    found = [row[1:3] for row in shown(threads)]
    threads.connection.execute("ROLLBACK")

    assert found == [(1, 0), (3, 2), (4, 0)]


def test_deep_threads_are_in_order_and_their_paths_bounded(threads):
    """A trunk of 2,000 with a leaf at every level that comes before the trunk goes on."""
    trunk = [(1, 2 * level - 1 if level else None, 2 * level + 2, False) for level in range(2000)]
    leaves = [(1, 2 * level + 1, 1, False) for level in range(2000)]
    threads.connection.execute("BEGIN")
    fill(threads, [row for pair in zip(trunk, leaves, strict=True) for row in pair])
    found = shown(threads)
    threads.connection.execute("ROLLBACK")

    assert [number for _, number, _, _ in found] == list(range(1, 4001))
    assert [depth for _, _, depth, _ in found] == [level + leaf for level in range(2000) for leaf in (0, 1)]
    assert max(len(path) for *_, path in found) < 1000


def test_a_question_for_one_article_asks_nothing_of_the_others(threads):
    plan = [row[3] for row in threads.rows("EXPLAIN QUERY PLAN SELECT body FROM comment_threads WHERE article_id = 1")]

    assert plan[0].startswith("SEARCH t USING")
    assert not [step for step in plan if step.startswith("SCAN c")]
