"""Importing articles from JSON Lines, in the form in which they are exported (`newsscrape.forms`)."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsscrape import forms
from newsscrape.archive import articles, entries, reader
from newsscrape.archive.records import Visit
from newsscrape.config import Config
from newsscrape.errors import BadArgument
from newsscrape.ingest.importing import Session
from newsscrape.ingest.scope import Scope
from newsscrape.model import Article, Comment, Outcome, Target, Thread
from newsscrape.page import Page
from newsscrape.sites import Site
from newsscrape.urls import absolute, normalise

_BATCH = 50  # articles in one transaction
_TOLD = 20  # bad lines that are told one by one
# What a form tells of a field: where it is the same as of the stored article, that has more to it and stays.
_FIELDS = {
    "published": ("published", "published_raw", "published_precision"),
    "modified": ("modified",),
    "images": ("images",),
    "live_updates": ("live_updates",),
}


@dataclass(slots=True)
class Taken:
    """What an import came to."""

    articles: Counter[str] = field(default_factory=Counter)
    """``new``, ``changed``, ``unchanged``."""
    bad: int = 0
    """Lines that hold no article, or none that can be stored."""
    faults: list[str] = field(default_factory=list)
    """The first of them: the line's number and what is wrong."""


def take(
    path: Path,
    config: Config,
    sites: Mapping[str, Site],
    *,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Taken:
    """Import articles with their comments; the archive is made where there is none.

    An article that the archive has as it stands is passed over, so that to import a file twice changes nothing. Any other
    reading counts as one of today: what differs makes a revision, what the file does not tell stays, no comment is taken
    for deleted. A bad line costs itself.

    Args:
        path: one article a line, in UTF-8.
        config: the archive, and what is kept of comments.
        sites: the known ones.
        clock: now, aware.

    Raises:
        BadArgument: the file cannot be read, or has not a single good line.
        BadArchive: the archive is not ours, or cannot be written.
        Busy: a site is being crawled.
        ArchiveFailed: the disk is full, say; what was committed before stands, and the import can be repeated.
    """
    result = Taken()
    if next((one for _, one in _lines(path) if isinstance(one, Article)), None) is None:
        raise BadArgument(f"{path}: no line of it is an article as `newsscrape export --format jsonl` writes them")
    with ExitStack() as stack:
        session = Session(config, sites, stack, clock)
        pending: list[tuple[int, Visit]] = []
        for number, one in _lines(path):
            if isinstance(one, str):
                _fault(result, number, one)
                continue
            if len(pending) >= _BATCH or any(_same(visit, one) for _, visit in pending):
                _commit(session, pending, result)
            visit = _visit(session, one)
            if visit is None:
                result.articles["unchanged"] += 1
            else:
                pending.append((number, visit))
        _commit(session, pending, result)
        session.finish(path.name)
    return result


def _lines(path: Path) -> Iterator[tuple[int, Article | str]]:
    """Yield each line's number with its article, or what is wrong with it."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _article(line)
    except OSError as error:
        raise BadArgument(f"{path}: cannot be read ({error.strerror or error}); check the path and its permissions") from error


def _article(line: bytes) -> Article | str:
    try:
        form = json.loads(line)
        json.dumps(form, ensure_ascii=False).encode()
    except UnicodeError:
        return "no text in UTF-8"
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    if not isinstance(form, dict):
        return "no object"
    try:
        article = forms.from_dict(form)
    except BadArgument as error:
        return str(error)
    return article if absolute("", article.url) else f"url: {article.url!r:.80} is no web address"


def _fault(result: Taken, number: int, said: str) -> None:
    result.bad += 1
    if len(result.faults) < _TOLD:
        result.faults.append(f"line {number}: {said}")


def _same(visit: Visit, article: Article) -> bool:
    """Tell whether a pending visit is of this article, or of its address."""
    other = visit.outcome.article if visit.outcome else None
    same = other is not None and (other.site, other.key) == (article.site, article.key)
    return same or visit.lease.url == normalise(article.url)


def _commit(session: Session, pending: list[tuple[int, Visit]], result: Taken) -> None:
    committed = session.writer.commit([visit for _, visit in pending]) if pending else None
    stored = {kept.url_id: kept.change for kept in committed.articles} if committed else {}
    for number, visit in pending:
        if change := stored.get(visit.lease.id):
            result.articles[change] += 1
        else:
            _fault(result, number, "cannot be stored; `newsscrape runs` and the table errors tell more")
    pending.clear()


def _visit(session: Session, article: Article) -> Visit | None:
    """Return the visit that stores an article, ``None`` where it is stored."""
    connection = session.connection
    number = articles.of_site(connection, article.site, article.key)
    known = reader.article(connection, number) if number is not None else None
    if known and forms.to_dict(known) == forms.to_dict(article):
        return None
    homes: dict[str, tuple[str, str]] = {}
    if known and number is not None:
        article, homes = _completed(article, known), entries.homes(connection, number)
    outcome = Outcome(kind="article", article=article, threads=_threads(article, homes))
    site = session.sites.get(article.site)
    run = session.run(site, article.url)
    outcome = session.privacy.applied(outcome, Page(article.url, b""), article.site)
    lease = session.frontier.lease_url(run.site_id, Target(article.url, "article"), session.clock())
    trimmed = Scope(site=site, comments=session.config.comments).trim(outcome)
    return Visit(lease=lease, state="done", outcome=trimmed, etag=lease.etag, last_modified=lease.last_modified)


def _threads(article: Article, homes: Mapping[str, tuple[str, str]]) -> tuple[Thread, ...]:
    """Return the article's comments by the thread that has them; new ones go to the only one, else to one of the page.

    A file tells nothing of what it leaves out, which may well be there still.
    """
    own = ("page", article.key)
    fallback = next(iter(set(homes.values()))) if len(set(homes.values())) == 1 else own
    found: dict[tuple[str, str], list[Comment]] = {}
    for comment in article.comments:
        found.setdefault(homes.get(comment.key, fallback), []).append(comment)
    return tuple(Thread(*name, tuple(comments), cut_short=True) for name, comments in found.items())


def _completed(article: Article, known: Article) -> Article:
    """Return the article with the stored values of fields of which its form tells the same."""
    new, old = forms.to_dict(article), forms.to_dict(known)
    same: dict[str, Any] = {
        name: getattr(known, name) for name, told in _FIELDS.items() if all(new[one] == old[one] for one in told)
    }
    stored = {comment.key: comment for comment in known.comments}
    comments = tuple(_dated(comment, stored.get(comment.key)) for comment in article.comments)
    return replace(article, **same, comments=comments)


def _dated(comment: Comment, known: Comment | None) -> Comment:
    """Return the comment with the stored date, which knows its zone, too, where its form tells the same.

    Files of before forms had a precision read as if it were a second.
    """
    new, old = comment.published, known.published if known else None
    same = new and old and (new.utc, new.raw) == (old.utc, old.raw) and new.precision in (old.precision, "second")
    return replace(comment, published=old) if same else comment
