"""`python -m newsscrape.demo crawl` on ports and into a file of the user's choice."""

import os
import pathlib
import socket
import subprocess
import sys

import pytest

from newsscrape.demo import __main__ as command

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def free_ports():
    """Two ports that nobody uses; those of a second run must be those of the first, for an address holds its port."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return [str(taken.getsockname()[1]) for taken in (one, other)]


@pytest.mark.slow
def test_two_crawls_on_other_ports_into_a_chosen_file(tmp_path):
    archive = tmp_path / "kept.db"
    arguments = [sys.executable, "-m", "newsscrape.demo", "crawl", "--ports", *free_ports(), "--archive", str(archive)]
    first, second = (
        subprocess.run(arguments, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=110, check=False)
        for _ in range(2)
    )

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert archive.is_file()
    assert "in all             224" in second.stdout
    assert second.stderr.count("no article was fetched again") == 2


def test_a_crawl_that_a_signal_killed_has_failed():
    assert command._run(dict(os.environ), sys.executable, "-c", "import os; os.kill(os.getpid(), 9)") == 137
