"""`python -m newsscrape.demo crawl` on ports and into a file of the user's choice."""

import contextlib
import datetime as dt
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from newsscrape.demo import __main__ as command
from newsscrape.demo import arena, history

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def free_ports():
    """Two ports that nobody uses; those of a second run must be those of the first, for an address holds its port.

    None that a system gives to whoever asks for any (from 32768 on), or it is another test's by the second run.
    """
    found = []
    for port in random.sample(range(20_000, 30_000), 100):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            found.append(str(port))
        if len(found) == 2:
            break
    return found


@pytest.mark.slow
def test_two_crawls_on_other_ports_into_a_chosen_file(tmp_path):
    archive = tmp_path / "kept.db"
    arguments = [sys.executable, "-m", "newsscrape.demo", "crawl", "--ports", *free_ports(), "--archive", str(archive)]
    first, second = (
        subprocess.run(arguments, cwd=folder, env=os.environ, capture_output=True, text=True, timeout=110, check=False)
        for folder in (ROOT, tmp_path)  # that of a project, and any other
    )

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert archive.is_file()
    assert "in all             224" in second.stdout
    assert second.stderr.count("no article was fetched again") == 2


def test_a_crawl_that_a_signal_killed_has_failed():
    assert command._run(dict(os.environ), sys.executable, "-c", "import os; os.kill(os.getpid(), 9)") == 137


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-01", dt.datetime(2025, 2, 1, tzinfo=dt.UTC)),
        ("2025-02-01T12:30", dt.datetime(2025, 2, 1, 12, 30, tzinfo=dt.UTC)),
        ("2025-02-01T12:30+02:00", dt.datetime(2025, 2, 1, 10, 30, tzinfo=dt.UTC)),
    ],
)
def test_a_moment_without_an_offset_is_of_utc(text, moment):
    assert command._moment(text) == moment


@pytest.mark.usefixtures("interruptible")
def test_the_world_is_served_as_it_is_at_a_moment():
    arguments = [sys.executable, "-m", "newsscrape.demo", "serve", "--ports", "0", "0", "--at", "2025-02-01"]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        base = served.stdout.readline().partition(": ")[2].strip()
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{base}news.php3", timeout=30) as answer:
            listing = answer.read().decode()
        served.send_signal(signal.SIGINT)

    newest, *_ = history.stories("voltpost", dt.datetime(2025, 2, 1, tzinfo=dt.UTC))
    assert served.returncode == 0
    assert re.search(r'<div class="news-item"><a href="([^"]+)"', listing)[1] == arena.path(newest)[1:]


def test_no_moment_is_one_sentence(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["serve", "--at", "yesterday"])

    assert ended.value.code == 2
    assert "'yesterday' is no moment; write it as 2025-02-01" in capsys.readouterr().err
