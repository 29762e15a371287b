"""What an archive of the made-up world must hold, in the form of `newsscrape.forms.to_dict`, as far as it is visible."""

from collections.abc import Iterator, Sequence
from typing import Any

from newsscrape.demo import arena, magazine
from newsscrape.demo.pictures import HEIGHT, WIDTH
from newsscrape.demo.world import Piece, Remark, Story, stories

Truth = dict[str, Any]


def articles(site: str, base: str, told: Sequence[Story] | None = None) -> Iterator[Truth]:
    """Yield the truth about each article of a site that stands at `base`: of its own stories, newest first, or those told."""
    for story in stories(site) if told is None else told:
        yield article(story, base)


def article(story: Story, base: str) -> Truth:
    """Return the truth about one article."""
    engine = story.site == "voltpost"
    layout = arena if engine else magazine
    kind = "review" if story.review else "news"
    return {
        "site": story.site,
        "key": f"{kind}-{story.id}" if engine else str(story.id),
        "url": base + layout.path(story)[1:],
        "title": story.title,
        "description": None if engine else story.dek,
        "authors": [_author(story, name, base) for name in story.writers],
        "published": f"{story.when:%Y-%m-%d}T00:00:00Z" if engine else f"{story.when:%Y-%m-%dT%H:%M:%SZ}",
        "published_raw": arena.day(story.when) if engine else story.when.isoformat(),
        "published_precision": "day" if engine else "second",
        "section": None if engine else story.section,
        "tags": list(story.tags),
        "body": "\n\n".join(_text(piece) for piece in story.pieces if piece.kind != "img"),
        "images": list(_images(story, base)),
        "links": [{"url": piece.link, "text": "see the list"} for piece in story.pieces if piece.link][:1],
        "comments": [_comment(story, remark) for remark in story.remarks],
    }


def _author(story: Story, name: str, base: str) -> Truth:
    layout = arena if story.site == "voltpost" else magazine
    return {"name": name, "url": base + layout.author(name)[1:]}


def _text(piece: Piece) -> str:
    return f"{piece.text} see the list" if piece.link else piece.text


def _images(story: Story, base: str) -> Iterator[Truth]:
    alts = [piece.text for piece in story.pieces if piece.kind == "img"]
    for index, alt in enumerate(alts, 1):
        engine = story.site == "voltpost"
        path = (arena if engine else magazine).picture(story, index)
        caption, credit = (None, None) if engine else (f"Number {index} of the set", magazine.CREDIT)
        yield {"url": base + path[1:], "alt": alt, "caption": caption, "credit": credit, "width": WIDTH, "height": HEIGHT}


def _comment(story: Story, remark: Remark) -> Truth:
    engine = story.site == "voltpost"
    return {
        "key": str(remark.id),
        "parent": str(remark.answers) if remark.answers else None,
        "author": remark.author,
        "author_key": remark.code if engine else None,
        "published": f"{remark.when:%Y-%m-%d}T00:00:00Z" if engine else f"{remark.when:%Y-%m-%dT%H:%M:%SZ}",
        "body": remark.body,
    }
