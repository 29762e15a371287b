"""What `scrapy newsite` makes of five sites whose layouts no code was written for, before and after its file was corrected.

For each site, served on loopback: `scrapy newsite` with the addresses of two articles, `scrapy crawl` into a fresh archive,
and every field of every article against the truth. Then the same crawl with the site file that `benchmarks/newsite_sites`
holds, corrected by hand from the documentation, by the one who had made the pages. The figures: seconds of the command,
lines of the file, per cent of each field.

The pause between two requests, which a site file sets, is left out in both crawls; so is the limit to the last thirty days.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from newsite_layouts import LAYOUTS
from newsite_layouts.scores import FIELDS, scores
from newsite_layouts.served import serve
from newsite_layouts.stories import Layout

PORTS = dict(zip(LAYOUTS, range(8791, 8796), strict=True))
"""Fixed, since the corrected site files name them."""
CORRECTED = Path(__file__).parent / "newsite_sites"
_CRAWL = ("-a", "since=2026-01-01", "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False")


def run(folder: Path, sites: Path, *command: str) -> tuple[float, str]:
    """Run a command as a user of an empty folder would; return its seconds by the clock and what it printed."""
    settings = {"SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings", "NEWSSCRAPE_ARCHIVE": str(folder / "archive.db")}
    settings |= {"NEWSSCRAPE_SITES": str(sites), "NEWSSCRAPE_ALLOW_HOSTS": "127.0.0.1", "NEWSSCRAPE_CONTACT": "me@example.com"}
    start = time.perf_counter()
    ended = subprocess.run(
        [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    return time.perf_counter() - start, ended.stdout or ended.stderr


def guessed(name: str, layout: Layout, sites: Path, *, loud: bool) -> str:
    """Let `scrapy newsite` write the site's file into the folder; return what it took."""
    base = f"http://127.0.0.1:{PORTS[name]}"
    sites.mkdir()
    addresses = [base + story.path for story in layout.stories[4:6]]
    with tempfile.TemporaryDirectory() as folder:
        seconds, said = run(Path(folder), sites, "scrapy", "newsite", *addresses, "--name", name, "--folder", str(sites))
    file = sites / f"{name}.py"
    if loud:
        print(said, file.read_text() if file.exists() else "", sep="\n")
    return f"{seconds:.1f} s, {lines(file)} lines" if file.exists() else f"{seconds:.1f} s, no file: {said.strip()}"


def lines(file: Path) -> int:
    """Return how many lines of a file are not empty."""
    return sum(bool(line.strip()) for line in file.read_text().splitlines())


def crawled(name: str, layout: Layout, sites: Path, *, loud: bool) -> dict[str, float | None]:
    """Crawl the site into a fresh archive; return field -> score, where there is no site file as if nothing were read."""
    if not (sites / f"{name}.py").exists():
        return scores(layout.stories, [])
    with tempfile.TemporaryDirectory() as folder:
        _, said = run(Path(folder), sites, "scrapy", "crawl", name, *_CRAWL)
        if loud:
            print(said)
        _, printed = run(Path(folder), sites, "newsscrape", "export", "--format", "jsonl")
    return scores(layout.stories, map(json.loads, printed.splitlines()))


def table(title: str, columns: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """Yield the lines of a table, a row for each field; a dash where no article of the site has the field."""
    yield f"\n{title:<16}" + "".join(f"{name:>14}" for name in columns)
    for field in FIELDS:
        yield f"{field:<16}" + "".join(
            f"{'-' if column[field] is None else format(column[field], '.0f'):>14}" for column in columns.values()
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", choices=LAYOUTS, action="append", help="only this one (may be repeated)")
    parser.add_argument("--corrected", action="store_true", help="only what the corrected files give, which takes no pauses")
    parser.add_argument("--say", action="store_true", help="show what the commands print, and the files as they are written")
    parser.add_argument("--serve", action="store_true", help="only serve the sites, to look at them, until interrupted")
    options = parser.parse_args()
    layouts = {name: LAYOUTS[name](f"http://127.0.0.1:{PORTS[name]}/") for name in options.site or LAYOUTS}
    with tempfile.TemporaryDirectory() as folder, serve({PORTS[name]: made.documents for name, made in layouts.items()}):
        if options.serve:
            print(*(f"{name} http://127.0.0.1:{PORTS[name]}/" for name in layouts), sep="\n", flush=True)
            while True:
                time.sleep(3600)
        before, after = {}, {}
        for name, layout in layouts.items():
            sites = Path(folder) / name
            if not options.corrected:
                print(f"{name}: newsite {guessed(name, layout, sites, loud=options.say)}", flush=True)
                before[name] = crawled(name, layout, sites, loud=options.say)
            print(f"{name}: corrected {lines(CORRECTED / f'{name}.py')} lines", flush=True)
            after[name] = crawled(name, layout, CORRECTED, loud=options.say)
        for title, columns in (("before, %", before), ("after, %", after)):
            if columns:
                print(*table(title, columns), sep="\n")


if __name__ == "__main__":
    main()
