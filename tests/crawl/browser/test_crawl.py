"""A site whose articles are drawn by scripts, crawled with a real Chromium."""

import json
import pathlib
import time

import pytest

SHELL = '<html><head><title>Pocket Gear</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
APP = """
const number = location.pathname.match(/\\d+/)[0];
fetch("/api/" + number + ".json").then(answer => answer.json()).then(article => {
  document.title = article.title;
  const type = document.createElement("meta");
  type.setAttribute("property", "article:published_time");
  type.content = article.published;
  document.head.append(type);
  const text = article.paragraphs.map(each => "<p>" + each + "</p>").join("");
  document.getElementById("root").innerHTML = "<article><h1>" + article.title + "</h1>" + text + "</article>";
});
"""


def put_site(web, numbers):
    web.site(numbers)
    web.put("/app.js", APP, headers={"Content-Type": "text/javascript"})
    for number in numbers:
        web.put(f"/{number}.html", SHELL, headers={"ETag": f'"{number}"', "Set-Cookie": "seen=1"})
        told = {
            "title": f"Phone {number} is drawn",
            "published": f"2026-01-0{number}T10:00:00Z",
            "paragraphs": [f"Phone {number} folds in {each} places and unfolds again. " * 5 for each in ("two", "three")],
        }
        web.put(f"/api/{number}.json", json.dumps(told), headers={"Content-Type": "application/json"})


@pytest.mark.usefixtures("chromium")
def test_articles_that_scripts_draw_are_archived_as_drawn(web, other, crawl):
    put_site(web, [1, 2, 3, 4, 5])
    web.put("/3.html", status=302, headers={"Location": "/2.html"})
    web.put("/4.html", SHELL, status=404)
    web.put("/5.html", SHELL.replace("/app.js", f"{other.base}app.js"))
    crawl.add_site(web, more="browser=True")

    end = crawl("local", "-s", "DOWNLOAD_TIMEOUT=20")

    assert end.returncode == 0, end.err
    found = crawl.rows("SELECT title, published, substr(body, 1, 46) FROM articles ORDER BY title")
    assert found == [
        (f"Phone {number} is drawn", f"2026-01-0{number}T10:00:00Z", f"Phone {number} folds in two places and unfolds again.")
        for number in (1, 2)
    ]
    states = dict(crawl.rows("SELECT substr(url, -6), state FROM urls WHERE kind = 'article'"))
    assert states == {"1.html": "done", "2.html": "done", "3.html": "done", "4.html": "gone", "5.html": "refused"}
    assert other.log == [], "a host that the site does not name was asked"

    asked = web.paths()
    assert asked.count("/app.js") == 1, "a script is asked for once in a run"
    assert not any(path.startswith(("/api/3", "/api/4")) for path in asked), "what is no whole page was drawn"
    assert {each.headers["User-Agent"] for each in web.log} == {"newsscrape/0.1.0 (+tests@example.com)"}
    assert not any("Cookie" in each.headers for each in web.log)
    for before, after in zip(web.log, web.log[1:], strict=False):
        assert after.start >= before.sent, f"{after.path} was asked for before {before.path} was answered"

    headers = [json.loads(text) for (text,) in crawl.rows("SELECT headers FROM pages WHERE headers LIKE '%rendered%'")]
    assert all(each["x-newsscrape-rendered"].startswith("chromium/") for each in headers)
    assert "requests=2; refused=0" in headers[0]["x-newsscrape-rendered"]
    assert not any("etag" in each for each in headers)

    before = len(web.log)
    assert crawl("local", "-a", "refresh=all", "-s", "DOWNLOAD_TIMEOUT=20").returncode == 0
    assert not any("If-None-Match" in each.headers for each in web.log[before:]), "unchanged scripts may draw another text"
    assert crawl.one("SELECT count(*) FROM revisions WHERE number > 1") == 0


def test_the_same_pages_as_they_come_are_empty(web, crawl):
    put_site(web, [1])
    crawl.add_site(web)

    crawl("local")

    assert crawl.rows("SELECT stage, kind FROM errors") == [("check", "app-shell")]


def descendants(pid):
    children = {}
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found += (below := children.get(waiting.pop(), []))
        waiting += below
    return found


@pytest.mark.usefixtures("chromium")
def test_a_crawl_that_is_killed_leaves_no_browser_behind(web, crawl):
    put_site(web, [1])
    web.put("/api/1.json", "{}", wait=1.0)
    crawl.add_site(web, more="browser=True")
    process = crawl.start("local", "-s", "DOWNLOAD_TIMEOUT=20")
    web.wait_for(4)
    started = descendants(process.pid)
    assert any("chrom" in pathlib.Path(f"/proc/{pid}/cmdline").read_text() for pid in started)

    process.kill()
    process.communicate(timeout=60)

    deadline = time.monotonic() + 20
    while left := [pid for pid in started if pathlib.Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, [pathlib.Path(f"/proc/{pid}/cmdline").read_text() for pid in left]
        time.sleep(0.05)


def test_a_site_that_needs_a_browser_which_is_not_there_says_so(web, crawl):
    put_site(web, [1])
    crawl.add_site(web, more="browser=True")
    crawl.env["NEWSSCRAPE_CHROMIUM"] = "/nowhere/chromium"

    end = crawl("local")

    assert (end.returncode, end.err) == (2, "NEWSSCRAPE_CHROMIUM=/nowhere/chromium: no program that can be run\n")
    assert web.log == []
    assert not crawl.archive.exists()


def test_a_browser_that_does_not_start_ends_the_run(web, crawl):
    put_site(web, [1])
    crawl.add_site(web, more="browser=True")
    crawl.env["NEWSSCRAPE_CHROMIUM"] = "/bin/false"

    end = crawl("local")

    assert end.returncode == 1
    assert "local: failed: /bin/false does not start" in end.err
    assert crawl.one("SELECT state FROM urls WHERE kind = 'article'") == "due"
