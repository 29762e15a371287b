"""One article as a JSON object, with schema.org's names where it has one: exports, recordings and the feeds of a crawl."""

from typing import Any

from newsscrape.model import Article, Comment, Image, Instant

Form = dict[str, Any]


def to_dict(article: Article) -> Form:
    """Return the article as JSON-ready values; what is missing is ``None`` or ``[]``, never absent."""
    return {
        "site": article.site,
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "description": article.description,
        "authors": [{"name": author.name, "url": author.url} for author in article.authors],
        **_date("published", article.published),
        "modified": article.modified.utc if article.modified else None,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "body": article.body,
        "body_html": article.body_html,
        "images": [_image(image) for image in article.images],
        "links": [{"url": link.url, "text": link.text} for link in article.links],
        "access": article.access,
        "comment_count": article.comment_count,
        "comments": [_comment(comment) for comment in article.comments],
    }


def _date(field: str, instant: Instant | None) -> Form:
    return {
        field: instant.utc if instant else None,
        f"{field}_raw": instant.raw if instant else None,
        f"{field}_precision": instant.precision if instant and instant.utc else None,
    }


def _image(image: Image) -> Form:
    return {name: getattr(image, name) for name in ("url", "alt", "caption", "credit", "width", "height")}


def _comment(comment: Comment) -> Form:
    date = _date("published", comment.published)
    return {
        "key": comment.key,
        "parent": comment.parent,
        "author": comment.author,
        "published": date["published"],
        "published_raw": date["published_raw"],
        "body": comment.body,
        "quoted": comment.quoted,
        "upvotes": comment.upvotes,
        "downvotes": comment.downvotes,
    }
