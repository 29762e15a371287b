"""What the file consists of, and how fast it grows."""

import pytest

from newsscrape.archive import growth


def parts(world):
    return {part.name: part for part in growth.parts(world.connection, world.path)}


def noise(number):
    return b"".join(f"{number * 7919 + at * at}".encode() for at in range(4000))


def test_the_parts_are_the_file(world):
    world.read(threads=(world.thread("c1"),), body=noise(1))
    world.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = parts(world)

    assert list(found) == list(growth.PARTS)
    assert sum(part.bytes for part in found.values()) == world.path.stat().st_size
    assert found["raw pages"].bytes > world.one("SELECT length(data) FROM blobs")
    assert {part.a_day for part in found.values()} == {None}


def test_a_file_too_big_to_be_walked_through_is_summed(world, monkeypatch):
    world.read(body=noise(1))
    monkeypatch.setattr(growth, "_WALKED", 0)
    found = parts(world)

    assert list(found) == ["raw pages", "all else"]
    assert found["raw pages"].bytes == world.one("SELECT length(data) FROM blobs")


@pytest.mark.parametrize("policy", ["all", "latest"])
def test_growth_is_told_by_the_runs_behind_each_sites_first(policy, new_world):
    world = new_world(pages=policy)
    world.stock(3, noise)
    world.finish()
    for number in range(10, 14):
        world.read(world.article(str(number)), body=noise(number))
        world.read(world.article("1"), body=noise(number + 100))
        world.finish()
    found = parts(world)

    days = world.one("SELECT julianday(max(finished_at)) - julianday(min(finished_at)) FROM runs")
    new = "id > 3" if policy == "all" else "url_id > 3"
    stored = world.one(f"SELECT sum(length(data)) FROM blobs WHERE id IN (SELECT blob_id FROM pages WHERE {new})")
    assert found["raw pages"].a_day == pytest.approx(stored / days, rel=0.01)
    assert found["articles"].a_day == pytest.approx(found["articles"].bytes * 4 / 7 / days, rel=0.01)
    assert found["comments"].a_day == 0
    assert found["crawl log"].a_day > 0


def test_an_archive_without_a_run_that_ended(world):
    assert {part.a_day for part in growth.parts(world.connection, world.path)} == {None}
