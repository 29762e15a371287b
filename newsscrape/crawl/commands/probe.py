"""``scrapy probe``: how one page is read, and why; nothing is archived."""

import argparse
import json
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscrape import terminal
from newsscrape.crawl.loop import close_left_over
from newsscrape.crawl.options import config_of
from newsscrape.crawl.probe import source, told
from newsscrape.errors import BadUse
from newsscrape.sites import registry

REFUSED, WRONG_USE = 1, 2


class Command(ScrapyCommand):
    """Exit codes: 0 it is an article, 1 it is none or cannot be had, 2 wrong use."""

    requires_project = True

    def short_desc(self) -> str:
        """Return what `scrapy` lists."""
        return "Show how one page is read: each field, its source, and which sources agree"

    def syntax(self) -> str:
        """Return what the help shows."""
        return "[options] <url or file>"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            "Fetch one page, robots.txt obeyed, or read one from a file, and show what is read from it and whether a crawl "
            "would archive it. Nothing is archived. Exit codes: 0 it is an article, 1 it is none or cannot be had, 2 wrong use."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ours to Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address of the page in FILE (default: the one that it declares)")
        parser.add_argument("--json", action="store_true", help="print the article as JSON, as exports have it")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Probe one page."""
        try:
            if len(args) != 1:
                raise UsageError("name one address or file", print_help=False)
            self._probe(args[0], opts)
        except BadUse as error:
            sys.stderr.write(f"{terminal.line(str(error))}\n")
            self.exitcode = WRONG_USE
        finally:
            close_left_over()

    def _probe(self, what: str, opts: argparse.Namespace) -> None:
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        sites = registry.load(config_of(process.settings).sites)
        if url := source.address(what):
            page = next(iter(source.fetched(process, url, registry.for_url(url, sites))), None)
        else:
            page = source.of_file(Path(what), opts.url)
        if page is None:
            self.exitcode = REFUSED
            return
        probed = told.read(page, registry.for_url(page.url, sites))
        self.exitcode = 0 if probed.taken else REFUSED
        if not opts.json:
            sys.stdout.writelines(f"{line}\n" for line in told.lines(probed))
            return
        if not probed.taken:
            sys.stderr.write(f"{terminal.line(page.url)}: {terminal.line(told.verdict(probed.outcome))}\n")
        if probed.article is not None:
            form = json.dumps(probed.article.to_dict(), indent=2, ensure_ascii=sys.stdout.isatty())
            sys.stdout.write(f"{form}\n")
