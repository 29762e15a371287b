"""The names under which the network's failures stand in the archive."""

from scrapy import exceptions

from newsscrape.archive.records import Failure
from newsscrape.crawl.browser.chromium import NotRendered
from newsscrape.crawl.gate import PRIVATE
from newsscrape.crawl.middlewares.decoding import Damaged
from newsscrape.crawl.middlewares.guard import PrivateAddress

_KINDS: dict[type[BaseException], str] = {
    exceptions.DownloadTimeoutError: "timeout",
    exceptions.DownloadConnectionRefusedError: "refused",
    exceptions.CannotResolveHostError: "dns",
    exceptions.ResponseDataLossError: "cut-off",
    exceptions.DownloadCancelledError: "too-large",
    exceptions.UnsupportedURLSchemeError: "scheme",
    exceptions.IgnoreRequest: "ignored",
    exceptions.DownloadFailedError: "connection",
    PrivateAddress: PRIVATE,
    NotRendered: "browser",
}
KNOWN: tuple[type[BaseException], ...] = (*_KINDS, Damaged)
"""What the downloader, or a middleware, raises for a request that fails."""
_MEANINGS = {
    "cut-off": "the answer ended before it was whole",
    "too-large": "the answer is larger than DOWNLOAD_MAXSIZE allows",
}
_FINAL = frozenset({"too-large", "scheme", "ignored", PRIVATE})


def of(error: BaseException) -> Failure:
    """Name what an exception of the downloader, or of a middleware, means."""
    if isinstance(error, Damaged):
        return Failure("decode", "damaged", str(error))
    kind = next((name for kind, name in _KINDS.items() if isinstance(error, kind)), type(error).__name__)
    return Failure("fetch", kind, str(error) or _MEANINGS.get(kind, type(error).__name__))


def is_final(failure: Failure) -> bool:
    """Tell whether asking again would give the same."""
    return failure.kind in _FINAL
