"""An Atom feed (RFC 4287) of articles: what a search finds, for any feed reader."""

import uuid
from collections.abc import Iterable, Iterator

from lxml import etree

from newsscrape.dates import utc_text
from newsscrape.export.markup import legal
from newsscrape.export.options import Options
from newsscrape.model import Article

_NAMESPACE = "http://www.w3.org/2005/Atom"


def articles(articles: Iterable[Article], options: Options) -> Iterator[str]:
    """Yield the feed, entry by entry, in the order given.

    Its id follows from its title, an entry's from site and key. What has no date at all is as new as the feed.
    """
    now = utc_text(options.now)
    head = etree.Element("head")
    _add(head, "id", _urn("feed", options.title))
    _add(head, "title", options.title)
    _add(head, "updated", now)
    _add(head, "generator", "newsscrape")
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{_NAMESPACE}">\n'
    yield "".join(etree.tostring(child, encoding="unicode") + "\n" for child in head)
    for article in articles:
        yield etree.tostring(_entry(article, now), encoding="unicode") + "\n"
    yield "</feed>\n"


def _entry(article: Article, now: str) -> etree._Element:
    published = article.published.utc if article.published else None
    modified = article.modified.utc if article.modified else None
    entry = etree.Element("entry")
    _add(entry, "id", _urn(article.site, article.key))
    _add(entry, "title", article.title or article.url)
    _add(entry, "link", rel="alternate", href=article.url)
    if published:
        _add(entry, "published", published)
    _add(entry, "updated", max(filter(None, (published, modified)), default=now))
    for name in [author.name for author in article.authors] or [article.site]:
        _add(_add(entry, "author"), "name", name)
    for tag in article.tags:
        _add(entry, "category", term=tag)
    if article.description:
        _add(entry, "summary", article.description)
    if article.body_html or article.body:
        _add(entry, "content", article.body_html or article.body, type="html" if article.body_html else "text")
    return entry


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    child.text = None if text is None else legal(text)
    return child


def _urn(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, legal("newsscrape:" + "\n".join(names))).urn
