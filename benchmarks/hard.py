"""What the hardest pages cost that the reader lets in: none may take more than a second or 200 MB, nor raise anything else.

Each is read in a process of its own, first and only, after one small page; what it takes is processor time, user and system,
and the peak of resident memory above what that small page left (Linux: /proc keeps it for each process; what getrusage tells
also holds the peak of the process that started this one).
"""

import argparse
import contextlib
import gc
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hard_cases import CASES

ROOT = Path(__file__).resolve().parent.parent
MEGABYTES = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="WORD", help="the cases whose names hold this")
    parser.add_argument("--over", action="store_true", help="print only what passes a limit")
    parser.add_argument("--read", metavar="CASE", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        print(json.dumps(read(chosen.read)))
        return 0
    failed = 0
    print(f"{'':<30}{'MB':>7}{'elements':>10}{'CPU s':>8}{'peak MB':>9}  outcome")
    for name in (name for name in CASES if (chosen.only or "") in name):
        figures = measured(name)
        over = (
            figures["seconds"] > CASES[name].seconds or figures["memory"] > MEGABYTES or figures["outcome"].startswith("raised")
        )
        failed += over
        if over or not chosen.over:
            print(
                f"{name:<30}{figures['size'] / 1e6:7.2f}{figures['elements']:10,}{figures['seconds']:8.2f}"
                f"{figures['memory']:9.0f}  {figures['outcome']}{'  OVER' if over else ''}",
                flush=True,
            )
    print(f"{failed} of {len(CASES)} over their limits" if failed else "none over the limits")
    return 1 if failed else 0


def measured(name: str) -> dict[str, Any]:
    """Read a case in a process of its own, which a limit on its processor time ends where nothing else does."""
    page = CASES[name].page()
    command = [sys.executable, __file__, "--read", name]
    done = subprocess.run(command, input=page, cwd=ROOT, capture_output=True, check=False)
    elements = len(re.findall(rb"<[a-zA-Z]", page))
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] or f"ended by {-done.returncode}"
        return {"size": len(page), "elements": elements, "seconds": 0.0, "memory": 0.0, "outcome": f"raised {told[:60]}"}
    figures: dict[str, Any] = {"size": len(page), "elements": elements, **json.loads(done.stdout)}
    return figures


def read(name: str) -> dict[str, Any]:
    """Read the page on standard input, in this process."""
    import resource  # noqa: PLC0415

    from newsscrape.errors import Unreadable  # noqa: PLC0415
    from newsscrape.page import Page  # noqa: PLC0415
    from newsscrape.reading import read as read_article  # noqa: PLC0415
    from newsscrape.reading import read_pages  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    case = CASES[name]
    small = b"<html><body><h1>A phone</h1><p class=byline>By Ida Roth, 12 June 2024<p>It comes with a cable, and no charger."
    read_article(small, case.url)
    with contextlib.suppress(Unreadable):
        read_pages([Page(case.url, small)], case.kind)
    gc.collect()
    page = sys.stdin.buffer.read()
    before, started = peak(), time.process_time()
    outcome = ""
    try:
        if case.kind == "article":
            article = read_article(page, case.url)
            article.to_dict()
            outcome = "article" if article.body else "no text"
        else:
            told = read_pages([Page(case.url, page)], case.kind)
            found = sum(len(thread.comments) for thread in told.threads) + len(told.targets)
            outcome = told.refused or f"{told.kind} of {found:,}"
    except Unreadable as error:
        outcome = "unreadable: " + str(error).partition(": ")[2]
    return {"seconds": time.process_time() - started, "memory": peak() - before, "outcome": outcome}


def peak() -> float:
    """Return the most memory that this process has ever held, in MB."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    sys.exit(main())
