"""What a site must be before it is used: each rule of a site file, with the sentence that says how it is broken."""

import datetime as dt
import ipaddress
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import SelectorError
from parsel.csstranslator import HTMLTranslator

from newsscrape import comments
from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Engine, Site, Source

RESERVED = frozenset({"web", "news", "demo"})
"""Names of the spiders that belong to no one site."""

NAME = re.compile(r"[a-z0-9_]*[a-z][a-z0-9_]*")
"""What a site may be called."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECTION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GROUP = re.compile(r"\\g<(\w+)>")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
_CSS = HTMLTranslator()
_NOT_CSS = frozenset({"zone", "date_order", "language", "until"})
_LEAST_DELAY = 1.0


class Fault(NamedTuple):
    """One broken rule."""

    field: str
    """The `Site` field it stands in, or is inherited through (``engine``)."""
    value: object
    """What is wrong, for finding its line."""
    sentence: str


def faults(site: Site, module: str, *, own: bool) -> Iterator[Fault]:
    """Yield what is wrong with a site.

    Args:
        site: the value to check.
        module: the name of the module that it is the `SITE` of.
        own: it is a user's own, which may stand on loopback, by plain http and without a pause.

    A later rule may rely on an earlier one: who goes on behind a fault must be ready for a `TypeError`.
    """
    yield from _types(site)
    yield from _name(site, module)
    yield from _numbers(site)
    yield from _home(site, own=own)
    for field, holder in (("", site), ("engine", site.engine)):
        yield from _tuples(field, holder)
    yield from _former(site)
    yield from _addresses(site)
    yield from _sources(site)
    yield from _sections(site)
    yield from _comments(site)
    yield from _script_hosts(site)
    yield from _selectors(site)


def _types(site: Site) -> Iterator[Fault]:
    kinds: dict[str, type | tuple[type, ...]] = {
        "name": str,
        "title": str,
        "home": str,
        "delay": (int, float),
        "browser": bool,
        "engine": Engine,
        "rules": Rules,
    }
    for field, kind in kinds.items():
        value: object = getattr(site, field)
        if not isinstance(value, kind):
            yield Fault(field, value, f"{field} is {value!r}, which is of the wrong type")


def _name(site: Site, module: str) -> Iterator[Fault]:
    if not NAME.fullmatch(site.name):
        yield Fault(
            "name",
            site.name,
            f"the name {site.name!r} is not of lower case letters, digits and underscores, with a letter in it",
        )
    elif site.name in RESERVED:
        yield Fault("name", site.name, f"the name {site.name!r} is reserved")
    elif site.name != module:
        yield Fault("name", site.name, f"the name {site.name!r} is not the file's, {module!r}")
    if not site.title.strip():
        yield Fault("title", site.title, "the title is empty")


def _loopback(site: Site) -> bool:
    name = urlsplit(site.home).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _home(site: Site, *, own: bool) -> Iterator[Fault]:
    local = own and bool(site.host) and _loopback(site)
    if not site.host or not site.home.startswith(("https://", "http://")[: 1 + local]):
        yield Fault("home", site.home, f"the home {site.home!r} is not an https address")
    elif not site.home.endswith("/"):
        yield Fault("home", site.home, f"the home {site.home!r} does not end with a slash")
    if not local and not site.delay >= _LEAST_DELAY:
        yield Fault(
            "delay", site.delay, f"the delay is {site.delay} s, less than the {_LEAST_DELAY} s that a real site is owed"
        )


def _numbers(site: Site) -> Iterator[Fault]:
    if not (math.isfinite(site.delay) and site.delay >= 0):
        yield Fault("delay", site.delay, f"the delay {site.delay!r} is no number of seconds")
    for field, value in (("days", site.days), ("limit", site.limit)):
        if value is not None and (not isinstance(value, int) or value < 1):
            yield Fault(field, value, f"{field} is {value!r}, neither a whole number above 0 nor None")


def _tuples(field: str, holder: Site | Engine) -> Iterator[Fault]:
    """A pair of brackets is no tuple: ``("a")`` is a string, whose letters would be taken one by one."""
    own = ("sections", "script_hosts") if isinstance(holder, Site) else ("items", "next_page", "aliases", "signs")
    for name in ("articles", "sources", "comments", *own):
        if not isinstance(getattr(holder, name), tuple):
            yield Fault(field or name, getattr(holder, name), f"{name} is not a tuple; write (value,) with a comma")
    if not isinstance(holder.former, tuple) or not all(isinstance(rules, Rules) for rules in holder.former):
        yield Fault(field or "former", holder.former, "former is not a tuple of Rules; write (Rules(until=…, …),)")
    for name, rules in _layouts(holder):
        for each in Rules.__dataclass_fields__:
            value = getattr(rules, each)
            if each not in _NOT_CSS and not isinstance(value, tuple):
                yield Fault(field or name, value, f"{each} of the rules is not a tuple; write (value,) with a comma")


def _layouts(holder: Site | Engine) -> list[tuple[str, Rules]]:
    """Return all rules of a site or engine, each with the field it stands in."""
    return [("rules", holder.rules), *(("former", rules) for rules in holder.former)]


def _former(site: Site) -> Iterator[Fault]:
    for field, holder in (("", site), ("engine", site.engine)):
        if holder.rules.until is not None:
            said = f"the rules of today's layout end on {holder.rules.until!r}; put them into former=(Rules(until=…),)"
            yield Fault(field or "rules", holder.rules.until, said)
        for rules in holder.former:
            if not isinstance(rules.until, str) or not _DAY.fullmatch(rules.until) or not _is_day(rules.until):
                said = f"until={rules.until!r} is no day such as '2024-06-01', on which the former layout ended"
                yield Fault(field or "former", rules.until, said)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _addresses(site: Site) -> Iterator[Fault]:
    field = "articles" if site.articles else "engine"
    if not site.addresses:
        yield Fault("name", site.name, "there is no pattern of an article's address; add articles=(r'/news/(?P<key>\\d+)',)")
    for address in site.addresses:
        for sentence in _pattern(address):
            yield Fault(field, address.pattern, sentence)


def _pattern(address: Address) -> Iterator[str]:
    try:
        groups = re.compile(address.pattern).groupindex
    except re.error as error:
        yield f"the pattern {address.pattern!r} is no regular expression: {error}"
        return
    if "key" not in groups:
        yield f"the pattern {address.pattern!r} has no group (?P<key>…)"
    for template in (address.key, address.show or ""):
        for name in _GROUP.findall(template):
            if name not in groups:
                yield f"{template!r} names the group {name!r}, which the pattern {address.pattern!r} has not"


def _sources(site: Site) -> Iterator[Fault]:
    field = "sources" if site.sources else "engine"
    sources: tuple[object, ...] = site.sources or site.engine.sources
    if not sources:
        yield Fault("name", site.name, "there is no source of articles; add sources=(Feed('feed.xml'),)")
    for source in sources:
        if not isinstance(source, Source):
            yield Fault(field, source, f"the source {source!r} is no Feed, Sitemap or Listing")
        elif source.section is not None and not _SECTION.fullmatch(source.section):
            yield Fault(
                field, source.section, f"the section {source.section!r} is not of lower case letters, digits and dashes"
            )


def _sections(site: Site) -> Iterator[Fault]:
    sections: tuple[object, ...] = site.sections
    for source in sections:
        if not isinstance(source, Source) or not _SECTION.fullmatch(source.section or ""):
            yield Fault("sections", source, f"{source!r} is no source with a section, such as Listing('cars/', section='cars')")


def _comments(site: Site) -> Iterator[Fault]:
    for field, holder in (("comments", site), ("engine", site.engine)):
        for system in holder.comments:
            if system not in comments.names():
                known = ", ".join(comments.names())
                yield Fault(field, system, f"there is no comment system {system!r}; there are {known}")


def _script_hosts(site: Site) -> Iterator[Fault]:
    for host in site.script_hosts:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            yield Fault("script_hosts", host, f"the host {host!r} of scripts is no name such as 'cdn.example.net'")
    if site.script_hosts and not site.browser:
        yield Fault("script_hosts", site.script_hosts, "script_hosts is for a site with browser=True")


def _selectors(site: Site) -> Iterator[Fault]:
    engine = site.engine
    dates = (engine.item_date,) if engine.item_date else ()
    groups: list[tuple[str, tuple[str, ...]]] = [("engine", (*engine.items, *engine.next_page, *engine.signs, *dates))]
    layouts = [*_layouts(site), *(("engine", rules) for _, rules in _layouts(engine))]
    for field, rules in layouts:
        groups += [(field, getattr(rules, name)) for name in Rules.__dataclass_fields__ if name not in _NOT_CSS]
    for field, selectors in groups:
        for selector in selectors:
            if error := _css_error(selector):
                yield Fault(field, selector, f"{selector!r} is no CSS selector: {error}")
    yield from _zone(site)


@cache
def _css_error(selector: str) -> str | None:
    """Return what is wrong with a selector; sites of one engine have most of them in common."""
    try:
        _CSS.css_to_xpath(selector)
    except (SelectorError, ValueError) as error:
        return str(error)
    return None


def _zone(site: Site) -> Iterator[Fault]:
    zone, order = site.reading.zone, site.reading.date_order
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            yield Fault("rules", zone, f"the zone {zone!r} is not one of the IANA names")
    if order not in (None, "dmy", "mdy"):
        yield Fault("rules", order, f"the date order {order!r} is neither dmy nor mdy")
