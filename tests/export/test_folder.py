"""Folders: whole or not at all, and never in the place of what is not ours."""

import hashlib
import json

import pytest

from newsscrape import export
from newsscrape.archive.tables import Table
from newsscrape.errors import BadExport

FILES = [("a/1.md", [b"one\n", b"two\n"]), ("a/2.md", [b"three\n"])]


def _tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_stand_in_their_folder_with_a_manifest(tmp_path):
    assert export.write_files(FILES, "markdown", tmp_path / "out") == 2

    tree = _tree(tmp_path / "out")
    assert json.loads(tree.pop("manifest.json")) | {"version": ""} == {
        "application": "newsscrape", "version": "", "format": "markdown", "files": 2,
    }  # fmt: skip
    assert tree == {"a/1.md": b"one\ntwo\n", "a/2.md": b"three\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_to_copy_is_copied_once_and_counts_as_none(tmp_path):
    picture = tmp_path / "picture"
    picture.write_bytes(b"\x89PNG")
    copied = ("images/ab/c.png", picture)

    assert export.write_files([copied, FILES[0], copied, FILES[1]], "markdown", tmp_path / "out") == 2
    tree = _tree(tmp_path / "out")
    assert (tree["images/ab/c.png"], json.loads(tree["manifest.json"])["files"]) == (b"\x89PNG", 2)
    with pytest.raises(BadExport, match="cannot be written"):
        export.write_files([("images/x.png", tmp_path / "gone")], "markdown", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_manifest_has_the_hash_of_each_table(tmp_path):
    tables = [("tags", Table(["id", "name"], ["INTEGER", "TEXT"], iter([(1, "a"), (2, "b\x00")])))]

    assert export.write_tables(tables, 7, "jsonl", tmp_path / "out", export.Options()) == 2
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    written = (tmp_path / "out" / "tags.jsonl").read_bytes()
    assert (manifest["schema"], manifest["format"]) == (7, "jsonl")
    assert manifest["tables"] == {"tags": {"rows": 2, "sha256": hashlib.sha256(written).hexdigest()}}


def test_a_former_export_is_replaced_only_if_wanted(tmp_path):
    export.write_files(FILES, "markdown", tmp_path / "out")
    before = _tree(tmp_path / "out")

    with pytest.raises(BadExport, match="is there already"):
        export.write_files(FILES[:1], "markdown", tmp_path / "out")
    assert _tree(tmp_path / "out") == before
    assert export.write_files(FILES[:1], "markdown", tmp_path / "out", replace=True) == 1
    assert sorted(_tree(tmp_path / "out")) == ["a/1.md", "manifest.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b'{"application": "other"}', b"\xff"])
def test_a_folder_of_somebody_elses_is_never_replaced(tmp_path, manifest):
    (tmp_path / "thesis.txt").write_text("mine")
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    before = _tree(tmp_path)

    with pytest.raises(BadExport, match="holds something else"):
        export.write_files(FILES, "markdown", tmp_path, replace=True)
    assert _tree(tmp_path) == before


def test_a_failed_export_leaves_the_former_folder(tmp_path):
    export.write_files(FILES, "markdown", tmp_path / "out")
    before = _tree(tmp_path / "out")

    def breaking():
        yield from FILES[:1]
        raise RuntimeError("the archive broke")

    with pytest.raises(RuntimeError):
        export.write_files(breaking(), "markdown", tmp_path / "out", replace=True)
    assert _tree(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("target", "said"), [("file", "is a file"), ("missing/out", "No such file"), ("file/out", "Not a dir")]
)
def test_a_folder_that_cannot_be_made(tmp_path, target, said):
    (tmp_path / "file").write_text("a file")

    with pytest.raises(BadExport, match=said):
        export.write_files(FILES, "markdown", tmp_path / target)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_empty_folder_may_be_there(tmp_path):
    (tmp_path / "out").mkdir()

    assert export.write_files(FILES, "markdown", tmp_path / "out") == 2
