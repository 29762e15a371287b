"""What a browser, a client with validators and a user of the command get from the made-up world."""

import datetime as dt
import http.client
import re
import socket
import subprocess
import sys
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from newsscrape import errors
from newsscrape.demo import arena, history, magazine, server, world

NAMES = sorted(server.PORTS)
ADDRESS = re.compile(r"""(?:href|\ssrc|data-src)=["']([^"']+)["']|srcset="(\S+) 160w, (\S+) 320w\"""")


@pytest.fixture(scope="module")
def demo():
    with server.serve(dict.fromkeys(server.PORTS, 0)) as demo:
        yield demo


def ask(base, path, **headers):
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_no_link_and_no_picture_leads_nowhere(name, demo):
    base, documents = demo.bases[name], demo.documents[name]
    dead = set()
    for path, document in documents.items():
        if document.media.startswith("text/html"):
            for found in ADDRESS.findall(document.body.decode()):
                for address in filter(None, found):
                    url = urldefrag(urljoin(base + path[1:], unescape(address)))[0]
                    if url.startswith(base) and "postcomment.php3" not in url and "/" + url.removeprefix(base) not in documents:
                        dead.add(url)

    assert not dead


@pytest.mark.parametrize("name", NAMES)
class TestValidators:
    @pytest.fixture
    def etag(self, name, demo):
        return demo.documents[name]["/"].etag

    @pytest.mark.parametrize("form", ["{}", '"other", {}', "*"])
    def test_a_known_one_is_answered_304(self, form, name, demo, etag):
        assert ask(demo.bases[name], "/", If_None_Match=form.format(etag)).status == 304

    def test_another_one_is_answered_in_full_whatever_the_date(self, name, demo):
        late = "Wed, 01 Jan 2031 00:00:00 GMT"
        assert ask(demo.bases[name], "/", If_None_Match='"other"', If_Modified_Since=late).status == 200

    @pytest.mark.parametrize(
        ("since", "status"),
        [("Wed, 01 Jan 2031 00:00:00 GMT", 304), ("Wed, 01 Jan 2020 00:00:00 GMT", 200), ("yesterday", 200), ("", 200)],
    )
    def test_a_date_decides_where_no_etag_does(self, since, status, name, demo):
        assert ask(demo.bases[name], "/", If_Modified_Since=since).status == status
        assert demo.log[-1].conditional

    def test_none_is_no_condition(self, name, demo):
        assert ask(demo.bases[name], "/").status == 200
        assert not demo.log[-1].conditional


def test_an_old_address_has_moved(demo):
    base = demo.bases["voltpost"]
    path, document = next((path, doc) for path, doc in demo.documents["voltpost"].items() if doc.location)
    answer = ask(base, path)

    assert answer.status == 301
    assert answer.headers["Location"] == document.location
    assert ask(base, document.location).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_validator_holds_as_long_as_the_story_stays_as_it_is(name):
    layout = arena if name == "voltpost" else magazine
    remark = next(event for event in history.events(name) if event.kind == "remarked" and event.when.month == 2)
    before = remark.when - dt.timedelta(seconds=1)
    with server.serve({name: 0}, before) as demo:
        held = {
            story.id: (layout.path(story), ask(demo.bases[name], layout.path(story)).headers)
            for story in history.stories(name, before)
        }
        demo.at(remark.when)
        statuses = {
            field: {
                id_: ask(demo.bases[name], path, **{condition: headers[field]}).status for id_, (path, headers) in held.items()
            }
            for field, condition in (("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since"))
        }

    expected = {id_: 200 if id_ == remark.story else 304 for id_ in held}
    assert statuses == {"ETag": expected, "Last-Modified": expected}


@pytest.mark.parametrize("name", NAMES)
def test_a_story_stands_from_its_publication_until_it_vanishes(name):
    story = world.withdrawn(name)[-1]
    path = (arena if name == "voltpost" else magazine).path(story)
    second = dt.timedelta(seconds=1)
    with server.serve({name: 0}, story.when - second) as demo:
        found = [ask(demo.bases[name], path).status]
        for moment in (story.when, story.gone - second, story.gone, None, story.when):
            demo.at(moment)
            found.append(ask(demo.bases[name], path).status)

    assert found == [404, 200, 200, 404, 404, 200]


def test_a_taken_port_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(errors.BadArgument, match=f"voltpost on port {port} .*--ports"), server.serve({"voltpost": port}):
            pass


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_a_port_that_cannot_be_ends_the_command_with_2(port):
    command = [sys.executable, "-m", "newsscrape.demo", "serve", f"--ports={port}", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
