"""The shape of what is read from a page: what a twin must have in common with the page that it stands for."""

from collections import Counter
from typing import Any

from newsscrape.model import Article, Comment, Outcome


def of(outcome: Outcome) -> dict[str, Any]:
    """Return the shape of an outcome by field: numbers of things instead of the things, dates and codes as they are."""
    article = _article(outcome.article) if outcome.article else {}
    threads = [(thread.system, thread.claimed, len(thread.more), _comments(thread.comments)) for thread in outcome.threads]
    return {
        "kind": outcome.kind,
        "refused": (outcome.refused or "").partition(":")[0],
        "misses": outcome.misses,
        **article,
        "targets": Counter(target.kind for target in outcome.targets),
        "threads": threads,
    }


def differing(page: Outcome, twin: Outcome) -> dict[str, tuple[Any, Any]]:
    """Return the fields in whose shape a twin is not read as its page is, with both shapes."""
    before, after = of(page), of(twin)
    names = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": len((article.title or "").split()),
        "description": bool(article.description),
        "authors": [(len(author.name.split()), bool(author.url)) for author in article.authors],
        "published": article.published and (article.published.utc, article.published.precision),
        "modified": article.modified and (article.modified.utc, article.modified.precision),
        "section": bool(article.section),
        "tags": len(article.tags),
        "language": article.language,
        "body": len((article.body or "").split("\n\n")),
        "live_updates": len(article.live_updates),
        "images": [image.role for image in article.images],
        "links": len(article.links),
        "access": article.access,
        "comment_count": article.comment_count,
        "comments": _comments(article.comments),
    }


def _comments(comments: tuple[Comment, ...]) -> list[Any]:
    """Return what comments have in common with those of a twin: keys that are numbers, order, answers, dates and votes."""
    places = {comment.key: place for place, comment in enumerate(comments)}
    return [
        (
            comment.key if comment.key.isdigit() else None,
            places.get(comment.parent or ""),
            bool(comment.author),
            comment.published and comment.published.utc,
            comment.upvotes,
        )
        for comment in comments
    ]
