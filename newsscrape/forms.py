"""One article as a JSON object, with schema.org's names where it has one: exports, recordings and the feeds of a crawl."""

from collections.abc import Mapping
from typing import Any, get_args

from newsscrape.dates import from_utc_text
from newsscrape.errors import BadArgument
from newsscrape.model import Access, Article, Author, Comment, Image, Instant, Link, LiveUpdate, Precision
from newsscrape.text import printable

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
        "live_updates": [_live_update(update) for update in article.live_updates],
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


def _live_update(update: LiveUpdate) -> Form:
    return {"key": update.key, "title": update.title, **_date("published", update.published), "body": update.body}


def _image(image: Image) -> Form:
    return {name: getattr(image, name) for name in ("url", "alt", "caption", "credit", "width", "height")}


def _comment(comment: Comment) -> Form:
    return {
        "key": comment.key,
        "parent": comment.parent,
        "author": comment.author,
        "author_url": comment.author_url,
        "url": comment.url,
        **_date("published", comment.published),
        "body": comment.body,
        "quoted": comment.quoted,
        "upvotes": comment.upvotes,
        "downvotes": comment.downvotes,
    }


FIELDS = tuple(to_dict(Article(site="", key="", url="")))
"""The names of `to_dict`, in their order."""


def from_dict(form: Mapping[str, Any]) -> Article:
    """Return the article of which `to_dict` gave this form; what the form does not hold is left at its default.

    Control characters, which no form of ours has, are left out: SQLite's JSON would end a key at a NUL.

    Raises:
        BadArgument: site, key or url is missing, or a value is of a kind that `to_dict` never writes; the text names it.
    """
    if not all(_text(form, name) for name in ("site", "key", "url")):
        raise BadArgument("site, key, url: an article needs all three, they are its identity")
    modified = _text(form, "modified")
    return Article(
        **_plain(form, ("site", "key", "url", "title", "description", "section", "language", "body", "body_html")),
        authors=tuple(Author(_needed(author, "name"), _text(author, "url")) for author in _list(form, "authors", dict)),
        published=_instant(form, "published"),
        modified=Instant(_utc(form, "modified"), modified) if modified else None,
        tags=tuple(map(printable, _list(form, "tags", str))),
        live_updates=tuple(_read_live_update(update) for update in _list(form, "live_updates", dict)),
        images=tuple(_read_image(image) for image in _list(form, "images", dict)),
        links=tuple(Link(_needed(link, "url"), _text(link, "text") or "") for link in _list(form, "links", dict)),
        access=_one_of(get_args(Access), form, "access") or "unknown",
        comment_count=_number(form, "comment_count"),
        comments=tuple(_read_comment(comment) for comment in _list(form, "comments", dict)),
    )


def flat(form: Form) -> dict[str, str | int | None]:
    """Return one flat row for CSV: lists joined readably; comments and live updates as their number, they have tables."""
    row: dict[str, str | int | None] = {name: value for name, value in form.items() if not isinstance(value, list)}
    row["authors"] = "; ".join(author["name"] for author in form["authors"])
    row["tags"] = "; ".join(form["tags"])
    row["images"] = " ".join(image["url"] for image in form["images"])
    row["links"] = " ".join(link["url"] for link in form["links"])
    row["comments"], row["live_updates"] = len(form["comments"]), len(form["live_updates"])
    return {name: row[name] for name in form}


def _read_live_update(form: Form) -> LiveUpdate:
    return LiveUpdate(_needed(form, "key"), published=_instant(form, "published"), **_plain(form, ("title", "body")))


def _read_image(form: Form) -> Image:
    texts = _plain(form, ("alt", "caption", "credit"))
    return Image(_needed(form, "url"), **texts, width=_number(form, "width"), height=_number(form, "height"))


def _read_comment(form: Form) -> Comment:
    return Comment(
        key=_needed(form, "key"),
        body=_text(form, "body") or "",
        **_plain(form, ("parent", "author", "author_url", "url", "quoted")),
        published=_instant(form, "published"),
        upvotes=_number(form, "upvotes"),
        downvotes=_number(form, "downvotes"),
    )


def _instant(form: Mapping[str, Any], field: str) -> Instant | None:
    raw, utc = _text(form, f"{field}_raw"), _utc(form, field)
    precision: Precision = _one_of(get_args(Precision), form, f"{field}_precision") or "second"
    return None if raw is None and utc is None else Instant(utc, raw or utc or "", precision)


def _utc(form: Mapping[str, Any], name: str) -> str | None:
    text = _text(form, name)
    if text is not None:
        try:
            from_utc_text(text)
        except ValueError:
            raise BadArgument(f"{name}: {text!r:.40} is no UTC text such as 2023-11-04T00:00:00Z") from None
    return text


def _plain(form: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _text(form, name) for name in names}


def _text(form: Mapping[str, Any], name: str) -> str | None:
    value = form.get(name)
    if value is None or isinstance(value, str):
        return value and printable(value)
    raise BadArgument(f"{name}: {value!r:.40} is no text")


def _needed(form: Mapping[str, Any], name: str) -> str:
    value = _text(form, name)
    if not value:
        raise BadArgument(f"{name}: missing in {form!r:.60}")
    return value


def _number(form: Mapping[str, Any], name: str) -> int | None:
    value = form.get(name)
    if value is None or type(value) is int:
        return value
    raise BadArgument(f"{name}: {value!r:.40} is no whole number")


def _list(form: Mapping[str, Any], name: str, kind: type) -> list[Any]:
    values = form.get(name) or []
    if isinstance(values, list) and all(isinstance(value, kind) for value in values):
        return values
    raise BadArgument(f"{name}: {values!r:.40} is no list of {'texts' if kind is str else 'objects'}")


def _one_of(choices: tuple[str, ...], form: Mapping[str, Any], name: str) -> Any:
    value = form.get(name)
    if value is None or value in choices:
        return value
    raise BadArgument(f"{name}: {value!r:.40} is not one of {', '.join(choices)}")
