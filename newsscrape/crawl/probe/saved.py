"""Pages that were saved to a file."""

import datetime as dt
from pathlib import Path

from newsscrape import urls
from newsscrape.errors import BadArgument
from newsscrape.page import Page


def page_of(path: Path, url: str | None) -> Page:
    """Return the page in a file; relative dates count from the file's own time.

    Args:
        path: of the file.
        url: the page's address; ``None``: the one that it declares.

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
