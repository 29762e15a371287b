"""`scrapy record`: what is fetched, where it may lie, and that nothing is overwritten or half written."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsscrape import recording
from newsscrape.cli import main
from newsscrape.crawl import record
from newsscrape.errors import BadArgument, Unreadable
from newsscrape.ingest import recordings
from newsscrape.page import Page
from newsscrape.sites import registry

SITES = registry.load()
GSMARENA = SITES["gsmarena"]
CASES = recordings.of_package()
THEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
PART = """<html lang="en"><head><title>A hinge for years</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-05-04T10:00:00Z"><meta name="author" content="Ada Winter"></head>
<body><article><h1>A hinge for years</h1><p>%s</p></article>
<div class="pages"><a href="/7.html">1</a><a href="/7p2.html">2</a></div></body></html>"""


def order(root, site=GSMARENA, **given):
    return record.Order(site, **{"kind": None, "slug": None, "twin": False, "root": root, "force": False, **given})


def pages(case="article"):
    return recording.load(CASES / "gsmarena" / case).pages


def test_a_long_article_is_fetched_and_its_twin_recorded_and_read_again(web, crawl, monkeypatch):
    crawl.add_site(web, more="rules=Rules(parts=('.pages a',))")
    path = crawl.sites / "local.py"
    path.write_text(path.read_text().replace("import Engine", "import Engine, Rules"))
    web.put("/7.html", PART % ("It folds, and then it unfolds again. " * 20), headers={"Set-Cookie": "visitor=4711"})
    web.put("/7p2.html", PART % ("At last it stays as it is, the maker says. " * 20))
    command = [sys.executable, "-m", "scrapy", "record", f"{web.base}7.html", "--twin", "-s", "DOWNLOAD_DELAY=0"]
    ended = subprocess.run(command, cwd=crawl.folder, env=crawl.env, capture_output=True, text=True, timeout=60, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert web.paths() == ["/robots.txt", "/7.html", "/7p2.html"]
    folder = crawl.sites / "recordings" / "local" / "article"
    assert f"{folder}: article, " in ended.stdout
    recorded = recording.load(folder)
    assert [page.url for page in recorded.pages] == [f"{web.base}7.html", f"{web.base}7p2.html"]
    assert recorded.expected["published"] == "2024-05-04T10:00:00Z"
    assert len(recorded.expected["body"].split("\n\n")) == 2
    assert not [
        page for page in recorded.pages if b"hinge" in page.body or b"Winter" in page.body or "set-cookie" in page.headers
    ]
    assert not crawl.archive.exists()

    monkeypatch.setenv("NEWSSCRAPE_SITES", str(crawl.sites))
    again = CliRunner().invoke(main, ["reexpect", "local", "--check"])
    assert (again.exit_code, again.stdout) == (0, f"1 recording, {len(recorded.expected)} fields, all as expected\n")


def test_a_page_that_cannot_be_had_is_not_recorded(web, crawl):
    crawl.add_site(web)
    command = [sys.executable, "-m", "scrapy", "record", f"{web.base}7.html", "-s", "DOWNLOAD_DELAY=0"]
    ended = subprocess.run(command, cwd=crawl.folder, env=crawl.env, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert "status 404" in ended.stderr
    assert not (crawl.sites / "recordings").exists()


@pytest.mark.parametrize("case", ["article", "review-of-3-pages", "index-1", "feed", "sitemap", "comments-2", "live-blog"])
def test_a_page_is_known_for_what_it_is(case):
    recorded = recording.load(CASES / "gsmarena" / case)

    assert record.kind_of(recorded.pages[0], GSMARENA) == recorded.kind


def test_cases_are_numbered_and_none_is_overwritten_unasked(tmp_path):
    made = [record.make(pages(), order(tmp_path)).folder for _ in range(2)]
    named = record.make(pages(), order(tmp_path, slug="hinge")).folder
    with pytest.raises(BadArgument, match="--force to replace it"):
        record.make(pages("feed"), order(tmp_path, slug="hinge"))
    assert recording.load(named).kind == "article"
    assert record.make(pages("feed"), order(tmp_path, slug="hinge", force=True)).kind == "feed"

    assert [folder.relative_to(tmp_path).as_posix() for folder in made] == ["gsmarena/article", "gsmarena/article-2"]
    assert sorted(path.name for path in named.iterdir()) == ["expected.json", "meta.json", "page.xml"]


@pytest.mark.parametrize("slug", ["../x", "A b", ""])
def test_a_slug_is_a_name(tmp_path, slug):
    with pytest.raises(BadArgument, match="not of lower case letters, digits and dashes"):
        record.make(pages(), order(tmp_path, slug=slug))


def test_what_cannot_be_written_or_read_leaves_nothing(tmp_path):
    (tmp_path / "gsmarena").write_text("a file")
    with pytest.raises(BadArgument, match="cannot be written"):
        record.make(pages(), order(tmp_path, slug="x"))
    with pytest.raises(Unreadable):
        record.make([Page("https://www.gsmarena.com/a-news-1.php", b"%PDF-1.7", {}, THEN)], order(tmp_path, kind="article"))
    assert [path.name for path in tmp_path.iterdir()] == ["gsmarena"]


def test_whose_page_it_is():
    url = "https://www.gsmarena.com/a_hinge-news-1.php"

    assert record.owner(url, None, SITES) is GSMARENA
    assert record.owner("https://x.example/1", "web", SITES) is None
    assert record.owner("https://x.example/1", "gsmarena", SITES) is GSMARENA
    with pytest.raises(BadArgument, match="no known site owns this address; make one with `scrapy newsite URL`"):
        record.owner("https://x.example/1", None, SITES)
    with pytest.raises(BadArgument, match="did you mean gsmarena"):
        record.owner(url, "gsmarna", SITES)


def test_only_twins_lie_among_the_packages_recordings(tmp_path, monkeypatch):
    assert record.root(GSMARENA, None, (), as_twin=True) == CASES
    assert record.root(GSMARENA, None, (tmp_path,), as_twin=True) == CASES
    assert record.root(GSMARENA, None, (tmp_path,), as_twin=False) == tmp_path / "recordings"
    assert record.root(GSMARENA, tmp_path, (), as_twin=False) == tmp_path
    with pytest.raises(BadArgument, match="add --twin, or set NEWSSCRAPE_SITES"):
        record.root(GSMARENA, None, (), as_twin=False)
    with pytest.raises(BadArgument, match="add --twin"):
        record.root(GSMARENA, CASES / ".." / CASES.name, (), as_twin=False)
    monkeypatch.setattr(recordings, "_CLONE", Path("/nowhere"))
    with pytest.raises(BadArgument, match="in a clone of the project only"):
        record.root(GSMARENA, None, (), as_twin=True)
