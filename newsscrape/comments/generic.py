"""Comments of no known system: repeated elements called comments, or headed so, each with words, and with a name or a date.

Only the page's own words tell: what `marks` knows, how often an element comes, and what stands in it. Lists of links
(newest comments, articles with their number of comments) and cards of ratings are none; nothing is ever fetched for it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from newsscrape import urls
from newsscrape.comments import marks, said
from newsscrape.comments.claim import STANDING, Claim
from newsscrape.comments.keys import Keys
from newsscrape.comments.order import is_newest_first
from newsscrape.comments.said import Parts
from newsscrape.index import TAG
from newsscrape.model import Comment, Target, Thread
from newsscrape.page import Page, once
from newsscrape.tree import nearest

_SAMPLE = 12  # comments of a kind by which the kind is judged
_HEADINGS = ("h2", "h3", "h4", "h5")
_AFTER = 400  # elements after a heading that are looked at
_KINDS = 5  # kinds that are tried, the most frequent first
_MOST = 5_000  # comments of a page that are read
_LINKS = 12  # in a comment that are looked at
_TEXTS = 40
_REPLIES = re.compile(r"repl(?:y|ies)|children|answers?|antwort|r\u00e9ponse|reponses|respuestas|nested", re.IGNORECASE)


def detect(page: Page) -> Claim | None:
    """Claim a page in which comments stand."""
    return Claim(system="generic", sure=STANDING, key=urls.identity(page.url), url=page.url) if elements(page) else None


def read(page: Page, claim: Claim) -> Thread:
    """Read the comments of a page, those that stand in others with their parents, in page order."""
    found = elements(page)
    keys, comments, key_of = Keys(), [], dict[HtmlElement, str]()
    for element, parts, answered in islice(_parts(found), _MOST):
        comment = _comment(page, element, parts, key_of.get(answered) if answered is not None else None)
        if comment.body and (key := keys.of(comment)):
            key_of[element] = key
            comments.append(replace(comment, key=key))
    return Thread(
        system=claim.system,
        key=claim.key,
        url=claim.url,
        comments=tuple(comments),
        newest_first=is_newest_first(comments),
    )


def more(page: Page, claim: Claim) -> tuple[Target, ...]:  # noqa: ARG001 - the protocol's
    """Return nothing: how an unknown system pages its thread is not guessed."""
    return ()


@once  # the body asks which elements to leave out, the thread which to read
def elements(page: Page) -> Sequence[HtmlElement]:
    """Return the element of each comment in document order; none where comments cannot be told from other things."""
    for kind, found in _by_number(page, _called(page)):
        if (len(found) > 1 or marks.is_singular(kind)) and not marks.is_beside(found[0]) and _are_comments(found):
            return found
    named = any(marks.in_items(page.index.text(attribute)) for attribute in ("id", "class"))
    for _, found in _by_number(page, _numbered(page)) if named else ():
        if len(found) > 1 and marks.in_room(found[0]) and _are_comments(found):
            return found
    return next((found for found in _headed(page) if _are_comments(found)), ())


def _headed(page: Page) -> Iterator[list[HtmlElement]]:
    """Yield what comes again and again under a heading of comments: after it or what it stands in, or in a list there."""
    headings = [page.index.elements[place] for tag in _HEADINGS for place in page.index.values(TAG).get(tag, ())]
    beginnings = list(map(_beginning, headings))
    if not marks.may_be_heading("\n".join(beginnings)):
        return
    likely = (heading for heading, text in zip(headings, beginnings, strict=True) if marks.may_be_heading(text))
    named = (heading for heading in likely if marks.is_heading(said.short(heading)))
    for heading in islice(named, _KINDS):
        alike: dict[tuple[HtmlElement | None, str], list[HtmlElement]] = defaultdict(list)
        for around in (heading, *islice(heading.iterancestors(), 1)):
            for element in _below(islice(around.itersiblings("*"), _AFTER)):
                alike[element.getparent(), _kind(element)].append(element)
        most = sorted((found for found in alike.values() if len(found) > 1), key=len, reverse=True)[:_KINDS]
        yield from map(_with_nested, most)


def _beginning(heading: HtmlElement) -> str:
    """Return the texts of the first elements in a heading: a walk to its end would go through headings in headings again."""
    if not len(heading):
        return heading.text or ""
    return " ".join(text for inner in islice(heading.iter(), _TEXTS) for text in (inner.text, inner.tail) if text)


def _kind(element: HtmlElement | None) -> str:
    """Return tag and first class of an element, which others share that are of its kind."""
    return "" if element is None else f"{element.tag} {(element.get('class') or '').partition(' ')[0]}"


def _with_nested(found: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the elements of a list with those in lists within it."""
    around = found[0].getparent()
    wanted = (_kind(found[0]), _kind(around))
    inside = around.iter(found[0].tag) if around is not None else ()
    return [element for element in inside if (_kind(element), _kind(element.getparent())) == wanted]


def _below(elements: Iterable[HtmlElement], depth: int = 3) -> Iterator[HtmlElement]:
    """Yield elements that can be comments, with what stands in them and in lists, down to a depth."""
    for element in elements:
        if element.tag in marks.TAGS:
            yield element
        if depth > 1:
            yield from _below(element.iterchildren("*"), depth - 1)


def _called(page: Page) -> Mapping[str, list[int]]:
    """Return the places of what is called a comment, by the name for it: a class, ``#`` for an id, ``@`` for microdata."""
    kinds: dict[str, list[int]] = defaultdict(list)
    no_readers: set[int] = set()
    for classes, places in _likely(page, "class").items():
        if marks.is_of_no_reader(classes):
            no_readers.update(places)
            continue
        for kind in marks.items(classes[: marks.LONGEST]):
            kinds[kind] += places
    for attribute, kind, is_comment in (("id", "#", marks.is_item), ("itemtype", "@", marks.is_type)):
        for value, places in _likely(page, attribute).items():
            if is_comment(value):
                kinds[kind] += (place for place in places if place not in no_readers)
    return kinds


def _likely(page: Page, attribute: str) -> Mapping[str, list[int]]:
    """Return the values of an attribute that may call something a comment, with their places: few, and often none."""
    words = marks.in_items(page.index.text(attribute))
    values = page.index.values(attribute).items() if words else ()
    return {value: places for value, places in values if any(map(value.lower().__contains__, words))}


def _numbered(page: Page) -> Mapping[str, list[int]]:
    """Return the places of elements with a number in their id, by what stands before it."""
    stems: dict[str, list[int]] = defaultdict(list)
    for identity, places in page.index.values("id").items():
        if stem := marks.numbered(identity):
            stems[stem] += places
    return stems


def _by_number(page: Page, kinds: Mapping[str, list[int]]) -> list[tuple[str, list[HtmlElement]]]:
    """Return the most frequent kinds; of equally many elements the outermost, which come first."""
    elements = page.index.elements
    fitting = [(kind, sorted(_holders(page, places))) for kind, places in kinds.items()]
    most = sorted((one for one in fitting if one[1]), key=lambda one: (-len(one[1]), one[1][0]))[:_KINDS]
    return [(kind, [elements[place] for place in places]) for kind, places in most]


def _holders(page: Page, places: Sequence[int]) -> list[int]:
    """Return the places of what can be comments; a box without a name around one paragraph so called is the comment."""
    tags, parents, elements = page.index.tags, page.index.parents, page.index.elements
    holders = [place for place in places if tags[place] in marks.TAGS]
    if holders:
        return holders
    around = Counter(parents[place] for place in places if tags[place] == "p")
    boxes = (place for place, held in around.items() if held == 1 and tags[place] in marks.TAGS)
    return [place for place in boxes if not elements[place].get("class")]


def _are_comments(found: Sequence[HtmlElement]) -> bool:
    """Tell by the first few whether elements are comments: words with a name, date or vote. One alone has to show two signs."""
    sample = [(element, parts) for element, parts, _ in islice(_parts(found), _SAMPLE)]
    enough = 2 if len(sample) == 1 else 1
    wanted = len(sample) // 2 + 1  # that are signed; the rest need not be read where it is clear
    for place, (element, parts) in enumerate(sample):
        if not 0 < wanted <= len(sample) - place:
            break
        if next(element.iter("h1"), None) is None and not _is_teaser(element, parts):
            author, published, body = said.read(element, parts)
            signs = (author, published, parts.get("up"), enough == 2 and said.key(element, parts))  # noqa: PLR2004
            wanted -= bool(body) and sum(map(bool, signs)) >= enough
    return wanted <= 0


def _is_teaser(element: HtmlElement, parts: Parts) -> bool:
    """Tell whether what an element says is headed by a link or mostly links: a teaser, a line of "newest comments"."""
    names = parts.get("name", ())
    for heading in (part for tag in ("h2", "h3", "h4") for part in parts.get(tag, ())[:1] if part not in names):
        for link in islice(heading.iter(), _LINKS):
            if link.tag == "a" and link not in names and "#" not in (link.get("href") or "#"):
                return True
    links = sum(len(said.short(link)) for link in parts.get("a", ())[:_LINKS])
    whole = sum(len(piece) for piece in islice(element.itertext(), _TEXTS))
    return links > whole / 2 and not parts.get("text")


def _parts(found: Sequence[HtmlElement]) -> Iterator[tuple[HtmlElement, Parts, HtmlElement | None]]:
    """Yield each comment with its elements by role, those of comments within it aside, and the comment that it answers."""
    owners = dict.fromkeys(found)
    walked: set[HtmlElement] = set()
    for top in found:
        if top in walked:
            continue
        parts: dict[HtmlElement, dict[str, list[HtmlElement]]] = {}
        answered: dict[HtmlElement, HtmlElement | None] = {}
        for element, owner in nearest(top, owners):
            if element in owners:
                walked.add(element)
                parts[element] = defaultdict(list)
                answered[element] = owner if owner is not None else _above(element, owners)
                if owner is not None:
                    parts[owner]["nested"].append(element)
            elif owner is not None:
                for role in marks.roles(element):
                    parts[owner][role].append(element)
        yield from ((element, parts[element], answered[element]) for element in parts)


def _above(element: HtmlElement, owners: Mapping[HtmlElement, None]) -> HtmlElement | None:
    """Return the comment right above the list of replies that an element stands in."""
    for around in islice(element.iterancestors(), 2):
        if _REPLIES.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            before = around.getprevious()
            return before if before is not None and before in owners else None
    return None


def _comment(page: Page, element: HtmlElement, parts: Parts, parent: str | None) -> Comment:
    author, published, body = said.read(element, parts, page.fetched_at)
    key = said.key(element, parts)
    return Comment(
        key=key,
        body=body,
        parent=parent,
        author=author,
        author_url=said.profile(page, parts),
        url=said.permalink(page, parts, key),
        published=published,
        upvotes=said.votes(parts.get("up", ())),
        downvotes=said.votes(parts.get("down", ())),
    )
