"""Prints the world as a modern magazine does: JSON-LD, OpenGraph, lazy pictures with captions, nested comments, noise."""

import datetime as dt
import json
from collections.abc import Iterator
from html import escape
from urllib.parse import quote as quoted

from newsscrape.demo.grammar import WRITERS
from newsscrape.demo.pictures import HEIGHT, WIDTH
from newsscrape.demo.world import Remark, Story, latest

TITLE = "Pixel Gazette"
PER_PAGE = 15
THREADS_PER_PAGE = 20
CREDIT = "Pixel Gazette"
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="

STYLE = (
    "body{font:17px/1.6 Georgia,serif;max-width:44rem;margin:0 auto;padding:1rem;color:#222}h1,h2{font-family:system-ui}"
    "img{max-width:100%}figcaption,.byline{color:#666;font-size:.9em}.card{border-bottom:1px solid #ddd;padding:.5rem 0}"
    ".children{border-left:2px solid #ddd;padding-left:1rem}ol{list-style:none;padding-left:0}"
)


def pages(stories: tuple[Story, ...]) -> Iterator[tuple[str, str, dt.datetime]]:
    """Yield path and HTML of every page that lists stories, and when something that it shows last appeared or changed."""
    lists = [stories[i : i + PER_PAGE] for i in range(0, len(stories), PER_PAGE)] or [()]
    for number, listed in enumerate(lists, 1):
        path = "/" if number == 1 else f"/page/{number}/"
        older = f'<a class="next page-numbers" rel="next" href="/page/{number + 1}/">Older</a>' if number < len(lists) else ""
        yield (
            path,
            _frame("Latest", "".join(map(_card, listed)) + f"<nav>{older}</nav>"),
            max(_changed(listed), latest(story.when for story in stories[:1])),
        )
    for name in WRITERS:
        written = tuple(story for story in stories if name in story.writers)
        yield author(name), _frame(name, f"<h1>{escape(name)}</h1>{''.join(map(_card, written))}"), _changed(written)


def story_pages(story: Story, base: str) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of a story's page and of those with the rest of its thread; the site stands at `base`."""
    threads = _pages_of(story)
    for number in range(1, len(threads) + 1):
        yield _comment_path(story, number), _article(story, base, threads, number)


def path(story: Story) -> str:
    """Return the address of a story."""
    return f"/{story.when:%Y/%m/%d}/{quoted(story.slug.strip('_').replace('_', '-'))}-{story.id}/"


def picture(story: Story, index: int) -> str:
    """Return the path of a story's picture, counted from 1."""
    return f"/uploads/{story.when:%Y/%m}/{story.site}-{story.id}-{index}.png"


def small(story: Story, index: int) -> str:
    """Return the path of the same picture at half the size."""
    return picture(story, index).replace(".png", "-160x100.png")


def author(name: str) -> str:
    """Return the path of a writer's page."""
    return f"/author/{quoted(name.lower().replace(' ', '-'))}/"


def absent() -> str:
    """Return the page for an address where nothing stands."""
    return _frame("Not found", '<h1>Not found</h1><p>Nothing stands here. Try the <a href="/">latest stories</a>.</p>')


def feeds(stories: tuple[Story, ...], base: str) -> Iterator[tuple[str, str, dt.datetime]]:
    """Yield path and XML of the RSS 2.0 feed of the newest stories, of the sitemap index and of one sitemap for each month.

    And when something in it last appeared or changed.
    """
    yield "/feed/", _feed(stories[:PER_PAGE], base), _changed(stories[:PER_PAGE])
    months: dict[str, tuple[Story, ...]] = {}
    for story in reversed(stories):
        month = f"{story.when:%Y-%m}"
        months[month] = (story, *months.get(month, ()))
    yield "/sitemap.xml", _index(list(months), base), latest(told[-1].when for told in months.values())
    for month, told in months.items():
        yield _sitemap_path(month), _sitemap(told, base), _changed(told)


def _feed(stories: tuple[Story, ...], base: str) -> str:
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{base}{path(s)[1:]}</link><guid>{s.id}</guid>"
        f"<pubDate>{s.when:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for s in stories
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{TITLE}</title>{items}</channel></rss>'


def _index(months: list[str], base: str) -> str:
    maps = "".join(f"<sitemap><loc>{base}{_sitemap_path(month)[1:]}</loc></sitemap>" for month in months)
    return f'<?xml version="1.0"?><sitemapindex {_SPACE}>{maps}</sitemapindex>'


def _sitemap(stories: tuple[Story, ...], base: str) -> str:
    locs = "".join(f"<url><loc>{base}{path(s)[1:]}</loc><lastmod>{s.changed.isoformat()}</lastmod></url>" for s in stories)
    return f'<?xml version="1.0"?><urlset {_SPACE}>{locs}</urlset>'


def _sitemap_path(month: str) -> str:
    return f"/sitemap-{month}.xml"


def _changed(listed: tuple[Story, ...]) -> dt.datetime:
    """Neither a card nor an entry says how many remarks there are."""
    return latest(story.changed for story in listed)


def _comment_path(story: Story, number: int) -> str:
    return path(story) + (f"comment-page-{number}/" if number > 1 else "")


def _frame(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | {TITLE}</title>{head}'
        f'<link rel="alternate" type="application/rss+xml" href="/feed/"><style>{STYLE}</style></head><body>'
        f'<header><a href="/">{TITLE}</a></header><div class="cookie-notice">We use cookies to remember that you said no.</div>'
        f"<main>{body}</main><footer>All makers and gadgets here are made up.</footer></body></html>"
    )


def _card(story: Story) -> str:
    return (
        f'<div class="card"><h2><a href="{path(story)}">{escape(story.title)}</a></h2><p>{escape(story.dek)}</p>'
        f'<time datetime="{story.when.isoformat()}">{story.when:%B %d, %Y}</time></div>'
    )


def _article(story: Story, base: str, threads: list[list[Remark]], number: int) -> str:
    byline = " and ".join(f'<a rel="author" href="{author(n)}">{escape(n)}</a>' for n in story.writers)
    body = (
        f'<article class="post"><h1>{escape(story.title)}</h1><p class="dek">{escape(story.dek)}</p>'
        f'<div class="byline">By {byline} <time datetime="{story.when.isoformat()}">{story.when:%b %d, %Y}</time></div>'
        f'<div class="share-bar"><a href="https://social.example/share">Share</a></div>'
        f'<div class="entry-content">{"".join(_pieces(story))}'
        '<div class="newsletter">Get the Gazette in your inbox. <button>Sign up</button></div></div></article>'
        f'<aside class="related"><h2>More stories</h2><a href="/">Home</a></aside>{_comments(story, threads, number)}'
    )
    return _frame(story.title, body, _head(story, base))


def _head(story: Story, base: str) -> str:
    url, image = base + path(story)[1:], base + picture(story, 1)[1:]
    persons = [{"@type": "Person", "name": n, "url": base + author(n)[1:]} for n in story.writers]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.dek,
        "datePublished": story.when.isoformat(),
        "author": persons,
        "articleSection": story.section,
        "keywords": list(story.tags),
        "image": image,
        "mainEntityOfPage": url,
        "isAccessibleForFree": True,
        "commentCount": len(story.remarks),
    }
    script = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    metas = {"og:title": story.title, "og:type": "article", "og:image": image, "og:url": url, "og:site_name": TITLE}
    tags = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in metas.items())
    return f'<link rel="canonical" href="{url}">{tags}<script type="application/ld+json">{script}</script>'


def _pieces(story: Story) -> Iterator[str]:
    pictures, listed = 0, False
    for piece in story.pieces:
        if listed != (piece.kind == "li"):
            listed = not listed
            yield "<ul>" if listed else "</ul>"
        if piece.kind == "img":
            pictures += 1
            yield _figure(story, pictures, piece.text)
        elif piece.kind == "blockquote":
            yield f"<blockquote><p>{escape(piece.text, quote=False)}</p></blockquote>"
        else:
            link = f' <a href="{piece.link}">see the list</a>' if piece.link else ""
            yield f"<{piece.kind}>{escape(piece.text, quote=False)}{link}</{piece.kind}>"


def _figure(story: Story, index: int, alt: str) -> str:
    """Print a picture in one of the forms in which magazines of today do, so that it loads late or in the size that fits."""
    source, less = picture(story, index), small(story, index)
    told = f'alt="{escape(alt)}" width="{WIDTH}" height="{HEIGHT}"'
    late = f'<img src="{_BLANK}" data-src="{source}" {told}>'
    forms = (
        f'<img src="{source}" srcset="{less} 160w, {source} 320w" {told}>',
        late,
        f'<picture><source srcset="{less} 160w, {source} 320w" type="image/png"><img src="{source}" loading="lazy" {told}></picture>',
        f'{late}<noscript><img src="{source}" {told}></noscript>',
    )
    image = forms[0 if index == 1 else 1 + story.id % 3]
    return f'<figure>{image}<figcaption>Number {index} of the set <span class="credit">Photo: {CREDIT}</span></figcaption></figure>'


def _pages_of(story: Story) -> list[list[Remark]]:
    """Return the first remarks of the threads, page by page; a page without remarks is there, too."""
    tops = [remark for remark in story.remarks if remark.answers is None]
    return [tops[i : i + THREADS_PER_PAGE] for i in range(0, len(tops), THREADS_PER_PAGE)] or [[]]


def _comments(story: Story, threads: list[list[Remark]], number: int) -> str:
    if not story.remarks:
        return '<div id="comments"><h2>No comments yet</h2></div>'
    answers: dict[int, list[Remark]] = {}
    for remark in story.remarks:
        if remark.answers is not None:
            answers.setdefault(remark.answers, []).append(remark)
    items = "".join(_item(remark, answers, 1) for remark in threads[number - 1])
    links = "".join(
        f'<a class="page-numbers" href="{_comment_path(story, other)}#comments">{other}</a> '
        for other in range(1, len(threads) + 1)
        if other != number
    )
    return (
        f'<div id="comments"><h2 class="comments-title">{len(story.remarks)} comments</h2><ol class="commentlist">{items}</ol>'
        f'<nav class="comment-navigation">{links}</nav></div>'
    )


def _item(remark: Remark, answers: dict[int, list[Remark]], depth: int) -> str:
    """Print a remark with its answers; the world's threads are a dozen levels deep at most."""
    inner = "".join(_item(answer, answers, depth + 1) for answer in answers.get(remark.id, ()))
    children = f'<ol class="children">{inner}</ol>' if inner else ""
    text = "<br>".join(escape(part, quote=False) for part in remark.body.split("\n"))
    return (
        f'<li id="comment-{remark.id}" class="comment depth-{depth}"><div class="comment-body"><div class="comment-author vcard">'
        f'<cite class="fn">{escape(remark.author)}</cite> <span class="says">says:</span></div><div class="comment-meta">'
        f'<a href="#comment-{remark.id}"><time datetime="{remark.when.isoformat()}">{remark.when:%B %d}</time></a></div>'
        f'<div class="comment-content"><p>{text}</p></div></div>{children}</li>'
    )
