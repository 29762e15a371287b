"""The options that choose articles: of a site, between two days, of a topic, so many."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

_MOST = 2**31 - 1  # rows; SQLite takes no number of over 64 bits, and one is added to it here and there


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--site`, `--since`, `--until` and `--topic`; the days are checked, and stay text."""
    for option in (
        click.option("--topic", metavar="NAME", help="Of this topic only: see `newsscrape topics`."),
        click.option("--until", metavar="DAY", callback=_day, help="Published on this day or before: 2023-11-30."),
        click.option("--since", metavar="DAY", callback=_day, help="Published on this day or later: 2023-11-04."),
        click.option("--site", metavar="NAME", help="Of this site only."),
    ):
        command = option(command)
    return command


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day such as 2023-11-04", param=parameter) from None


since_option = click.option("--since", metavar="DAY", callback=_day, help="Published on this day or later: 2023-11-04.")
site_option = click.option("--site", metavar="NAME", help="Of this site only.")


def limit_option(what: str, default: int | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--limit`: one or more, and a number that no archive reaches means all."""
    return click.option(
        "--limit", type=click.IntRange(1), default=default, show_default=True, metavar="N", callback=_within, help=what
    )


def _within(_: click.Context, __: click.Parameter, value: int | None) -> int | None:
    return value if value is None else min(value, _MOST)
