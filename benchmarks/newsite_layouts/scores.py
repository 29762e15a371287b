"""How much of a site was read rightly: each field of each article against the truth, in per cent."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from statistics import mean
from typing import Any
from urllib.parse import urlsplit

from newsite_layouts.stories import Story
from newsscrape.text import fold

Form = Mapping[str, Any]
_WORD = re.compile(r"[\u3040-\u9fff]|\w+")
"""A word; of Japanese, a letter."""


def scores(stories: Iterable[Story], forms: Iterable[Form]) -> dict[str, float | None]:
    """Return field -> 0 to 100, the mean over all articles of the site; ``None``: no article of the site has any.

    An article that was not found counts 0 in every field; so does what no article is and was archived, in `found`.
    """
    read = {_path(form["url"]): form for form in forms}
    stories = list(stories)
    hits = sum(story.path in read for story in stories)
    told: dict[str, float | None] = {"found": 100 * hits / (len(stories) + len(read) - hits)}
    for field, score in _FIELDS.items():
        marks = [score(story, read[story.path]) if story.path in read else 0.0 for story in stories]
        told[field] = 100 * mean(marks) if any(_truth(field, story) for story in stories) else None
    return told


def _truth(field: str, story: Story) -> bool:
    return {"description": bool(story.description)}.get(field, bool(story.remarks) if field.startswith("comment") else True)


def _title(story: Story, form: Form) -> float:
    return float(form["title"] == fold(story.title))


def _description(story: Story, form: Form) -> float:
    return float((form["description"] or None) == story.description)


def _authors(story: Story, form: Form) -> float:
    return overlap(story.authors, (author["name"] for author in form["authors"]))


def _published(story: Story, form: Form) -> float:
    """By the minute, which is as fine as most of the pages tell it."""
    return float((form["published"] or "")[:16] == story.published.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M"))


def _body(story: Story, form: Form) -> float:
    return overlap(_WORD.findall(" ".join(story.paragraphs)), _WORD.findall(form["body"] or ""))


def _images(story: Story, form: Form) -> float:
    return overlap(story.pictures, (_path(image["url"]) for image in form["images"]))


def _tags(story: Story, form: Form) -> float:
    return overlap(story.tags, form["tags"])


def _comments(story: Story, form: Form) -> float:
    """How many there are."""
    return float(len(form["comments"]) == len(story.remarks))


def _comment_authors(story: Story, form: Form) -> float:
    return overlap((remark.author for remark in story.remarks), (comment["author"] for comment in form["comments"]))


def _comment_texts(story: Story, form: Form) -> float:
    return overlap((fold(remark.body) for remark in story.remarks), (fold(comment["body"]) for comment in form["comments"]))


_FIELDS: dict[str, Callable[[Story, Form], float]] = {
    "title": _title,
    "description": _description,
    "authors": _authors,
    "published": _published,
    "body": _body,
    "images": _images,
    "tags": _tags,
    "comments": _comments,
    "comment authors": _comment_authors,
    "comment texts": _comment_texts,
}
FIELDS = ("found", *_FIELDS)


def overlap(wanted: Iterable[str | None], got: Iterable[str | None]) -> float:
    """Return the F1 of two bags; 1 where both are empty."""
    left, right = Counter(wanted), Counter(got)
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else 1.0


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
