"""The settings of this package: `NEWSSCRAPE_*` in the environment, in Scrapy's settings, or given with ``-s``.

One field of `Config` is one setting; its name in capitals behind ``NEWSSCRAPE_`` is what the user writes.
"""

import difflib
import os
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from newsscrape.errors import BadArgument
from newsscrape.text import cut, fold

PREFIX = "NEWSSCRAPE_"
INITIAL_SETTINGS = "crawl_settings.py"
"""What `newsscrape init` names the settings of a folder to crawl from; they tell `scrapy` of the folder below."""
OWN_SITES = "sites/ of a folder that `newsscrape init` made"

_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|[0-9a-f:.]*::?[0-9a-f:.]*|\[[0-9a-f:.]+\](?::\d{1,5})?")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,200}")
_NONE: Mapping[str, object] = MappingProxyType({})
_SET = "(set)"


def _setting(default: object, read: Callable[[str], object], about: str, *, secret: bool = False) -> Any:
    """Return a field that carries how its text is read and what it is for, so that a setting is one line.

    Of a secret only is ever shown that it is set.
    """
    return field(default=default, repr=not secret, metadata={"read": read, "about": about, "secret": secret})


def _path(value: str) -> Path:
    return Path(value).expanduser()


def _paths(value: str) -> tuple[Path, ...]:
    return tuple(_path(part.strip()) for part in value.split(os.pathsep) if part.strip())


def _contact(value: str) -> str:
    """Accept what a site's owner can write to; it becomes part of a header, so that it has to be one printable line."""
    if not (value.isascii() and value.isprintable() and ("@" in value or value.startswith(("http://", "https://")))):
        raise ValueError("give an e-mail or web address on one line")
    return value


def _key(value: str) -> str:
    """Accept a service's key: long enough that no other text holds it by chance, of characters that need no quoting."""
    if not _KEY.fullmatch(value):
        raise ValueError("a key is 16 to 200 letters and digits")
    return value


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(value.lower().replace(",", " ").split())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValueError("not host names or addresses such as 127.0.0.1, parted by commas")
    return hosts


def _command(value: str) -> str:
    """Accept a program and its arguments, quoted as for a shell; but no shell is ever started."""
    try:
        shlex.split(value)
    except ValueError as error:
        raise ValueError(f"not a command line ({error})") from None
    return value


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.lower() in choices:
            return value.lower()
        raise ValueError(f"not one of {', '.join(choices)}{_guess(value, choices)}")

    return read


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, checked."""

    archive: Path = _setting(Path("data/archive.db"), _path, "the archive's file; made where there is none")  # noqa: RUF009 - a field, made by `dataclasses.field`
    contact: str | None = _setting(None, _contact, "e-mail or web address that the user agent names")
    sites: tuple[Path, ...] = _setting((), _paths, f"folders of your own sites, parted by {os.pathsep!r}; else {OWN_SITES}")
    comments: Literal["all", "first", "none"] = _setting(
        "all", _one_of("all", "first", "none"), "all: whole threads; first: what stands in the article's pages; none"
    )
    commenters: Literal["names", "pseudonyms"] = _setting(
        "names", _one_of("names", "pseudonyms"), "names: as the page has them; pseudonyms: keyed hashes, made with secret_file"
    )
    secret_file: Path | None = _setting(None, _path, "the file of the pseudonyms' key, outside the archive; made on first use")  # noqa: RUF009 - as above
    disqus_key: str | None = _setting(
        None, _key, "public key of your own for the API of Disqus, which then gives whole threads", secret=True
    )
    pages: Literal["all", "latest", "none"] = _setting(
        "all", _one_of("all", "latest", "none"), "raw pages to keep: all versions, the latest, none"
    )
    allow_hosts: tuple[str, ...] = _setting((), _hosts, "private hosts that a crawl may reach, parted by commas")
    images: Literal["urls", "files"] = _setting(
        "urls", _one_of("urls", "files"), "urls: the addresses of images; files: the images, too, in images/ beside the archive"
    )
    chromium: Path | None = _setting(None, _path, "the Chromium that draws pages made of scripts; by default the system's")  # noqa: RUF009 - as above
    notify: str | None = _setting(None, _command, "a command that is given a run's new articles on your topics, JSON on stdin")


class Row(NamedTuple):
    """One line of `newsscrape config`, all text."""

    name: str
    value: str
    default: str
    about: str


def load(env: Mapping[str, str], overrides: Mapping[str, object] = _NONE) -> Config:
    """Return the settings of an environment, with others laid over them.

    Args:
        env: such as `os.environ`; names without the prefix are not looked at.
        overrides: by setting (``NEWSSCRAPE_ARCHIVE``) or field (``archive``), other names are not looked at either; text as
            in the environment, or the field's own value. ``None`` leaves the setting alone.

    Raises:
        BadArgument: an unknown name (the text gives the nearest) or a value that cannot be meant.
    """
    known = {PREFIX + each.name.upper(): each for each in fields(Config)}
    given: dict[str, object] = {name: value for name, value in env.items() if name.startswith(PREFIX)}
    for name, value in overrides.items():
        full = name if name.startswith(PREFIX) else PREFIX + name.upper()
        if value is not None and (full == name or full in known):
            given[full] = value
    for name in given:
        if name not in known:
            raise BadArgument(f"{name}: no such setting{_guess(name, known)} (`newsscrape config` lists all)")
    values: dict[str, Any] = {
        known[name].name: _value(name, known[name], value) for name, value in given.items() if value != ""
    }
    if "sites" not in values and Path(INITIAL_SETTINGS).is_file() and Path("sites").is_dir():
        values["sites"] = (Path("sites"),)  # what `scrapy` crawls from here, `newsscrape` knows, too
    return Config(**values)


def _value(name: str, setting: "Field[Any]", value: object) -> object:
    if isinstance(value, (list, tuple)):
        return tuple(_value(name, setting, str(part))[0] for part in value)  # type: ignore[index]  # lists are of fields that are tuples
    try:
        return setting.metadata["read"](str(value).strip())
    except (ValueError, RuntimeError) as error:  # RuntimeError: ~name of nobody
        shown = "" if setting.metadata["secret"] else f"={fold(cut(str(value), 80))}"
        raise BadArgument(f"{name}{shown}: {error}") from None


def describe(config: Config | None = None) -> tuple[Row, ...]:
    """Return one row for each setting, with its value in `config` (by default its default)."""
    config = config or Config()
    return tuple(
        Row(PREFIX + each.name.upper(), _told(each, getattr(config, each.name)), _shown(each.default), each.metadata["about"])
        for each in fields(Config)
    )


def _told(setting: "Field[Any]", value: object) -> str:
    return _SET if setting.metadata["secret"] and value is not None else _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return (os.pathsep if any(isinstance(part, Path) for part in value) else ",").join(map(str, value))
    return "" if value is None else str(value)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was probably meant, or ``None`` where none is like it.

    >>> nearest("arenaew", ["gsmarena", "arenaev"])
    'arenaev'
    """
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _guess(word: str, choices: Iterable[str]) -> str:
    found = nearest(word, choices)
    return f"; did you mean {found}?" if found else ""
