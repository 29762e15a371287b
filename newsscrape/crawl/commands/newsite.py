"""``scrapy newsite``: the file of a new site, guessed from a few of its pages."""

import argparse
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscrape import terminal
from newsscrape.crawl.loop import close_left_over
from newsscrape.crawl.newsite import told, writing
from newsscrape.crawl.newsite.gathering import Lead, require_article, require_one_host
from newsscrape.crawl.newsite.shelf import Shelf
from newsscrape.crawl.newsite.spider import Scout
from newsscrape.crawl.options import config_of
from newsscrape.crawl.probe import source
from newsscrape.crawl.visitor import Unavailable
from newsscrape.errors import BadArgument, BadUse
from newsscrape.guess import opml, site
from newsscrape.guess.material import Material, is_feed

FAILED, WRONG_USE = 1, 2
_MOST = 3


class Command(ScrapyCommand):
    """Exit codes: 0 written, 1 a page is no article or cannot be had, 2 wrong use."""

    requires_project = True

    def short_desc(self) -> str:
        """Return what `scrapy` lists."""
        return "Write a site's file, guessed from the addresses of one to three of its articles"

    def syntax(self) -> str:
        """Return what the help shows."""
        return "[options] <url or file> … | --opml <file>"

    def long_desc(self) -> str:
        """Return what the help says."""
        return (
            "Fetch one to three articles of a site, its front page and its feeds, robots.txt obeyed; guess how its articles "
            "are addressed, found and read; write the site's file and its first recordings into your folder of sites, and say "
            "what was guessed from what. Exit codes: 0 written, 1 a page is no article or cannot be had, 2 wrong use."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ours to Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "--opml", metavar="FILE", type=Path, help="a subscription list of a feed reader: a site for each feed"
        )
        parser.add_argument("--url", metavar="URL", action="append", help="the address of a saved page, once for each FILE")
        parser.add_argument("--name", help="the site's name (default: from its host)")
        parser.add_argument("--title", help="what people call it (default: as its pages do)")
        parser.add_argument("--folder", metavar="DIR", type=Path, help="of site files (default: the first of NEWSSCRAPE_SITES)")
        parser.add_argument("--force", action="store_true", help="replace a file that is there already")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make the sites."""
        self.exitcode = 0
        try:
            self._make(args, opts)
        except BadUse as error:
            sys.stderr.write(f"{terminal.line(str(error))}\n")
            self.exitcode = WRONG_USE
        except Unavailable as error:
            sys.stderr.write(f"{terminal.line(str(error))}\n")
            self.exitcode = FAILED
        finally:
            close_left_over()

    def _make(self, args: list[str], opts: argparse.Namespace) -> None:
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        shelf = Shelf.of(config_of(process.settings).sites, opts.folder, force=opts.force)
        if opts.opml is not None:
            if args or opts.name or opts.title or opts.url:
                raise BadArgument("--opml names sites by itself: give it alone, or with --folder and --force")
            self._listed(opml.read(_bytes(opts.opml), str(opts.opml)), shelf)
            return
        if not 1 <= len(args) <= _MOST:
            raise UsageError(f"name one to {_MOST} articles of one site, or a list with --opml", print_help=False)
        shelf.check_name(opts.name)
        self._one(args, opts, shelf)

    def _one(self, args: list[str], opts: argparse.Namespace, shelf: Shelf) -> None:
        """Make one site of articles on the web or on the disk."""
        addresses = tuple(url for arg in args if (url := source.address(arg)))
        if len(addresses) == len(args):
            for url in addresses:
                shelf.check_unknown(url)
            ((_, result),) = self._scouted([Lead(addresses)])
            material = _had(result)
        else:
            material = _saved(args, opts.url or ())
        guess = self._guessed(material, shelf, opts.name, opts.title)
        path, recorded = writing.write(guess, material, shelf.folder)
        sys.stdout.writelines(f"{line}\n" for line in told.lines(guess, material))
        sys.stdout.write("\n")
        sys.stdout.writelines(f"{line}\n" for line in told.next_steps(guess, path, recorded, material.articles[0].url))

    def _listed(self, subscriptions: Sequence[opml.Subscription], shelf: Shelf) -> None:
        """Make a site for each feed of a list, and say in a line what came of each."""
        leads = [Lead(feed=each.feed, title=each.title) for each in subscriptions if not shelf.owner(each.home or each.feed)]
        for each in subscriptions:
            if owner := shelf.owner(each.home or each.feed):
                _say(each.feed, f"is known already: {owner.name}")
        for lead, result in self._scouted(leads):
            try:
                _say(lead.place, self._made_of(_had(result), lead, shelf))
            except (BadArgument, Unavailable) as error:
                _say(lead.place, str(error))
                self.exitcode = FAILED

    def _made_of(self, material: Material, lead: Lead, shelf: Shelf) -> str:
        """Make the site of a list's feed, but for a second feed of a site, and return what is to be said."""
        owner = shelf.owner(material.base)
        if owner and owner.name in shelf.made:
            return f"is of {owner.name}, made of another feed of this list: add it to its sources"
        guess = self._guessed(material, shelf, None, lead.title)
        path, _ = writing.write(guess, material, shelf.folder)
        shelf.add(guess.site)
        return f"{guess.site.name}: wrote {path}, guessed from {writing.seen(material)}"

    def _guessed(self, material: Material, shelf: Shelf, name: str | None, title: str | None) -> site.Guess:
        for page in material.articles:
            shelf.check_unknown(page.url)
        owner = shelf.owner(material.base)
        guess = site.guess(material, shelf.names, name or (owner.name if owner else None), title)
        shelf.check_name(guess.site.name)
        return guess

    def _scouted(self, leads: Sequence[Lead]) -> list[tuple[Lead, Material | str]]:
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it
        found: list[tuple[Lead, Material | str]] = []
        if leads:
            process.crawl(process.create_crawler(Scout), leads=leads, found=lambda *each: found.append(each))
            process.start()
        missing = [(lead, "there was no answer") for lead in leads if lead not in [known for known, _ in found]]
        return [*found, *missing]


def _had(result: Material | str) -> Material:
    """Return what was found.

    Raises:
        Unavailable: nothing was, for the reason given instead.
    """
    if isinstance(result, str):
        raise Unavailable(result)
    return result


def _say(place: str, said: str) -> None:
    sys.stdout.write(f"{terminal.line(place)}: {terminal.line(said)}\n")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadArgument(f"{path}: cannot be read ({error.strerror})") from error


def _saved(args: Sequence[str], addresses: Sequence[str]) -> Material:
    """Return what some saved pages are; a feed may be among them. Nothing is fetched."""
    if addresses and len(addresses) != len(args):
        raise BadArgument(f"there are {len(args)} files and {len(addresses)} addresses; give --url once for each file")
    pages = [source.of_file(Path(arg), url) for arg, url in zip_longest(args, addresses)]
    found = {page.url: page for page in pages if is_feed(page)}
    articles = [require_article(page) for page in pages if page.url not in found]
    if not articles:
        raise BadArgument("there is no article among the files; name one at least")
    require_one_host(articles)
    return Material(tuple(articles), feeds=found)
