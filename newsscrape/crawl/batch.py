"""Several sites in one process: what the runs of one ``scrapy crawl news`` share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from newsscrape.archive import runs
from newsscrape.archive.connection import open_reader
from newsscrape.config import Config, nearest
from newsscrape.crawl.browser.rendering import Browser
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument
from newsscrape.ingest.reader import Reader
from newsscrape.sites import Site

ALL, DUE = "all", "due"


@dataclass(slots=True)
class Batch:
    """One command over several sites. Each has a run, a frontier and a pace of its own; one process reads for all."""

    sites: Mapping[str, Site]
    name: str = field(default_factory=lambda: utc_text(dt.datetime.now(dt.UTC)))
    """What joins the runs in ``runs.batch``."""
    reader: Reader = field(init=False)
    browser: Browser | None = None
    """For the sites whose articles are drawn by scripts; made by the first of them."""

    def __post_init__(self) -> None:
        self.reader = Reader(self.sites)


def chosen(named: Sequence[str], known: Mapping[str, Site], config: Config, now: dt.datetime) -> dict[str, Site]:
    """Return the sites that ``-a sites=`` means.

    Args:
        named: names; or ``all``, every site that is known; or ``due``, those crawled before whose time has come again.
        known: by name.
        config: whose archive is asked for ``due``.
        now: aware.

    Raises:
        BadArgument: none is named, or one that is not known; the text gives the nearest.
        BadArchive: it cannot be asked what is due.
    """
    if not named:
        raise BadArgument(f"news needs sites: -a sites=arenaev,gsmarena, or one of the words {ALL} and {DUE}")
    if ALL in named:
        return dict(known)
    if DUE in named:
        with closing(open_reader(config.archive)) as connection:
            due = runs.due_sites(connection, now, images=config.images == "files")
        return {name: known[name] for name in due if name in known}
    for name in named:
        if name not in known:
            guess = nearest(name, [*known, ALL, DUE])
            hint = f"did you mean {guess}?" if guess else f"there are {', '.join(known)}"
            raise BadArgument(f"-a sites: there is no site {name!r}; {hint}")
    return {name: known[name] for name in named}
