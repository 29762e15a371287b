"""Threads on other hosts, from the article's page to the rows: every request goes to a server that speaks for these hosts."""

import itertools
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.connection import open_reader
from newsscrape.mentions import spellings

pytestmark = pytest.mark.slow

TWINS = pathlib.Path(__file__).parent.parent / "twins"
THROUGH = ("-s", 'DOWNLOAD_HANDLERS={"https": "carrier.Carrier"}', "-s", "HTTPPROXY_ENABLED=False")
ROBOTS = {"/robots.txt": (200, "text/plain", "User-agent: *\nAllow: /\n")}


@pytest.fixture
def run(web, crawl):
    """Return a function that crawls the site with arguments, all the web's hosts being on this machine."""
    crawl.add_site(web)
    crawl.env["CARRIER_PORT"] = str(web.server_port)
    crawl.env["PYTHONPATH"] = os.pathsep.join([str(TWINS), os.environ["PYTHONPATH"]])

    def go(*args):
        ended = crawl("local", *THROUGH, *args)
        assert ended.returncode == 0, ended.err
        return ended

    return go


def speak(web, host, answer):
    """Let the server speak for a host: `answer` gives status, type and text for a handler."""

    def entry(handler):
        status, kind, text = answer(handler)
        return status, text.encode(), {"Content-Type": kind}, 0.0, None

    web.hosts[host] = entry


def serve(web, twins, service, robots=ROBOTS):
    for host in service.hosts:

        def answer(handler, host=host):
            url = f"https://{host}{handler.path}"
            return robots.get(handler.path) or service.answer(twins.Asked.of(handler.command, url, handler.asked.decode()))

        speak(web, host, answer)


def publish(web, embeds):
    """Publish an article for each embed, and one without; return the number of each."""
    web.site(range(1, len(embeds) + 2))
    for number, html in enumerate(embeds, 1):
        web.put(f"/{number}.html", web.article(number, more=html))
    return range(1, len(embeds) + 1)


def rows(crawl, article):
    found = crawl.rows(
        "SELECT c.key, c.parent_key, c.author, c.body, c.published, c.upvotes, c.downvotes FROM comments c"
        " JOIN articles a ON a.id = c.article_id WHERE a.key = ?",
        str(article),
    )
    return {key: tuple(rest) for key, *rest in found}


def asked_of(web, host, start=0):
    return [one for one in web.log[start:] if one.headers["Host"] == host]


def test_every_system_gives_its_thread_to_its_article(web, crawl, run, twins):
    services = [kind(400) for kind in twins.SERVICES.values()]
    for service in services:
        serve(web, twins, service)
    numbers = publish(web, [service.html for service in services])
    run()
    assert crawl.rows("SELECT url, kind, message FROM errors") == []
    for number, service in zip(numbers, services, strict=True):
        assert rows(crawl, number) == service.expected, service.system
        (thread,) = crawl.rows(
            "SELECT t.system, t.key, t.claimed, t.completed_at IS NOT NULL FROM threads t"
            " JOIN articles a ON a.id = t.article_id WHERE a.key = ?", str(number),
        )  # fmt: skip
        assert thread == (service.system, service.thread, 400, 1)
        positions = crawl.rows(
            "SELECT c.position FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.key = ?", str(number)
        )
        assert sorted(position for (position,) in positions) == list(range(1, len(service.expected) + 1))
        for host in service.hosts:
            asked = asked_of(web, host)
            assert asked[0].path == "/robots.txt", "asked for before anything else of its host"
            assert len({(one.path, one.body) for one in asked}) == len(asked), "each page of the thread once"
    assert crawl.one("SELECT count(*) FROM comments WHERE article_id = (SELECT id FROM articles WHERE key = '5')") == 0
    assert crawl.one("SELECT count(*) FROM comment_threads") == sum(len(service.expected) for service in services)
    posts = [one for one in asked_of(web, "api-2-0.spot.im") if one.body]
    told = {name: posts[0].headers[name] for name in ("Content-Type", "Accept", "X-Spot-Id", "X-Post-Id")}
    assert told == {
        "Content-Type": "application/json", "Accept": "application/json", "X-Spot-Id": "sp_Ab12Cd34", "X-Post-Id": "4711",
    }  # fmt: skip
    assert crawl.one("SELECT count(*) FROM urls WHERE method = 'POST' AND system = 'openweb' AND state = 'done'") == len(posts)


def test_a_thread_that_grew_and_was_edited_changes_so_many_rows(web, crawl, run, twins):
    serve(web, twins, twins.SERVICES["openweb"](60))
    publish(web, [twins.SERVICES["openweb"].html])
    run()
    grown = twins.SERVICES["openweb"](70, edited={3})
    serve(web, twins, grown)
    run("-a", "refresh=all")
    assert rows(crawl, 1) == grown.expected
    assert crawl.rows("SELECT comments_new, comments_edited FROM runs ORDER BY id") == [(len(grown.expected) - 10, 0), (10, 1)]
    run("-a", "refresh=all")
    assert crawl.rows("SELECT comments_new, comments_edited FROM runs ORDER BY id DESC LIMIT 1") == [(0, 0)]


def test_a_service_that_gives_nothing_leaves_its_reason_and_the_article_alone(web, crawl, run, twins):
    services = {name: kind(3) for name, kind in twins.SERVICES.items()}
    publish(web, [service.html for service in services.values()])
    serve(web, twins, services["disqus"], robots={"/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /embed/\n")})
    said = json.dumps({"errors": [{"message": "no", "extensions": {"code": "RAW_QUERY_NOT_AUTHORIZED"}}]})
    answers = {
        "talk.gadgets.example": (500, "application/json", said),
        "api-2-0.spot.im": (403, "text/html", "<p>Forbidden</p>"),
        "api.viafoura.co": (404, "application/json", '{"error":"unknown"}'),
    }
    for host, answer in answers.items():
        speak(web, host, lambda handler, answer=answer: ROBOTS.get(handler.path) or answer)
    run()
    found = {urlsplit(url).netloc: (stage, kind) for url, stage, kind in crawl.rows("SELECT url, stage, kind FROM errors")}
    assert found == {
        "disqus.com": ("robots", "disallowed"),
        "talk.gadgets.example": ("check", "members-only"),
        "api-2-0.spot.im": ("fetch", "http-403"),
        "api.viafoura.co": ("fetch", "http-404"),
    }
    assert crawl.one("SELECT message FROM errors WHERE kind = 'members-only'").startswith(
        "the comments cannot be read anonymously"
    )
    assert crawl.rows("SELECT DISTINCT due_at FROM urls WHERE kind = 'comments'") == [(None,)]
    assert crawl.one("SELECT count(*) FROM articles WHERE body IS NOT NULL") == 5
    assert crawl.one("SELECT count(*) FROM comments") == 0
    asked = len(web.log)
    run()
    assert {one.headers["Host"] for one in web.log[asked:]} == {f"127.0.0.1:{web.server_port}"}


def bytes_of(folder):
    """All that a crawl has left on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def raw_pages(crawl):
    with closing(open_reader(crawl.archive)) as connection:
        unpack = Unpacker(connection)
        return b"".join(unpack(*row) for row in connection.execute("SELECT data, dictionary_id FROM blobs"))


def test_with_a_key_disqus_gives_its_thread_by_the_api_and_the_key_is_nowhere(web, crawl, run, twins):
    service = twins.SERVICES["disqus"](230)
    serve(web, twins, service)
    publish(web, [service.html])
    crawl.env["NEWSSCRAPE_DISQUS_KEY"] = service.api_key
    ended = run("-L", "DEBUG", "-s", f"LOG_FILE={crawl.folder / 'crawl.log'}")
    assert rows(crawl, 1) == service.expected
    assert [urlsplit(one.path).path for one in asked_of(web, "disqus.com")] == [
        "/robots.txt", *["/api/3.0/threads/listPosts.json"] * 3,
    ]  # fmt: skip
    assert crawl.rows("SELECT * FROM errors") == []
    assert crawl.rows("SELECT key, completed_at IS NOT NULL FROM threads") == [(service.thread, 1)]
    log = (crawl.folder / "crawl.log").read_text()
    assert "api_key=(key)" in log, "the log does write addresses"
    assert service.api_key.encode() not in bytes_of(crawl.folder) + raw_pages(crawl) + (ended.out + ended.err).encode()


def test_a_key_that_is_not_taken_leaves_its_reason_and_the_frame_is_read(web, crawl, run, twins):
    service = twins.SERVICES["disqus"](60)
    serve(web, twins, service)
    publish(web, [service.html])
    wrong = crawl.env["NEWSSCRAPE_DISQUS_KEY"] = "NotTheKeyThatDisqusKnows"
    ended = run("-L", "DEBUG")
    assert rows(crawl, 1) == service.expected
    ((kind, message, url),) = crawl.rows("SELECT kind, message, url FROM errors")
    assert (kind, urlsplit(url).path) == ("bad-key", "/api/3.0/threads/listPosts.json")
    assert message == "Disqus does not take the key of NEWSSCRAPE_DISQUS_KEY (Invalid API key: (key))"
    assert "api_key=(key)" in ended.err
    assert wrong.encode() not in bytes_of(crawl.folder) + raw_pages(crawl) + (ended.out + ended.err).encode()
    asked = len(web.log)
    for kind in ("article", "comments"):  # one after the other: a frame that is read before its article is of the pass before
        with closing(sqlite3.connect(crawl.archive)) as connection, connection:
            connection.execute("UPDATE urls SET due_at = '2001-01-01T00:00:00Z' WHERE due_at IS NOT NULL AND kind = ?", (kind,))
        run()
    assert {urlsplit(one.path).path for one in asked_of(web, "disqus.com", asked)} <= {"/robots.txt", "/embed/comments/"}
    (read,) = crawl.rows("SELECT min(read) FROM thread_pages WHERE entry = 1")
    assert read == (1,), "the frame is now where the thread is entered"


def test_a_redirect_takes_no_key_to_another_host(web, crawl, run, twins):
    service = twins.SERVICES["disqus"](3)
    publish(web, [service.html])

    def away(handler):
        if handler.path in ROBOTS:
            status, kind, text = ROBOTS[handler.path]
            return status, text.encode(), {"Content-Type": kind}, 0.0, None
        return 302, b"", {"Location": f"https://elsewhere.example{handler.path}"}, 0.0, None

    web.hosts["disqus.com"] = away
    speak(web, "elsewhere.example", lambda handler: ROBOTS.get(handler.path) or (404, "text/html", "nothing"))
    crawl.env["NEWSSCRAPE_DISQUS_KEY"] = service.api_key
    run()
    there = [one.path for one in asked_of(web, "elsewhere.example") if one.path not in ROBOTS]
    assert len(there) == 1
    assert service.api_key not in there[0]
    assert service.api_key.encode() not in bytes_of(crawl.folder)


def test_a_service_is_asked_no_faster_than_it_wants(web, run, twins):
    service = twins.SERVICES["coral"](400)
    serve(web, twins, service, robots={"/robots.txt": (200, "text/plain", "User-agent: *\nCrawl-delay: 0.3\n")})
    publish(web, [service.html])
    run()
    asked = asked_of(web, "talk.gadgets.example")
    assert len(asked) > 3
    assert all(after.start - before.sent >= 0.3 for before, after in itertools.pairwise(asked[1:]))


def held(crawl, *names):
    """Which names stand in the archive's files, or in the raw pages in them, in any spelling."""
    data = [*(file.read_bytes() for file in crawl.folder.glob("archive.db*") if file.is_file()), raw_pages(crawl)]
    return [name for name in names if any(form in one for form in spellings(name) for one in data)]


def test_no_byte_holds_a_name_under_pseudonyms_or_that_of_the_forgotten(web, crawl, run, twins):
    services = [kind(60) for kind in twins.SERVICES.values()]
    for service in services:
        serve(web, twins, service)
    publish(web, [service.html for service in services])
    names = [f"Reader {number} 🙂" for number in range(17)]
    crawl.env |= {"NEWSSCRAPE_COMMENTERS": "pseudonyms", "NEWSSCRAPE_SECRET_FILE": str(crawl.folder / "secret")}
    run()
    assert crawl.one("SELECT count(DISTINCT author) FROM comments") == len(names)
    assert held(crawl, *names) == []

    del crawl.env["NEWSSCRAPE_COMMENTERS"]
    run("-a", "refresh=all")
    assert held(crawl, *names) == names
    command = [pathlib.Path(sys.executable).parent / "newsscrape", "forget", "--author", names[3]]
    done = subprocess.run(command, env=crawl.env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    run("-a", "refresh=all")
    assert held(crawl, *names) == [name for name in names if name != names[3]]
    theirs = sum(one.author == names[3] for service in services for one in service.said if service.author(one))
    assert crawl.rows("SELECT count(*), max(body) FROM comments WHERE redacted_at IS NOT NULL") == [(theirs, "")]


@pytest.mark.parametrize("how", ["first", "none"])
def test_a_service_is_not_asked_for_what_is_not_wanted(web, crawl, run, twins, how):
    serve(web, twins, twins.SERVICES["disqus"](3))
    publish(web, [twins.SERVICES["disqus"].html])
    run("-a", f"comments={how}")
    assert asked_of(web, "disqus.com") == []
    assert crawl.one("SELECT count(*) FROM articles") == 2
