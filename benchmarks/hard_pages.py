"""Builders of hard pages, each as large as the limits of `newsscrape.page` let it be; whatever is random has a fixed seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsscrape.model import Kind
from newsscrape.page import MAX_BYTES, MAX_ELEMENTS, MAX_TEXT

ROOM = 50
"""Elements of the frame around what is hard."""
MANY = MAX_ELEMENTS - ROOM
LONG = MAX_TEXT - 2_000
WHOLE = MAX_BYTES - 2_000
TEXT = "The hinge, built from two plates, lasted half a million folds in the lab, and it did so without a creak."
DATED = f"<p class=byline>By Ida Roth, 12 June 2024</p><p>{TEXT}</p>"
ARENA = "https://www.gsmarena.com/x-news-1.php"

Builder = Callable[[], str | bytes]


@dataclass(frozen=True)
class Case:
    """A page and what it is read as."""

    build: Builder
    kind: Kind = "article"
    url: str = "https://a.example/2024/06/12/the-hinge-lasts/"
    framed: bool = True
    """What is built stands in the body of an ordinary article."""
    seconds: float = 1.0
    """Of processor time, at most."""

    def page(self) -> bytes:
        built = self.build()
        if self.framed and isinstance(built, str):
            head, _, body = built.rpartition(HEAD_ENDS)
            built = (
                f"<html><head><title>The hinge lasts</title>{head}</head><body><article><h1>The hinge lasts</h1>{DATED}{body}"
            )
        return built.encode("utf-8", "surrogatepass") if isinstance(built, str) else built


HEAD_ENDS = "</head>"


def head(markup: str) -> str:
    return markup + HEAD_ENDS


def times(markup: str, elements: int = 1, size: int = LONG) -> Builder:
    """Repeat a piece of so many elements as often as fits; ``{}`` in it is the piece's number."""

    def build() -> str:
        count = min(MANY // elements if elements else size, size // (len(markup) + 4 * markup.count("{}")))
        return "".join(markup.replace("{}", str(n)) for n in range(count)) if "{}" in markup else markup * count

    return build


def nested(*tags: str, depth: int = 0) -> Builder:
    def build() -> str:
        pair = "".join(f"<{tag}>" for tag in tags)
        return pair * min(depth or MANY, MANY // len(tags), LONG // len(pair)) + TEXT

    return build


def in_head(build: Builder) -> Builder:
    return lambda: head(str(build()))


def script(text: str) -> str:
    return head(f'<script type="application/ld+json">{text}</script>')


def noise() -> bytes:
    chance = random.Random(1)
    pieces = [
        b"<",
        b">",
        b"</",
        b"div",
        b"p",
        b" class=",
        b'"',
        b"'",
        b"<!--",
        b"-->",
        b"&#",
        b";",
        b"<p>",
        b"</table>",
        b"x ",
        b"\xe4",
    ]
    return b"<html><body><p>" + b"".join(chance.choices(pieces, k=LONG // 4))


def soup() -> str:
    chance = random.Random(2)
    tags = [
        "p",
        "div",
        "b",
        "a",
        "i",
        "table",
        "tr",
        "td",
        "li",
        "ul",
        "form",
        "font",
        "h2",
        "select",
        "option",
        "svg",
        "noscript",
    ]
    return "".join(f"<{chance.choice(['', '', '/'])}{chance.choice(tags)}>w" for _ in range(MANY // 2))


def different(names: int) -> str:
    chance = random.Random(3)
    size = MANY * (18 + 7 * names) // LONG + 1
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(MANY * names // size)]
    return "".join(f"<i class='{' '.join(words[at : at + names])}'>x</i>" for at in range(0, len(words), names))


def prose() -> str:
    return "".join(f"<p>{TEXT} {number}</p>" for number in range(min(MANY, LONG // (len(TEXT) + 15))))


def links() -> str:
    return "".join(
        f"<li><a href=/2024/06/{n % 28 + 1}/a-phone-with-number-{n}/>Phone {n} is here</a>" for n in range(MANY // 2)
    )


def thread(one: Callable[[int], str], elements: int) -> Builder:
    return lambda: "".join(one(number) for number in range(MANY // elements))


def said(number: int) -> str:
    return (
        f"<div class=comment id=comment-{number}><b class=author>Ann {number}</b><time datetime=2024-06-12>12 June</time>"
        f"<p class=text>I broke mine in week {number}.</p></div>"
    )


def pressed(number: int) -> str:
    return (
        f"<li class=comment id=comment-{number}><cite class=fn>Ann {number}</cite><div class=comment-meta>12 June 2024</div>"
        f"<div class=comment-content><p>I broke mine in week {number}.</p></div></li>"
    )


def posted(number: int) -> str:
    return (
        f"<div class=user-thread id={number}><ul><li class=uname>Ann {number}</li><li class=upost>12 June 2024</li></ul>"
        f"<p class=uopin>I broke mine in week {number}.</p></div>"
    )


def feed(number: int, words: str = "") -> str:
    entry = (
        "<item><title>Phone {0}</title><description>{1}</description><link>https://a.example/{0}</link>"
        "<pubDate>Wed, 12 Jun 2024 10:00:00 GMT</pubDate></item>"
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        + "".join(entry.format(n, words) for n in range(number))
        + "</channel></rss>"
    )


def sitemap(number: int) -> str:
    entry = "<url><loc>https://a.example/{0}</loc><lastmod>2024-06-12T10:{1:02}:{2:02}Z</lastmod></url>"
    opening = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return opening + "".join(entry.format(n, n // 60 % 60, n % 60) for n in range(number)) + "</urlset>"


def mixed() -> Iterator[str]:
    """An honest page in everything but its size: paragraphs, links, pictures, headings."""
    for number in range(MANY // 9):
        yield (
            f"<div class=part-{number % 40}><h2>Part {number}</h2><p>{TEXT} <a href=/a/{number}.html>More</a> <b>of it</b></p>"
            f"<figure><img src=/i/{number}.jpg alt=phone><figcaption>Phone {number}</figcaption></figure></div>"
        )
