"""Recorded pages with what is to be read from them: one folder per case, ``<site>/<slug>/``, tested field by field.

The folder holds the pages as they came, ``meta.json`` (what was asked for, when, and with which answer) and
``expected.json`` (what `form` gives, written or checked by a person).
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from newsscrape import reading
from newsscrape.dates import from_utc_text, utc_text
from newsscrape.errors import BadArgument
from newsscrape.forms import to_dict
from newsscrape.model import Comment, Kind, Outcome, Target, Thread
from newsscrape.page import Page
from newsscrape.sites import Site

META, EXPECTED = "meta.json", "expected.json"
HEADERS = frozenset({"content-type", "content-language", "x-wp-total", "x-wp-totalpages"})
"""Those that the readers read; of what came with a page these are worth recording, and no cookie."""
Form = dict[str, Any]


class Difference(NamedTuple):
    """A field that is not read as expected; one that is absent on a side is `ABSENT` there."""

    expected: Any
    actual: Any


ABSENT = "(absent)"


@dataclass(frozen=True)
class Recording:
    """One case."""

    folder: Path
    kind: Kind
    """What the address was asked for as."""
    pages: tuple[Page, ...]
    """Of a long article, its parts in order; else one."""
    expected: Mapping[str, Any]
    """Empty where nobody has written it yet."""
    system: str | None = None
    """The comment system that asked for the page."""

    @property
    def site(self) -> str:
        """The name of the site, that of the folder around the case; ``web`` for pages of no known one."""
        return self.folder.parent.name

    def read(self, site: Site | None) -> Outcome:
        """Read the pages again; judging them is left to the caller.

        Raises:
            Unreadable: an HTML document was needed and there is none.
        """
        return reading.read_pages(self.pages, self.kind, site, self.system)


def load(folder: Path) -> Recording:
    """Load one case.

    Raises:
        BadArgument: the folder is no recording, or a file of it is damaged.
    """
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        fetched_at = from_utc_text(meta["fetched_at"])
        pages = tuple(
            Page(
                page["url"], (folder / page["file"]).read_bytes(), page.get("headers", {}), fetched_at, page.get("payload", "")
            )
            for page in meta["pages"]
        )
        path = folder / EXPECTED
        expected = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return Recording(folder, meta["kind"], pages, expected, meta.get("system"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadArgument(f"{folder}: no recording: {type(error).__name__}: {error}") from error


def save(folder: Path, pages: Sequence[Page], kind: Kind, expected: Mapping[str, Any], system: str | None = None) -> Recording:
    """Write one case; the pages are written as they came, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = {"html": "html", "xml": "xml", "json": "json"}.get(pages[0].media, "bin")
    names = [f"page.{suffix}"] if len(pages) == 1 else [f"part{number}.{suffix}" for number in range(1, len(pages) + 1)]
    for name, page in zip(names, pages, strict=True):
        (folder / name).write_bytes(page.body)
    listed = [_listed(name, page) for name, page in zip(names, pages, strict=True)]
    asked = {"system": system} if system else {}
    _write(folder / META, {"kind": kind, **asked, "fetched_at": utc_text(pages[0].fetched_at), "pages": listed})
    _write(folder / EXPECTED, expected)
    return load(folder)


def expect(folder: Path, expected: Mapping[str, Any]) -> None:
    """Write down what is to be read from a recording; what stood there stays until all of it is written.

    Raises:
        BadArgument: it cannot be written.
    """
    path = folder / EXPECTED
    beside = path.with_suffix(".new")
    try:
        _write(beside, expected)
        beside.replace(path)
    except OSError as error:
        raise BadArgument(f"{path}: cannot be written ({error.strerror}); nothing was changed") from error


def form(outcome: Outcome) -> Form:
    """Return an outcome as JSON-ready fields: those of the article as exports give them, threads, targets, the refusal."""
    article = to_dict(outcome.article) if outcome.article else {}
    return {
        "kind": outcome.kind,
        "refused": outcome.refused,
        "misses": list(outcome.misses),
        **article,
        "targets": [_target(target) for target in outcome.targets],
        "threads": [_thread(thread, with_comments=outcome.kind == "comments") for thread in outcome.threads],
    }


def compare(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> dict[str, Difference]:
    """Return the fields that differ, by name, those that only one side has included."""
    names = [*expected, *(name for name in actual if name not in expected)]
    both = {name: Difference(expected.get(name, ABSENT), actual.get(name, ABSENT)) for name in names}
    return {name: difference for name, difference in both.items() if difference.expected != difference.actual}


def _listed(name: str, page: Page) -> Form:
    sent = {"payload": page.payload} if page.payload else {}
    return {"file": name, "url": page.url, "headers": dict(page.headers), **sent}


def _target(target: Target) -> Form:
    return {"url": target.url, "kind": target.kind, "published": target.published}


def _thread(thread: Thread, *, with_comments: bool) -> Form:
    kept: Form = {name: getattr(thread, name) for name in ("system", "key", "url", "claimed", "newest_first", "partial")}
    if with_comments:
        kept["comments"] = [_comment(comment) for comment in thread.comments]
    return {**kept, "more": [target.url for target in thread.more]}


def _comment(comment: Comment) -> Form:
    date = comment.published
    given = {"published": date and date.utc, "published_raw": date and date.raw, "published_precision": date and date.precision}
    return {**{field.name: getattr(comment, field.name) for field in dataclasses.fields(comment)}, **given}


def _write(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
