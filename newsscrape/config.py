"""The `NEWSSCRAPE_*` settings: from the environment, from Scrapy's settings or `-s`, checked in one place."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from newsscrape.errors import BadArgument

PREFIX = "NEWSSCRAPE_"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, each with its default."""

    archive: Path = Path("data/archive.db")
    """The archive's file; its folder is made where it is missing."""
    contact: str | None = None
    """An address or page where a site's owner reaches you; it stands in the user agent."""
    sites: tuple[Path, ...] = ()
    """Folders with site files of your own, parted by ``:``."""
    comments: Literal["all", "first", "none"] = "all"
    """Whole threads, only what stands under the article, or no comments."""
    pages: Literal["all", "latest", "none"] = "all"
    """Which raw pages the archive keeps: each version, the newest of each address, or none."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a misspelt word most likely means.

    >>> nearest("arenave", ["arenaev", "gsmarena"])
    'arenaev'
    """
    return next(iter(difflib.get_close_matches(word, list(choices), 1)), None)


def load(env: Mapping[str, str], overrides: Mapping[str, object] | None = None) -> Config:
    """Read the settings.

    Args:
        env: the environment; names that do not begin with ``NEWSSCRAPE_`` are other people's.
        overrides: full names with values that beat the environment's, as Scrapy's settings and `-s` give them.

    Raises:
        BadArgument: an unknown name or a malformed value.
    """
    given = {name: value for source in (env, overrides or {}) for name, value in source.items() if name.startswith(PREFIX)}
    known = {PREFIX + field.name.upper(): field.name for field in fields(Config)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            hint = nearest(name, known)
            raise BadArgument(f"{name} is no setting of newsscrape" + (f"; did you mean {hint}?" if hint else ""))
        if value is not None and str(value).strip():
            values[known[name]] = _READERS[known[name]](name, str(value).strip())
    return Config(**values)


def describe(config: Config) -> Iterator[tuple[str, str]]:
    """Yield each setting's full name with its value as one would write it."""
    for field in fields(Config):
        value = getattr(config, field.name)
        yield PREFIX + field.name.upper(), ":".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _choice(*words: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in words:
            raise BadArgument(f"{name}={value}: must be one of {', '.join(words)}")
        return value

    return read


_READERS: dict[str, Callable[[str, str], object]] = {
    "archive": lambda _, value: Path(value).expanduser(),
    "contact": lambda _, value: value,
    "sites": lambda _, value: tuple(Path(part).expanduser() for part in value.split(":") if part),
    "comments": _choice("all", "first", "none"),
    "pages": _choice("all", "latest", "none"),
}
