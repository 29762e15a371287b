"""One article as a JSON object, with schema.org's names where it has one: exports, recordings and the feeds of a crawl."""

from typing import Any

from newsscrape.model import Article, Author, Comment, Image, Instant, Link

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


def from_dict(form: Form) -> Article:
    """Return the article of which `to_dict` gave this form; what the form does not hold is left at its default."""
    modified = form["modified"]
    return Article(
        **{name: form[name] for name in _PLAIN},
        authors=tuple(Author(**author) for author in form["authors"]),
        published=_instant(form, "published"),
        modified=Instant(modified, modified) if modified else None,
        tags=tuple(form["tags"]),
        images=tuple(Image(**image) for image in form["images"]),
        links=tuple(Link(**link) for link in form["links"]),
        comments=tuple(
            Comment(
                **{name: comment[name] for name in ("key", "parent", "author", "body", "quoted", "upvotes", "downvotes")},
                published=_instant(comment, "published"),
            )
            for comment in form["comments"]
        ),
    )


def flat(form: Form) -> dict[str, str | int | None]:
    """Return one flat row for CSV: lists joined readably, comments as their number (their text is a table of its own)."""
    row: dict[str, str | int | None] = {name: value for name, value in form.items() if not isinstance(value, list)}
    row["authors"] = "; ".join(author["name"] for author in form["authors"])
    row["tags"] = "; ".join(form["tags"])
    row["images"] = " ".join(image["url"] for image in form["images"])
    row["links"] = " ".join(link["url"] for link in form["links"])
    row["comments"] = len(form["comments"])
    return {name: row[name] for name in form}


_PLAIN = (
    *("site", "key", "url", "title", "description", "section", "language"),
    *("body", "body_html", "access", "comment_count"),
)


def _instant(form: Form, field: str) -> Instant | None:
    raw = form[f"{field}_raw"]
    precision = form.get(f"{field}_precision")
    return None if raw is None else Instant(form[field], raw, precision or "second")
