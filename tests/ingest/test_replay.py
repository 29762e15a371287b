"""Importing web archives: made with warcio, as strangers make them, and read by the real reading process."""

import datetime as dt
import gzip
import io
import sys
import zipfile
from collections import Counter
from contextlib import closing

import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsscrape.archive import connection, reader, runs
from newsscrape.archive.frontier import Frontier
from newsscrape.cli import main
from newsscrape.config import Config
from newsscrape.errors import BadArgument
from newsscrape.ingest.replay import replay
from newsscrape.ingest.web_archives import answers
from newsscrape.model import Target
from newsscrape.page import MAX_BYTES

DATE = "2023-11-04T12:00:00Z"
URL = "https://www.gadgets.example/2023/11/quiet-car"
TEXT = "The car makes no sound at all and its battery lasts for a week, says the maker of it. " * 4


def page(text=TEXT, title="A quiet car arrives"):
    return (
        f"<!doctype html><html><head><title>{title}</title><meta property='og:type' content='article'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>"
    ).encode()


def warc(*answers, gzipped=True):
    """Return a WARC of (url, body, headers, status, date) with what else strangers put in it."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "a stranger"}))
    for url, body, headers, status, date in answers:
        http = StatusAndHeaders(f"{status} OK", list(headers.items()), protocol="HTTP/1.1")
        named = {"WARC-Date": date} if date else {}
        writer.write_record(
            writer.create_warc_record(
                url, "response", io.BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=named
            )
        )
        writer.write_record(writer.create_warc_record(url, "metadata", io.BytesIO(b"via: x\r\n"), length=8))
        asked = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
    return file.getvalue()


def answer(url=URL, body=None, status=200, date=DATE, **headers):
    told = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return url, page() if body is None else body, told, status, date


@pytest.fixture
def made(tmp_path):
    def make(*answers, name="a.warc.gz", **values):
        path = tmp_path / name
        path.write_bytes(warc(*answers, **values))
        return path

    return make


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:99], body[99:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (page(), {}),
        (gzip.compress(page()), {"Content_Encoding": "gzip"}),
        (chunked(page()), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(page())), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    ],
)
@pytest.mark.parametrize("gzipped", [True, False])
def test_a_body_is_decoded_however_it_came(made, body, headers, gzipped):
    (found,) = answers(made(answer(body=body, **headers), gzipped=gzipped), Counter())

    assert (found.url, found.fetch.body, found.fetch.requested_at.isoformat()) == (URL, page(), "2023-11-04T12:00:00+00:00")


def test_what_cannot_be_read_is_left_out_and_counted(made):
    left_out = Counter()
    path = made(
        answer(status=404),
        answer(Content_Encoding="br"),
        answer(date="yesterday"),
        answer(body=b" " * (MAX_BYTES + 1)),
        answer(url=f"{URL}-2"),
    )

    assert [one.url for one in answers(path, left_out)] == [f"{URL}-2"]
    assert [reason.split(" ")[0] for reason in sorted(left_out)] == ["cut", "no", "too", "undecodable:"]


def test_a_damaged_record_costs_itself_and_a_torn_file_its_end(made):
    path = made(answer(), answer(url=f"{URL}-2"), gzipped=False)
    path.write_bytes(path.read_bytes().replace(b"no sound", b"no sounD", 1))
    left_out = Counter()
    assert [one.url for one in answers(path, left_out)] == [f"{URL}-2"]
    assert [*left_out] == ["damaged: not what its digest says"]

    path.write_bytes(path.read_bytes().replace(b"WARC/1.0\r\nWARC-Type: metadata", b"WRAC/1.0\r\nWARC-Type: metadata", 1))
    left_out = Counter()
    assert [*answers(path, left_out)] == []
    assert any("damaged, and from there on" in reason for reason in left_out)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        b"\x1f\x8b\x08\x00\x00",
        b"PK\x03\x04 torn",
        gzip.compress(b"text", mtime=0),
        b"SQLite format 3\0" + bytes(9000),
    ],
)
def test_a_file_that_is_none_is_refused_before_an_archive_is_made(tmp_path, data):
    (tmp_path / "x.warc.gz").write_bytes(data)
    archive = tmp_path / "archive.db"

    done = CliRunner().invoke(main, ["--archive", str(archive), "import", str(tmp_path / "x.warc.gz")])
    assert (done.exit_code, "no web archive" in done.stderr, archive.exists()) == (2, True, False)


def test_without_the_library_one_sentence_says_what_to_install(made, monkeypatch):
    path = made(answer())
    monkeypatch.setitem(sys.modules, "warcio.exceptions", None)

    with pytest.raises(BadArgument, match=r"pip install newsscrape\[warc\]"):
        next(answers(path, Counter()))


def articles(path):
    with closing(connection.open_reader(path)) as reading:
        return [*reader.articles(reading)], {
            table: [tuple(row) for row in reading.execute(f"SELECT * FROM {table}")]
            for table in ("urls", "pages", "articles", "revisions", "errors", "fetches")
        }


def test_pages_are_kept_as_if_they_had_come_then_and_twice_is_once(made, tmp_path):
    config = Config(archive=tmp_path / "archive.db")
    home = b"<html><body><p>Welcome</p></body></html>"
    path = made(
        answer(),
        answer(url=f"{URL}?utm_source=x", body=page(TEXT + "More.", "A very quiet car"), date="2023-11-05T12:00:00Z"),
        answer(url="https://www.gadgets.example/about", body=home),
        answer(url="https://www.gadgets.example/logo.png", body=b"\x89PNG", Content_Type="image/png"),
    )

    first = replay(path, config, {})
    assert first.articles == {"new": 1, "changed": 1}
    assert (first.taken, first.known, [*first.refused], [*first.left_out]) == (3, 0, ["thin"], ["no page of an article"])
    (article,), tables = articles(config.archive)
    assert (article.site, article.title) == ("gadgets.example", "A very quiet car")
    assert [(row[6], row[4]) for row in tables["revisions"]] == [("A quiet car arrives", "title; body")]
    assert len(tables["pages"]) == 2
    assert len(tables["errors"]) == 1
    assert tables["fetches"] == [], "nobody was asked"

    again = replay(path, config, {})
    assert (again.articles, again.taken, again.known) == ({}, 0, 3)
    assert articles(config.archive)[1] == tables

    older = replay(made(answer(body=page(title="Older"), date="2020-01-01T00:00:00Z"), name="older.warc.gz"), config, {})
    assert (older.known, articles(config.archive)[1]) == (1, tables), "what the archive has a newer reading of stays"
    with closing(connection.open_writer(config.archive)) as writing:
        rows = writing.execute("SELECT verdict, reason, exit_code, requests FROM runs").fetchall()
        assert rows == [("ok", "imported a.warc.gz", None, 0)], "nothing new is no run"
        crawl = runs.start(writing, runs.SiteRow("web", "x", "Web", "newsscrape"), dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
        assert crawl.first, "an import is no crawl of the site"


def test_a_page_of_a_list_that_the_archive_knows_stays_one(made, tmp_path):
    config = Config(archive=tmp_path / "archive.db")
    with closing(connection.open_writer(config.archive)) as writing:
        run = runs.start(writing, runs.SiteRow("web", "x", "Web", "newsscrape"), dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
        Frontier(writing).lease_url(run.site_id, Target(URL, "listing"))

    result = replay(made(answer()), config, {})
    assert (result.taken, result.left_out) == (0, {"no page of an article": 1})


def test_a_bundle_gives_back_the_archive_it_was_made_of(made, tmp_path):
    run = CliRunner().invoke
    one, two, bundle = (str(tmp_path / name) for name in ("one.db", "two.db", "all.wacz"))
    path = made(answer(), answer(url=f"{URL}-2", body=page(title="Another car")))
    done = run(main, ["--archive", one, "import", str(path)])
    assert (done.exit_code, done.output) == (0, f"{path}: 2 pages read; articles: 2 new, 0 changed, 0 unchanged\n")

    assert run(main, ["--archive", one, "export", "-o", bundle]).exit_code == 0
    assert zipfile.is_zipfile(bundle)
    assert run(main, ["--archive", two, "import", bundle]).exit_code == 0
    assert articles(tmp_path / "one.db")[0] == articles(tmp_path / "two.db")[0]
