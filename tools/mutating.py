"""Pages that nobody wrote: known pages, cut, spliced, swapped, repeated, nested and made noisy by a generator of chance."""

import gzip
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from newsscrape.demo import documents, world
from newsscrape.demo.world import latest

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS, BESIDE = ROOT / "tests" / "recordings", ROOT.parent / "shared" / "data" / "pages"

Mutation = Callable[[random.Random, bytes, bytes], bytes]

_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb"=\s*(\"[^\"]{0,400}\"|'[^']{0,400}')")
_LD = re.compile(rb"(ld\+json[^>]*>)(.*?)(</script)", re.DOTALL | re.IGNORECASE)
_JSON_VALUE = re.compile(rb":\s*(\"(?:[^\"\\]|\\.)*\"|\d+|true|false|null)")
_WRONG = rb'null|[]|{}|7|-1|1e999|[[[]]]|{"@id": "#a"}|[null, {"name": []}]|"\ud800"|true'.split(b"|")
_VALUES = (
    b" 0 -1 1e9 NaN # //[ http://[ http://a:b/ javascript:x data:,x https://a.example/%ff https://\xc3\xa4.example/ 9999-99-99"
    b" 2024-02-30 0000-00-00 99999999999999 24:00 31/12/1969 \xf0\x9f\x98\x80 \xed\xa0\x80 &#xD800; &#0; \x00 {}{0}%s\\1"
).split(b" ")
_PIECES = rb"""<base href=//[>
<svg>|<math><mi>|<template>|<noscript>|<frameset>|<plaintext>|<textarea>|<title>|<!--|-->|<![CDATA[|]]>|<?x?>|</body>|</html>
<time datetime=2024-13-45T99:99>|<p class=byline>By ((((|<select><option>|<table><tr><td>|<a href=>|<figure><figcaption>|<h1>
<img srcset='a 1w, , b 2x,c'>|<picture><source srcset=,>|<meta http-equiv=refresh content='0;url=//['>|<meta charset=utf-16>
<li id=comment-0>|<div itemscope itemtype=https://schema.org/NewsArticle itemprop='author name'>|<link rel=canonical href='http://['>
<div class=comment id=comment-1>|<div class=user-thread><p class=uopin>
<script type="application/ld+json">{"@type":"NewsArticle","author":
"|'|<|&""".replace(b"\n", b"|").split(b"|")
_PIECES += [b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"<html lang=\xff>", b"<br>" * 9]
_NESTED = (
    b"<div>",
    b"<b>",
    b"<ul><li>",
    b"<table><tr><td>",
    b"<blockquote>",
    b"<span class=a>",
    b"<a href=/>",
    b"<figure>",
    b"<p>",
)
_CHARSETS = ("utf-16", "utf-16-le", "cp1251", "cp932", "gb18030", "iso2022-jp", "utf-8-sig", "cp1252", "utf-32")


def seeds(most: int = 200) -> list[bytes]:
    """Return pages to begin with: recordings, the made-up world, and, where real pages lie beside this folder, some of them."""
    found = [path.read_bytes() for path in sorted(RECORDINGS.glob("*/*/*.html"))]
    for site in ("pixelgazette", "voltpost"):
        told = world.stories(site)[:4]
        made = documents.documents(site, "https://demo.example", told, latest(story.changed for story in told))
        found += [
            document.body for path, document in sorted(made.items()) if document.body and not path.endswith((".png", ".jpg"))
        ]
    beside = sorted(BESIDE.glob("*/*.gz"))
    return [*found[:most], *(gzip.decompress(path.read_bytes()) for path in beside[:: max(1, len(beside) // most)])]


def mutated(chance: random.Random, known: list[bytes]) -> bytes:
    """Return a page that comes of a known one by some mutations."""
    page, other = (min(chance.choices(known, k=2), key=len) for _ in range(2))  # small pages are read faster
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        page = chance.choice(MUTATIONS)(chance, page, other)
    return page


def _span(chance: random.Random, page: bytes, longest: int = 2_000) -> tuple[int, int]:
    start = chance.randint(0, len(page))
    return start, min(len(page), start + chance.randint(0, longest))


def cut(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Leave out all from a place on."""
    return page[: chance.randint(0, len(page))]


def without(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Leave a piece out."""
    start, end = _span(chance, page)
    return page[:start] + page[end:]


def noisy(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Put other bytes in some places."""
    changed = bytearray(page)
    for _ in range(chance.choice((1, 10, 200)) if page else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def spliced(chance: random.Random, page: bytes, other: bytes) -> bytes:
    """Put a piece of another page in."""
    place, (start, end) = chance.randint(0, len(page)), _span(chance, other, 20_000)
    return page[:place] + other[start:end] + page[place:]


def repeated(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Repeat a piece."""
    start, end = _span(chance, page, 500)
    return page[:start] + page[start:end] * chance.choice((2, 30, 500)) + page[end:]


def nested(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Open many elements, one in the other."""
    place = _between(chance, page)
    return page[:place] + chance.choice(_NESTED) * chance.choice((20, 300, 3_000)) + page[place:]


def strange(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Put in what pages hold by mistake or ill will."""
    place = _between(chance, page)
    return page[:place] + chance.choice(_PIECES) + page[place:]


def tags_swapped(chance: random.Random, page: bytes, other: bytes) -> bytes:
    """Put tags of another page in place of some."""
    return _replaced(chance, page, _TAG, [match[0] for match in _few(_TAG, other)] or _PIECES, 0)


def values_swapped(chance: random.Random, page: bytes, other: bytes) -> bytes:
    """Put other values into some attributes."""
    values = [match[1] for match in _few(_VALUE, other)] + [b'"' + value + b'"' for value in _VALUES]
    return _replaced(chance, page, _VALUE, values, 1)


def wrong_types(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Put values of other types into the JSON-LD."""
    block = next(iter(_LD.finditer(page)), None)
    if block is None:
        return strange(chance, page, b"")
    return page[: block.start(2)] + _replaced(chance, block[2], _JSON_VALUE, _WRONG, 1) + page[block.end(2) :]


def encoded(chance: random.Random, page: bytes, _other: bytes) -> bytes:
    """Write the page in another charset."""
    return page.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


def _between(chance: random.Random, page: bytes) -> int:
    """Return a place right before a tag, mostly."""
    place = chance.randint(0, len(page))
    return page.find(b"<", place) if chance.random() < 0.8 and b"<" in page[place:] else place  # noqa: PLR2004


def _few(pattern: re.Pattern[bytes], page: bytes) -> Iterator[re.Match[bytes]]:
    return (match for number, match in enumerate(pattern.finditer(page)) if number < 500)  # noqa: PLR2004


def _replaced(chance: random.Random, page: bytes, pattern: re.Pattern[bytes], values: list[bytes], group: int) -> bytes:
    share = chance.choice((0.002, 0.02, 0.3))

    def one(match: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return match[0]
        begin, end = match.start(group) - match.start(), match.end(group) - match.start()
        return match[0][:begin] + chance.choice(values) + match[0][end:]

    return pattern.sub(one, page)


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, without, noisy, spliced, repeated, nested, strange, strange, tags_swapped, values_swapped, values_swapped),
    *(wrong_types, wrong_types, encoded),
)
