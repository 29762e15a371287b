"""Whole sites of grammars that nobody has seen, from two articles, a front page and at most a feed."""

import datetime as dt
from dataclasses import dataclass

import pytest

from newsscrape.guess.material import Material
from newsscrape.guess.site import guess
from newsscrape.page import Page
from newsscrape.sites import Feed, Listing, Rules, Sitemap
from newsscrape.sites.engines.wordpress import WORDPRESS

FETCHED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TEXTS = {
    "en": "The phone of week {0} folds, and its hinge has held for {0} days of the use that we have made of it so far.",
    "es": "El teléfono de la semana {0} se dobla y la bisagra aguanta desde hace {0} días con el uso que le damos aquí.",
    "ja": "第{0}週の折りたたみ式スマートフォンは、ヒンジが{0}日間の使用に耐えました。画面の折り目は目立ちません。",
}


@dataclass(frozen=True)
class Layout:
    base: str
    addresses: tuple
    """The first two are given, the rest stands in the feed."""
    head: str = ""
    date: str = ""
    language: str = "en"
    lang: bool = True
    navigation: tuple = ("about/", "tag/phones/", "author/ada-winter/")
    feed: str = "feed.xml"
    published: str = "2024-07-03T12:3{}:00Z"
    body_class: str = ""
    more: str = ""

    def article(self, number):
        text = "".join(f"<p>{TEXTS[self.language].format(number * 10 + each)}</p>" for each in range(5))
        lang = f' lang="{self.language}"' if self.lang else ""
        links = "".join(f'<a href="/{path}">x</a>' for path in self.navigation)
        html = (
            f'<html{lang}><head><title>Fold {number} | Folding News</title>{self.head}</head><body class="{self.body_class}">'
            f"<nav>{links}</nav><article><h1>Fold {number}</h1><time>{self.date.format(number)}</time>{text}</article>"
            f"{self.more}</body></html>"
        )
        return Page(self.base + self.addresses[number], html.encode(), {}, FETCHED)

    def home(self):
        links = "".join(f'<a href="/{path}">A phone that folds</a>' for path in (*self.addresses, *self.navigation))
        return Page(
            self.base, f"<html><head><title>Folding News</title></head><body>{links}</body></html>".encode(), {}, FETCHED
        )

    def feeds(self):
        items = "".join(
            f"<entry><title>Fold {number}</title><link href='{self.base}{path.replace('&', '&amp;')}'/>"
            f"<published>{self.published.format(number % 10)}</published></entry>"
            for number, path in enumerate(self.addresses)
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Folding News</title>{items}</feed>'
        return {self.base + self.feed: Page(self.base + self.feed, feed.encode(), {}, FETCHED)} if self.feed else {}

    def guessed(self):
        return guess(Material((self.article(0), self.article(1)), self.home(), self.feeds()), {"folding"})


STATED = '<meta property="article:published_time" content="2024-07-03T12:30:00Z">'
LAYOUTS = {
    "parameters, no metadata, a clock without a zone": (
        Layout(
            "https://www.plegable.example/",
            tuple(f"noticia.php?sec=moviles&id={number}" for number in (812, 815, 816, 820)),
            date="03/07/2024 14:3{}",
            language="es",
            lang=False,
            navigation=("seccion.php?id=3", "contacto.php"),
        ),
        (r"^/noticia\.php\?(?:.*&)?id=(?P<key>\d+)",),
        (Feed("feed.xml"),),
        Rules(zone="Europe/Madrid", date_order="dmy", language="es"),
    ),
    "sections, names, parts": (
        Layout(
            "https://fold.example/",
            ("phones/a-hinge-lasts", "cars/it-drives-alone-now", "audio/we-hear-well", "tv/all-that-is-flat"),
            head=STATED,
            more='<a rel="next" href="/phones/a-hinge-lasts/2">2</a>',
            feed="",
        ),
        None,
        (Listing(""),),
        Rules(),
    ),
    "numbers, Japanese": (
        Layout(
            "https://oritatami.jp/",
            tuple(f"articles/{number}/" for number in (20711, 20712, 20799, 20801)),
            date="2024年7月3日 21:3{}",
            language="ja",
            navigation=("articles/", "company/", "ranking/2/"),
        ),
        (r"^/articles/(?P<key>\d+)/?(?:\?|$)",),
        (Feed("feed.xml"),),
        Rules(zone="Asia/Tokyo"),
    ),
    "a parameter of no usual name, a date of another article's before its own": (
        Layout(
            "https://fold.example/",
            tuple(f"story.php?ref={number}" for number in (4128, 4135, 4142, 4149)),
            head=STATED.replace("2024-07-03", "2020-01-01"),
            date='</time><p class="stamp">July 3, 2024 8:3{} AM | Bo Lang</p><time>',
            navigation=("about.php", "section.php?s=audio", "list.php?page=2"),
        ),
        (r"^/story\.php\?(?:.*&)?ref=(?P<key>\d+)",),
        (Feed("feed.xml"),),
        Rules(zone="America/New_York", published=("p.stamp",)),
    ),
    "a known engine": (
        Layout(
            "https://press.example/",
            tuple(f"2024/07/0{number}/fold-{number}-is-here/" for number in range(1, 5)),
            head=STATED,
            body_class="single single-post",
            feed="feed/",
        ),
        (),
        (),
        Rules(),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name):
    layout, articles, sources, rules = LAYOUTS[name]
    found = layout.guessed()
    site = found.site

    assert articles is None or site.articles == articles
    assert (site.sources, site.rules, site.title) == (sources, rules, "Folding News")
    assert all(site.identify(layout.base + path) for path in layout.addresses)
    assert not any(site.identify(layout.base + path) for path in ("", *layout.navigation))
    assert len({site.identify(layout.base + path).key for path in layout.addresses}) == len(layout.addresses)
    assert {reason.field for reason in found.reasons} >= {"name", "title", "home", "articles", "sources"}


def test_a_known_engine_lends_its_patterns_and_sources():
    site = LAYOUTS["a known engine"][0].guessed().site

    assert site.engine is WORDPRESS
    assert site.identify("https://press.example/2020/01/02/older/").key == "2020/01/02/older"


def test_an_engine_whose_patterns_do_not_fit_lends_its_rules_only():
    layout = Layout("https://press.example/", tuple(f"n/{n}" for n in range(700, 704)), head=STATED, body_class="single-post")
    site = layout.guessed().site

    assert site.engine is WORDPRESS
    assert site.articles == (r"^/n/(?P<key>\d+)/?(?:\?|$)",)
    assert site.sources == (Feed("feed.xml"),)


def test_a_second_page_that_is_linked_is_a_part():
    site = LAYOUTS["sections, names, parts"][0].guessed().site

    assert site.identify("https://fold.example/phones/a-hinge-lasts/2") == ("a-hinge-lasts", 2)


def test_what_a_feed_names_and_no_pattern_fits_is_said():
    layout = Layout("https://fold.example/", (*(f"news/{n}-x" for n in range(1000, 1012)), "special"), head=STATED)
    reasons = [reason for reason in layout.guessed().reasons if reason.value is None]

    assert [reason.why for reason in reasons] == ["not matched, though a feed names it: /special"]


def test_a_news_sitemap_is_a_source():
    layout = LAYOUTS["numbers, Japanese"][0]
    urls = "".join(f"<url><loc>{layout.base}{path}</loc></url>" for path in layout.addresses)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    address = f"{layout.base}sitemap-news.xml"
    material = Material((layout.article(0),), sitemaps={address: Page(address, body, {}, FETCHED)})

    assert guess(material, ()).site.sources == (Sitemap("sitemap-news.xml"),)


def test_a_feed_that_only_a_head_names_is_a_source_to_be_tried():
    named = Layout(
        "https://fold.example/",
        ("news/1000-x", "news/1001-y"),
        head='<link rel="alternate" type="application/rss+xml" href="/r.xml">',
    )
    found = guess(Material((named.article(0),)), ())

    assert found.site.sources == (Feed("r.xml"),)
    assert "named in a page's head, not asked" in [reason.why for reason in found.reasons]


def test_a_clock_whose_zone_nothing_tells_is_said():
    layout = Layout("https://fold.example/", ("news/1000-x", "news/1001-y"), date="3 July 2024, 14:3{}", feed="")
    found = layout.guessed()

    assert found.site.rules.zone is None
    assert [reason.why for reason in found.reasons if reason.field == "zone"] == [
        "'3 July 2024, 14:30' names none, and no feed tells it: read as UTC"
    ]
