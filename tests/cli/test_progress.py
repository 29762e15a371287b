"""What a terminal shows while something goes on."""

import os
import pty
import subprocess
import sys

from newsscrape.model import Article


def test_a_terminal_is_told_how_far_an_export_has_come(archived):
    path = archived([Article(site="demo", key="1", url="https://www.example.com/1")])
    command = [sys.executable, "-c", "from newsscrape.cli import main; main()", "export", "--archive", str(path)]
    terminal, end = pty.openpty()
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=end, check=False, timeout=60)
    os.close(end)
    said = os.read(terminal, 1000)
    os.close(terminal)

    assert (ended.returncode, ended.stdout.count(b"\n")) == (0, 1)
    assert said == b"\r1 article\x1b[K\r\x1b[K"
