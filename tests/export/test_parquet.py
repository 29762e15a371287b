"""Parquet comes back as it was, with moments as moments and lists as lists."""

import datetime as dt
import io
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import export, forms
from newsscrape.archive.tables import Table
from newsscrape.errors import BadExport
from newsscrape.export import parquet

TEXT = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
ROWS = st.lists(
    st.tuples(st.integers(-(2**63), 2**63 - 1), TEXT, st.none() | st.floats(allow_nan=False), st.binary(max_size=9))
)
MOMENT = dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)


def _read(pieces):
    return pq.read_table(io.BytesIO(b"".join(pieces)))


def _table(columns, types, rows):
    return Table(columns, types, iter(rows))


def test_articles_have_the_columns_of_their_form(full, bare):
    back = _read(export.chunks([full, bare], "parquet"))

    assert back.column_names == list(forms.FIELDS)
    one, other = back.to_pylist()
    form = forms.to_dict(full)
    assert one["published"] == MOMENT
    assert one["comments"][0]["published"] == dt.datetime(2024, 5, 8, tzinfo=dt.UTC)
    moments = ("published", "modified", "comments", "live_updates")
    assert {name: one[name] for name in one if name not in moments} == {n: form[n] for n in form if n not in moments}
    for name in ("comments", "live_updates"):
        for there, here in zip(one[name], form[name], strict=True):
            assert {**there, "published": None} == {**here, "published": None}
    assert other == {**forms.to_dict(bare), "comments": []}


def test_columns_of_articles_are_chosen(full):
    back = _read(export.chunks([full], "parquet", export.Options(columns=("tags", "key"))))

    assert back.to_pylist() == [{"tags": list(full.tags), "key": full.key}]


def test_no_articles_are_a_file_of_no_rows():
    back = _read(export.chunks([], "parquet"))

    assert (back.num_rows, back.column_names) == (0, list(forms.FIELDS))


@given(ROWS)
def test_any_rows_come_back(rows):
    table = _table(["id", "name", "ratio", "data"], ["INTEGER", "TEXT", "REAL", "BLOB"], rows)
    back = _read(export.table_chunks(table, "parquet"))

    assert back.schema.types == [pa.int64(), pa.string(), pa.float64(), pa.binary()]
    assert [tuple(row.values()) for row in back.to_pylist()] == rows


def test_instants_of_a_table_are_timestamps():
    columns = ["checked_at", "published", "last_modified", "depth"]
    rows = [("2024-05-06T07:08:09Z", None, "Mon, 06 May", 3)]
    back = _read(export.table_chunks(_table(columns, ["TEXT", "TEXT", "TEXT", ""], rows), "parquet"))

    assert back.schema.types == [pa.timestamp("ms", "UTC")] * 2 + [pa.string(), pa.int64()]
    assert back.to_pylist() == [dict(zip(columns, (MOMENT, None, "Mon, 06 May", 3), strict=True))]


def test_row_groups_are_bounded(monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP", 100_000)
    monkeypatch.setattr(parquet, "_BATCH", 50_000)
    rows = [(number, "x" * 1000) for number in range(5000)]
    pieces = list(export.table_chunks(_table(["id", "text"], ["INTEGER", "TEXT"], rows), "parquet"))

    file = pq.ParquetFile(io.BytesIO(b"".join(pieces)))
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
    assert sum(sizes) == 5000
    assert 50 < max(sizes) < 150


def test_a_column_of_two_types_is_told():
    rows = [(1,)] * 1000 + [("one",)]

    with pytest.raises(BadExport, match="n: not all its values are of one type"):
        list(export.table_chunks(_table(["n"], [""], rows), "parquet"))


def test_without_pyarrow_the_extra_is_named(archived):
    path = archived([])
    script = "import sys; sys.modules['pyarrow'] = None; from newsscrape.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        script,
        "export",
        "--archive",
        str(path),
        "--format",
        "parquet",
        "-o",
        str(path) + ".parquet",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (ended.returncode, ended.stderr) == (2, "newsscrape: parquet: needs pyarrow; pip install newsscrape[parquet]\n")
    assert not path.with_name(path.name + ".parquet").exists()
