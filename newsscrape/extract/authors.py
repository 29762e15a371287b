"""Who wrote it: persons, in the order of the byline. Fewer and right beats many.

What is written for machines (JSON-LD, meta) and what people see (a line that says "by", a marked byline) are two voices. A
person beats a desk or agency, that beats the site's own name; of persons, those that both voices name come first.
"""

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsscrape.extract import bylines, profiles
from newsscrape.extract.evidence import Evidence, Finding, words_of
from newsscrape.extract.names import in_title_case, is_house, is_person, persons
from newsscrape.extract.sitename import SiteName
from newsscrape.metadata import json_ld
from newsscrape.model import Author

Authors = tuple[Author, ...]

_METAS = (
    *(
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "dc.creator",
        "dcterms.creator",
    ),
    *("citation_author", "byl", "byline", "article:author", "og:article:author", "twitter:creator:name"),
    *(
        "article_author",
        "article.author",
        "og:author",
        "bt:author",
        "mediator_author",
        "dc.author",
        "dc:creator",
        "writer",
        "dd:author",
        "creator",
    ),
)
_MOST = 30
_SEEN = ("line", "byline", "far")


def read(evidence: Evidence) -> list[Finding[Authors]]:
    """Return the candidates for the whole byline, best first; an author who is the site itself comes last."""
    selector, elements = evidence.ruled(evidence.rules.authors)
    if (ruled := _from_elements(evidence, elements, f"rule:{selector}")).value:
        return [ruled]
    site = SiteName.of(evidence)
    stated = [finding for finding in (_from_ld(evidence), *_from_metas(evidence)) if finding.value]
    if stated and stated[0].source == "json-ld:author" and _rank(site, stated[0]) == 0:
        return _linked(evidence, _spelt(stated))
    seen = [_from_elements(evidence, byline.elements, byline.source) for byline in bylines.read(evidence.page)]
    seen = [finding for finding in seen if finding.value]
    first = seen[:1] if seen and seen[0].source == "line" else []
    found = [*first, *stated, *seen[len(first) :]]
    confirmed = {id(f) for f in found if any(_names(f) == _names(g) for g in (stated if f.source in _SEEN else seen))}
    return _linked(evidence, _spelt(sorted(found, key=lambda finding: (_rank(site, finding), id(finding) not in confirmed))))


def _rank(site: SiteName, finding: Finding[Authors]) -> int:
    """Return 0 for persons, 1 for a first name or a handle, 2 for a house, 3 for the site; less trust far from the headline."""
    names = [author.name for author in finding.value]
    if all(map(site.is_name, names)):
        return 3
    if any(map(is_person, names)):
        return 1 if finding.source == "far" else 0
    return 2 if all(map(is_house, names)) else 1


def _spelt(found: list[Finding[Authors]]) -> list[Finding[Authors]]:
    """Give the first finding what the others know better: a spelling that is not all capitals, and the profiles."""
    if not found:
        return found
    known: dict[str, Author] = {}
    for author in (author for finding in found for author in finding.value):
        before = known.setdefault(author.name.casefold(), author)
        name = author.name if before.name.isupper() else before.name
        known[author.name.casefold()] = Author(name, before.url or author.url)
    authors = [known[author.name.casefold()] for author in found[0].value]
    value = tuple(Author(in_title_case(author.name), author.url) for author in authors)
    return [Finding(value, found[0].source, found[0].raw), *found[1:]]


def _linked(evidence: Evidence, found: list[Finding[Authors]]) -> list[Finding[Authors]]:
    """Give the authors of the first finding who have no profile the one that a link of their name leads to."""
    if all(author.url for finding in found[:1] for author in finding.value):
        return found
    known = {words_of(link).casefold(): link.get("href") for link in reversed(profiles.links(evidence.page)[:_MOST])}
    value = tuple(
        Author(author.name, author.url or evidence.page.absolute(known.get(author.name.casefold())))
        for author in found[0].value
    )
    return [Finding(value, found[0].source, found[0].raw), *found[1:]]


def _names(finding: Finding[Authors]) -> set[str]:
    return {author.name.casefold() for author in finding.value}


def _from_elements(evidence: Evidence, elements: tuple[HtmlElement, ...] | list[HtmlElement], source: str) -> Finding[Authors]:
    authors: list[Author] = []
    for element in elements:
        names = persons(element.get("content") or words_of(element))
        parent = element.getparent()
        href = element.get("href") or (parent.get("href") if parent is not None else None)
        inside = {words_of(link): link.get("href") for link in islice(element.iter("a"), _MOST)}
        authors += [Author(n, evidence.page.absolute((href if len(names) == 1 else None) or inside.get(n))) for n in names]
    return Finding(_unique(authors), source, "; ".join(words_of(element) for element in elements))


def _from_metas(evidence: Evidence) -> Iterator[Finding[Authors]]:
    for name in filter(evidence.meta.__contains__, _METAS):
        values = evidence.meta[name]
        yield Finding(_named(values), f"meta:{name}", "; ".join(values))
    label = " ".join(evidence.meta.get("twitter:label1", ())).casefold()
    if label.endswith((" by", " von", " par", " por", " da", " door")):  # a card's label and data: "Written by", a name
        values = evidence.meta.get("twitter:data1", ())
        yield Finding(_named(values), "meta:twitter:data1", "; ".join(values))


def _from_ld(evidence: Evidence) -> Finding[Authors]:
    ld = evidence.ld or next(filter(_is_signed, evidence.nodes), {})
    given = ld.get("author") or ld.get("creator")
    stated = [*(given if isinstance(given, list) else [given]), *_contributors(evidence)]
    values = [_resolved(evidence, value) for value in stated]
    authors: list[Author] = []
    for value in values:
        url = value.get("url") if isinstance(value, dict) else None
        name = value.get("name") if isinstance(value, dict) else None
        for text in json_ld.texts(name if isinstance(name, list) else value):
            names = persons(text)
            absolute = evidence.page.absolute(url) if isinstance(url, str) and len(names) == 1 else None
            authors += [Author(name, absolute) for name in names]
    return Finding(_unique(authors), "json-ld:author", "; ".join(json_ld.texts(values)))


def _contributors(evidence: Evidence) -> Iterator[json_ld.Node]:
    """Yield the other authors as Ghost states them: contributors whom its card names, too; the rest may have edited."""
    given = evidence.ld.get("contributor")
    card = " ".join(evidence.meta.get("twitter:data1", ()))
    for value in given[:_MOST] if isinstance(given, list) else [given]:
        if isinstance(value, dict) and (name := next(iter(json_ld.texts(value.get("name"))), "")) and name in card:
            yield value


def _is_signed(node: json_ld.Node) -> bool:
    """Tell whether a node that is no article describes a work, such as a recipe or a film, and no reader's opinion of one."""
    return "author" in node and ("name" in node or "headline" in node) and not json_ld.types(node) & json_ld.OPINIONS


def _resolved(evidence: Evidence, value: object) -> object:
    """Return an author with what the node of its ``@id`` adds, as in the graphs of WordPress; the halves of a name as one."""
    if not isinstance(value, dict):
        return value
    key = value.get("@id")
    told = next((node for node in evidence.nodes if key and node.get("@id") == key and "name" in node), {})
    halves = [text for half in ("givenName", "familyName") for text in json_ld.texts(value.get(half))[:1]]
    return {**told, **({"name": " ".join(halves)} if halves else {}), **value}


def _named(texts: tuple[str, ...]) -> Authors:
    return _unique([Author(name) for text in texts for name in persons(text)])


def _unique(authors: list[Author]) -> Authors:
    """Return each author once, without what follows the name in a copy of it, and no desk or house beside a person."""
    first: dict[str, Author] = {}
    for author in authors:
        known = first.setdefault(author.name.casefold(), author)
        if known.url is None and author.url:
            first[author.name.casefold()] = Author(known.name, author.url)
    longer = {name for name in first if any(name.startswith(f"{other} ") for other in first)}
    full = [author for name, author in first.items() if not is_house(author.name) and name not in longer]
    return tuple(full or first.values())[:_MOST]
