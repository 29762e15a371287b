"""What a user may say with ``-a``: checked once, before anything is touched."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsscrape.config import nearest
from newsscrape.dates import utc_text
from newsscrape.errors import BadArgument

_DAYS = ("%Y-%m-%d", "%Y-%m", "%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What every spider understands; ``None`` where not given."""

    since: str | None = None
    """UTC text of 20 characters. Listings are read back to there, however much of them is known."""
    until: str | None = None
    """The last moment that still counts."""
    limit: int | None = None
    """New articles to fetch."""
    comments: str | None = None
    refresh: str = "auto"
    follow: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteArguments(Arguments):
    """The arguments of `scrapy crawl SITE`."""

    sections: tuple[str, ...] = ()
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArguments(Arguments):
    """The arguments of `scrapy crawl web`."""

    url: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    """The addresses that the file named by this argument holds."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses, each once, in order."""
        return tuple(dict.fromkeys((*self.url, *self.urls)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArguments(Arguments):
    """The arguments of `scrapy crawl news`."""

    sites: tuple[str, ...] = ()
    """Names, or one of the words ``all`` and ``due``."""


def read(kind: type[Arguments], given: Mapping[str, str]) -> Any:
    """Return the arguments, checked.

    Raises:
        BadArgument: an unknown name (the text gives the nearest) or a value that cannot be meant.
    """
    known = [each.name for each in fields(kind)]
    for name in given:
        if name not in known:
            guess = nearest(name, known)
            hint = f"; did you mean {guess}?" if guess else f"; there are {', '.join(known)}"
            raise BadArgument(f"-a {name}: no such argument{hint}")
    arguments = kind(**{name: _READ[name](name, value) for name, value in given.items()})
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise BadArgument(f"-a since={given['since']} lies after until={given['until']}")
    return arguments


def _moment(name: str, value: str) -> str:
    return utc_text(_day(name, value)[0])


def _end(name: str, value: str) -> str:
    return utc_text(_day(name, value)[1] - dt.timedelta(seconds=1))


def _day(name: str, value: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the beginning and the end of the day, month or year named."""
    for form in _DAYS:
        try:
            start = dt.datetime.strptime(value, form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        following = {
            "%Y-%m-%d": lambda: start + dt.timedelta(days=1),  # noqa: B023 - called within the turn of the loop
            "%Y-%m": lambda: (start + dt.timedelta(days=31)).replace(day=1),  # noqa: B023
            "%Y": lambda: start.replace(year=start.year + 1),  # noqa: B023
        }
        try:
            return start, following[form]()
        except (ValueError, OverflowError):  # beyond the year 9999
            break
    raise BadArgument(f"-a {name}={value}: no date; write it as 2026-01-31")


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()) or int(value) == 0:
        raise BadArgument(f"-a {name}={value}: no number of articles, such as 200")
    return int(value)


def _one_of(*choices: str) -> Callable[[str, str], str]:
    def read_choice(name: str, value: str) -> str:
        if value in choices:
            return value
        guess = nearest(value, choices)
        raise BadArgument(f"-a {name}={value}: not one of {', '.join(choices)}" + (f"; did you mean {guess}?" if guess else ""))

    return read_choice


def _address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine:
        raise BadArgument(f"-a {name}: {value[:200]!r} is no web address such as https://www.example.com/")
    return value


def _addresses(name: str, value: str) -> tuple[str, ...]:
    found = tuple(_address(name, one) for one in value.split())
    if not found:
        raise BadArgument(f"-a {name}: no address given")
    return found


def _names(_: str, value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.replace(",", " ").split()))


def _file(name: str, value: str) -> tuple[str, ...]:
    try:
        lines = Path(value).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadArgument(f"-a {name}={value}: cannot be read ({error}); name a file with one address per line") from None
    return _addresses(name, " ".join(line for line in lines if not line.lstrip().startswith("#")))


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "since": _moment,
    "until": _end,
    "limit": _number,
    "comments": _one_of("all", "first", "none"),
    "refresh": _one_of("auto", "all", "none"),
    "at": _address,
    "url": _addresses,
    "urls": _file,
    "follow": _one_of("auto", "none"),
    "sections": _names,
    "sites": _names,
}
