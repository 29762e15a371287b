import hashlib
import json

from newsscrape.archive import connection, content


def test_the_tables_of_content_are_neither_views_nor_shadows(world):
    names = content.tables(world.connection)

    assert {"articles", "comments", "blobs", "article_tags", "urls"} <= set(names)
    assert not [name for name in names if name.startswith(("_", "sqlite")) or "_fts" in name or name == "article_list"]


def test_a_table_has_the_same_digest_in_whatever_order_it_was_filled(new_world):
    one, other = new_world(), new_world()
    rows = [(3, "c", "u"), (1, "a", ""), (2, "b\x00é", "")]
    one.connection.executemany("INSERT INTO authors(id, name, url) VALUES (?, ?, ?)", rows)
    other.connection.executemany("INSERT INTO authors(id, name, url) VALUES (?, ?, ?)", sorted(rows))

    assert content.digest(one.connection, "authors") == content.digest(other.connection, "authors")
    other.connection.execute("UPDATE authors SET url = 'v' WHERE id = 3")
    assert content.digest(one.connection, "authors") != content.digest(other.connection, "authors")


def test_a_digest_is_that_of_the_lines(world):
    world.read()
    lines = list(content.lines(world.connection, "blobs"))

    assert json.loads(lines[0])["codec"] == "zstd"
    assert content.digest(world.connection, "blobs") == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_a_reader_and_a_writer_see_the_same_digests(world):
    world.read()
    reading = connection.open_reader(world.path)

    for table in content.tables(reading):
        assert content.digest(reading, table) == content.digest(world.connection, table)
    reading.close()
