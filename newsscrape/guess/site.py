"""A whole site from its material: every guess with what it was made from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from newsscrape.errors import BadArgument
from newsscrape.extract.rules import Rules
from newsscrape.guess import clock, naming, parts, patterns, rules, sources
from newsscrape.guess.material import Entry, Material
from newsscrape.guess.rules import Case, Reason
from newsscrape.sites import Site, checks
from newsscrape.sites.engines import Known
from newsscrape.sites.site import GENERIC

_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A site as it may be."""

    site: Site
    engine: Known | None
    """Where its engine stands; ``None``: it is generic."""
    reasons: tuple[Reason, ...]
    """What was guessed and from what, in the order of a site file's fields."""


def guess(material: Material, taken: Collection[str], name: str | None = None, title: str | None = None) -> Guess:
    """Guess all of a site that it needs to be crawled.

    Args:
        material: at least one article of it.
        taken: names of sites that there are already.
        name: the user's own choice.
        title: the user's own choice.

    Raises:
        BadArgument: no site can be made of it: the sentence says why.
    """
    found, title_from = (title, "given") if title else naming.title(material)
    engine = naming.engine(material)
    reasons = [
        Reason("name", name or naming.name(material.base, taken), "given" if name else "the host"),
        Reason("title", found, title_from),
        Reason("home", material.base, "the articles' host"),
    ]
    if engine:
        reasons.append(Reason("engine", engine[0].engine.name, f"the articles have its sign {engine[1]}"))
    site = Site(
        name=str(reasons[0].value),
        title=found,
        home=material.base,
        engine=engine[0].engine if engine else GENERIC,
    )
    site, more = _found_by(site, material)
    reasons += more
    ruled, more = _read_by(site, material)
    for fault in checks.faults(ruled, ruled.name, own=True):
        raise BadArgument(f"{material.base}: no site can be made of it: {fault.sentence}")
    return Guess(ruled, engine[0] if engine else None, (*reasons, *more))


def _found_by(site: Site, material: Material) -> tuple[Site, list[Reason]]:
    """Return the site with the patterns and sources of its articles."""
    inherited = replace(site, articles=())
    addresses = [urljoin(site.home, address) for address in (*material.given, *material.named)]
    if site.engine.articles and all(inherited.identify(url) for url in addresses[: len(material.given)]):
        site, reasons = inherited, [Reason("articles", "its engine's", _coverage(inherited, material))]
    else:
        multi = parts.find(material.articles)
        drawn = patterns.guess(material.given, material.named, material.likely, material.others, multi)
        site = replace(site, articles=drawn)
        reasons = [Reason("articles", drawn, _coverage(site, material))]
        if multi.infix:
            reasons.append(Reason("articles", None, f"a second page is linked, behind {multi.infix!r}"))
    found, why = sources.guess(material, site.engine, site.identify)
    shown = found or site.engine.sources
    reasons += [Reason("sources", source, each) for source, each in zip(shown, why, strict=False)]
    return replace(site, sources=found), [*reasons, *_left_out(site, material)]


def _coverage(site: Site, material: Material) -> str:
    """Return how many of the known articles the patterns match, and whether anything else."""
    named = [address for address in material.named if site.identify(urljoin(site.home, address))]
    fed = f" and {len(named)} of the {len(material.named)} that its feeds name" if material.named else ""
    return f"{len(material.given)} given{fed}"


def _left_out(site: Site, material: Material) -> Iterator[Reason]:
    """Yield what the patterns miss, or match beside articles."""
    missed = [each for each in material.named if not site.identify(urljoin(site.home, each))]
    if missed:
        yield Reason("articles", None, f"not matched, though a feed names it: {_some(missed)}")
    known = {*material.given, *material.named}
    matched = ((each, site.identify(urljoin(site.home, each))) for each in material.others if each not in known)
    wrong = [each for each, identity in matched if identity and identity.part == 1]
    if wrong and site.articles:
        yield Reason("articles", None, f"matched, though no feed names it; is it an article? {_some(wrong)}")


def _some(addresses: list[str]) -> str:
    more = f" and {len(addresses) - _MOST_SHOWN} more" if len(addresses) > _MOST_SHOWN else ""
    return ", ".join(addresses[:_MOST_SHOWN]) + more


def _read_by(site: Site, material: Material) -> tuple[Site, list[Reason]]:
    """Return the site with the rules that its pages need, each seen to be needed."""
    entries = [_entry(page.url, site, material) for page in material.articles]
    truths = [entry.published if entry else None for entry in entries]
    reasons: list[Reason] = []
    language = next(iter(case.article.language for case in rules.cases(material.articles, entries, site)), None)
    if ordered := clock.order(material.articles, truths, site.reading):
        reasons.append(Reason("date_order", *ordered))
        site = replace(site, rules=replace(site.rules, date_order=ordered[0]))
    known: tuple[Case, ...] = rules.cases(material.articles, entries, site)
    for reason in (*rules.guess(known), *rules.language(known, site)):
        reasons.append(reason)
        site = _with(site, reason)
    # Behind the rules: only now it is sure which of a page's clocks is the article's.
    if zoned := clock.zone(material.articles, truths, site.reading, language):
        reasons.append(Reason("zone", *zoned))
        site = replace(site, rules=replace(site.rules, zone=zoned[0]))
    elif not site.reading.zone and (raw := _zoneless(rules.cases(material.articles, entries, site))):
        reasons.append(Reason("zone", None, f"{raw!r} names none, and no feed tells it: read as UTC"))
    for reason in rules.drop(rules.cases(material.articles, entries, site), site):
        reasons.append(reason)
        site = _with(site, reason)
    return site, reasons


def _zoneless(known: tuple[Case, ...]) -> str | None:
    """Return the text of a publication that has a clock time and no offset."""
    dates = (case.article.published for case in known)
    return next((date.raw for date in dates if date and date.zone == "none" and date.precision in ("minute", "second")), None)


def _with(site: Site, reason: Reason) -> Site:
    if reason.value is None:
        return site
    return replace(site, rules=Rules(**{reason.field: reason.value}).over(site.rules))  # type: ignore[arg-type]  # a field's own value


def _entry(url: str, site: Site, material: Material) -> Entry | None:
    """Return what a feed says of the article at an address, in whichever form either names it."""
    own = site.identify(url)
    named = ((site.identify(urljoin(site.home, address)), entry) for address, entry in material.entries.items())
    return next((entry for identity, entry in named if own and identity and identity.key == own.key), None)
