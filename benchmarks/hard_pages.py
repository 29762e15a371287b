"""Hard pages, each the worst of its kind that the limits of `newsscrape.page` let in, and some that they do not.

A page is hard by one thing alone, so that a figure names what costs. Whatever is random has a fixed seed.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsscrape.model import Kind
from newsscrape.page import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS

ROOM = 50
"""Elements of the frame around what is hard."""
MANY = MAX_ELEMENTS - ROOM
LONG = MAX_BYTES - 2_000
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


def filled(before: str, piece: str, after: str, size: int = LONG) -> Builder:
    return lambda: before + piece * (size // len(piece)) + after


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


ARTICLES: dict[str, Builder] = {
    # attributes
    "srcset and blanks": lambda: f"<figure><img src=/a.jpg srcset='{'x' * 500_000}{' ' * 500_000}'></figure>",
    "srcset of commas": lambda: f"<figure><img src=/a.jpg srcset='{',' * (LONG)}'></figure>",
    "srcset of addresses": lambda: f"<figure><img src=/a.jpg srcset='{'/a.jpg 1w, ' * (LONG // 11)}'></figure>",
    "50,000 attributes": lambda: f"<div {' '.join(f'a{n}=1' for n in range(50_000))}>{TEXT}</div>",
    "class of 1 MiB": lambda: f"<div class={'x' * (1 << 20)} id={'y' * (1 << 20)}>{TEXT}</div>",
    "class of 100,000 names": lambda: f"<div class='{' '.join(f'c{n}' for n in range(100_000))}'>{TEXT}</div>",
    "class of words": lambda: f"<div class='{'image-caption-' * 70_000}'>{TEXT}</div>",
    "style of 1 MiB": lambda: f"<div style='{'display ' * 130_000}'>{TEXT}</div>",
    "address of 1 MiB": lambda: f"<a href='/{'x/' * 500_000}'>{TEXT}</a><img src='/{'w_1,' * 250_000}'>",
    "different classes": times("<div class='name{} a{}b' id=i{}>x, y.</div>"),
    "long different classes": times("<div class='" + "abc-" * 25 + "{}'>x, y.</div>"),
    "classes of different words": lambda: different(15),
    "ids of different words": lambda: different(15).replace("class=", "id="),
    # metadata
    "og:title of bars": lambda: head("<meta property=og:title content='" + "x | " * 250_000 + "'>"),
    "title of 1 MiB": lambda: head("<title>" + "Ab " * 350_000 + "</title>"),
    "title of colons": lambda: head("<title>" + "a: " * 350_000 + "</title>"),
    "description of words": lambda: head("<meta name=description content='" + "word " * (LONG // 5) + "'>"),
    "keywords": lambda: head("<meta name=keywords content='" + "word, " * (LONG // 6) + "'>"),
    "meta": in_head(times("<meta name=n{} content=c{}>")),
    "link": in_head(times("<link rel=canonical href=/{}>")),
    "JSON-LD scripts": in_head(times('<script type="application/ld+json">{"@type":"Thing"}</script>')),
    "JSON-LD articles": in_head(times('<script type="application/ld+json">{"@type":"NewsArticle","headline":"{}"}</script>')),
    "JSON-LD of one text": lambda: script('{"@type":"NewsArticle","articleBody":"' + "word " * (LONG // 5) + '"}'),
    "JSON-LD of numbers": lambda: script("[" + "1," * (LONG // 2) + "1]"),
    "JSON-LD of objects": lambda: script("[" + "{}," * (LONG // 3) + "{}]"),
    "JSON-LD of articles": lambda: script("[" + '{"@type":"NewsArticle"},' * (LONG // 24) + "{}]"),
    "JSON-LD of names": lambda: script("{" + ",".join(f'"n{n}":"{n}"' for n in range(LONG // 24)) + "}"),
    "JSON-LD of authors": lambda: script(
        '{"@type":"NewsArticle","author":[' + ",".join(f'{{"name":"Ann Example{n}"}}' for n in range(LONG // 30)) + "]}"
    ),
    "JSON-LD broken": lambda: script('{"a": [' + ", " * (LONG // 2)),
    "JSON-LD of entities": lambda: script('{"a": "' + "&quot;" * (LONG // 6)),
    "JSON-LD deep": lambda: script("[" * (LONG // 2) + "]" * (LONG // 2)),
    "scopes beside another": times("<div itemscope itemprop=author itemtype=//b/Person><i itemprop=name>A</i></div>", 2),
    "scopes one in another": nested("div itemscope itemprop=author itemtype=https://schema.org/NewsArticle", depth=2_000),
    "properties": times("<i itemprop=p{}>x</i>"),
    "property of names": lambda: f"<i itemprop='{' '.join(f'p{n}' for n in range(100_000))}'>x</i>",
    # elements
    "div": times("<div></div>"),
    "div with text": times("<div>word, word.</div>"),
    "span": times("<span>word, word.</span>"),
    "p": times("<p>word, word.</p>"),
    "p without ends": times("<p>"),
    "br": times("w<br>"),
    "br br": times("w<br><br>", 2),
    "li": times("<li>word, word."),
    "a": times("<a href=/2024/06/12/a-phone-number-{}/>word, word.</a> "),
    "a with one address": times("<p><a href=/a>word, word.</a></p>", 2),
    "b in p": times("<p>word, <b>word</b>.</p>", 2),
    "h1": times("<h1>word {}</h1>"),
    "h2": times("<h2>word {}</h2>"),
    "h2 with links": times("<h2><a href=/{}>word</a></h2>", 2),
    "img": times("<img src=/i/{}.jpg>"),
    "img with one address": times("<img src=/i/a.jpg>"),
    "img in p with srcset": times("<p><img src=/i/{}.jpg srcset='/i/{}-1.jpg 1w, /i/{}-2.jpg 2w'></p>", 2),
    "img in one div": lambda: f"<div class=image>{times('<img src=/i/{}.jpg>')()}</div>",
    "figure": times("<figure><img src=/i/{}.jpg><figcaption>word {}</figcaption></figure>", 3),
    "figure in figure": nested("figure", "img src=a.jpg", depth=4_000),
    "picture": times("<picture><source srcset='/i/{}.webp 3w'><img src=/i/{}.jpg></picture>", 3),
    "picture of sources": lambda: "<picture>" + times("<source srcset='/i/{}.webp 3w'>")() + "<img src=a.jpg></picture>",
    "iframe": times("<iframe src=/{}></iframe>"),
    "option": lambda: f"<select>{times('<option value=/{}>w')()}</select>",
    "noscript": times("<noscript><img src=/{}.jpg></noscript>", 2),
    "script": times("<script>x</script>"),
    "time": times("<time>12 June 2024</time>"),
    "time with datetime": times("<time datetime=2024-06-12>12 June</time>"),
    "dates": times("<p class=date>12 June 2024</p>"),
    "bylines": times("<p class=byline>By Ida Roth{}</p>"),
    "authors": times("<a rel=author href=/a/{}>Ida Roth</a>"),
    "article": times("<article><h2>w {}</h2><p>word, word.</p></article>", 3),
    "td": lambda: "<table>" + times("<tr><td>a<td>b", 3)() + "</table>",
    "td in one row": lambda: "<table><tr>" + times("<td>a")() + "</table>",
    "table": times("<table><tr><td>a, b.</table>", 3),
    "blockquote": times("<blockquote><p>word, word.</p></blockquote>", 2),
    "pre": lambda: "<pre>" + "word, word.\n" * (LONG // 12) + "</pre>",
    "aside": times("<aside class=related><p>word, word.</p></aside>", 2),
    "svg": times("<svg><path d=M0></path></svg>", 2),
    "form": times("<form><input name=a></form>", 2),
    "unknown tags": times("<tag{}>w</tag{}>"),
    "soup of tags": soup,
    "mixed": lambda: "".join(mixed()),
    "prose": prose,
    # depth
    "div deep": nested("div", depth=MAX_DEPTH),
    "div deeper": nested("div"),
    "div with marks deep": nested("div class='comment author date image'", depth=MAX_DEPTH),
    "span deep": nested("span", depth=MAX_DEPTH),
    "b deep": nested("b", depth=MAX_DEPTH),
    "b i deeper": nested("b", "i"),
    "a deep": nested("a href=/x", depth=MAX_DEPTH),
    "font div deep": nested("font", "div", depth=MAX_DEPTH // 2),
    "p deeper": nested("p b"),
    "ul li deep": nested("ul", "li", depth=MAX_DEPTH // 2),
    "blockquote deep": nested("blockquote", depth=MAX_DEPTH),
    "section deep": nested("section", "h2", depth=MAX_DEPTH // 2),
    "table, 2,000 deep": nested("table", "tr", "td", depth=2_000),
    "table, 20,000 deep": nested("table", "tr", "td", depth=20_000),
    "table in table": nested("table", depth=20_000),
    "h1 deep": nested("h1", "div", depth=2_000),
    "comments deep": nested("div class=comment id=comment-1", "p", depth=2_000),
    "depth beside depth": lambda: (("<div>" * 1_000) + "word, word." + "</div>" * 1_000) * (MANY // 1_000),
    "img deep": lambda: "<div class=image>" * 2_000 + "<img src=/a.jpg>" * (MANY - 2_000),
    "select deep": nested("select", "option", depth=4_000),
    "svg deep": nested("svg", depth=MAX_DEPTH),
    # text
    "text of one word": lambda: f"<p>{'x' * LONG}</p>",
    "text of 1 MiB in one word": lambda: f"<p>{'x' * (1 << 20)}</p>",
    "text of words": lambda: f"<p>{'word ' * (LONG // 5)}</p>",
    "text of sentences": lambda: f"<p>{(TEXT + ' ') * (LONG // (len(TEXT) + 1))}</p>",
    "text of blanks": lambda: f"<p>{' ' * LONG}</p>",
    "text of lines": lambda: f"<p>{chr(10) * LONG}</p>",
    "text of stops": lambda: f"<p>{'.' * LONG}</p>",
    "text of accents": lambda: f"<p>{'e' + chr(0x301) * (LONG // 2 - 3)}</p>",
    "text of CJK": lambda: f"<p>{chr(0x5C0F) * (LONG // 3)}</p>",
    "text of emoji": lambda: f"<p>{chr(0x1F600) * (LONG // 4)}</p>",
    "text and one emoji": lambda: f"<p>{chr(0x1F600)}{'word ' * (LONG // 5)}</p>",
    "brackets": lambda: f"<p class=byline>By {'(' * 100_000}Ida{')' * 100_000}</p>",
    "brackets in a short byline": times("<p class=byline>By ((((((((((((((((((((Ida[[[[[[[[[[</p>"),
    "entities": lambda: "<p>" + "&amp;" * 100_000 + "</p>",
    "entities all over": lambda: "<p>" + "&amp;&#8217;" * (LONG // 12) + "</p>",
    "broken entities": lambda: "<p>" + "&x" * (LONG // 2),
    "comments": lambda: "<!-- -->" * 100_000,
    "comments all over": lambda: "<!-- -->" * (LONG // 8),
    "open comments": lambda: "<!--" * (LONG // 4),
    "CDATA": lambda: "<![CDATA[x]]>" * (LONG // 13),
    "instructions": lambda: "<?x y?>" * (LONG // 7),
    "brackets of tags": lambda: "<" * LONG,
    "open tags": lambda: "<a b='" * (LONG // 6),
    "ends": lambda: "</p>" * (LONG // 4),
    "other ends": lambda: "</x>" * (LONG // 4),
    "NUL": lambda: "<p>" + "\0x" * (LONG // 2),
    "script of 1 text": lambda: "<script>" + "x = 1; " * (LONG // 7) + "</script>",
    # comments of readers
    "thread": thread(said, 4),
    "thread of WordPress": lambda: '<ol class="comment-list">' + str(thread(pressed, 5)()) + "</ol>",
    "microdata comments": times(
        "<div itemscope itemtype=https://schema.org/Comment><b itemprop=author>Ann</b><p itemprop=text>I broke {}.</div>", 3
    ),
    "numbered": lambda: "<div class=comments>" + times("<div id=post-100{}><b class=name>Ann</b><p>Broke it.</div>", 3)(),
}  # fmt: skip

CASES: dict[str, Case] = {
    **{name: Case(build) for name, build in ARTICLES.items()},
    "thread of GSMArena": Case(
        lambda: "<div id=user-comments>" + thread(posted, 5)() + "</div>", "comments", "https://www.gsmarena.com/newscomm-1.php"
    ),
    "pictures of GSMArena": Case(times("<p><img src=/i/{}.jpg>word, word.</p>", 2), url=ARENA),
    "listing of links": Case(links, "listing", "https://a.example/"),
    "listing of GSMArena": Case(
        thread(
            lambda n: f"<div class=news-item><a href=x-news-{n}.php><h3>w</h3></a><span class=meta-line>1 June</span></div>", 4
        ),
        "listing",
        "https://www.gsmarena.com/news.php3",
    ),
    "feed": Case(lambda: feed(10_000), "feed", framed=False),
    "feed of 100,000": Case(lambda: feed(100_000), "feed", framed=False),
    "feed of long entries": Case(lambda: feed(400, "&lt;p&gt;Words, words.&lt;/p&gt; " * 1_000), "feed", framed=False),
    "feed of one": Case(lambda: feed(1, "&lt;p&gt;Words, words.&lt;/p&gt; " * 400_000), "feed", framed=False),
    "feed without ends": Case(lambda: feed(1).rpartition("<item>")[0] + "<item><link>/a" * 200_000, "feed", framed=False),
    "feed deep": Case(lambda: feed(1).rpartition("<item>")[0] + "<item>" * 200_000, "feed", framed=False),
    # the protocol allows a sitemap as many entries; each is a target with a date
    "sitemap": Case(lambda: sitemap(50_000), "sitemap", framed=False, seconds=2),
    "sitemap, packed": Case(lambda: gzip.compress(sitemap(500_000).encode()), "sitemap", framed=False, seconds=2),
    "sitemap of blanks, packed": Case(
        lambda: gzip.compress(sitemap(1).replace("</urlset>", " " * (60 << 20)).encode()), "sitemap", framed=False
    ),
    "not a feed": Case(prose, "feed"),
    "10 MB of no charset": Case(lambda: b"<html><body><p>" + b"\xe4 word, word. " * 700_000, framed=False),
    "as much of no charset as fits": Case(lambda: b"<html lang=ja><body><p>" + b"x" * LONG + b"\xff", framed=False),
    "Japanese of no charset": Case(
        lambda: b"<html lang=ja><body><p>" + "\u65e5\u672c\u8a9e\u3002".encode("cp932") * (LONG // 8), framed=False
    ),
    "UTF-16": Case(lambda: ("<html><body><p>" + "word, word. " * (LONG // 24)).encode("utf-16"), framed=False),
    "noise": Case(noise, framed=False),
    "zeros": Case(lambda: b"<p>" + b"\0" * LONG, framed=False),
    "declared Chinese": Case(lambda: b"<meta charset=gb18030><p>" + b"\x81\x30\x81\x30" * (LONG // 4), framed=False),
    "JSON": Case(lambda: json.dumps({"a": ["word"] * 100_000}), framed=False),
    # over the limits
    "too many elements": Case(lambda: "<br>" * (4_000_000), framed=False),
    "30 MB": Case(lambda: "<p>" + "x " * 15_000_000, framed=False),
}
