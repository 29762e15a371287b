"""The schema as analysts rely on it, and the page that describes it."""

import pathlib
import re

import pytest

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "archive.md"
HIDDEN = re.compile(r"sqlite_|_fts_(data|idx|docsize|config)$")


@pytest.fixture(scope="module")
def filled(new_world):
    world = new_world()
    world.read(world.article(title="An electric sedan"), threads=(world.thread("c1"),))
    return world


def schema(world):
    names = world.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    return {
        name: [column[0] for column in world.connection.execute(f"SELECT * FROM {name} LIMIT 0").description]
        for (name,) in names
        if not HIDDEN.search(name)
    }


def documented():
    sections = re.split(r"^#{2,3} ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name.strip(): body for name, _, body in (section.partition("\n") for section in sections[1:])}


def test_every_table_and_column_is_described(filled):
    told = documented()
    for name, columns in schema(filled).items():
        assert name in told, f"docs/archive.md does not describe {name}"
        named = set(re.findall(r"`(\w+)`", told[name]))
        assert not set(columns) - named, f"docs/archive.md, {name}: {set(columns) - named} is not described"


def test_nothing_is_described_that_is_not_there(filled):
    known = schema(filled)
    tables = [name for name in documented() if re.fullmatch(r"[a-z_]+", name)]

    assert set(tables) == set(known)
    for name in tables:
        bullets = re.findall(r"(?:^- |· )`(\w+)`", documented()[name], flags=re.MULTILINE)
        assert set(bullets) == set(known[name]), name


def test_all_tables_are_strict(filled):
    rows = filled.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")

    assert {name for name, strict in rows if not strict} <= {"sqlite_schema", "_sqlite_migrations"} | {
        name for name, _ in rows if HIDDEN.search(name)
    }


def test_unique_columns_are_never_null(filled):
    for name in schema(filled):
        info = {row[1]: row[3] or row[5] for row in filled.rows(f"PRAGMA table_info({name})")}
        for _, index, unique, origin, _ in filled.rows(f"PRAGMA index_list({name})"):
            if unique and origin == "u" and not name.startswith("_"):
                columns = [row[2] for row in filled.rows(f"PRAGMA index_info({index})")]
                assert all(info[column] for column in columns), (name, columns)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM articles WHERE site_id = 1 AND published_day >= '2024'",
        "SELECT sum(word_count) FROM articles WHERE site_id = 1 GROUP BY published_day",
        "SELECT article_id FROM article_authors WHERE author_id = 1",
        "SELECT article_id FROM article_tags WHERE tag_id = 1",
        "SELECT url_id, status FROM fetches WHERE run_id = 1",
        "SELECT requested_at, seconds FROM fetches WHERE host = 'x' ORDER BY requested_at",
    ],
)
def test_common_questions_are_answered_from_an_index(filled, query):
    (plan,) = {row[3] for row in filled.rows("EXPLAIN QUERY PLAN " + query)}

    assert re.search(r"COVERING INDEX|PRIMARY KEY", plan), plan


@pytest.mark.parametrize(
    "table", ["articles", "comments", "authors", "images", "pages", "urls", "threads", "blobs", "dictionaries"]
)
def test_no_reference_needs_a_scan_when_its_row_goes(filled, table):
    """A row can only be deleted quickly where every column that refers to its table has an index."""
    for name in schema(filled):
        for row in filled.rows(f"PRAGMA foreign_key_list({name})"):
            if row[2] == table and row[3] != "found_on_id":
                plan = filled.rows(f"EXPLAIN QUERY PLAN SELECT 1 FROM {name} WHERE {row[3]} = 1")
                assert plan[0][3].startswith("SEARCH"), (name, row[3])
