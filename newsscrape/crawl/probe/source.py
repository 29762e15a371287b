"""Where the page that a command is about comes from: an address, asked politely, or a file."""

import datetime as dt
import sys
from pathlib import Path

from scrapy.crawler import CrawlerProcessBase

from newsscrape import terminal, urls
from newsscrape.crawl.probe.spider import Onward, Probe
from newsscrape.errors import BadArgument
from newsscrape.page import Page
from newsscrape.sites import Site

_PAUSE = 2.0  # seconds between robots.txt and the page of a host that nobody knows


def address(what: str) -> str | None:
    """Return the web address that an argument is, ``None`` where it must be a file's name.

    Raises:
        BadArgument: it begins as an address and is none.
    """
    if not what.startswith(("http://", "https://")):
        return None
    if (url := urls.absolute("", what)) is None:
        raise BadArgument(f"{what}: no web address")
    return url


def fetched(process: CrawlerProcessBase, url: str, site: Site | None, onward: Onward | None = None) -> list[Page]:
    """Fetch a page, and the parts that `onward` leads to; where one cannot be had, say why on the standard error: none.

    Args:
        process: Scrapy's, which has started nothing before.
        url: what to ask for.
        site: whose pause is kept, by default a careful one.
        onward: what to ask for next.
    """
    crawler = process.create_crawler(Probe)
    process.crawl(crawler, url=url, pause=site.delay if site else _PAUSE, onward=onward)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, Probe)  # noqa: S101 - it was made of that class
    if spider.trouble is None and spider.page is not None:
        return spider.pages
    sys.stderr.write(f"{terminal.line(url)}: {terminal.line(spider.trouble or 'there was no answer')}\n")
    return []


def of_file(path: Path, url: str | None) -> Page:
    """Return the page in a file; relative dates count from the file's own time.

    Args:
        path: of the file.
        url: the page's address, by default the one that it declares.

    Raises:
        BadArgument: there is no such file, or the address is none.
    """
    try:
        body, written = path.read_bytes(), dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except OSError as error:
        raise BadArgument(
            f"{path}: neither an address that begins with http:// or https:// nor a file ({error.strerror})"
        ) from None
    if url is not None and (urls.absolute("", url) is None):
        raise BadArgument(f"--url {url}: no web address")
    page = Page(url or f"https://file.invalid/{path.name}", body, {}, written)
    if url is None and page.media == "html":
        links = page.select("link[rel~=canonical i]")
        if links and (declared := page.absolute(links[0].get("href"))):
            return Page(declared, body, {}, written)
    return page
