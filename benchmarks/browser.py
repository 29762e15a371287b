"""What it costs to have a page drawn by the browser: the same pages crawled with it and without, in turns."""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from crawling import SITE, started
from served import serve

SCRIPT = """<script>addEventListener("load", () => document.body.insertAdjacentHTML("beforeend", "<p>drawn</p>"));</script>"""


def article(number: int) -> bytes:
    text = " ".join(f"word{number} tells of a phone" for _ in range(60))
    return f"<html><body><article><h1>Phone {number}</h1><p>{text}</p></article>{SCRIPT}</body></html>".encode()


def tree(pid: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def memory(pid: int) -> float:
    """Return what a process holds, in MB, a page that several share counted as their part of it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def crawl(pages: dict[str, bytes], *, browser: bool) -> tuple[float, float, float]:
    """Return seconds by the clock, of processor time with all children, and the most memory of all together in MB."""
    with tempfile.TemporaryDirectory() as name, serve(pages) as served:
        folder = Path(name)
        site = SITE.format(name="drawn", home=served.base, days=None)
        (folder / "drawn.py").write_text(site.replace("delay=0", f"delay=0, browser={browser}"))
        before, start, most = os.times(), time.monotonic(), 0.0
        with started(folder, "scrapy", "crawl", "drawn", archive=folder / "archive.db") as process:
            while process.poll() is None:
                most = max(most, sum(memory(pid) for pid in tree(process.pid)))
                time.sleep(0.2)
        after = os.times()
        spent = after.children_user - before.children_user + after.children_system - before.children_system
        return time.monotonic() - start, spent, most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    numbers = range(1, given.pages + 1)
    pages = {f"/{number}.html": article(number) for number in numbers}
    links = "".join(f'<p><a href="/{number}.html">Phone {number} is here at last</a></p>' for number in numbers)
    pages["/"] = f"<html><body>{links}</body></html>".encode()
    rounds = [(crawl(pages, browser=False), crawl(pages, browser=True)) for _ in range(given.rounds)]
    for name, index in (("plain", 0), ("drawn", 1)):
        seconds, spent, most = (statistics.median(each[index][figure] for each in rounds) for figure in range(3))
        print(f"{name}  {seconds:6.1f} s  {spent:6.1f} s of processor time  {most:6.0f} MB")
    for name, figure in (("by the clock", 0), ("of processor time", 1)):
        more = statistics.median((drawn[figure] - plain[figure]) / given.pages for plain, drawn in rounds)
        print(f"a drawn page more: {more * 1000:.0f} ms {name}")


if __name__ == "__main__":
    main()
