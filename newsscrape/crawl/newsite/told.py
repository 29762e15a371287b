"""What was guessed and from what, what the site's rules read from its pages, and what to do next, line by line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsscrape import reading, terminal
from newsscrape.crawl.newsite.writing import seen
from newsscrape.guess.material import Material
from newsscrape.guess.site import Guess
from newsscrape.model import Article
from newsscrape.sites.site import Source
from newsscrape.text import cut

_FIELDS = (
    *("title", "description", "authors", "published", "modified", "section", "tags", "language", "body", "images"),
    *("comments", "comment_count"),
)
_LABEL, _VALUE, _TASTE = 12, 160, 40  # characters shown


def lines(guess: Guess, material: Material) -> Iterator[str]:
    """Yield every guess with its evidence, and the coverage of the fields."""
    yield f"{terminal.line(guess.site.name)}: guessed from {seen(material)}"
    yield ""
    for reason in guess.reasons:
        flat = f"{reason.field:<{_LABEL}} {terminal.line(_value(reason.value)) or '?'}"
        why = f"({terminal.line(reason.why)})"
        if len(flat) + 2 + len(why) <= terminal.columns():
            yield f"{flat}  {why}"
        else:
            yield flat
            yield from terminal.wrapped(why, " " * (_LABEL + 1))
    yield ""
    articles = [reading.read_pages([page], "article", guess.site).article for page in material.articles]
    yield from coverage([article for article in articles if article is not None])


def coverage(articles: Sequence[Article]) -> Iterator[str]:
    """Yield a table of the fields: on how many of the pages each is found, and by which source most often."""
    rows: list[tuple[object, ...]] = [("field", "pages", "source", "the first")]
    for field in _FIELDS:
        filled = [article for article in articles if getattr(article, field)]
        rows.append((field, f"{len(filled)} of {len(articles)}", _source(filled, field), _first(filled, field)))
    yield from terminal.table(rows, left=4)


def next_steps(guess: Guess, path: Path, recorded: Sequence[Path], example: str) -> Iterator[str]:
    """Yield what was written, and what a careful person does now."""
    name = guess.site.name
    yield f"Wrote {terminal.line(str(path))} and {terminal.count(len(recorded), 'recording')} in {recorded[0].parent}."
    yield "Now:"
    yield ""
    yield f"  $EDITOR {terminal.line(str(path))}"
    yield f"  scrapy probe '{terminal.line(example)}'"
    yield f"  newsscrape reexpect {name} --check"
    yield f"  scrapy crawl {name}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "  ".join(map(_value, value))
    if isinstance(value, Source):
        return f"{type(value).__name__}({value.url!r})"
    return cut("" if value is None else str(value), _VALUE)


def _source(articles: Sequence[Article], field: str) -> str:
    sources = Counter(each.source for article in articles for each in article.provenance if each.field == field)
    return sources.most_common(1)[0][0] if sources else ""


def _first(articles: Sequence[Article], field: str) -> str:
    value = getattr(articles[0], field) if articles else None
    if field == "authors":
        return cut("; ".join(author.name for author in value or ()), _TASTE)
    if field in ("published", "modified"):
        return (value.utc or "not believed") if value else ""
    if field in ("images", "comments"):
        return str(len(value or ()))
    return cut("; ".join(value) if isinstance(value, tuple) else str(value or ""), _TASTE)
