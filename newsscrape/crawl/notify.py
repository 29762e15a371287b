"""Telling somebody, at the end of a run, which of its articles are on the archive's topics: a command is given them as JSON."""

import asyncio
import itertools
import json
import logging
import shlex
import subprocess
from contextlib import closing
from operator import attrgetter
from pathlib import Path

from newsscrape.archive import topics
from newsscrape.archive.connection import open_reader
from newsscrape.errors import BadArchive

TIMEOUT = 30.0
"""Seconds that the command may take; then it is killed."""
LIMIT = 1_000
"""Articles that are told of one run; more are no news."""

_log = logging.getLogger(__name__)


async def notify(command: str, archive: Path, site: str, run_id: int) -> None:
    """Run the command, without a shell, if the run has marked articles. What goes wrong is a warning in the log, no more.

    On its standard input stands one object: ``site``, ``run``, ``archive`` and ``topics``, each of these with ``topic`` and
    ``articles`` (``id, site, title, url, published, description``, the newest first).
    """
    try:
        message = told(archive, site, run_id)
        if message:
            # In a thread, since the crawls of other sites go on meanwhile.
            await asyncio.to_thread(_run, shlex.split(command), message)
    except subprocess.TimeoutExpired:
        _log.warning("NEWSSCRAPE_NOTIFY: the command had not ended after %s seconds, and was killed", TIMEOUT)
    except subprocess.CalledProcessError as error:
        _log.warning("NEWSSCRAPE_NOTIFY: the command ended with %s", error.returncode)
    except (BadArchive, OSError) as error:
        _log.warning("NEWSSCRAPE_NOTIFY: %s", error)


def told(archive: Path, site: str, run_id: int) -> bytes | None:
    """Return what the command is given; ``None``: there is nothing to tell.

    Raises:
        BadArchive: it cannot be read.
    """
    with closing(open_reader(archive)) as connection:
        marked = topics.marked(connection, run_id, LIMIT)
    if not marked:
        return None
    groups = [
        {"topic": topic, "articles": [{"id": one.article_id, **_own(one)} for one in some]}
        for topic, some in itertools.groupby(marked, attrgetter("topic"))
    ]
    return json.dumps({"site": site, "run": run_id, "archive": str(archive), "topics": groups}).encode()


def _own(one: topics.Marked) -> dict[str, str | None]:
    return {name: getattr(one, name) for name in ("site", "title", "url", "published", "description")}


def _run(command: list[str], message: bytes) -> None:
    subprocess.run(command, input=message, stdout=subprocess.DEVNULL, timeout=TIMEOUT, check=True)  # noqa: S603 - the user's own
