"""What one page came to, line by line: the verdict, the surroundings, and each field with all that speaks for it or against."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from newsscrape import reading, terminal
from newsscrape.discover import alternates
from newsscrape.errors import Unreadable
from newsscrape.ingest.judge import judge
from newsscrape.model import Article, Instant, Outcome, Provenance
from newsscrape.page import Page
from newsscrape.sites import Site
from newsscrape.text import cut, words

_LABEL = 12
_VALUE, _SOURCE, _SAID = 60, 36, 60  # characters shown of each
_FIELDS = (
    *("title", "description", "authors", "published", "modified", "section", "tags", "language", "access"),
    *("comment_count", "body", "live_updates", "images", "links"),
)


@dataclass(frozen=True, slots=True)
class Probed:
    """A page and what it was read as."""

    page: Page
    site: Site | None
    outcome: Outcome
    article: Article | None
    """As it was read, whether or not it would be taken."""

    @property
    def taken(self) -> bool:
        """Whether a crawl would archive it as an article."""
        return self.outcome.article is not None


def read(page: Page, site: Site | None) -> Probed:
    """Read a page as a crawl reads what it takes for an article."""
    try:
        outcome = reading.read_pages([page], "article", site)
    except Unreadable as error:
        return Probed(page, site, Outcome(kind="article", refused=f"unreadable: {error}"), None)
    return Probed(page, site, judge(outcome, [page]), outcome.article)


def lines(probed: Probed) -> Iterator[str]:
    """Yield what is to be said."""
    page, outcome, article = probed.page, probed.outcome, probed.article
    yield terminal.line(page.url)
    yield from _entry("site", [f"{probed.site.name}: its rules apply" if probed.site else "none owns it: no rules of its own"])
    yield from _entry("verdict", [verdict(outcome)])
    if outcome.misses:
        yield from _entry("missing", [", ".join(outcome.misses)])
    if article is not None:
        yield from _entry("comments", _threads(outcome) or ["no system that is known"])
        yield from _entry("feeds", [target.url for target in alternates.read(page)] or ["none named"])
    leads = [f"{target.kind}  {target.url}" for target in outcome.targets]
    yield from _entry("leads to", [*leads[:5], *([f"and {len(leads) - 5:,} more"] if len(leads) > 5 else [])])  # noqa: PLR2004 - a taste
    if article is not None:
        yield ""
        yield from terminal.table([("field", "value", "source", "others"), *_rows(article)], left=4)


def verdict(outcome: Outcome) -> str:
    """Return in one clause what a crawl would do with the page."""
    if outcome.article is not None:
        return "an article: a crawl would archive it"
    if outcome.moved:
        return f"it leads to {outcome.moved} by itself: a crawl would go there"
    if outcome.refused:
        return f"refused ({outcome.refused})"
    return f"a {outcome.kind}, no article"


def _entry(label: str, said: list[str]) -> Iterator[str]:
    for index, text in enumerate(said):
        yield f"{'' if index else label:<{_LABEL}} {terminal.line(text)}"


def _threads(outcome: Outcome) -> list[str]:
    said = []
    for thread in outcome.threads:
        claimed = "" if thread.claimed is None else f" of {thread.claimed:,} claimed"
        more = f", {len(thread.more)} more to fetch" if thread.more else ""
        said.append(f"{thread.system}: {len(thread.comments):,} in the page{claimed}{more}")
    return said


def _rows(article: Article) -> Iterator[tuple[str, str, str, str]]:
    known = {each.field: each for each in article.provenance}
    for field in _FIELDS:
        source = known.get(field)
        value = cut(_value(article, field), _VALUE)
        yield field, value, cut(source.source, _SOURCE) if source else "", _others(source)


def _value(article: Article, field: str) -> str:
    value = getattr(article, field)
    if isinstance(value, Instant):
        return f"{value.utc or 'not believed'} ({value.precision}; {value.raw})"
    if field == "body":
        return f"{words(value or ''):,} words: {value}" if value else ""
    if field == "authors":
        return "; ".join(author.name for author in value)
    if field == "live_updates":
        return f"{len(value)}, the last: {value[-1].title or value[-1].body}" if value else ""
    if field in ("images", "links"):
        return f"{len(value)}: {value[0].url}" if value else ""
    return "; ".join(value) if isinstance(value, tuple) else str(value if value is not None else "")


def _others(source: Provenance | None) -> str:
    """Return which other sources say the same, and what the rest says."""
    if source is None:
        return ""
    agreeing = [witness.source for witness in source.witnesses if witness.agrees]
    against = [f"{w.source} says {cut(w.said, _SAID)!r}" for w in source.witnesses if not w.agrees]
    return "; ".join(chain([f"same: {', '.join(agreeing)}"] if agreeing else [], against))
