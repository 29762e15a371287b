"""The raw pages as web archives: read back with warcio, and checked by it."""

import hashlib
import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newsscrape.archive.captures import Capture
from newsscrape.cli import main
from newsscrape.errors import BadExport
from newsscrape.export import wacz, warc
from newsscrape.model import Article
from newsscrape.urls import surt

PAGE = b"<html><title>Gr\xc3\xbc\xc3\x9fe</title><p>" + b"text " * 50


def capture(number=1, **values):
    defaults = {
        "url": f"https://www.example.com/n/{number}",
        "fetched_at": f"2024-01-0{number}T00:00:00Z",
        "status": 200,
        "headers": {"content-type": "text/html", "content-encoding": "gzip", "transfer-encoding": "chunked"},
        "body": PAGE,
        "title": f"Title {number}",
    }
    values = defaults | values
    return Capture(**values, sha256=hashlib.sha256(values["body"]).hexdigest())


def records(data):
    return [
        (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(data))
    ]


def written(*captures):
    file = io.BytesIO()
    places = [*warc.records(captures, file, "x.warc.gz")]
    return file.getvalue(), places


def is_sound(path):
    return Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0


def test_a_page_is_a_response_with_headers_that_are_true_of_what_is_stored(tmp_path):
    assert warc.write([capture()], tmp_path / "a.warc.gz") == 1
    assert is_sound(tmp_path / "a.warc.gz")

    about, response, request = records((tmp_path / "a.warc.gz").read_bytes())
    assert about[0] == "warcinfo"
    assert b"WARC File Format 1.1" in about[3]
    kind, headers, http, body = response
    assert (kind, http.get_statuscode(), body) == ("response", "200", PAGE)
    assert headers.get_header("WARC-Target-URI") == "https://www.example.com/n/1"
    assert headers.get_header("WARC-Date") == "2024-01-01T00:00:00Z"
    assert sorted(http.headers) == [("content-length", str(len(PAGE))), ("content-type", "text/html")]
    assert request[0] == "request"
    assert request[1].get_header("WARC-Concurrent-To") == headers.get_header("WARC-Record-ID")


def test_each_record_is_a_gzip_member_of_its_own():
    data, places = written(capture(1), capture(2, body=b"<p>other"))

    for place, title in zip(places, (PAGE, b"<p>other"), strict=True):
        (record,) = records(data[place.offset : place.offset + place.length])
        assert record[3] == title


def test_a_body_that_came_twice_is_written_once():
    data, places = written(capture(1, shared=True), capture(2, shared=True))

    assert [place.revisit for place in places] == [False, True]
    assert places[0].digest == places[1].digest
    revisit = records(data)[3]
    assert revisit[0] == "revisit"
    assert revisit[1].get_header("WARC-Refers-To-Target-URI") == "https://www.example.com/n/1"
    assert revisit[1].get_header("WARC-Refers-To-Date") == "2024-01-01T00:00:00Z"


def test_what_was_sent_is_the_body_of_the_request():
    data, _ = written(capture(method="POST", payload='{"q": "é"}'))

    assert records(data)[2][3].decode() == '{"q": "é"}'


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4), st.integers(100, 999), st.binary(max_size=40))
def test_no_header_of_the_web_breaks_a_record(headers, status, body):
    data, _ = written(capture(headers=headers, status=status, body=body))

    _, _, http, read = records(data)[1]
    assert (read, http.get_statuscode()) == (body, str(status))
    assert len(records(data)) == 3


def test_a_bundle_holds_the_warc_its_index_and_its_pages_with_their_hashes(tmp_path):
    pages = sorted((capture(3, status=404, title=None), capture(1), capture(2)), key=lambda one: surt(one.url))
    assert wacz.write(pages, tmp_path / "a.wacz") == 3

    whole = zipfile.ZipFile(tmp_path / "a.wacz")
    assert whole.testzip() is None
    assert whole.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
    about = whole.read("datapackage.json")
    for resource in json.loads(about)["resources"]:
        data = whole.read(resource["path"])
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    digest = json.loads(whole.read("datapackage-digest.json"))
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(about).hexdigest()}"}
    lines = whole.read("indexes/index.cdx").splitlines()
    assert lines == sorted(lines)
    data = whole.read("archive/data.warc.gz")
    for line, page in zip(lines, pages, strict=True):
        told = json.loads(line.split(b" ", 2)[2])
        (record,) = records(data[int(told["offset"]) : int(told["offset"]) + int(told["length"])])
        assert record[1].get_header("WARC-Target-URI") == told["url"] == page.url
    head, *rest = map(json.loads, whole.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert [page["title"] for page in rest] == ["Title 1", "Title 2"]


def test_without_the_library_one_sentence_says_what_to_install_and_the_old_file_stays(tmp_path, monkeypatch):
    (tmp_path / "a.wacz").write_bytes(b"old")
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)

    for module, name in ((warc, "a.warc.gz"), (wacz, "a.wacz")):
        with pytest.raises(BadExport, match=r"pip install newsscrape\[warc\]"):
            module.write([capture()], tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wacz"]
    assert (tmp_path / "a.wacz").read_bytes() == b"old"


ARTICLES = [
    Article(site=site, key="1", url=f"https://www.{site}.example/1", title=f"Of {site}") for site in ("arenaev", "gsmarena")
]


def test_the_command_writes_the_pages_of_the_articles_that_are_wanted(archived, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(archived(ARTICLES)))
    run = CliRunner().invoke

    done = run(main, ["export", "-o", str(tmp_path / "all.warc.gz")])
    assert (done.exit_code, done.stderr) == (0, f"2 raw pages written to {tmp_path}/all.warc.gz\n")
    assert is_sound(tmp_path / "all.warc.gz")
    done = run(main, ["export", "--format", "warc", "--site", "gsmarena"])
    assert [headers.get_header("WARC-Target-URI") for _, headers, *_ in records(done.stdout_bytes)][1:] == [ARTICLES[1].url] * 2
    assert run(main, ["export", "-o", str(tmp_path / "all.wacz")]).exit_code == 0
    refused = run(main, ["export", "--format", "wacz", "--table", "comments"])
    assert (refused.exit_code, "leave one of the two out" in refused.stderr) == (2, True)


def test_a_damaged_page_is_named_and_the_former_file_stays(archived, tmp_path, monkeypatch):
    path = archived(ARTICLES)
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE blobs SET data = x'00' WHERE id = 1")
    (tmp_path / "all.warc.gz").write_bytes(b"old")

    refused = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "all.warc.gz")])

    assert refused.exit_code == 2
    assert f"the raw page of {ARTICLES[0].url} is damaged" in refused.stderr
    assert (tmp_path / "all.warc.gz").read_bytes() == b"old"
