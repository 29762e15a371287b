"""`scrapy crawl` as a program of its own, on a site that a benchmark serves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SITE = """
from newsscrape.sites import Listing, Site

SITE = Site(
    name="{name}", title="{name}", home="{home}", delay=0, days={days}, limit=None,
    articles=(r"^/(?P<key>\\d+)\\.html",), sources=(Listing(""),),
)
"""
"""A site file whose articles stand at /NUMBER.html and are listed at /."""


@contextmanager
def started(folder: Path, *command: str, archive: Path, sites: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``scrapy …`` or ``newsscrape …`` in `folder`; what still runs in the end is killed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSSCRAPE_")}
    env |= {
        "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings",
        "NEWSSCRAPE_ARCHIVE": str(archive),
        "NEWSSCRAPE_SITES": str(sites or folder),
        "NEWSSCRAPE_CONTACT": "benchmarks@example.com",
        "NEWSSCRAPE_ALLOW_HOSTS": "127.0.0.1",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    process = subprocess.Popen(
        [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=folder,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        with process:
            yield process
            process.kill()
    finally:
        process.kill()


def peak(pid: int) -> float:
    """Return the most memory that a process has held so far, in MB (Linux only)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def spent(pid: int) -> float:
    """Return the processor time of a process so far, in seconds, without that of its children (Linux only)."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
