"""A web server on loopback whose pages a test makes up, and `scrapy crawl` as a program of its own."""

import contextlib
import dataclasses
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

SITE = """
from newsscrape.sites import Listing, Site
from newsscrape.sites.site import Engine

SITE = Site(
    name="{name}", title="{name} news", home="{home}", delay=0, days=None, limit=None,
    articles=(r"^/(?P<key>\\d+)(?:p(?P<part>\\d+))?\\.html",), sources=(Listing(""),), {more}
)
"""


@dataclasses.dataclass
class Asked:
    path: str
    headers: dict
    start: float
    end: float
    sent: float
    """When the answer began to be written: whoever has all of it has it later, however late `end` was noted."""
    body: bytes


def article(number, *, words=60, day=None, more=""):
    """A made-up article of enough words."""
    when = f'<meta property="article:published_time" content="{day}T10:00:00Z">' if day else ""
    text = " ".join(f"word{number} tells of a phone" for _ in range(words // 5))
    return (
        f'<html><head><title>Phone {number}</title><meta property="og:type" content="article">{when}</head><body>'
        f"<article><h1>Phone {number}</h1><p>{text}</p><p>A second paragraph about phone {number}. {text}</p></article>{more}"
        "</body></html>"
    )


class Server(ThreadingHTTPServer):
    article = staticmethod(article)
    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {}
        self.hosts = {}
        """What answers in the name of another host."""
        self.log = []
        self.seen = threading.Condition()
        self.base = f"http://127.0.0.1:{self.server_port}/"

    def put(self, path, body="", *, status=200, headers=None, wait=0.0, raw=None):  # noqa: PLR0913 - all that an answer has
        self.pages[path] = (status, body.encode() if isinstance(body, str) else body, headers or {}, wait, raw)

    def site(self, numbers, **kwargs):
        """Articles, and a front page that names them."""
        for number in numbers:
            self.put(f"/{number}.html", article(number, **kwargs))
        links = "".join(f'<p><a href="/{number}.html">Phone {number} is here at last</a></p>' for number in numbers)
        self.put("/", f"<html><body>{links}</body></html>")

    def paths(self):
        return [one.path for one in self.log]

    def wait_for(self, count, seconds=30):
        """Wait until so many requests were answered."""
        with self.seen:
            assert self.seen.wait_for(lambda: len(self.log) >= count, seconds), f"only {len(self.log)} requests came"

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or the body waits 40 ms for the client to acknowledge the headers

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, asked):
        start = time.monotonic()
        self.asked = asked
        entry = self.server.hosts.get(self.headers["Host"]) or self.server.pages.get(self.path)
        if callable(entry):
            entry = entry(self)
        status, body, headers, wait, raw = entry or (404, b"there is nothing here", {}, 0.0, None)
        if wait:
            time.sleep(wait)
        sent = time.monotonic()
        if raw is not None:
            self.wfile.write(raw)
            self.close_connection = True
        else:
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body), **headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)
        with self.server.seen:
            self.server.log.append(Asked(self.path, dict(self.headers), start, time.monotonic(), sent, asked))
            self.server.seen.notify_all()


@contextlib.contextmanager
def served():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def web():
    with served() as server:
        yield server


@pytest.fixture
def other():
    """Another host: another port of this machine."""
    with served() as server:
        yield server


class Crawl:
    def __init__(self, folder):
        self.folder = folder
        self.archive = folder / "archive.db"
        self.sites = folder / "sites"
        self.sites.mkdir()
        self.env = {
            **os.environ,
            "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings",
            "NEWSSCRAPE_ARCHIVE": str(self.archive),
            "NEWSSCRAPE_SITES": str(self.sites),
            "NEWSSCRAPE_CONTACT": "tests@example.com",
        }

    def add_site(self, server, name="local", more=""):
        (self.sites / f"{name}.py").write_text(SITE.format(name=name, home=server.base, more=more))

    def start(self, *args):
        command = [sys.executable, "-m", "scrapy", "crawl", *args]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def __call__(self, *args):
        process = self.start(*args)
        process.out, process.err = process.communicate(timeout=90)
        return process

    def rows(self, query, *values):
        with closing(sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def one(self, query, *values):
        return self.rows(query, *values)[0][0]


@pytest.fixture
def crawl(tmp_path):
    return Crawl(tmp_path)
