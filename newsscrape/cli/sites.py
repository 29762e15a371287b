"""What is told of a site: by its file, by its recordings, by what the archive has of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsscrape import terminal
from newsscrape.sites import Rules, Site

if TYPE_CHECKING:
    from newsscrape.archive.standing import Standing

PACKAGE = "newsscrape"
EXPECTED = ("title", "authors", "published", "body")
"""The fields whose absence is told (as in `newsscrape.reading`, which is not loaded for a table)."""
SELDOM = 0.05
"""The share of articles that may lack a field without a word: some have no author."""

_KINDS = {"feed": "feed", "sitemap": "sitemap", "listing": "list"}
_TABLE = ("name", "home", "engine", "sources", "comments", "articles", "last run", "health")
_MARKDOWN = ("name", "home", "engine", "sources", "comments", "rules", "recordings")


@dataclass(frozen=True, slots=True)
class Told:
    """One site."""

    site: Site
    standing: "Standing | None" = None
    """``None``: there is no archive, or nothing of the site in it."""

    @property
    def sources(self) -> str:
        """The sources counted: ``1 feed, 2 lists``."""
        counts = Counter[str](kind for _, kind in self.site.starts())
        return ", ".join(terminal.count(counts[kind], word) for kind, word in _KINDS.items() if counts[kind])

    @property
    def comments(self) -> tuple[str, ...]:
        """The comment systems really met; before there are any, those that the site's file names."""
        seen = self.standing.systems if self.standing else ()
        return seen or self.site.comments or self.site.engine.comments

    @property
    def last_run(self) -> str:
        """When the last run began and what it came to."""
        if self.standing is None or self.standing.run_at is None:
            return ""
        return f"{terminal.moment(self.standing.run_at, 'minute')} {self.standing.verdict or 'unfinished'}"

    @property
    def health(self) -> str:
        """``ok``, or what is amiss."""
        return "; ".join(self._amiss()) or ("ok" if self.last_run else "")

    def _amiss(self) -> Iterator[str]:
        if self.standing is None:
            return
        if self.standing.verdict == "broken":
            yield "broken layout"
        elif self.standing.verdict == "failed":
            yield "the last run failed"
        yield from (f"no {name} in {share:.0%}" for name in EXPECTED if (share := self.standing.lacking.get(name, 0)) >= SELDOM)
        for dead in self.standing.dead:
            why = f"answers {dead.status}" if dead.status and not 200 <= dead.status < 300 else "gives nothing"  # noqa: PLR2004 - success
            yield f"{_KINDS[dead.kind]} {dead.url} {why}"

    @property
    def rules(self) -> tuple[str, ...]:
        """The fields for which the site's own file has rules."""
        return tuple(name for name in Rules.__dataclass_fields__ if getattr(self.site.rules, name) not in ((), None))

    @property
    def recordings(self) -> int | None:
        """How many recordings the site has, ``None`` where there is no folder for them."""
        from newsscrape.ingest import recordings  # noqa: PLC0415 - it loads the whole reader, which a table does without

        around = recordings.around(self.site) if recordings.own(self.site) else recordings.of_package()
        return len(list((around / self.site.name).glob("*/meta.json"))) if around and around.is_dir() else None


def table(told: Sequence[Told]) -> Iterator[str]:
    """Yield the sites as lines; where one is not of the package, each with where it comes from."""
    rows: list[tuple[object, ...]] = [_TABLE, *(_row(one) for one in told)]
    if any(one.site.origin != PACKAGE for one in told):
        rows = [(*row, origin) for row, origin in zip(rows, ["from", *(one.site.origin for one in told)], strict=True)]
    return terminal.table(rows)


def _row(one: Told) -> tuple[object, ...]:
    articles = one.standing.articles if one.standing else ""
    named = (one.site.name, one.site.home, one.site.engine.name, one.sources, ", ".join(one.comments))
    return (*named, articles, one.last_run, one.health)


def markdown(told: Sequence[Told]) -> Iterator[str]:
    """Yield the sites as a table in Markdown, without what an archive has of them."""
    yield _cells(_MARKDOWN)
    yield _cells(["---"] * len(_MARKDOWN))
    for one in told:
        site, counted = one.site, one.recordings
        named = (site.name, f"[{site.title}]({site.home})", site.engine.name, one.sources, ", ".join(one.comments))
        yield _cells([*named, ", ".join(one.rules), "" if counted is None else str(counted)])


def _cells(texts: Sequence[str]) -> str:
    return "| " + " | ".join(terminal.line(text).replace("|", "\\|") for text in texts) + " |"


def form(one: Told) -> dict[str, Any]:
    """Return a site as JSON-ready fields."""
    site, standing = one.site, one.standing
    return {
        **{name: getattr(site, name) for name in ("name", "title", "home", "origin", "delay")},
        "engine": site.engine.name,
        "sources": [{"url": url, "kind": kind} for url, kind in site.starts()],
        "sections": list(site.section_names),
        "comments": list(one.comments),
        "rules": list(one.rules),
        "recordings": one.recordings,
        "articles": standing.articles if standing else None,
        "last_run": {name: getattr(standing, name) for name in ("run_at", "verdict", "reason")} if standing else None,
        "lacking": dict(standing.lacking) if standing else {},
        "dead_sources": [dead._asdict() for dead in standing.dead] if standing else [],
        "health": one.health or None,
    }
