"""`python -m newsscrape.demo`: serve the made-up world, or let the real crawler loose on it."""

import argparse
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import click

from newsscrape.demo.server import PORTS, serve

SITES = Path(__file__).parent / "sites"
SEARCH = "recycled parts"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code: that of the crawl, or 2 for a port that is taken."""
    parser = argparse.ArgumentParser(prog="python -m newsscrape.demo", description=__doc__)
    parser.add_argument("command", choices=["serve", "crawl"], nargs="?", default="crawl")
    chosen = parser.parse_args(arguments).command
    try:
        with serve() as demo:
            for site, base in demo.bases.items():
                click.echo(f"{site}: {base}")
            return _crawl() if chosen == "crawl" else _wait()
    except OSError as error:
        taken = " and ".join(map(str, PORTS.values()))
        click.echo(
            f"The demo needs the ports {taken} of 127.0.0.1: {error.strerror}. End what uses them and try again.",
            err=True,
        )
        return 2


def _wait() -> int:
    click.echo("Ctrl-C ends it")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    return 0


def _crawl() -> int:
    """Crawl both sites as anybody would, one after the other, and show what is in the archive then."""
    env = {**os.environ, "NEWSSCRAPE_SITES": str(SITES), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    code = 0
    for site in PORTS:
        code = max(code, _run(env, "scrapy", "crawl", site))
    if code == 0:
        _run(env, "newsscrape", "stats")
        _run(env, "newsscrape", "search", "--limit", "1", *SEARCH.split())
    return code


def _run(env: dict[str, str], program: str, *arguments: str) -> int:
    click.echo(f"\n$ {program} {' '.join(arguments)}")
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program) or program
    return subprocess.run([found, *arguments], env=env, check=False).returncode  # noqa: S603 - our own programs


if __name__ == "__main__":
    sys.exit(main())
