"""The notes that come with the package are those of docs/archive.md, and say something of all there is."""

import pathlib
import re

from newsscrape.archive import notes

ROOT = pathlib.Path(__file__).resolve().parents[2]
HIDDEN = re.compile(r"sqlite_|_sqlite|_fts_(data|idx|docsize|config)$")


def test_they_are_those_of_the_docs():
    told = (ROOT / "newsscrape" / "archive" / "notes.md").read_text(encoding="utf-8")

    assert told in (ROOT / "docs" / "archive.md").read_text(encoding="utf-8"), "run `make docs`"


def test_every_table_and_view_has_one(world):
    names = {name for (name,) in world.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}

    assert set(notes.tables()) == {name for name in names if not HIDDEN.search(name)}, "run `make docs`"
    assert all(table.note and table.columns for table in notes.tables().values())


def test_of_a_table():
    table = notes.tables()["article_tags"]

    assert (table.kind, table.group) == ("table", "Articles")
    assert [(c.name, c.type, c.key, c.refers, c.required) for c in table.columns] == [
        ("article_id", "INTEGER", True, "articles.id", True),
        ("tag_id", "INTEGER", True, "tags.id", True),
        ("position", "INTEGER", False, "", True),
    ]
    assert table.indexes == ("article_tags_tag (tag_id, article_id)",)
    assert [question.asked for question in table.questions] == ["How often a tag was given in each month"]


def test_of_columns_are_whole_sentences():
    columns = {column.name: column.note for column in notes.tables()["articles"].columns}

    assert columns["gone_at"] == "since when it is answered with 404 or 410 (the text stays)"
    assert columns["title"] == ""


def test_of_indexes_tell_what_is_unique_and_their_conditions():
    assert "UNIQUE (site_id, key)" in notes.tables()["articles"].indexes
    assert "articles_gone (gone_at, site_id) WHERE gone_at IS NOT NULL" in notes.tables()["articles"].indexes
