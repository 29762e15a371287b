import csv
import io
import json
import os
import pathlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import export, forms
from newsscrape.archive.tables import Table
from newsscrape.errors import BadArgument, BadExport
from newsscrape.model import Article, Author, Image

ONE = Article(
    site="demo",
    key="1",
    url="https://www.example.com/1",
    title='Commas, "quotes" and 📱',
    authors=(Author("Ada"), Author("Bo")),
    images=(Image("https://www.example.com/1.jpg"), Image("https://www.example.com/2.jpg")),
    body="First.\n\n-5 degrees\n =2+2",
)
TWO = Article(site="demo", key="2", url="https://www.example.com/2", title="@home")
RAW = export.Options(raw=True)
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def _text(pieces):
    return b"".join(pieces).decode()


def _table(columns, *rows):
    return Table(columns, [""] * len(columns), iter(rows))


def _csv(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_format_for_each_module():
    assert export.FORMATS == ("atom", "csv", "json", "jsonl", "jsonld", "markdown", "parquet")


def test_json_and_jsonl_give_the_form_of_the_articles():
    forms_ = [forms.to_dict(ONE), forms.to_dict(TWO)]

    assert json.loads(_text(export.chunks([ONE, TWO], "json"))) == forms_
    assert [json.loads(line) for line in _text(export.chunks([ONE, TWO], "jsonl")).splitlines()] == forms_
    assert json.loads(_text(export.chunks([], "json"))) == []
    assert _text(export.chunks([], "jsonl")) == ""


def test_csv_is_one_flat_row_for_each_article_and_neutralises_formulas():
    first, second = _csv(_text(export.chunks([ONE, TWO], "csv")))

    assert list(first) == list(forms.to_dict(ONE))
    assert first["title"] == ONE.title
    assert first["authors"] == "Ada; Bo"
    assert first["images"] == "https://www.example.com/1.jpg https://www.example.com/2.jpg"
    assert first["body"] == "First.\n\n'-5 degrees\n' =2+2"
    assert second["title"] == "'@home"
    assert _csv(_text(export.chunks([], "csv"))) == []
    assert _text(export.chunks([], "csv")).startswith("site,key,url,title")


def test_raw_csv_is_as_archived():
    first, second = _csv(_text(export.chunks([ONE, TWO], "csv", RAW)))

    assert (first["body"], second["title"]) == (ONE.body, TWO.title)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\u00a0=1", "\r=1", "＝1", "\n=1"])
def test_a_formula_is_never_at_the_beginning_of_a_cell(cell):
    ((line,),) = [list(csv.reader(io.StringIO(_text(export.table_chunks(_table(["c"], [cell]), "csv")), newline="")))[1:]]

    assert line[0].startswith("'")
    assert line[0].replace("'", "") == cell


@given(st.lists(st.tuples(CELLS, st.integers() | st.none(), CELLS), max_size=5))
def test_a_table_comes_back_from_raw_csv(rows):
    text = _text(export.table_chunks(_table(["a", "b", "c"], *rows), "csv", RAW))

    back = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert back == [(a, "" if b is None else str(b), c) for a, b, c in rows]


def test_what_json_has_not_is_written_as_json_has_it():
    rows = [(float("nan"), b"\x00\xff", 1.5, None)]
    text = _text(export.table_chunks(_table(["nan", "bytes", "real", "none"], *rows), "json"))

    assert json.loads(text, parse_constant=pytest.fail) == [{"nan": None, "bytes": "AP8=", "real": 1.5, "none": None}]


def test_a_file_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "out.json"
    target.write_text("former")
    target.chmod(0o640)

    assert export.write([ONE, TWO], "json", target) == 2
    assert len(json.loads(target.read_bytes())) == 2
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_failed_export_leaves_the_former_file(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("former")

    def breaking():
        yield ONE
        raise RuntimeError("the archive broke")

    with pytest.raises(RuntimeError):
        export.write(breaking(), "jsonl", target)
    assert target.read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("former")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")

    export.write([ONE], "csv", link)
    assert link.is_symlink()
    assert len(_csv((tmp_path / "real.csv").read_text())) == 1


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("missing/out.json", "No such file or directory"),
        (".", "is a folder"),
        ("file/out.json", "Not a directory"),
    ],
)
def test_a_target_that_cannot_be_written(tmp_path, target, said):
    (tmp_path / "file").write_text("a file")

    with pytest.raises(BadExport, match=said):
        export.write([ONE], "json", tmp_path / target)


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_said():
    with pytest.raises(BadExport, match="No space left"):
        export.write([ONE] * 1000, "json", pathlib.Path("/dev/full"))


def test_columns_are_chosen_in_their_order():
    options = export.Options(columns=("title", "key"))

    assert _text(export.chunks([ONE, TWO], "csv", options)).splitlines()[::2] == ["title,key", "'@home,2"]
    assert [*json.loads(_text(export.chunks([ONE], "json", options)))[0]] == ["title", "key"]
    with pytest.raises(BadArgument, match="titel: no such column; did you mean title"):
        export.chunks([ONE], "csv", export.Options(columns=("titel",)))
    with pytest.raises(BadExport, match="atom: has no columns"):
        export.chunks([ONE], "atom", options)


def test_a_byte_order_mark_begins_csv():
    assert b"".join(export.chunks([TWO], "csv", export.Options(bom=True))).startswith(b"\xef\xbb\xbfsite,key")


def test_what_a_format_does_not_hold_is_told():
    with pytest.raises(BadExport, match="atom: holds articles, not tables; choose one of csv, json, jsonl, parquet"):
        export.table_chunks(_table(["a"]), "atom")
    with pytest.raises(BadExport, match="markdown: writes a folder"):
        export.chunks([ONE], "markdown")
    with pytest.raises(BadExport, match="csv: writes one file"):
        export.files([ONE], "csv")


def test_no_such_format():
    with pytest.raises(BadExport, match="'xml'; choose one of atom, csv, json, jsonl, jsonld, markdown, parquet"):
        export.write([ONE], "xml", None)


def test_a_lone_surrogate_does_not_end_the_export(tmp_path):
    broken = Article(site="demo", key="3", url="https://www.example.com/3", title="a\udc80b")

    export.write([broken, TWO], "jsonl", tmp_path / "out.jsonl")
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_reader_that_leaves_ends_the_export_quietly(archived):
    path = archived([Article(site="demo", key=str(n), url=f"https://www.example.com/{n}", body="x" * 5000) for n in range(60)])
    command = [sys.executable, "-c", "from newsscrape.cli import main; main()", "export", "--archive", str(path)]
    read, write = os.pipe()
    with subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE) as running:
        os.close(write)
        assert os.read(read, 10) == b'{"site": "'
        os.close(read)
        assert running.stderr.read() == b""


def test_a_long_export_takes_one_article_at_a_time():
    waiting = 0

    def counted():
        nonlocal waiting
        for number in range(1000):
            waiting += 1
            yield Article(site="demo", key=str(number), url="https://www.example.com/")

    for form in ("atom", "csv", "json", "jsonl", "jsonld"):
        waiting = 0
        pieces = export.chunks(counted(), form)
        for _ in range(10):
            next(pieces)
        assert waiting <= 11
    waiting = 0
    next(export.files(counted(), "markdown"))
    assert waiting == 1
