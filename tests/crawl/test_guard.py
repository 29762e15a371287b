"""Nobody is let in: a second server of this machine, on an address that the crawl may not reach, is never asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from scrapy import Request
from scrapy.exceptions import UnsupportedURLSchemeError

from newsscrape.crawl.middlewares.guard import Guard, PrivateAddress


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_arguments):
        pass


class _Canary(ThreadingHTTPServer):
    """Notes that somebody came; an address of its own tells it from the site's server."""

    def __init__(self):
        super().__init__(("127.0.0.2", 0), _Nothing)
        self.came = 0

    def verify_request(self, _request, _client):
        self.came += 1
        return True


@pytest.fixture
def canary(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")  # the tests' proxy would stand between
    with _Canary() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _spellings(port):
    """The canary's address in the ways in which one may be written."""
    return {
        "plain": f"http://127.0.0.2:{port}/",
        "decimal": f"http://2130706434:{port}/",
        "hexadecimal": f"http://0x7f000002:{port}/",
        "octal": f"http://0177.0.0.2:{port}/",
        "short": f"http://127.2:{port}/",
        "with a user": f"http://www.gsmarena.com@127.0.0.2:{port}/",
        "mapped": f"http://[::ffff:127.0.0.2]:{port}/",
        "relative to the scheme": f"//127.0.0.2:{port}/",
    }


class TestAnAddressThatMayNotBeReached:
    def test_is_never_asked_whatever_leads_there(self, web, canary, crawl):
        port = canary.server_port
        web.site(range(1, 3))
        leads = []
        for number, url in enumerate(_spellings(port).values(), 100):
            web.put(f"/{number}.html", status=302, headers={"Location": url})
            leads.append(f"/{number}.html")
        web.put("/200.html", f'<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.2:{port}/"></head></html>')
        leads.append("/200.html")
        links = "".join(
            f'<p><a href="{path}">The phone of {path} is told at length</a></p>' for path in ["/1.html", "/2.html", *leads]
        )
        web.put(
            "/", f'<html><body>{links}<a href="http://127.0.0.2:{port}/3.html">Another phone is here at last</a></body></html>'
        )
        crawl.add_site(web)

        run = crawl("local")

        assert canary.came == 0
        assert crawl.one("SELECT count(*) FROM articles") == 2
        refused = crawl.rows("SELECT kind, message FROM errors WHERE kind = 'private'")
        assert refused, run.err
        assert all("127.0.0.2" in message and "NEWSSCRAPE_ALLOW_HOSTS" in message for _, message in refused)

    def test_is_asked_where_the_user_allows_exactly_that(self, web, canary, crawl):
        port = canary.server_port
        web.put("/1.html", status=302, headers={"Location": f"http://127.0.0.2:{port}/1.html"})
        crawl.env["NEWSSCRAPE_ALLOW_HOSTS"] = f"127.0.0.1,127.0.0.2:{port}"

        crawl("web", "-a", f"url={web.base}1.html", "-s", "DOWNLOAD_DELAY=0")

        assert canary.came > 0


def test_a_site_of_ones_own_machine_is_refused_with_the_setting_that_lets_it_in(web, crawl):
    web.site([1])
    crawl.add_site(web)
    del crawl.env["NEWSSCRAPE_ALLOW_HOSTS"]

    run = crawl("local")

    assert run.returncode == 1
    assert "NEWSSCRAPE_ALLOW_HOSTS=127.0.0.1" in run.err
    assert web.log == []

    crawl.env["NEWSSCRAPE_ALLOW_HOSTS"] = "127.0.0.1"
    assert crawl("local").returncode == 0
    assert crawl.one("SELECT count(*) FROM articles") == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "0x7f.1", "2130706433", "[::1]", "10.0.0.1."])
def test_a_proxy_is_not_asked_for_a_private_address(host):
    request = Request(f"http://{host}/", meta={"proxy": "http://192.0.2.1:3128"})

    with pytest.raises(PrivateAddress, match="NEWSSCRAPE_ALLOW_HOSTS"):
        Guard(()).process_request(request)
    Guard((host.strip("[]"),)).process_request(request)


def test_a_proxy_is_asked_for_names_and_public_addresses():
    for host in ("phones.example", "8.8.8.8", "[2606:4700::1111]"):
        Guard(()).process_request(Request(f"https://{host}/", meta={"proxy": "http://192.0.2.1:3128"}))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://phones.example/", "data:text/html,hello"])
def test_only_the_webs_schemes_are_fetched(url):
    with pytest.raises(UnsupportedURLSchemeError):
        Guard(()).process_request(Request(url))


def test_a_password_in_an_address_goes_nowhere(web, crawl):
    web.site([1])
    run = crawl("web", "-a", f"url={web.base.replace('//', '//reader:s3cret@')}1.html", "-L", "DEBUG")

    assert crawl.one("SELECT count(*) FROM articles") == 1
    assert "s3cret" not in run.out + run.err
    assert b"s3cret" not in crawl.archive.read_bytes()
    assert all("Authorization" not in asked.headers for asked in web.log)
