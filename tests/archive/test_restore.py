"""An archive made anew of its tables: the same to the last id, or none at all."""

import hashlib
import json
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive import check, content, migrations
from newsscrape.archive.connection import open_reader, open_writer
from newsscrape.archive.restore import restore
from newsscrape.archive.search import search
from newsscrape.cli import main
from newsscrape.errors import ArchiveFailed, BadArchive, BadArgument
from newsscrape.model import Article, Author, Comment, Image, Instant, Thread

ARTICLES = [
    Article(
        site="gadgets",
        key=key,
        url=f"https://gadgets.example/{key}",
        title="Ein stilles Auto 小米\x00",
        authors=(Author("Ada"),),
        published=Instant("2023-11-04T00:00:00Z", "4 Nov 2023", "day"),
        images=(Image(f"https://gadgets.example/{key}.jpg", role="lead"),),
        tags=("cars",),
        body="It makes no sound. \u2028 \U0001f4f1",
    )
    for key in ("1", "2")
]
THREAD = Thread("gsmarena", "7", (Comment("a", "Nice", author="Bo"), Comment("b", "Not so", author="Cy", parent="a")))


@pytest.fixture
def archive(archived):
    return archived(ARTICLES, threads=[THREAD], page=b"<p>\x00\xff")


@pytest.fixture
def folder(archive, tmp_path):
    """All tables of the archive."""
    place = tmp_path / "tables"
    place.mkdir()
    with closing(open_reader(archive)) as reading:
        said = {}
        for name in content.tables(reading):
            data = "".join(content.lines(reading, name)).encode()
            (place / f"{name}.jsonl").write_bytes(data)
            said[name] = {"rows": data.count(b"\n"), "sha256": hashlib.sha256(data).hexdigest()}
    about = {"application": "newsscrape", "format": "jsonl", "schema": migrations.steps()[-1].number, "tables": said}
    (place / "manifest.json").write_text(json.dumps(about))
    return place


def digests(path):
    with closing(open_reader(path)) as reading:
        return {name: content.digest(reading, name) for name in content.tables(reading)}


def test_the_new_archive_has_the_same_content_and_works_on(folder, archive, tmp_path):
    new = tmp_path / "deep" / "new.db"
    done = CliRunner().invoke(main, ["--archive", str(new), "import", str(folder)])
    assert (done.exit_code, done.stderr) == (0, "")

    assert digests(new) == digests(archive)
    assert not [path.name for path in new.parent.iterdir() if path.name.startswith(".")]
    with closing(open_writer(new)) as writing:
        assert [*check.faults(writing, new)] == []
        writing.execute("DELETE FROM comments WHERE key = 'b'")
        assert writing.execute("SELECT current FROM threads").fetchall() == [(1,)] * 2, "the triggers are back"
        assert [*check.faults(writing, new)] == []
    with closing(open_reader(new)) as reading:
        assert search(reading, "sound").count == 2


def test_what_is_there_already_stays(folder, archive):
    before = archive.read_bytes()

    with pytest.raises(BadArchive, match="new archive only"):
        restore(folder, archive)
    assert archive.read_bytes() == before


def _lines(folder, name, change):
    path = folder / f"{name}.jsonl"
    path.write_bytes(change(path.read_bytes()))


def _manifest(folder, **values):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def _consistent(folder, name, change):
    """Change a table together with its hash."""
    _lines(folder, name, change)
    said = json.loads((folder / "manifest.json").read_text())["tables"]
    said[name]["sha256"] = hashlib.sha256((folder / f"{name}.jsonl").read_bytes()).hexdigest()
    _manifest(folder, tables=said)


DAMAGE = {
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "no export of all tables"),
    "no JSON": (lambda folder: (folder / "manifest.json").write_bytes(b"\xff"), "no export of all tables"),
    "of another": (lambda folder: _manifest(folder, application="x"), "no export of all tables"),
    "another schema": (lambda folder: _manifest(folder, schema=1), "of schema 1"),
    "tables missing": (lambda folder: _manifest(folder, tables={}), "tables are others"),
    "a file missing": (lambda folder: (folder / "tags.jsonl").unlink(), "tags.jsonl: cannot be read"),
    "cut off": (lambda folder: _lines(folder, "comments", lambda data: data[:-9]), "line 4 is no row"),
    "a line less": (lambda folder: _lines(folder, "tags", lambda _: b""), "not what the manifest says"),
    "changed": (lambda folder: _lines(folder, "articles", lambda data: data.replace(b"no sound", b"a sound")), "not what"),
    "no such value": (lambda folder: _lines(folder, "blobs", lambda data: data.replace(b'"zstd"', b'"x"')), "cannot be one"),
    "no base64": (lambda folder: _lines(folder, "blobs", lambda data: data.replace(b'"data": "', b'"data": "?')), "line 1 is"),
    "an object": (lambda folder: _lines(folder, "tags", lambda data: data.replace(b'"cars"', b'{"x": 1}')), "cannot be one"),
    "astray": (lambda folder: _consistent(folder, "authors", lambda _: b""), "refer to what is not there"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_folder_that_is_not_whole_leaves_nothing(folder, tmp_path, name):
    damage, said = DAMAGE[name]
    damage(folder)
    before = {path.name for path in tmp_path.iterdir()}

    with pytest.raises((BadArgument, ArchiveFailed), match=said):
        restore(folder, tmp_path / "new.db")
    assert {path.name for path in tmp_path.iterdir()} == before
