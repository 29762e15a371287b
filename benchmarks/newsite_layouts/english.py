"""An unknown CMS: good JSON-LD and Open Graph, ids in a query, RSS named in the head. No comments."""

import datetime as dt
import json
from email.utils import format_datetime
from html import escape

from newsite_layouts.stories import Document, Language, Layout, Story, page, stories, xml

WORDS = Language(
    titles=[
        "{maker} {thing} goes on sale with {number} hours of battery",
        "Hands on with the {maker} {thing}: {quality} and loud",
        "{maker} drops the price of its {thing} again",
        "Why the {maker} {thing} will not come to {place}",
    ],
    leads=[
        "The {thing} is {quality}, and {maker} wants {price} dollars for it.",
        "We carried the {thing} around {place} for {number} days.",
        "A {quality} machine that few shops in {place} have seen so far.",
    ],
    sentences=[
        "{maker} showed the {thing} at an event in {place} this week.",
        "The {part} is new, and it takes up most of the case.",
        "In our tests the {thing} ran for {number} hours before it asked for a charger.",
        "Buyers pay {price} dollars, which is less than last year's model cost at launch.",
        "A person close to the company said that the {part} had been late by two months.",
        "The {part} feels {quality}, though the buttons rattle a little.",
        "Orders open on Monday, and the first boxes leave the plant in {place} two weeks later.",
        "Nobody at {maker} would say how many of them had been built.",
        "The software is the old one with another coat of paint.",
        "It charges by cable only, so the pad on your desk stays empty.",
        "Rivals have had a {quality} {part} for some time.",
        "What surprised us most was how quiet the {thing} stays under load.",
        "Repair shops will get spare parts, {maker} promises, for at least six years.",
        "We asked for a second unit, since ours had a scratch across the {part}.",
    ],
    remarks=["Not used: this site has no comments."],
    words={
        "maker": ["Ostrava", "Kellin", "Brightwater", "Numo"],
        "thing": ["Field Radio", "Slate 9", "Porthole camera", "Tern earbuds", "Walnut speaker"],
        "part": ["hinge", "display", "antenna", "battery", "fan", "microphone"],
        "quality": ["sturdy", "handsome", "plain", "oddly heavy", "well made"],
        "place": ["Lisbon", "Osaka", "Leeds", "Denver"],
        "number": ["eleven", "nineteen", "thirty", "seven"],
        "price": ["149", "399", "1,250", "89"],
    },
    writers=["Maud Ferrier", "Tobias Okafor", "Lena Whitcombe", "Raj Pattanaik"],
    readers=["nobody"],
    tags=["Radio", "Tablets", "Earbuds", "Repair", "Pricing", "Cameras"],
)
ZONE = dt.timezone(dt.timedelta(hours=1))


def layout(base: str) -> Layout:
    """Return the site."""
    told = stories(WORDS, seed=11, zone=ZONE)
    for story in told:
        story.path = f"/story.php?ref={4100 + 7 * story.number}"
        story.pictures = [f"/img/{story.number}/{index}-1200x800.jpg" for index in range(story.images)]
        story.remarks = []
    documents = {story.path: page(_article(base, story, told)) for story in told}
    return Layout(told, documents | {"/": page(_home(told)), "/out/rss.php": _feed(base, told), "/about.php": page(_about())})


def _frame(head: str, main: str) -> str:
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">{head}
<link rel="alternate" type="application/rss+xml" title="Gear Ledger" href="/out/rss.php"></head><body>
<div id="masthead"><a href="/">Gear Ledger</a><ul><li><a href="/section.php?s=audio">Audio</a></li>
<li><a href="/section.php?s=mobile">Mobile</a></li><li><a href="/about.php">About us</a></li></ul></div>
{main}
<div id="foot"><p>Gear Ledger is read by people who open things with a screwdriver.</p>
<form action="/join.php"><label>Join our Friday letter <input name="mail"></label><button>Join</button></form></div></body></html>"""


def _article(base: str, story: Story, told: list[Story]) -> str:
    at = base.rstrip("/")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.description,
        "datePublished": story.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "image": [at + story.pictures[0]],
        "keywords": story.tags,
        "mainEntityOfPage": at + story.path,
    }
    head = f"""<title>{escape(story.title)} | Gear Ledger</title><link rel="canonical" href="{at}{story.path}">
<meta property="og:type" content="article"><meta property="og:title" content="{escape(story.title)}">
<meta property="og:description" content="{escape(story.description or "")}">
<meta property="og:image" content="{at}{story.pictures[0]}"><meta property="og:site_name" content="Gear Ledger">
<script type="application/ld+json">{json.dumps(data)}</script>"""
    blocks = []
    for index, paragraph in enumerate(story.paragraphs):
        blocks.append(f"<p>{escape(paragraph)}</p>")
        if 0 < index < story.images:
            blocks.append(
                f'<div class="pic"><img src="{story.pictures[index]}" alt="Photo {index}" width="1200" height="800"></div>'
            )
    shown = len(story.paragraphs)
    blocks += [f'<div class="pic"><img src="{each}" width="1200" height="800"></div>' for each in story.pictures[shown:]]
    others = "".join(f'<li><a href="{o.path}">{escape(o.title)}</a></li>' for o in told if o is not story)
    return _frame(
        head,
        f"""<div class="storywrap"><h1>{escape(story.title)}</h1><p class="standfirst">{escape(story.description or "")}</p>
<p class="meta">By {escape(story.authors[0])} on {story.published:%d %B %Y}</p>
<img class="top" src="{story.pictures[0]}" width="1200" height="800" alt="{escape(story.title)}">
<div class="storytext">{"".join(blocks)}</div></div><div class="rail"><h3>More to read</h3><ul>{others}</ul></div>""",
    )


def _home(told: list[Story]) -> str:
    rows = "".join(
        f'<div class="row"><h2><a href="{s.path}">{escape(s.title)}</a></h2><p>{escape(s.description or "")}</p></div>'
        for s in told[::-1]
    )
    return _frame("<title>Gear Ledger</title>", f'<div class="front">{rows}</div>')


def _about() -> str:
    return _frame(
        "<title>About | Gear Ledger</title>", "<div><h1>About us</h1><p>We are four people and a soldering iron.</p></div>"
    )


def _feed(base: str, told: list[Story]) -> Document:
    at = base.rstrip("/")
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{at}{s.path}</link><guid>{at}{s.path}</guid>"
        f"<pubDate>{format_datetime(s.published)}</pubDate><description>{escape(s.description or '')}</description></item>"
        for s in told[::-1]
    )
    return xml(f'<rss version="2.0"><channel><title>Gear Ledger</title><link>{base}</link>{items}</channel></rss>')
