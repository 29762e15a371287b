"""The shapes that a site's article addresses have, as regular expressions with a key."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import product

from newsscrape.guess import columns, forms
from newsscrape.guess.forms import Form
from newsscrape.guess.parts import NO_PARTS, Parts

_NO_ARTICLES = (
    *(
        f"/{word}/{name}"
        for word in ("tag", "tags", "topic", "category", "author", "authors", "page", "search", "feed", "wp-json")
        for name in ("2", "some-words-here-too")
    ),
    *("/", "/about", "/about-us", "/contact", "/privacy-policy", "/feed", "/search?q=1", "/sitemap.xml", "/robots.txt"),
)
"""What hardly any site means as an article, whether or not a page of it leads there."""
_SHARE, _ENOUGH, _MOST_HYPHENS, _MOST_SHAPES = 0.1, 3, 3, 4


def guess(
    given: Sequence[str],
    named: Sequence[str] = (),
    likely: Sequence[str] = (),
    others: Iterable[str] = (),
    parts: Parts = NO_PARTS,
) -> tuple[str, ...]:
    """Return the patterns of articles' addresses, at most four, each with a group ``key``.

    Args:
        given: path and query of articles; all are matched.
        named: those that the site's feeds call articles; matched but for shapes of fewer than one in ten.
        likely: those that look like articles; heard where little else is known of a shape.
        others: those of lists, sections and the like; not matched, as far as that can be.
        parts: how the further pages of a long article are addressed.
    """
    groups = _groups([*given, *named])
    sure = {kind for kind, group in groups.items() if any(form.address in given for form in group.values())}
    fewest = max(2, _SHARE * len(named))
    chosen = [kind for kind, group in groups.items() if kind in sure or len(group) >= fewest]
    chosen.sort(key=lambda kind: (kind not in sure, -len(groups[kind])))
    seen = _groups(likely)
    known = {*given, *named, *likely}
    no_articles = [address for address in dict.fromkeys((*others, *_NO_ARTICLES)) if address not in known]
    drawn = []
    for kind in chosen[:_MOST_SHAPES]:
        more = {} if len(groups[kind]) >= _ENOUGH else seen.get(kind, {})
        drawn.append(_tightened(list({**groups[kind], **more}.values()), no_articles, parts))
    return tuple(dict.fromkeys(drawn))


def _groups(addresses: Iterable[str]) -> dict[Hashable, dict[str, Form]]:
    groups: dict[Hashable, dict[str, Form]] = {}
    for form in _agreed([forms.read(address) for address in addresses]):
        groups.setdefault(_kind(form), {})[form.address if form.id_name else form.address.partition("?")[0]] = form
    return groups


def _agreed(known: Sequence[Form]) -> list[Form]:
    """Take what may be a year for a number, where most addresses of that shape end in one: number 2098 comes before 2101."""
    counts = Counter(_kind(form) for form in known)
    either = ((form, replace(form, place="end", may_be_year=False)) for form in known)
    return [other if form.may_be_year and counts[_kind(other)] > counts[_kind(form)] else form for form, other in either]


def _kind(form: Form) -> Hashable:
    """Return what the addresses of one shape have in common."""
    if form.id_name:
        return form.id_name, form.folders, form.name, form.suffix
    return form.pieces, form.suffix, form.place


def _tightened(group: list[Form], no_articles: Sequence[str], parts: Parts) -> str:
    """Draw the loosest shape that keeps clear of what is no article; where none does, the one that does best."""
    hyphens = min(form.name.count("-") for form in group)
    shortest = min(len(number) for form in group for number in re.findall(r"\d+", form.address) or [""])
    drawn: list[tuple[int, int, int, str]] = []
    for words, digits in product(range(min(hyphens, _MOST_HYPHENS) + 1), sorted({1, max(1, shortest)})):
        wrong = _fitting(_drawn(group, words, digits, (), parts), no_articles)
        folders = {re.split(r"[/?.]", address[1:], maxsplit=1)[0] for address in wrong} - {""}
        avoid = tuple(sorted(folders - {form.folders[0] if form.folders else form.name for form in group}))
        pattern = _drawn(group, words, digits, avoid, parts)
        cost = len(avoid) + (_MOST_HYPHENS if words == _MOST_HYPHENS else 0)  # a name of three words may well be an article's
        drawn.append((len(_fitting(pattern, no_articles)) if avoid else len(wrong), cost, len(drawn), pattern))
        if drawn[-1][:2] == (0, 0):
            break
    return min(drawn)[-1]


def _fitting(pattern: str, addresses: Iterable[str]) -> list[str]:
    compiled = re.compile(pattern)
    return [address for address in addresses if compiled.search(address)]


def _drawn(group: list[Form], words: int, digits: int, avoid: tuple[str, ...], parts: Parts) -> str:
    first = group[0]
    if first.id_name:
        path = "/".join(map(columns.literal, filter(None, (*first.folders, first.name + first.suffix))))
        slash = "/?" if path and not first.suffix else ""
        return rf"^/{path}{slash}\?(?:.*&)?{columns.literal(first.id_name)}=(?P<key>\d+)"
    refused = f"(?!(?:{'|'.join(map(columns.literal, avoid))})(?:[/?.]|$))" if avoid else ""
    return f"^/{refused}{columns.keyed(group, words, digits, with_parts=bool(parts.infix))}{parts.tail(first.suffix)}"
