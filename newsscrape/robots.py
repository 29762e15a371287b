"""What a host's robots.txt allows, by RFC 9309. Pure."""

from dataclasses import dataclass

from protego import Protego

AGENT = "newsscrape"
"""The product token that rules for us are found under."""
MAX_BYTES = 500 * 1024
"""What RFC 9309 section 2.5 asks for at least; the rest is not read."""
LONGEST_CRAWL_DELAY = 60.0
"""Seconds; of a longer Crawl-delay, so much is obeyed."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    rules: Protego | None
    """``None``: all is allowed."""

    def allows(self, url: str) -> bool:
        """Tell whether the URL may be asked for."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds that the host asks to be left alone between two requests."""
        delay = self.rules.crawl_delay(AGENT) if self.rules else None
        return None if delay is None or not delay >= 0 else float(delay)


ALL = Robots(None)
"""Everything is allowed: a host without a robots.txt (4xx)."""
NONE = Robots(Protego.parse("User-agent: *\nDisallow: /"))
"""Nothing is allowed."""


def parse(body: bytes | str) -> Robots:
    """Read a robots.txt of any quality: what is no rule is skipped, a missing one allows all."""
    raw = body.encode("utf-8", "replace") if isinstance(body, str) else body
    return Robots(Protego.parse(raw[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").replace("\x00", "")))


def settles(status: int) -> bool:
    """Tell whether an answer settles what is allowed (RFC 9309, 2.3.1): rules, or word that there are none.

    429 asks for mercy, 304 is no answer to a request without validators: both are as if the host had not answered.
    """
    return 200 <= status < 500 and status not in {304, 429}  # noqa: PLR2004 - RFC 9110, section 15


def address(url: str) -> str:
    """Return where the robots.txt of the URL's host stands."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0].rpartition('@')[2]}/robots.txt"
