"""What is counted of a run while it runs, visit by visit as they are committed."""

from collections import Counter
from collections.abc import Iterable

from newsscrape.alarm import Figures
from newsscrape.archive.records import Visit
from newsscrape.ingest.visit import useful, wants_article


class Tally:
    """Counts for the verdict and for the report."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        """Refused and given up, by the failure's kind."""

    def add(self, visits: Iterable[Visit]) -> None:
        """Count a batch that is on disk."""
        for visit in visits:
            self._add(visit)

    def figures(self, *, shut: bool) -> Figures:
        """Return what the verdict is based on; a host that may not be asked at all counts as asked in vain."""
        names = ("asked", "useful", "read", "bodiless", "refused")
        counted = {name: self.counts[name] for name in names}
        counted["asked"] += shut
        return Figures(**counted)

    def _add(self, visit: Visit) -> None:
        if visit.lease.kind == "image":  # no run is judged by its images
            self.counts["images"] += visit.file is not None
            self.counts["images_refused"] += visit.state in {"gone", "refused"}
            return
        if visit.failure and visit.state != "due":
            self.refused[visit.failure.kind] += 1
        if visit.lease.kind == "robots" or visit.redirect is not None:  # what a redirect is worth shows where it leads
            return
        self.counts["asked"] += 1
        self.counts["again"] += visit.lease.kind == "article" and visit.lease.article_id is not None
        self.counts["useful"] += useful(visit)
        if visit.outcome and visit.outcome.article:
            self.counts["read"] += 1
            self.counts["bodiless"] += not visit.outcome.article.body
        elif wants_article(visit):
            self.counts["refused"] += visit.state == "refused"
