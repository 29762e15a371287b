"""``scrapy record``: a page becomes a recording, with all that is read from it as what is expected."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscrape import terminal
from newsscrape.crawl import record
from newsscrape.crawl.loop import close_left_over
from newsscrape.crawl.options import config_of
from newsscrape.crawl.probe import source
from newsscrape.errors import BadUse, Unreadable
from newsscrape.sites import registry
from newsscrape.text import cut

FAILED, WRONG_USE = 1, 2
_SHOWN = 80  # characters of a value


class Command(ScrapyCommand):
    """Exit codes: 0 it is recorded, 1 the page cannot be had or read, 2 wrong use."""

    requires_project = True

    def short_desc(self) -> str:
        """Return what `scrapy` lists."""
        return "Record a page with what is read from it, as a test of its site"

    def syntax(self) -> str:
        """Return what the help shows."""
        return "[options] <url or file>"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            "Fetch one page (of a long article all its parts), robots.txt obeyed, or read one from a file, and write it with "
            "what is read from it into the recordings of its site; `newsscrape reexpect` reads them again. With --twin every "
            "word of the page is replaced, so that the recording may be shared. Exit codes: 0 it is recorded, 1 the page "
            "cannot be had or read, 2 wrong use."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ours to Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address of the page in FILE (default: the one that it declares)")
        parser.add_argument("--twin", action="store_true", help="keep the markup and replace every word")
        parser.add_argument("--site", metavar="NAME", help="whose recording it is (default: the site that owns the address)")
        parser.add_argument("--as", dest="slug", metavar="SLUG", help="what to call it (default: its kind)")
        parser.add_argument("--kind", choices=record.KINDS, help="what the page is (default: what it looks like)")
        parser.add_argument("--recordings", type=Path, metavar="FOLDER", help="where to put it, in a folder of its site's name")
        parser.add_argument("--force", action="store_true", help="replace the recording that is called SLUG")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Record one page."""
        try:
            if len(args) != 1:
                raise UsageError("name one address or file", print_help=False)
            self._record(args[0], opts)
        except BadUse as error:
            sys.stderr.write(f"{terminal.line(str(error))}\n")
            self.exitcode = WRONG_USE
        except Unreadable as error:
            sys.stderr.write(f"{terminal.line(str(error))}\n")
            self.exitcode = FAILED
        finally:
            close_left_over()

    def _record(self, what: str, opts: argparse.Namespace) -> None:
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        folders = config_of(process.settings).sites
        sites = registry.load(folders)
        url = source.address(what)
        pages = [] if url else [source.of_file(Path(what), opts.url)]
        site = record.owner(url or pages[0].url, opts.site, sites)
        root = record.root(site, opts.recordings, folders, as_twin=opts.twin)
        if url:
            pages = source.fetched(process, url, site, lambda so_far: record.next_part(so_far, site))
        if not pages:
            self.exitcode = FAILED
            return
        order = record.Order(site, opts.kind, opts.slug, opts.twin, root, opts.force)
        made = record.make(pages, order)
        sys.stdout.writelines(f"{line}\n" for line in _lines(made))


def _lines(made: record.Made) -> Iterator[str]:
    """Yield what is to be said: where it lies, the fields, and what of a twin is not read as the page."""
    yield f"{terminal.line(str(made.folder))}: {made.kind}, {terminal.count(len(made.form), 'field')}"
    yield ""
    rows = [(name, cut(_value(value), _SHOWN)) for name, value in made.form.items() if value not in (None, [], "")]
    yield from terminal.table(rows, left=2)
    for name, (page, twin) in made.otherwise.items():
        yield terminal.line(f"the twin is not read as the page is: {name} {cut(str(page), _SHOWN)} -> {cut(str(twin), _SHOWN)}")


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)}: {_value(value[0])}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
