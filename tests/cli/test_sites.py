"""`newsscrape sites`, without an archive, with one, and as a document."""

import datetime as dt
import json
from contextlib import closing

import pytest
from click.testing import CliRunner

from newsscrape.archive import connection, frontier, runs
from newsscrape.archive.records import Failure, Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.cli import main
from newsscrape.model import Article, Comment, Target, Thread
from newsscrape.sites import registry

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
OWN = """from newsscrape.sites import Feed, Rules, Site

SITE = Site(
    name="fold",
    title="Fold | news",
    home="https://fold.example/",
    articles=(r"^/(?P<key>\\d+)",),
    sources=(Feed("feed.xml"), Feed("more.xml")),
    comments=("disqus",),
    rules=Rules(title=("h2",), zone="Europe/Berlin"),
)
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(tmp_path / "archive.db"))

    def go(*args):
        return CliRunner().invoke(main, ["sites", *args])

    return go


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "fold.py").write_text(OWN)
    monkeypatch.setenv("NEWSSCRAPE_SITES", str(folder))
    return folder


def cells(line):
    return [cell.strip() for cell in line.replace("\\|", "¦").strip("|").split("|")]


def test_all_sites_are_listed_without_an_archive(run):
    done = run()
    head, *rows = done.output.splitlines()
    assert done.exit_code == 0
    assert head.split() == ["name", "home", "engine", "sources", "comments", "articles", "last", "run", "health"]
    assert [row.split()[0] for row in rows] == list(registry.load())
    assert next(row for row in rows if row.startswith("gsmarena ")).split()[3:] == ["1", "feed,", "2", "lists", "gsmarena"]


def test_a_users_own_site_is_marked_with_its_folder(run, own):
    head, row = run("fold").output.splitlines()
    assert (head.split()[-1], row.split()[-1]) == ("from", str(own))
    assert "2 feeds  disqus" in row


def test_markdown_is_for_a_document(run, own):
    (own / "recordings" / "fold" / "news").mkdir(parents=True)
    (own / "recordings" / "fold" / "news" / "meta.json").write_text("{}")
    head, line, *rows = run("--markdown").output.splitlines()
    assert cells(head) == ["name", "home", "engine", "sources", "comments", "rules", "recordings"]
    assert set(line) == set("|- ")
    found = {row[0]: row for row in map(cells, rows)}
    assert found["fold"] == [
        *("fold", "[Fold ¦ news](https://fold.example/)", "generic", "2 feeds", "disqus", "title, zone", "1"),
    ]
    assert int(found["gsmarena"][-1]) > 0


def test_what_the_archive_has_of_a_site_is_told(run, own, archived, tmp_path):
    thread = Thread("wordpress", "1", comments=(Comment("c", "Nice."),))
    article = Article(site="fold", key="1", url="https://fold.example/1", title="A phone", body="Words.")
    archived([article], threads=[thread])
    assert "wordpress         1  2026-01-02 03:04 UTC ok  no authors in 100%; no published in 100%" in run("fold").output

    with closing(connection.open_writer(tmp_path / "archive.db")) as writing:
        again = runs.start(writing, runs.SiteRow("fold", "fold.example", "Fold", str(own)), NOON)
        lease = frontier.Frontier(writing).lease_url(again.site_id, Target("https://fold.example/feed.xml", "feed"), NOON)
        gone = Visit(lease=lease, state="gone", fetch=Fetch(NOON, 404), failure=Failure("fetch", "http-404", "gone"))
        Writer(writing, tmp_path / "archive.db", {again.site_id: again.id}, clock=lambda: NOON).commit([gone])
        runs.finish(writing, again, "broken", "poor", 3, {}, NOON)
    (form,) = json.loads(run("fold", "--json").output)
    assert form["health"].startswith(
        "broken layout; no authors in 100%; no published in 100%; feed https://fold.example/feed.xml"
    )
    assert form["dead_sources"][0]["status"] == 404
    assert form["last_run"] == {"run_at": "2026-01-02T12:00:00Z", "verdict": "broken", "reason": "poor"}
    assert (form["origin"], form["articles"], form["comments"]) == (str(own), 1, ["wordpress"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["arenaew"], "arenaew: no known site; did you mean arenaev?"),
        (["qqqqqq"], "qqqqqq: no known site; `newsscrape sites` lists them"),
        (["--json", "--markdown"], "choose one"),
    ],
)
def test_a_slip_is_one_sentence(run, args, said):
    done = run(*args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_archive_is_not_passed_over(run, tmp_path):
    (tmp_path / "archive.db").write_bytes(b"not an archive at all" * 100)
    assert run().exit_code == 2
