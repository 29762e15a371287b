"""`scrapy probe` as a program: what it fetches, what it says, and that it leaves nothing behind."""

import json
import re
import subprocess
import sys

import pytest

STORY = (
    """<html lang="en"><head><title>A phone with a hinge - Local</title><meta property="og:type" content="article">
<meta property="og:title" content="A phone with a hinge"><meta name="author" content="Ada Winter">
<meta property="article:published_time" content="2024-05-04T10:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A phone with a \\u001b[31m hinge",
 "datePublished": "2024-05-04T12:00:00+02:00", "author": {"@type": "Person", "name": "Bo Lang"}}</script>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body><article><h1>A phone with a hinge</h1>"""
    + "<p>It folds, and then it unfolds again.</p>" * 20
    + "</article></body></html>"
)


@pytest.fixture
def probe(crawl):
    def run(*args):
        command = [sys.executable, "-m", "scrapy", "probe", *args]
        return subprocess.run(command, cwd=crawl.folder, env=crawl.env, capture_output=True, text=True, timeout=60, check=False)

    return run


def test_an_address_is_fetched_politely_and_each_field_explained(web, crawl, probe):
    web.put("/story.html", STORY)
    web.put("/moved", status=301, headers={"Location": "/story.html"})
    ended = probe(f"{web.base}moved", "-s", "DOWNLOAD_DELAY=0")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert web.paths() == ["/robots.txt", "/moved", "/story.html"]
    assert web.log[1].headers["User-Agent"].endswith("(+tests@example.com)")
    rows = {line.split()[0]: line for line in ended.stdout.splitlines() if line.strip()}
    assert "an article: a crawl would archive it" in rows["verdict"]
    assert f"{web.base}feed.xml" in rows["feeds"]
    assert "meta:article:published_time" in rows["published"].partition("same:")[2]
    assert re.split(" {2,}", rows["authors"]) == ["authors", "Bo Lang", "json-ld:author", "meta:author says 'Ada Winter'"]
    assert "\x1b" not in ended.stdout
    assert not crawl.archive.exists()


def test_robots_txt_is_obeyed(web, probe):
    web.put("/robots.txt", "User-agent: *\nDisallow: /private")
    web.put("/private/1.html", STORY)
    ended = probe(f"{web.base}private/1.html")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "robots.txt forbids it" in ended.stderr
    assert web.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "said"), [(404, "status 404"), (503, "robots.txt is not answered")])
def test_what_cannot_be_had_is_said(web, probe, status, said):
    web.put("/robots.txt", "", status=404 if status == 404 else status)
    ended = probe(f"{web.base}x.html", "-s", "DOWNLOAD_DELAY=0")

    assert ended.returncode == 1
    assert said in ended.stderr


def test_a_site_of_ones_own_lends_its_rules_to_a_file(web, crawl, probe):
    crawl.add_site(web, more="rules=Rules(title=('h2',))")
    path = crawl.sites / "local.py"
    path.write_text(path.read_text().replace("import Engine", "import Engine, Rules"))
    page = crawl.folder / "page.html"
    page.write_text(STORY.replace("</h1>", "</h1><h2>Said by the rule</h2>"))
    ended = probe(str(page), "--url", f"{web.base}7.html")

    assert ended.returncode == 0
    assert "local: its rules apply" in ended.stdout
    assert "rule:h2" in ended.stdout
    assert web.log == []


def test_the_entries_of_a_live_blog_are_counted(crawl, probe):
    page = crawl.folder / "page.html"
    update = '{"@type": "BlogPosting", "headline": "The hinge is %s", "datePublished": "2024-05-04T12:0%d:00Z"}'
    told = f'"@type": "LiveBlogPosting", "liveBlogUpdate": [{update % ("shown", 5)}, {update % ("named", 1)}]'
    page.write_text(STORY.replace('"@type": "NewsArticle"', told))
    rows = {line.split()[0]: line for line in probe(str(page)).stdout.splitlines() if line.strip()}

    assert "2, the last: The hinge is shown" in rows["live_updates"]
    assert "json-ld:liveBlogUpdate" in rows["live_updates"]


def test_json_is_the_article_as_exports_have_it(crawl, probe):
    page = crawl.folder / "page.html"
    page.write_text(STORY.replace("<head>", '<head><link rel=canonical href="https://a.example/phone">'))
    form = json.loads(probe(str(page), "--json").stdout)

    assert (form["url"], form["title"]) == ("https://a.example/phone", "A phone with a hinge")
    assert form["published"] == "2024-05-04T10:00:00Z"


def test_a_page_that_is_no_article_is_refused_with_the_reason(crawl, probe):
    page = crawl.folder / "page.html"
    page.write_text("<html><head><title>Page not found</title></head><body><h1>404</h1><p>Sorry.</p></body></html>")
    ended = probe(str(page))

    assert ended.returncode == 1
    assert "refused (soft-404: " in ended.stdout


def test_bytes_that_are_no_page_are_refused(crawl, probe):
    (crawl.folder / "page.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    ended = probe("page.pdf", "--json")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "unreadable" in ended.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere.html",), "nowhere.html: neither an address that begins with http:// or https:// nor a file"),
        (("page.html", "--url", "ftp://a.example/"), "--url ftp://a.example/: no web address"),
        (("http://[bad",), "http://[bad: no web address"),
        ((), "name one address or file"),
    ],
)
def test_wrong_use_is_one_sentence(crawl, probe, args, said):
    (crawl.folder / "page.html").write_text(STORY)
    ended = probe(*args)

    assert ended.returncode == 2
    assert said in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr
