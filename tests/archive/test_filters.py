import pytest

from newsscrape.archive.filters import Filter
from newsscrape.model import Instant


@pytest.fixture(scope="module")
def calendar(new_world):
    """Articles whose own day is not that of UTC, at either end."""
    world = new_world()
    for key, utc, offset in (
        ("samoa", "2024-01-31T11:00:00Z", 13 * 60),  # 1 February there
        ("kiribati", "2024-01-31T10:30:00Z", 14 * 60),  # half past midnight on 1 February
        ("baker", "2024-02-02T11:30:00Z", -12 * 60),  # still 1 February
        ("london", "2024-02-01T23:59:59Z", 0),
        ("before", "2024-01-31T23:59:59Z", 0),
        ("after", "2024-02-02T00:00:00Z", 0),
    ):
        published = Instant(utc, utc, "second", offset, "stated")
        world.read(world.article(key, published=published))
    world.read(world.article("undated"))
    return world.connection


def keys(connection, **values):
    condition, given = Filter(**values).where(connection)
    return {key for (key,) in connection.execute(f"SELECT key FROM articles WHERE {condition}", given)}


DAY = {"samoa", "kiribati", "baker", "london"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"since": "2024-02-01", "until": "2024-02-01"}, DAY),
        ({"since": "2024-02-01"}, DAY | {"after"}),
        ({"until": "2024-02-01"}, DAY | {"before"}),
        ({"since": "2024-02-01T00:00:00Z"}, {"baker", "london", "after"}),
        ({"since": "2024-02", "until": "2024-03"}, DAY | {"after"}),
        ({"since": "0001-01-01", "until": "9999-12-31"}, DAY | {"before", "after"}),
        ({"since": "2024-02-30"}, set()),
    ],
)
def test_a_day_counts_by_the_page_s_own_calendar(calendar, values, expected):
    assert keys(calendar, **values) == expected


@pytest.mark.parametrize(
    ("values", "index"),
    [
        ({"since": "2024-01-01", "until": "2024-01-31"}, "COVERING INDEX articles_published"),
        ({"site": "gadgets", "since": "2024-01-01"}, "COVERING INDEX articles_site_published"),
    ],
)
def test_the_newest_of_some_days_come_in_their_order_from_an_index(calendar, values, index):
    condition, given = Filter(**values).where(calendar)
    query = f"EXPLAIN QUERY PLAN SELECT id FROM articles WHERE {condition} ORDER BY published DESC LIMIT 9"
    (plan,) = [row[3] for row in calendar.execute(query, given)]

    assert index in plan


@pytest.mark.parametrize("values", [{"author": "x"}, {"tag": "x"}])
def test_authors_and_tags_lead_to_their_articles(calendar, values):
    condition, given = Filter(**values).where(calendar)
    plan = [row[3] for row in calendar.execute(f"EXPLAIN QUERY PLAN SELECT id FROM articles WHERE {condition}", given)]

    assert any(line.startswith("SEARCH x USING COVERING INDEX article_") for line in plan), plan
