import os
import re
import subprocess
import sys
import threading

import pytest

from newsscrape.archive import locks
from newsscrape.errors import Busy

HOLDER = """
import sys
from pathlib import Path
from newsscrape.archive import locks
with locks.SiteLock(Path(sys.argv[1]), "gadgets") as lock:
    lock.note(range(1000))
    lock.note([7, 3])
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path):
    process = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


class TestASite:
    def test_is_held_by_one_run(self, tmp_path):
        with locks.SiteLock(tmp_path / "archive.db", "gadgets"):
            with pytest.raises(Busy, match=f"gadgets is being crawled by process {os.getpid()} since 20"):
                locks.SiteLock(tmp_path / "archive.db", "gadgets").__enter__()
            with locks.SiteLock(tmp_path / "archive.db", "other"), locks.SiteLock(tmp_path / "two.db", "gadgets"):
                pass
        with locks.SiteLock(tmp_path / "archive.db", "gadgets"):
            pass

    def test_is_the_same_by_whatever_path(self, tmp_path):
        (tmp_path / "link.db").symlink_to(tmp_path / "archive.db")

        with locks.SiteLock(tmp_path / "archive.db", "gadgets"), pytest.raises(Busy):
            locks.SiteLock(tmp_path / "link.db", "gadgets").__enter__()

    def test_names_a_holder_in_another_process(self, tmp_path):
        process = holder(tmp_path / "archive.db")

        with pytest.raises(Busy, match=re.escape(f"process {process.pid} since")):
            locks.SiteLock(tmp_path / "archive.db", "gadgets").__enter__()

        process.communicate()
        with locks.SiteLock(tmp_path / "archive.db", "gadgets") as lock:
            assert lock.left_over == ()

    def test_of_a_killed_run_is_taken_over_with_what_was_in_flight(self, tmp_path):
        process = holder(tmp_path / "archive.db")
        process.kill()
        process.communicate()

        with locks.SiteLock(tmp_path / "archive.db", "gadgets") as lock:
            assert lock.left_over == (3, 7)
        with locks.SiteLock(tmp_path / "archive.db", "gadgets") as lock:
            assert lock.left_over == ()

    @pytest.mark.parametrize("content", [b"", b"{", b"[1]\n", b'{"pid": 1}\n', b'{"pid":1,"since":"x","urls":[5]}\ntail'])
    def test_survives_whatever_stands_in_its_file(self, tmp_path, content):
        folder = locks.folder(tmp_path / "archive.db")
        folder.mkdir()
        (folder / "site-gadgets.lock").write_bytes(content)

        with locks.SiteLock(tmp_path / "archive.db", "gadgets") as lock:
            assert lock.left_over == ((5,) if content.endswith(b"tail") else ())


class TestTheWriteLock:
    def test_may_be_asked_for_again_by_its_holder(self, tmp_path):
        with locks.write_lock(tmp_path / "archive.db"), locks.write_lock(tmp_path / "archive.db"):
            pass
        with locks.write_lock(tmp_path / "archive.db"):
            pass

    def test_lets_threads_take_turns(self, tmp_path):
        inside, seen = [], []

        def work():
            for _ in range(50):
                with locks.write_lock(tmp_path / "archive.db"):
                    inside.append(1)
                    seen.append(len(inside))
                    inside.pop()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert seen == [1] * 200
