"""What a page's scripts may ask for, and how it is asked."""

import asyncio
import datetime as dt

import pytest
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from newsscrape import robots
from newsscrape.archive.records import Lease
from newsscrape.crawl.browser.door import NOTHING, REQUESTS, UNSTYLED, Asked, Door, judge

HOSTS = ("phones.example", "cdn.example.net")
PAGE = "https://www.phones.example/1.html"


@pytest.mark.parametrize(
    ("url", "kind", "method", "said"),
    [
        ("https://www.phones.example/app.js", "script", "GET", "fetch"),
        ("https://phones.example/app.js", "script", "GET", "fetch"),
        ("https://api.phones.example/1.json", "xhr", "GET", "fetch"),
        ("https://api.phones.example/graph", "fetch", "POST", "fetch"),
        ("https://cdn.example.net/app.js", "script", "GET", "fetch"),
        ("https://phones.example/1", "fetch", "DELETE", None),
        ("https://notphones.example/app.js", "script", "GET", None),
        ("https://phones.example.evil.example/app.js", "script", "GET", None),
        ("https://evil.example/?https://phones.example/", "fetch", "GET", None),
        ("https://phones.example@evil.example/app.js", "script", "GET", None),
        ("https://phones.example:8443/app.js", "script", "GET", None),
        ("http://127.0.0.1/app.js", "script", "GET", None),
        ("ftp://phones.example/app.js", "fetch", "GET", None),
        ("file:///etc/passwd", "fetch", "GET", None),
        ("https://phones.example/a.jpg", "image", "GET", None),
        ("https://phones.example/a.woff2", "font", "GET", None),
        ("https://phones.example/a.mp4", "media", "GET", None),
        ("https://phones.example/seen", "ping", "POST", None),
        ("wss://phones.example/live", "websocket", "GET", None),
        ("https://phones.example/a.css", "stylesheet", "GET", UNSTYLED),
        ("https://phones.example/frame", "document", "GET", NOTHING),
    ],
)
def test_scripts_get_scripts_and_data_of_the_site_alone(url, kind, method, said):
    assert judge(Asked(url, kind, method), HOSTS) == said


@pytest.fixture
def ask():
    """Returns what the door gives for each of some things asked, and what was downloaded for it."""

    def run(answers, asked, known=None):
        downloaded = []

        async def download(request):
            downloaded.append(request)
            answer = answers.get(request.url, (404, {}, b""))
            if isinstance(answer, Exception):
                raise answer
            status, headers, body = answer
            return Response(request.url, status=status, headers=headers, body=body)

        async def visit():
            door = Door(download, HOSTS, (known or {"www.phones.example": robots.ALL}).get)
            visit = door.open(Lease(1, PAGE, "article", "www.phones.example", 1))
            replies = [await door.ask(each, visit) for each in asked]
            await door.close(visit)
            return replies, visit, await door.ask(Asked(f"{PAGE}?late", "fetch"), visit)

        (replies, visit, late) = asyncio.run(visit())
        assert late is None, "something went out behind the page's end"
        return replies, downloaded, visit

    return run


def url(path, host="www.phones.example"):
    return f"https://{host}/{path}"


def test_a_redirect_is_walked_here_and_judged_again(ask):
    answers = {
        url("a"): (302, {"Location": "/b"}, b""),
        url("b"): (200, {"X-Kind": "b", "Set-Cookie": "seen=1"}, b"b"),
        url("out"): (302, {"Location": "http://127.0.0.1/"}, b""),
        url("round"): (302, {"Location": "/round"}, b""),
    }

    replies, downloaded, visit = ask(answers, [Asked(url(path), "fetch") for path in ("a", "out", "round")])

    assert replies == [(200, {"x-kind": "b"}, b"b"), None, None]
    assert [each.url for each in downloaded] == [url("a"), url("b"), url("out"), *[url("round")] * 5]
    assert visit.refused == 3, "out, round, and what came late"


def test_robots_txt_is_obeyed_and_asked_for_where_the_crawl_has_not(ask):
    known = {"www.phones.example": robots.parse("User-agent: *\nDisallow: /api/")}
    other = "cdn.example.net"
    answers = {url("robots.txt", other): (200, {}, b"User-agent: *\nDisallow: /no"), url("yes", other): (200, {}, b"yes")}
    asked = [url("api/1"), url("no", other), url("yes", other), url("x", "down.phones.example")]
    answers[url("robots.txt", "down.phones.example")] = (503, {}, b"")

    replies, downloaded, _ = ask(answers, [Asked(each, "fetch") for each in asked], known)

    assert replies == [None, None, (200, {}, b"yes"), None]
    assert [each.url for each in downloaded] == [
        url("robots.txt", other),
        url("yes", other),
        url("robots.txt", "down.phones.example"),
    ]


def test_a_script_is_asked_for_once_and_data_each_time(ask):
    answers = {url("app.js"): (200, {}, b"app"), url("1.json"): (200, {}, b"1")}

    replies, downloaded, visit = ask(answers, [Asked(url("app.js"), "script"), Asked(url("1.json"), "xhr")] * 2)

    assert [reply.body for reply in replies] == [b"app", b"1"] * 2
    assert [each.url for each in downloaded] == [url("app.js"), url("1.json"), url("1.json")]
    assert (visit.requests, visit.bytes) == (3, 5)


def test_a_page_has_so_many_requests_and_no_more(ask):
    replies, downloaded, visit = ask({}, [Asked(url(str(number)), "fetch") for number in range(REQUESTS + 5)])

    assert len(downloaded) == visit.requests == REQUESTS
    assert replies[REQUESTS:] == [None] * 5


def test_a_crawl_delay_stands_between_all_requests(ask):
    known = {"www.phones.example": robots.parse("User-agent: *\nCrawl-delay: 0.1")}
    started = dt.datetime.now(dt.UTC)

    ask({}, [Asked(url(each), "fetch") for each in "ab"], known)

    assert dt.datetime.now(dt.UTC) - started >= dt.timedelta(seconds=0.2)


def test_what_fails_is_nothing_to_the_page(ask):
    replies, _, _ = ask({url("a"): DownloadTimeoutError("slow")}, [Asked(url("a"), "fetch")])

    assert replies == [None]


def test_what_is_sent_is_ours_beside_what_the_script_means(ask):
    headers = {"cookie": "a=1", "user-agent": "Chrome", "sec-ch-ua": "x", "host": "y", "x-api-key": "k", "origin": "https://o"}

    _, (request,), _ = ask({}, [Asked(url("graph"), "fetch", "POST", headers, b"{}")])

    assert request.headers.to_unicode_dict() == {"X-Api-Key": "k", "Origin": "https://o"}
    assert (request.method, request.body, request.meta["download_slot"]) == ("POST", b"{}", "www.phones.example")
