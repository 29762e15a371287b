"""`python -m newsscrape.demo`: serve the made-up world, or let the real crawler loose on it."""

import argparse
import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import click

from newsscrape.demo.server import PORTS, Demo, serve
from newsscrape.errors import BadUse

SITES = Path(__file__).parent / "sites"
SEARCH = "recycled parts"
_WRONG_USE = 2
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code: the crawl's worst, or 2 for a port that cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m newsscrape.demo", description=__doc__)
    parser.add_argument("command", choices=["serve", "crawl"], nargs="?", default="crawl")
    parser.add_argument(
        "--ports", type=int, nargs=len(PORTS), metavar="PORT", default=list(PORTS.values()), help="0: a free one"
    )
    parser.add_argument(
        "--at",
        type=_moment,
        metavar="MOMENT",
        help="the world as it is then, such as 2025-02-01 or 2025-02-01T12:00; default: for good",
    )
    parser.add_argument("--archive", type=Path, metavar="FILE", help="default: as the setting NEWSSCRAPE_ARCHIVE says")
    chosen = parser.parse_args(arguments)
    try:
        with serve(dict(zip(PORTS, chosen.ports, strict=True)), chosen.at) as demo:
            for site, base in demo.bases.items():
                click.echo(f"{site}: {base}")
            return _crawl(demo, chosen.archive) if chosen.command == "crawl" else _wait()
    except BadUse as error:
        click.echo(error, err=True)
        return _WRONG_USE
    except KeyboardInterrupt:
        return 0 if chosen.command == "serve" else _INTERRUPTED


def _moment(text: str) -> dt.datetime:
    """Return a moment in ISO 8601, of UTC where it names no offset."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment; write it as 2025-02-01 or 2025-02-01T12:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _wait() -> int:
    click.echo("Ctrl-C ends it")
    threading.Event().wait()
    return 0


def _crawl(demo: Demo, archive: Path | None) -> int:
    """Crawl both sites as anybody would, one after the other, and show what is in the archive then."""
    env = {
        "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings",  # so that it need not be started in a project's folder
        **os.environ,
        "NEWSSCRAPE_SITES": str(SITES),
        "NEWSSCRAPE_ALLOW_HOSTS": "127.0.0.1",  # which no crawl reaches by itself
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    if archive is not None:
        env["NEWSSCRAPE_ARCHIVE"] = str(archive)
    codes = [_run(env, "scrapy", "crawl", site, *_moved(demo, site)) for site in demo.bases]
    if not any(codes):
        _run(env, "newsscrape", "stats")
        _run(env, "newsscrape", "search", "--limit", "1", *SEARCH.split())
    return max(codes)


def _moved(demo: Demo, site: str) -> tuple[str, ...]:
    """Return the arguments of a crawl of a site that does not stand where its file says."""
    base = demo.bases[site]
    return () if base == f"http://127.0.0.1:{PORTS[site]}/" else ("-a", f"at={base}")


def _run(env: dict[str, str], program: str, *arguments: str) -> int:
    """Run one of our programs; the exit code of one that a signal killed is 128 and the signal's number, as in a shell."""
    click.echo(f"\n$ {program} {' '.join(arguments)}")
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program) or program
    code = subprocess.run([found, *arguments], env=env, check=False).returncode  # noqa: S603 - our own programs
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
