"""What it takes to know all sites: loading them, `scrapy list`, `newsscrape --help`, beside a Python that only imports Scrapy.

Each is a program of its own, started anew in turns; of its processor time and its time by the clock the median is told. The
load of the sites is timed within its process, behind the imports that any reading of a page needs as well.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

_LOAD = """
import time
start = time.process_time()
from newsscrape.sites import registry
imported = time.process_time()
sites = registry.load()
print(len(sites), imported - start, time.process_time() - imported)
"""
PROGRAMS = {
    "import scrapy": ["-c", "import scrapy"],
    "load the sites": ["-c", _LOAD],
    "scrapy list": ["-m", "scrapy", "list"],
    "newsscrape --help": ["-c", "from newsscrape.cli import main; main()", "--help"],
    "newsscrape sites": ["-c", "from newsscrape.cli import main; main()", "--archive", os.devnull + ".none", "sites"],
}


def run(arguments: list[str]) -> tuple[float, float, str]:
    """Run a program; return its processor seconds, its seconds by the clock, and what it printed."""
    env = {**os.environ, "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    printed = subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True, text=True).stdout
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, took, printed


def measured(rounds: int) -> Iterator[str]:
    """Yield a line for each program, by the median of the rounds."""
    times, inside, number = defaultdict(list), [], ""
    for _ in range(rounds):
        for name, arguments in PROGRAMS.items():
            processor, clock, printed = run(arguments)
            times[name].append((processor, clock))
            if name == "load the sites":
                number, *seconds = printed.split()
                inside.append([float(each) for each in seconds])
    for name, pairs in times.items():
        processor, clock = (median(column) for column in zip(*pairs, strict=True))
        yield f"{name:<20} processor {processor:.2f} s  clock {clock:.2f} s"
    imported, loaded = (median(column) for column in zip(*inside, strict=True))
    yield f"{number} sites: imports {imported:.3f} s, loading and checking {loaded:.3f} s of processor time"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each program (default: %(default)s)")
    for line in measured(parser.parse_args().rounds):
        print(line)
