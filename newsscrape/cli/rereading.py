"""What reading the stored pages again came to, as lines for a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newsscrape import terminal
from newsscrape.model import Author, Image, Instant, Link, LiveUpdate, Provenance
from newsscrape.text import cut

if TYPE_CHECKING:
    from newsscrape.ingest.reread import Report

_SHOWN = 100  # characters of a value
_BEFORE = 20  # of them, before the first that differs


_TEXTS: dict[type, Callable[[Any], str]] = {
    Author: lambda author: author.name,
    Instant: lambda instant: f"{instant.utc} ({instant.precision}, from {instant.raw!r})",
    Link: lambda link: link.url,
    Image: lambda image: image.url,
    LiveUpdate: lambda update: update.title or update.body or update.key,
    Provenance: lambda found: f"{found.field}: {found.source}",
}


def sheet(report: "Report", *, dry_run: bool) -> Iterator[str]:
    """Yield the lines: what was read, which fields changed and how, what is not found any more, what could not be read."""
    would = "would change" if dry_run else "changed"
    yield (
        f"{terminal.count(report.pages, 'page')} read again, as {terminal.count(report.articles, 'article')} and"
        f" {terminal.count(report.sources - report.articles, 'page')} of comments; of these {report.changed:,} {would}"
    )
    for name, number in sorted(report.fields.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"\n{name}: {number:,} {would}"
        for sample in report.samples[name]:
            old, new = differing(shown(sample.change.old), shown(sample.change.new))
            yield f"  {terminal.line(sample.url)}"
            yield f"    {terminal.line(old)}"
            yield f"    -> {terminal.line(new)}"
    yield from _listed("not found any more, the stored value stands", report.vanished, report.lost)
    yield from _listed("not read, what is stored stands", report.refused, report.reasons)
    if report.unknown:
        yield f"\n{terminal.count(report.unknown, 'comment')} not in the archive: the next crawl of these pages stores them"


def _listed(what: str, counts: Mapping[str, int], places: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"\n{name}: {number:,} {what}"
        yield from (f"  {terminal.line(place)}" for place in places[name])


def shown(value: object) -> str:
    """Return a field's value as text.

    >>> shown((Author("Ann Lee"), Author("Bo"))), shown(None)
    ('Ann Lee; Bo', '(none)')
    """
    if isinstance(value, tuple):
        return "; ".join(map(shown, value)) or "(none)"
    kind = next((kind for kind in _TEXTS if isinstance(value, kind)), None)
    return _TEXTS[kind](value) if kind else "(none)" if value in {None, ""} else str(value)


def differing(old: str, new: str) -> tuple[str, str]:
    """Return two values from shortly before the first character that differs, cut to one line.

    >>> differing("The very same beginning of a text, old", "The very same beginning of a text, new")
    ('…eginning of a text, old', '…eginning of a text, new')
    """
    pairs = enumerate(zip(old, new, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, same - _BEFORE)
    lead = "\u2026" if start else ""
    return lead + cut(old[start:], _SHOWN), lead + cut(new[start:], _SHOWN)
