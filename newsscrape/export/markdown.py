"""A folder of Markdown, one file per article: YAML front matter, the text with its images in place, the comments if wanted."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsscrape import forms
from newsscrape.archive.files import FOLDER
from newsscrape.export.markup import escaped, from_html, link, paragraphs
from newsscrape.export.options import Options
from newsscrape.model import Article, Comment, Image
from newsscrape.text import fold

_FRONT = (
    *("title", "description", "authors", "published", "published_precision", "modified", "site", "key", "url"),
    *("section", "tags", "language", "access", "comment_count"),
)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}(?<!\.)")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # no names of files on Windows
_UNSAFE = re.compile(r"[^a-z0-9]+")
_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # YAML 1.2.2, 5.1; JSON leaves them as they are
_DEEPEST = 8  # levels of answers that are shown as such


def files(articles: Iterable[Article], options: Options) -> Iterator[tuple[str, Iterator[str] | Path]]:
    """Yield ``SITE/KEY.md`` of each article; the name follows from site and key alone, so it stays. Its images go before it."""
    for article in articles:
        pictures = {url: (f"{FOLDER}/{file.parent.name}/{file.name}", file) for url, file in options.pictures(article).items()}
        yield from dict(pictures.values()).items()
        places = {url: f"../{path}" for url, (path, _) in pictures.items()}
        yield f"{name(article.site)}/{name(article.key)}.md", _document(article, places, comments=options.comments)


def name(text: str) -> str:
    """Return a name for a file on any system, different for different texts.

    >>> name("3041"), name("2024/05/Älteste.html")
    ('3041', '2024-05-lteste-html~5ba22d99a5')
    """
    if _PLAIN.fullmatch(text) and not _DEVICE.fullmatch(text):
        return text
    legible = _UNSAFE.sub("-", text.lower()).strip("-")[:60]
    return f"{legible}~{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _document(article: Article, places: Mapping[str, str], *, comments: bool) -> Iterator[str]:
    """Yield an article's text; `places` are the paths of images that have files, by their addresses."""
    yield _front_matter(forms.to_dict(article))
    yield f"\n# {escaped(fold(article.title or article.url))}\n"
    text = from_html(article.body_html, places) if article.body_html else paragraphs(article.body or "")
    shown = article.body_html or ""
    for image in article.images:
        if image.role == "lead" and not _stands(image, shown):
            yield f"\n{_picture(image, places)}\n"
    if text:
        yield f"\n{text}\n"
    for image in article.images:
        if image.role != "lead" and not _stands(image, shown):
            yield f"\n{_picture(image, places)}\n"
    if comments and article.comments:
        yield "\n## Comments\n"
        yield from _thread(article.comments)


def _front_matter(form: forms.Form) -> str:
    """Return the fields that have a value; JSON is YAML, so that no text can break out of its line."""
    form = {**form, "authors": [author["name"] for author in form["authors"]]}
    lines = [f"{field}: {_yaml(form[field])}" for field in _FRONT if form[field] not in (None, [])]
    return "\n".join(["---", *lines, "---", ""])


def _yaml(value: Any) -> str:
    return _NO_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _stands(image: Image, markup: str) -> bool:
    return any(url.replace("&", "&amp;") in markup for url in (image.url, *(url for url, _ in image.variants)))


def _picture(image: Image, places: Mapping[str, str]) -> str:
    caption = fold(" · ".join(filter(None, (image.caption, image.credit))))
    return f"!{link(image.alt or '', places.get(image.url, image.url))}" + (f"\n\n*{escaped(caption)}*" if caption else "")


def _thread(comments: Iterable[Comment]) -> Iterator[str]:
    """Yield the comments in the order given, each as a quotation as deep as it answers."""
    depths: dict[str | None, int] = {}
    for comment in comments:
        depth = depths[comment.key] = min(depths.get(comment.parent, 0) + 1, _DEEPEST)
        said = comment.published.utc if comment.published else None
        head = " · ".join(filter(None, (f"**{escaped(fold(comment.author or 'unknown'))}**", said)))
        lines = [head, "", *paragraphs(comment.body).split("\n")]
        yield "\n" + "".join(f"{'> ' * depth}{line}".rstrip() + "\n" for line in lines)
