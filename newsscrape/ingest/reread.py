"""All stored pages read again with today's code, by several processes, and what differs stored in batches.

A page that kills its process, or takes too long, costs itself only. Whatever ends the work in the middle, the batches that
are committed stand; to read a page twice comes to the same as once.
"""

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from newsscrape.archive import forgotten, rereading, runs
from newsscrape.archive.connection import open_writer
from newsscrape.archive.filters import Filter
from newsscrape.archive.locks import idle
from newsscrape.archive.rereading import Change, Kept, Source
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.ingest.reader import Reader
from newsscrape.ingest.worker import Budget, Task
from newsscrape.model import Outcome
from newsscrape.sites import Site
from newsscrape.text import fold

SAMPLES = 3
"""Changes of each field, and refusals for each reason, that are kept to be shown."""
_BATCH, _SIZE = 50, 4 << 20  # sources, and bytes of their pages, that are held and committed at once
_AHEAD = 3  # pages for each process that lie ready before it asks for them


class Sample(NamedTuple):
    """One change, and where."""

    url: str
    change: Change


@dataclass(slots=True)
class Report:
    """What reading everything again came to; bounded, whatever the archive's size."""

    sources: int = 0
    """Articles and pages of comments that were read."""
    articles: int = 0
    """Of them."""
    pages: int = 0
    changed: int = 0
    """Sources of which anything changed."""
    fields: Counter[str] = field(default_factory=Counter)
    """How often each field changed; those of comments as ``comments.body``."""
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    vanished: Counter[str] = field(default_factory=Counter)
    """How often a field was not found any more; the stored value stands."""
    lost: dict[str, list[str]] = field(default_factory=dict)
    """Addresses at which it was not."""
    refused: Counter[str] = field(default_factory=Counter)
    """Why a source gave nothing, by the reason's first word; what is stored of it stands."""
    reasons: dict[str, list[str]] = field(default_factory=dict)
    unknown: int = 0
    """Comments that the archive does not have: a crawl stores them, since it knows where they belong."""

    def add(self, source: Source, kept: Kept) -> None:
        """Count one source."""
        url = source.pages[0].url if source.pages else f"article {source.article_id}"
        self.sources += 1
        self.articles += source.kind == "article"
        self.pages += len(source.page_ids)
        self.changed += bool(kept.changes)
        self.unknown += kept.unknown
        for change in kept.changes:
            self.fields[change.field] += 1
            if len(samples := self.samples.setdefault(change.field, [])) < SAMPLES:
                samples.append(Sample(url, change))
        for name in kept.vanished:
            self.vanished[name] += 1
            _note(self.lost, name, url)
        if kept.failed:
            word, _, detail = kept.failed.partition(": ")
            self.refused[word] += 1
            _note(self.reasons, word, f"{url} ({detail})" if detail else url)


def _note(places: dict[str, list[str]], name: str, place: str) -> None:
    if len(known := places.setdefault(name, [])) < SAMPLES:
        known.append(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be read again, and how."""

    archive: Path
    sites: Mapping[str, Site]
    """All known ones: an article is read by the rules of its own site, or of the one that owns its address."""
    site: str | None = None
    """Articles of this site only."""
    since: str | None = None
    """Published on this day or later."""
    jobs: int = 1
    """Processes."""
    dry_run: bool = False
    """Only report what would change."""
    comments: bool = True
    """Whether comments are kept at all."""
    key: bytes | None = None
    """That of the pseudonyms, where commenters have such names."""
    budget: Budget = field(default_factory=Budget)


def reread(
    order: Order,
    report: Report,
    progress: Callable[[int, int], None] | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> None:
    """Read everything again, and store what differs.

    Args:
        order: what is to be read.
        report: filled as the work goes on, so that it is there when that is broken off.
        progress: called after each batch with how many sources are done, and of how many.
        clock: now, aware.

    Raises:
        BadArchive: it is none of ours, or cannot be written.
        BadArgument: the archive has no such site, or a site's file is not among those that are known.
        Busy: a crawl is under way.
        ArchiveFailed: the archive cannot be written any more; the batches before stand.
    """
    wanted = Filter(site=order.site, since=order.since)
    with closing(open_writer(order.archive, create=False)) as connection, ExitStack() as stack:
        total = rereading.count(connection, wanted)
        _demand_rules(runs.own_sites(connection), order)
        stack.enter_context(idle(order.archive, order.site))
        privacy = Privacy(
            comments=order.comments,
            pseudonyms=Pseudonyms(order.key) if order.key else None,
            forgotten=forgotten.load(connection),
        )
        outcomes = read(rereading.sources(connection, wanted), order, privacy)
        with closing(outcomes):  # ends the processes
            for batch in _batches(outcomes):
                good = [
                    (source, outcome.article, outcome.threads if order.comments else ())
                    for source, outcome in batch
                    if _failure(source, outcome) is None
                ]
                now = utc_text(clock())
                kept = iter(rereading.commit(connection, order.archive, good, now, dry_run=order.dry_run))
                for source, outcome in batch:
                    failed = _failure(source, outcome)
                    report.add(source, Kept(failed=failed) if failed else next(kept))
                if progress:
                    progress(report.sources, total)


def _demand_rules(own: Mapping[str, str], order: Order) -> None:
    """Refuse to read by generic rules, and so worse, what was read by those of a site file of the user's own."""
    for name, folder in own.items():
        if name not in order.sites and order.site in {name, None}:
            raise BadArgument(
                f"{fold(name)}: its site file is not known (it was in {fold(folder)});"
                " let NEWSSCRAPE_SITES name its folder or install its package, or choose other sites with --site"
            )


def _batches(outcomes: Iterable[tuple[Source, Outcome]]) -> Iterator[list[tuple[Source, Outcome]]]:
    batch: list[tuple[Source, Outcome]] = []
    size = 0
    for source, outcome in outcomes:
        batch.append((source, outcome))
        size += sum(len(page.body) for page in source.pages)
        if len(batch) >= _BATCH or size >= _SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read(sources: Iterable[Source], order: Order, privacy: Privacy) -> Generator[tuple[Source, Outcome]]:
    """Yield what each source reads as, in their order; a bounded number of them is in hand."""
    readers = [Reader(order.sites, order.budget) for _ in range(order.jobs)]
    free: SimpleQueue[Reader] = SimpleQueue()
    for reader in readers:
        reader.privacy = privacy
        reader.warm()
        free.put(reader)

    def answer(source: Source) -> Outcome:
        if not source.pages:
            return Outcome(kind=source.kind, refused="damaged: a stored page cannot be unpacked; `newsscrape check` names it")
        site = source.site if source.site in order.sites else None
        reader = free.get()
        try:
            return reader.answer(Task(source.pages, source.kind, site, system=source.system))
        finally:
            free.put(reader)

    pool = ThreadPoolExecutor(order.jobs)
    ahead: deque[tuple[Source, Future[Outcome]]] = deque()
    try:
        for source in sources:
            ahead.append((source, pool.submit(answer, source)))
            if len(ahead) > order.jobs * _AHEAD:
                first, future = ahead.popleft()
                yield first, future.result()
        while ahead:
            first, future = ahead.popleft()
            yield first, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for reader in readers:
            reader.close()
        pool.shutdown()


def _failure(source: Source, outcome: Outcome) -> str | None:
    """Return why an outcome gives nothing to compare."""
    if outcome.refused:
        return outcome.refused
    if source.kind == "article" and outcome.article is None:
        return f"moved: to {outcome.moved}" if outcome.moved else f"{outcome.kind}: it is no article"
    return None
