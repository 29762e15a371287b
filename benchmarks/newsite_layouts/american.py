"""American: dates as 03/05/2026 and no zone but the feed's, addresses at the root like those of other pages, one more theme."""

import datetime as dt
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from newsite_layouts.stories import Document, Language, Layout, Remark, Story, page, stories, xml

WORDS = Language(
    titles=[
        "The {thing} from {maker} is a {quality} surprise",
        "{maker} recalls its {thing} over the {part}",
        "How I fixed a {maker} {thing} with {number} cents of tape",
        "{maker} {thing} review: {number} weeks later",
    ],
    leads=[
        "It cost me ${price} and I would buy it again.",
        "The {part} is the reason to care.",
        "Spoiler: bring your own {part}.",
    ],
    sentences=[
        "I bought the {thing} with my own money at a store in {place}.",
        "The {part} snapped on day {number}, which is not a good sign.",
        "{maker} says the fix is coming, but the company said that last spring too.",
        "For ${price} you get the box, a cable and a sticker sheet.",
        "My neighbor has the older one and swears by it.",
        "It took me an hour to pair it with the TV, and I do this for a living.",
        "There is a hidden menu if you hold both buttons for {number} seconds.",
        "Somebody on the support line told me to turn the {part} upside down, and it worked.",
        "The {part} is {quality} now that the firmware has settled.",
        "Compared with last year it is thinner, lighter and louder.",
        "You can find it in {place} and pretty much nowhere else.",
        "I still do not understand who asked for a second {part}.",
        "If you need one today, get the cheap one and wait.",
    ],
    remarks=[
        "Mine broke the same way. Sending it back tomorrow.",
        "Great write-up, thanks for checking the {part}.",
        "Is the ${price} model any better?",
        "I saw it in {place} for half of that.",
        "Works fine on my end, you may have a dud.",
        "First! Also, nice photos.",
    ],
    words={
        "maker": ["Pinecrest", "Dual Fork", "Hobart", "Zentry"],
        "thing": ["Desk Lamp Pro", "Trail Watch", "Bass Brick", "Pocket Fan 2"],
        "part": ["strap", "charger", "dial", "screen", "latch"],
        "quality": ["decent", "weird", "solid", "pleasant"],
        "place": ["Austin", "Toledo", "Reno", "Tampa"],
        "number": ["three", "ten", "forty", "six"],
        "price": ["19", "64", "230", "499"],
    },
    writers=["Dana Kowalski", "Marcus Bell"],
    readers=["gizmo_gal", "OldTimer", "Pat R.", "screwloose"],
    tags=["Reviews", "Wearables", "Audio", "Recalls"],
)
BOILERPLATE = (
    "Plug & Patch may earn a small fee when you buy through the links in our stories, and it never changes what we write."
)
PAGES = {"about-us": "About us", "privacy": "Privacy", "how-we-test-gadgets": "How we test gadgets"}


def layout(base: str) -> Layout:
    """Return the site."""
    told = stories(WORDS, seed=54, zone=ZoneInfo("America/New_York"))
    for story in told:
        story.path = f"/{story.slug}"
        story.pictures = [f"/up/{story.number:03}-{index}.jpg" for index in range(story.images)]
    documents = {story.path: page(_article(base, story, told)) for story in told}
    rest = {f"/{slug}": page(_plain(base, title)) for slug, title in PAGES.items()}
    return Layout(told, documents | rest | {"/": page(_home(base, told)), "/feed.xml": _feed(base, told)})


def _frame(base: str, title: str, main: str) -> str:
    links = "".join(f'<a href="/{slug}">{name}</a>' for slug, name in PAGES.items())
    return f"""<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" href="{base}feed.xml"></head><body class="pp-theme">
<header class="pp-top"><a href="/">Plug &amp; Patch</a> {links}</header>{main}
<footer class="pp-end">{links}<p>Made in a garage.</p></footer></body></html>"""


def _article(base: str, story: Story, told: list[Story]) -> str:
    blocks = [f"<p><em>{escape(BOILERPLATE)}</em></p>"]
    pictures = [f'<p><img src="{path}" width="800" height="500" alt="{escape(story.title)}"></p>' for path in story.pictures]
    for index, paragraph in enumerate(story.paragraphs):
        blocks += [f"<p>{escape(paragraph)}</p>", *pictures[index : index + 1]]
    blocks += pictures[len(story.paragraphs) :]
    tags = ", ".join(f'<a href="/topic/{tag.lower()}" rel="tag">{tag}</a>' for tag in story.tags)
    hot = "".join(
        f'<li><a href="{o.path}">{escape(o.title)}</a> <i>{o.published:%m/%d/%Y}</i></li>' for o in told[2:7] if o is not story
    )
    return _frame(
        base,
        f"{story.title} - Plug & Patch",
        f"""<div class="pp-post"><h1>{escape(story.title)}</h1><h2 class="pp-dek">{escape(story.description or "")}</h2>
<p class="pp-by">{story.published:%m/%d/%Y} {story.published:%I:%M %p} | {story.authors[0]}</p>
<div class="pp-copy">{"".join(blocks)}</div><p class="pp-tags">Filed under {tags}</p></div>
<div class="pp-hot"><h3>Hot right now</h3><ul>{hot}</ul></div>
<div id="comments" class="pp-talk"><h3>{len(story.remarks)} thoughts</h3>{_remarks(story)}
<div id="respond"><h3>Leave a reply</h3><form><textarea></textarea></form></div></div>""",
    )


def _remarks(story: Story) -> str:
    return f'<ol class="pp-list">{"".join(_remark(story, remark) for remark in story.remarks if remark.answers is None)}</ol>'


def _remark(story: Story, remark: Remark) -> str:
    index = story.remarks.index(remark)
    moment = story.published + dt.timedelta(hours=1 + index)
    answers = "".join(_remark(story, other) for other in story.remarks if other.answers == index)
    number = story.number * 100 + index
    return f"""<li id="comment-{number}" class="comment depth-{1 if remark.answers is None else 2}">
<div class="pp-who"><b class="fn">{remark.author}</b> <a href="#comment-{number}">{moment:%m/%d/%Y} at {moment:%I:%M %p}</a></div>
<div class="pp-said"><p>{escape(remark.body)}</p></div><a class="pp-reply" href="#respond">Reply</a>
{f'<ol class="children">{answers}</ol>' if answers else ""}</li>"""


def _home(base: str, told: list[Story]) -> str:
    cards = "".join(f'<div class="pp-card"><h2><a href="{s.path}">{escape(s.title)}</a></h2></div>' for s in told[::-1])
    return _frame(base, "Plug & Patch", f'<div class="pp-home">{cards}</div>')


def _plain(base: str, title: str) -> str:
    text = "We write about gadgets that we paid for. Letters are welcome, parcels are not. Nothing here is legal advice."
    return _frame(base, title, f'<div class="pp-post"><h1>{title}</h1><div class="pp-copy"><p>{text}</p></div></div>')


def _feed(base: str, told: list[Story]) -> Document:
    at = base.rstrip("/")
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{at}{s.path}</link><pubDate>{format_datetime(s.published)}</pubDate></item>"
        for s in told[::-1]
    )
    return xml(f'<rss version="2.0"><channel><title>Plug &amp; Patch</title><link>{base}</link>{items}</channel></rss>')
