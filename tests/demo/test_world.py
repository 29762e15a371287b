import gzip
import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsscrape import comments, reading
from newsscrape.demo import documents, pictures, server, truth, world
from newsscrape.demo.__main__ import SITES
from newsscrape.page import Page
from newsscrape.sites import registry

FREE = dict.fromkeys(server.PORTS, 0)
NAMES = sorted(server.PORTS)


@pytest.fixture(scope="module")
def demo():
    with server.serve(FREE) as demo:
        yield demo


@pytest.fixture(scope="module")
def sites():
    return registry.load([SITES])


def ask(base, path, method="GET", **headers):
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def pages_of(documents, base, story_url, parts=1):
    """The pages of one article in order."""
    urls = [story_url, *(story_url.replace(".php", f"p{number}.php") for number in range(2, parts + 1))]
    return [Page(url, documents["/" + url.removeprefix(base)].body) for url in urls]


def test_the_world_is_large_and_the_same_every_time():
    assert sum(len(world.stories(name)) for name in NAMES) >= 200
    assert max(len(story.remarks) for story in world.stories("voltpost")) == world.MOST_REMARKS
    base = "http://127.0.0.1:1/"
    assert documents.documents("pixelgazette", base) == documents.documents("pixelgazette", base)


@pytest.mark.parametrize("name", NAMES)
def test_every_article_is_read_as_it_is(name, demo, sites):
    base, site = demo.bases[name], sites[name].at(demo.bases[name])
    for story, expected in zip(world.stories(name), truth.articles(name, base), strict=True):
        pages = pages_of(demo.documents[name], base, expected["url"], len(story.parts))
        found = reading.read_pages(pages, "article", site).article.to_dict()
        raw = expected.pop("published_raw")
        del expected["comments"]

        assert {field: found[field] for field in expected} == expected
        assert raw in found["published_raw"]


@pytest.mark.parametrize("name", NAMES)
def test_every_thread_is_read_whole(name, demo):
    base, documents = demo.bases[name], demo.documents[name]
    for expected in truth.articles(name, base):
        found, asked, queue = {}, set(), [expected["url"]]
        while queue:
            url = queue.pop(0)
            if url not in asked:
                asked.add(url)
                for thread in comments.threads(Page(url, documents["/" + url.removeprefix(base)].body)):
                    found |= {comment.key: comment for comment in thread.comments if not thread.partial}
                    queue += [target.url for target in thread.more]

        assert len(found) == len(expected["comments"])
        for remark in expected["comments"]:
            comment = found[remark["key"]]
            assert (comment.author, comment.body, comment.parent) == (remark["author"], remark["body"], remark["parent"])
            assert comment.author_key == remark["author_key"]
            assert comment.published.utc == remark["published"]


@pytest.mark.parametrize("name", NAMES)
def test_every_article_is_found_by_following_the_sources(name, demo, sites):
    base, site = demo.bases[name], sites[name].at(demo.bases[name])
    documents, asked, keys, queue = demo.documents[name], set(), set(), list(site.starts())
    while queue:
        url, kind = queue.pop(0)
        if identity := site.identify(url):
            keys.add(identity.key)
        elif url not in asked:
            asked.add(url)
            outcome = reading.read_pages([Page(url, documents["/" + url.removeprefix(base)].body)], kind, site)
            queue += [(target.url, target.kind) for target in outcome.targets]

    assert keys == {expected["key"] for expected in truth.articles(name, base)}


@pytest.mark.parametrize("name", NAMES)
class TestServer:
    def test_answers_304_to_its_own_validator(self, name, demo):
        answer, body = ask(demo.bases[name], "/")
        again, nothing = ask(demo.bases[name], "/", If_None_Match=answer.headers["ETag"])

        assert (answer.status, again.status, nothing) == (200, 304, b"")
        assert answer.headers["Last-Modified"]
        assert body == demo.documents[name]["/"].body

    def test_compresses_where_it_may(self, name, demo):
        answer, body = ask(demo.bases[name], "/", Accept_Encoding="gzip")

        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == demo.documents[name]["/"].body

    def test_has_a_real_404_and_head(self, name, demo):
        assert ask(demo.bases[name], "/nowhere")[0].status == 404
        answer, body = ask(demo.bases[name], "/", method="HEAD")
        assert (answer.status, body) == (200, b"")
        assert int(answer.headers["Content-Length"]) > 100

    def test_logs_what_was_asked(self, name, demo):
        before = len(demo.log)
        ask(demo.bases[name], "/robots.txt", User_Agent="tester")

        assert [(a.method, a.path, a.status, a.agent) for a in demo.log[before:]] == [("GET", "/robots.txt", 200, "tester")]

    def test_serves_real_pictures(self, name, demo):
        path = next(path for path in demo.documents[name] if path.endswith(".png"))
        answer, body = ask(demo.bases[name], path)

        assert answer.headers["Content-Type"] == "image/png"
        assert body.startswith(b"\x89PNG\r\n\x1a\n")
        assert body != pictures.png("another")


def test_the_site_files_are_a_users_own(sites):
    assert {*NAMES} < set(sites)
    assert all(sites[name].origin != "newsscrape" or Path(SITES).is_dir() for name in NAMES)
