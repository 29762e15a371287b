"""The archive's side of a run: the file, the site's lock, the run's row, and what the run is to fetch."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import newsscrape
from newsscrape.alarm import Figures, Verdict
from newsscrape.archive import dictionaries, files, forgotten, images, months, pages, runs
from newsscrape.archive.connection import open_writer
from newsscrape.archive.found import LIMIT, RANGE
from newsscrape.archive.frontier import Frontier as ArchivedFrontier
from newsscrape.archive.locks import SiteLock
from newsscrape.archive.months import Month
from newsscrape.archive.records import Failure, Fetch, File, Lease, Visit
from newsscrape.archive.writer import Committed, Writer
from newsscrape.config import Config
from newsscrape.crawl.credentials import Credentials
from newsscrape.crawl.plan import Plan
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.ingest import images as pictures
from newsscrape.ingest import retry, secret, task
from newsscrape.ingest.frontier import Frontier
from newsscrape.ingest.home import Home
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.ingest.scope import Scope
from newsscrape.ingest.worker import Task
from newsscrape.model import Article

_BEGINNING = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


class Session:
    """Holds the lock and the connection from its making until `close`.

    Raises:
        BadArgument: there is no key for the pseudonyms, or nothing that knows images.
        BadArchive: the file is not ours, or cannot be written; it is untouched.
        Busy: another run holds the site.
    """

    def __init__(
        self,
        plan: Plan,
        config: Config,
        batch: str | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        key = secret.load(config.secret_file) if config.commenters == "pseudonyms" else None
        if config.images == "files":
            pictures.require()
        self.plan = plan
        self.archive: Path = config.archive
        self._stack = ExitStack()
        with ExitStack() as stack:
            self.connection = stack.enter_context(closing(open_writer(config.archive)))
            self.lock = stack.enter_context(SiteLock(config.archive, plan.name))
            self._stack = stack.pop_all()
        self.clock = clock
        self.started_at = clock()
        self.frontier: Frontier = ArchivedFrontier(self.connection)
        left_over = self.lock.left_over
        self.run = runs.start(self.connection, plan.row, self.started_at, batch)
        self.scope = self._scope(config)
        self.home = Home.of(plan.site, plan.sources)
        self.writer = Writer(
            self.connection,
            config.archive,
            {self.run.site_id: self.run.id},
            pages=config.pages,
            images=self.scope.images,
            clock=clock,
        )
        self.privacy = Privacy(
            comments=self.scope.comments != "none",
            pseudonyms=Pseudonyms(key) if key else None,
            forgotten=forgotten.load(self.connection),
        )
        self._arm()
        self.left_over = self._left_over(left_over)

    def finish(self, verdict: Verdict, stats: dict[str, Any]) -> None:
        """Close the run's row, and let the site have its dictionary now that nothing waits."""
        runs.finish(self.connection, self.run, verdict.word, verdict.reason, verdict.exit_code, stats, self.clock())
        dictionaries.begin(self.connection, self.archive, self.run.site_id, utc_text(self.clock()))

    def commit(self, visits: Sequence[Visit]) -> Committed:
        """Have the visits on disk; a source of the site's file that gives nothing leads to the home page.

        Raises:
            ArchiveFailed: nothing of them is stored.
        """
        return self.writer.commit([self.home.instead(visit) for visit in visits])

    def task(self, lease: Lease, fetch: Fetch) -> tuple[Task, int]:
        """Return what is to be read for an answer (of an article, all its pages), and the page's number in its article."""
        lists = self.plan.follow and self.plan.is_start(lease.url)
        return task.of(self.connection, lease, fetch, self.plan.site, lists=lists)

    def picture(self, body: bytes) -> File | Failure:
        """Return an image's file once it is on the disk, or why it is not kept. Blocks; of any thread.

        Raises:
            ArchiveFailed: the file cannot be written.
        """
        form = pictures.examine(body)
        if isinstance(form, Failure):
            return form
        return files.store(self.archive, body, form.media_type, (form.width, form.height))

    def again(self, article: Article) -> Task | None:
        """Return the stored pages of an article as what is to be read again, if another version of the reader read them."""
        stored = pages.outdated(self.connection, article.site, article.key, newsscrape.__version__)
        site = self.plan.site
        return Task(stored, "article", site.name if site else None) if stored else None

    def past(self) -> list[Figures]:
        """Return the figures of the site's earlier runs."""
        return [Figures.of(record.stats) for record in runs.past(self.connection, self.run)]

    def record(self) -> runs.RunRecord:
        """Return the run's row as it stands."""
        return runs.read(self.connection, self.run.id)

    def months(self) -> tuple[list[Month], dict[str, int]]:
        """Return what is archived of each month of the run's range, and the lists that were not read, by reason."""
        site_id = self.run.site_id
        found = months.months(self.connection, site_id, self.scope.since, self.scope.until)
        return found, months.unread_lists(self.connection, site_id)

    def close(self) -> None:
        """Let go of the archive and the lock. May be called again."""
        self._stack.close()

    def _scope(self, config: Config) -> Scope:
        plan, given = self.plan, self.plan.arguments
        first = runs.first_start(self.connection, self.run.site_id)
        default = utc_text(first - dt.timedelta(days=plan.days)) if plan.days is not None else None
        if default and given.until and given.until < default:
            default = None  # who asks for the time before it means that time, and not an empty range
        by_default = (plan.first_limit if self.run.first else None) or plan.limit
        return Scope(
            site=plan.site,
            keys=set(Credentials(config).systems),
            since=given.since or default,
            until=given.until,
            limit=given.limit or by_default,
            comments=given.comments or config.comments,  # type: ignore[arg-type]  # both are checked
            images=config.images == "files",
            back=given.since is not None,
            follow=plan.follow,
        )

    def _arm(self) -> None:
        """Make due where the run starts, and what earlier runs left out that is wanted now."""
        site_id, now, scope = self.run.site_id, self.started_at, self.scope
        if self.plan.arguments.refresh == "none":
            return
        refresh = self.plan.arguments.refresh == "all"
        self.frontier.arm(site_id, self.plan.starts, now, refresh=refresh, again=self.plan.site is None)
        self.frontier.wake(site_id, now, self.plan.woken)
        if scope.follow:
            since = from_utc_text(scope.since) if scope.since else _BEGINNING
            for reason in (RANGE, LIMIT):
                self.frontier.widen(site_id, since, now, until=scope.until, reason=reason)
        if scope.follow and scope.images:
            images.ask_backlog(self.connection, site_id, utc_text(now))

    def _left_over(self, ids: tuple[int, ...]) -> list[Lease]:
        """Return what was in flight when the last run died. A URL that was so alone has killed it: that is a failure."""
        leases = self.frontier.lease_ids(self.run.site_id, ids)
        if len(leases) == 1:
            lease = leases[0]
            last = lease.tries + 1 >= retry.TRIES
            failure = Failure("crawl", "killed", "the crawl died while it had nothing but this page in hand")
            due = None if last else self.started_at
            self.writer.commit([Visit(lease=lease, state="refused" if last else "due", due_at=due, failure=failure)])
            leases = self.frontier.lease_ids(self.run.site_id, ids)
        return [lease for lease in leases if lease.kind not in self.scope.unwanted]
