"""One article as JSON-LD in the words of https://schema.org/NewsArticle, for those who feed it to other programs."""

import datetime as dt
from typing import Any

from newsscrape.dates import from_utc_text
from newsscrape.model import Article, Author, Comment, Image, Instant, LiveUpdate
from newsscrape.text import words

Node = dict[str, Any]

_OPEN = {"free": True, "metered": False, "paywalled": False}
_LENGTH = {"year": 4, "month": 7, "day": 10}


def to_json_ld(article: Article) -> Node:
    """Return the article as one JSON-ready node; unlike in `forms.to_dict`, what is missing is absent.

    Of an image, ``description`` is its alternative text; of a comment, ``parentItem`` names the comment it answers. A live
    blog is a LiveBlogPosting.
    """
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if article.live_updates else "NewsArticle",
        **_said(
            {
                "@id": article.url,
                "url": article.url,
                "mainEntityOfPage": article.url,
                "identifier": article.key,
                "isPartOf": {"@type": "WebSite", "name": article.site},
                "headline": article.title,
                "description": article.description,
                "author": [_person(author) for author in article.authors],
                "datePublished": _date(article.published),
                "dateModified": _date(article.modified),
                "articleSection": article.section,
                "keywords": list(article.tags),
                "inLanguage": article.language,
                "isAccessibleForFree": _OPEN.get(article.access),
                "image": [_image(image) for image in article.images],
                "articleBody": article.body,
                "liveBlogUpdate": [_update(article, update) for update in article.live_updates],
                "wordCount": words(article.body) if article.body else None,
                "commentCount": article.comment_count,
                "comment": [_comment(article, comment) for comment in article.comments],
            }
        ),
    }


def _said(properties: Node) -> Node:
    return {name: value for name, value in properties.items() if value is not None and value != []}


def _person(author: Author) -> Node:
    return _said({"@type": "Person", "name": author.name, "url": author.url})


def _image(image: Image) -> Node:
    said = {"description": image.alt, "caption": image.caption, "creditText": image.credit}
    return _said({"@type": "ImageObject", "url": image.url, **said, "width": image.width, "height": image.height})


def _update(article: Article, update: LiveUpdate) -> Node:
    said = {"headline": update.title, "datePublished": _date(update.published), "articleBody": update.body}
    return _said({"@type": "BlogPosting", "url": f"{article.url}#{update.key}", "identifier": update.key, **said})


def _comment(article: Article, comment: Comment) -> Node:
    return _said(
        {
            "@type": "Comment",
            "@id": _address(article, comment.key),
            "identifier": comment.key,
            "url": comment.url,
            "parentItem": {"@type": "Comment", "@id": _address(article, comment.parent)} if comment.parent else None,
            "author": _person(Author(comment.author, comment.author_url)) if comment.author else None,
            "datePublished": _date(comment.published),
            "text": comment.body,
            "upvoteCount": comment.upvotes,
            "downvoteCount": comment.downvotes,
        }
    )


def _address(article: Article, key: str) -> str:
    return f"{article.url}#comment-{key}"


def _date(instant: Instant | None) -> str | None:
    """Return an instant as ISO 8601 as finely as it is known: a day without a clock, a time with the page's own offset."""
    if instant is None or instant.utc is None:
        return None
    if instant.precision in _LENGTH or not instant.offset:
        return instant.utc[: _LENGTH.get(instant.precision)]
    zone = dt.timezone(dt.timedelta(minutes=instant.offset))
    return from_utc_text(instant.utc).astimezone(zone).isoformat()
