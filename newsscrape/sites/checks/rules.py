"""What is checked of the rules for reading, a site's and its engine's: selectors, layouts, zone and order of dates."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

from cssselect import HTMLTranslator, SelectorError

from newsscrape.extract.rules import Rules
from newsscrape.sites.checks.fault import Fault
from newsscrape.sites.site import Engine, Site

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CSS = HTMLTranslator()
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
_NOT_CSS = frozenset({"zone", "date_order", "language", "until"})


def faults(site: Site) -> Iterator[Fault]:
    """Yield what is wrong with the values of rules whose shape is right: see `shapes`."""
    yield from _former(site)
    yield from _selectors(site)
    for field, holder in (("", site), ("engine", site.engine)):
        for name, rules in _layouts(holder):
            yield from _ways(field or name, rules)


def shapes(field: str, holder: Site | Engine) -> Iterator[Fault]:
    """Yield the rules that are not of the right shape: a pair of brackets is no tuple."""
    if not isinstance(holder.former, tuple) or not all(isinstance(rules, Rules) for rules in holder.former):
        yield Fault(field or "former", holder.former, "former is not a tuple of Rules; write (Rules(until=…, …),)")
    for name, rules in _layouts(holder):
        for each in Rules.__dataclass_fields__:
            value = getattr(rules, each)
            if each not in _NOT_CSS and not isinstance(value, tuple):
                yield Fault(field or name, value, f"{each} of the rules is not a tuple; write (value,) with a comma")
            for one in value if isinstance(value, tuple) else () if value is None else (value,):
                if not isinstance(one, str):
                    yield Fault(field or name, one, f"{each} of the rules has {one!r}, which is no text")


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


@cache
def _css_error(selector: str) -> str | None:
    """Return what is wrong with a selector; sites of one engine have most of them in common."""
    try:
        _CSS.css_to_xpath(selector)
    except (SelectorError, ValueError) as error:
        return "it is the element that is read; leave out what stands behind ::" if "::" in selector else str(error)
    return None


def _ways(field: str, rules: Rules) -> Iterator[Fault]:
    """Yield what is wrong with how dates and texts are to be understood."""
    zone, order, language = rules.zone, rules.date_order, rules.language
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            yield Fault(field, zone, f"the zone {zone!r} is not one of the IANA names")
    if order not in (None, "dmy", "mdy"):
        yield Fault(field, order, f"the date order {order!r} is neither dmy nor mdy")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield Fault(field, language, f"the language {language!r} is no BCP 47 name such as 'de' or 'pt-BR'")
