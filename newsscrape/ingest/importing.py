"""The archive's side of an import: the file, and one run for each site of which something is taken in."""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing

from newsscrape.archive import forgotten, runs
from newsscrape.archive.connection import open_writer
from newsscrape.archive.frontier import Frontier
from newsscrape.archive.locks import SiteLock
from newsscrape.archive.writer import Writer
from newsscrape.config import Config
from newsscrape.ingest import secret
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.sites import Site
from newsscrape.urls import host

_WEB = "web"  # whose run holds what belongs to no known site, as in a crawl of single addresses


class Session:
    """Holds the connection, and the lock of each site with a run, for as long as the stack does.

    Raises:
        BadArgument: there is no key for the pseudonyms.
        BadArchive: the archive is not ours, or cannot be written.
    """

    def __init__(self, config: Config, sites: Mapping[str, Site], stack: ExitStack, clock: Callable[[], dt.datetime]) -> None:
        key = secret.load(config.secret_file) if config.commenters == "pseudonyms" else None
        self.config, self.sites, self.clock = config, sites, clock
        self._stack = stack
        self.connection = stack.enter_context(closing(open_writer(config.archive)))
        self.frontier = Frontier(self.connection)
        self._ids: dict[int, int] = {}
        self.writer = Writer(self.connection, config.archive, self._ids, pages=config.pages, clock=clock)
        self.privacy = Privacy(
            comments=config.comments != "none",
            pseudonyms=Pseudonyms(key) if key else None,
            forgotten=forgotten.load(self.connection),
        )
        self._runs: dict[str, runs.Run] = {}

    def run(self, site: Site | None, url: str) -> runs.Run:
        """Return the run of a site (``None``: of single addresses), begun with its first page.

        Raises:
            Busy: the site is being crawled.
        """
        name = site.name if site else _WEB
        if name not in self._runs:
            row = (
                runs.SiteRow(site.name, site.host, site.title, site.origin)
                if site
                else runs.SiteRow(_WEB, host(url), "Single addresses", "newsscrape")
            )
            self._stack.enter_context(SiteLock(self.config.archive, name))
            self._runs[name] = run = runs.start(self.connection, row, self.clock())
            self._ids[run.site_id] = run.id
        return self._runs[name]

    def finish(self, name: str) -> None:
        """Close the rows of the runs; `name` is that of the file."""
        for run in self._runs.values():
            runs.finish(self.connection, run, "ok", f"imported {name}", None, {"imported": name}, self.clock())
