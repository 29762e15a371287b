"""The article this project began with, in both editions' markup: read exactly, and nothing else with it.

Its text is not ours and lies outside the repository; a twin in our own words has the same structure and always runs.
"""

import datetime as dt
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

import newsscrape

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "arenaev-news-2674.txt"
NOW = dt.datetime(2023, 11, 6, 9, 0, tzinfo=dt.UTC)
PICTURE = "https://st.arenaev.com/news/23/11/hinge-car/inline/-1200/arenaev_%03d.jpg"

TWIN = """Makers of hinges reveal a folding car

Ada Quill, 04 November 2023

A workshop that has made nothing but hinges for forty years has shown a small car which folds in the middle.

Makers of hinges reveal a folding car

Folded, it's as long as a bicycle – and, says the workshop, “just as easy to lift”. Nobody was allowed to try.

The first drawings were made on 30 March 2021, when ¥10 billion (about $91 million) was set aside for the project.

Makers of hinges reveal a folding car

Two halls are planned: one for doors, one for everything else. Each will turn out 150,000 pieces a year.

The makers keep quiet about the battery. What is known comes from a leaflet that was left on a train.

Makers of hinges reveal a folding car

Permission to drive it on a road was given last week, as the fourth of its kind since 2017.

Fifty copies a week leave the workshop at present, most of them for tests in which they are folded again and again.

Whether people want to fold their cars, the makers will know before the year is out.


This article contains localized units and prices. Change settings.
Your choice


Reader comments

  • Beatrix

But where does the engine go when it is folded? Nobody says a word about it.

  • Anonymous

I would rather have one that unfolds

  • Anonymous

My umbrella has two hinges & lasted a week... and nobody can mend it, not even the shop that sold i...



Popular models
"""


@dataclass(frozen=True)
class Text:
    """What stands in the text, taken apart by its own layout."""

    title: str
    author: str
    date: str
    blocks: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]

    @property
    def paragraphs(self):
        return tuple(block for block in self.blocks if block != self.title)


def taken_apart(source):
    article, _, rest = source.partition("This article contains localized units")
    title, byline, *blocks = [block.strip() for block in article.split("\n\n") if block.strip()]
    author, _, date = byline.rpartition(", ")
    said = [block.strip() for block in rest.partition("Reader comments")[2].partition("Popular models")[0].split("\n\n")]
    said = [block for block in said if block]
    names = [name.removeprefix("•").strip() for name in said[::2]]
    return Text(title, author, date, tuple(blocks), tuple(zip(names, said[1::2], strict=True)))


def body(text):
    pictures = iter(range(1, 99))
    for block in text.blocks:
        if block == text.title:
            yield f'<img src="{PICTURE % next(pictures)}" alt="{escape(text.title)}" width="1200" height="800">'
        else:
            yield f"<p>{escape(block, quote=False)}</p>"


def posts(text, extra=""):
    for name, said in text.comments:
        yield (
            f'<div class="user-thread{extra}"><div class="uavatar"><i class="head-icon icon-user"></i></div>'
            f'<ul class="uinfo2"><li class="uname2">{escape(name)}</li><li class="upost"><time>04 Nov 2023</time></li></ul>'
            f'<p class="uopin">{escape(said, quote=False)}</p></div>'
        )


def desktop(text):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(text.title)} - ArenaEV.com news</title>
    <link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.arenaev.com/x-news-2674.php"></head><body>
    <div id="header"><a href="/">ArenaEV</a><a href="news.php3">News</a></div><div id="body" class="clearfix"><div class="main">
    <div class="article-info"><h1 class="article-info-name">{escape(text.title)}</h1><div class="article-info-meta">
    <a href="author.php3?idAuthor=12">{escape(text.author)}</a>, {text.date}</div></div>
    <div id="review-body" class="review-body clearfix">{"".join(body(text))}</div>
    <p class="note">This article contains localized units and prices. <a href="settings.php3">Change settings</a>.</p>
    <div class="module"><h4>Your choice</h4></div>
    <div id="user-comments" class="box s3 nobg"><h2><a href="newscomm-2674.php">Reader comments</a></h2>{"".join(posts(text))}
    <div class="sub-footer"><div class="button-links"><a class="button" href="newscomm-2674.php">Read all comments</a></div>
    <div id="opinions-total">Total reader comments: <b>{len(text.comments)}</b></div></div></div></div>
    <aside class="sidebar"><div class="module"><h4>Popular models</h4><ul><li><a href="fold-12.php">Fold One</a></li></ul></div>
    </aside></div></body></html>"""


def mobile(text):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(text.title)} - ArenaEV.com news</title>
    <link rel="canonical" href="https://www.arenaev.com/x-news-2674.php"></head><body><div class="general-menu material-card">
    <a href="/">Home</a></div><div id="content"><h1>{escape(text.title)}</h1>
    <p class="byline">{escape(text.author)}, {text.date}</p>
    <div id="review-body">{"".join(body(text))}<p>This article contains localized units and prices.
    <a href="settings.php3">Change settings</a>.</p><h3>Your choice</h3></div>
    <div id="user-comments" class="material-card"><h3>Reader comments</h3>{"".join(posts(text, " material-card"))}</div>
    <div class="material-card"><h3>Popular models</h3><a href="fold-12.php">Fold One</a></div></div></body></html>"""


EDITIONS = {
    "desktop": (desktop, "https://www.arenaev.com/x-news-2674.php"),
    "mobile": (mobile, "https://m.arenaev.com/x-news-2674.php"),
}


@pytest.fixture(scope="module", params=["twin", "seed"])
def text(request):
    if request.param == "twin":
        return taken_apart(TWIN)
    if not SEED.is_file():
        pytest.skip("the seed article's text is not ours to ship; it lies beside the repository only where it is built")
    return taken_apart(SEED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=EDITIONS)
def article(request, text):
    made, url = EDITIONS[request.param]
    return newsscrape.read(made(text), url, fetched_at=NOW)


def test_the_text_has_the_structure_that_is_asked_for(text):
    assert (len(text.paragraphs), len(text.blocks), len(text.comments)) == (8, 11, 3)


def test_title(article, text):
    assert article.title == text.title


def test_authors(article, text):
    assert [author.name for author in article.authors] == [text.author]


def test_published(article):
    published = article.published
    assert (published.utc, published.precision, published.raw) == ("2023-11-04T00:00:00Z", "day", "04 November 2023")


def test_paragraphs_in_order_and_nothing_else(article, text):
    assert article.body.split("\n\n") == list(text.paragraphs)


def test_images_in_reading_position_with_their_alternative_text(article, text):
    assert [(image.url, image.alt) for image in article.images] == [(PICTURE % n, text.title) for n in (1, 2, 3)]
    order = []
    for block in text.blocks:
        mark = f'src="{PICTURE % (order.count("img") + 1)}"' if block == text.title else escape(block, quote=False)[:40]
        order.append("img" if block == text.title else "p")
        assert mark in article.body_html
    kinds = [
        part.split(maxsplit=1)[0].split(">")[0]
        for part in article.body_html.replace("<img", "\0img").replace("<p", "\0p").split("\0")[1:]
    ]
    assert kinds == order


def test_comments_with_names_and_text(article, text):
    assert [(comment.author, comment.body) for comment in article.comments] == list(text.comments)


def test_two_of_one_name_are_two(article):
    names = [comment.author for comment in article.comments]
    assert names.count("Anonymous") == 2
    assert len({comment.key for comment in article.comments}) == 3


def test_both_editions_are_one_article(text):
    first, second = (newsscrape.read(made(text), url, fetched_at=NOW) for made, url in EDITIONS.values())
    assert (first.site, first.key, first.url) == (second.site, second.key, second.url)
    assert (first.site, first.key, first.url) == ("arenaev", "news-2674", "https://www.arenaev.com/x-news-2674.php")
