"""What holds for every test: only this machine is reached, and hypothesis tries the same examples each time."""

import datetime as dt
import importlib.util
import os
import pathlib
import signal
import sys
from contextlib import closing

import pytest
from hypothesis import settings

from newsscrape.archive import connection, frontier, runs
from newsscrape.archive.records import Fetch, Visit
from newsscrape.archive.writer import Writer
from newsscrape.model import Outcome, Target

settings.register_profile("newsscrape", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("newsscrape")

_GUARD = pathlib.Path(__file__).parent / "guard"


def _loaded(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_loaded("tests_guard", _GUARD / "sitecustomize.py").install()


@pytest.fixture(scope="session")
def twins():
    """The made-up services of comment systems."""
    return _loaded("tests_twins", pathlib.Path(__file__).parent / "twins" / "services.py")


@pytest.fixture(autouse=True, scope="session")
def _only_loopback_for_programs():
    """Programs started by a test find the guard on their path, and a proxy that does not exist (for those not in Python)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(_GUARD), os.environ.get("PYTHONPATH", "")])))
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            patch.setenv(name, "http://127.0.0.1:9")
        patch.setenv("no_proxy", "127.0.0.1,localhost")
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        for name in [name for name in os.environ if name.startswith("NEWSSCRAPE_")]:
            patch.delenv(name)
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # or each of hundreds of programs compiles all anew
        patch.setenv("NEWSSCRAPE_ALLOW_HOSTS", "127.0.0.1")  # where the tests' sites are served
        yield


@pytest.fixture
def interruptible():
    """What is started hears SIGINT, which what runs in the background of a shell ignores, with all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


_STARTED = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def archived(tmp_path):
    """Return a function that archives articles (with the threads that stand on their pages) in a run of their site's."""

    def keep(articles, path=tmp_path / "archive.db", threads=(), page=b""):
        with closing(connection.open_writer(path)) as writing:
            for site in dict.fromkeys(article.site for article in articles):
                run = runs.start(writing, runs.SiteRow(site, f"{site}.example", site.title(), "newsscrape"), _STARTED)
                visits = [
                    Visit(
                        lease=frontier.Frontier(writing).lease_url(run.site_id, Target(article.url, "article")),
                        state="done",
                        fetch=Fetch(_STARTED, 200, {"content-type": "text/html"}, page or article.url.encode()),
                        outcome=Outcome(kind="article", article=article, threads=tuple(threads)),
                    )
                    for article in articles
                    if article.site == site
                ]
                Writer(writing, path, {run.site_id: run.id}, clock=lambda: _STARTED).commit(visits)
                runs.finish(writing, run, "ok", None, 0, {}, _STARTED + dt.timedelta(seconds=7))
        return path

    return keep


@pytest.fixture
def steps():
    """Counts the lines of Python that a call runs through: unlike time, the same on every machine.

    What C does inside one line is not counted; benchmarks/hard.py measures it.
    """

    def count(call):
        call()  # fills the caches
        lines = 0

        def trace(_frame, event, _argument):
            nonlocal lines
            lines += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            call()
        finally:
            sys.settrace(before)
        return lines

    return count
