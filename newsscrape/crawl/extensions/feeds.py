"""``scrapy crawl SITE -O FILE``: the articles of the run (`news`: of its runs) with comments, as they stand at the end."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedExporter, apply_uri_params
from w3lib.url import file_uri_to_path

from newsscrape.archive import reader
from newsscrape.archive.connection import open_reader
from newsscrape.errors import BadExport
from newsscrape.export.write import chunks, write

_FORMATS = {"json": "json", "jsonlines": "jsonl", "jsonl": "jsonl", "jl": "jsonl", "csv": "csv"}


class ArchiveFeeds(FeedExporter):
    """Scrapy's FEEDS, -o and -O; items of the pipelines are not what is written.

    Raises:
        BadExport: when made, for a target that cannot be written or a format we have not: nothing is fetched then.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings["FEEDS"] and not crawler.settings["FEED_URI"]:
            raise NotConfigured
        for target, options in crawler.settings.getdict("FEEDS").items():
            if options.get("format") not in _FORMATS:
                raise BadExport(f"{target}: no feed format {options.get('format')!r}; choose json, jsonl or csv")
        super().__init__(crawler)
        for target, options in self.feeds.items():
            _check(self._place(target), options)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveFeeds":
        """Make it, as Scrapy does."""
        return cls(crawler)

    def export(self, archive: Path, runs: Sequence[int]) -> Iterator[str]:
        """Write all feeds; yield a line about each.

        Raises:
            BadExport: a target cannot be written (any more).
        """
        for target, options in self.feeds.items():
            place = self._place(target)
            with closing(open_reader(archive)) as connection:
                articles = reader.articles(connection, runs=runs)
                form = _FORMATS[options["format"]]
                if place is None or options.get("overwrite") or not place.exists() or not place.stat().st_size:
                    number = write(articles, form, place)
                else:
                    number = _append(chunks(articles, form), form, place)
            yield f"{number} articles written to {place or 'standard output'}" if number >= 0 else f"added to {place}"

    def _place(self, target: str) -> Path | None:
        """Return the file; ``None`` for the standard output."""
        spider = self.crawler.spider
        assert spider is not None  # noqa: S101 - extensions are made after the spider
        uri = apply_uri_params(target, self._get_uri_params(spider, self.feeds[target]["uri_params"]))
        if uri.startswith("stdout:"):
            return None
        return Path(file_uri_to_path(uri))


def _check(place: Path | None, options: dict[str, Any]) -> None:
    if place is None:
        return
    if place.is_dir():
        raise BadExport(f"{place}: is a folder; name a file in it")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadExport(f"{place}: cannot be written ({error.strerror}); check the path") from error
    if not os.access(place.parent, os.W_OK | os.X_OK) or (place.exists() and not os.access(place, os.W_OK)):
        raise BadExport(f"{place}: cannot be written; check the path and its permissions")
    if not options.get("overwrite") and _FORMATS[options["format"]] == "json" and place.exists() and place.stat().st_size:
        raise BadExport(f"{place}: exists, and JSON cannot be added to; use -O to replace it, or the format jsonl")


def _append(pieces: Iterator[bytes], form: str, place: Path) -> int:
    if form == "csv":
        next(pieces, None)  # the header stands in the file already
    try:
        with place.open("ab") as file:
            file.writelines(pieces)
    except OSError as error:
        raise BadExport(f"{place}: cannot be written ({error.strerror}); check the disk") from error
    return -1
