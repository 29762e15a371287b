"""Raw pages that hold a name, and what their articles say themselves."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from newsscrape.archive.blobs import Damaged, Unpacker
from newsscrape.dates import from_utc_text
from newsscrape.errors import ArchiveFailed
from newsscrape.mentions import Mentions, legible
from newsscrape.page import Page
from newsscrape.text import fold

_LETTERS = re.compile(r"[A-Za-z0-9]+")
_OWN = """
SELECT title FROM articles WHERE id = :id UNION ALL SELECT description FROM articles WHERE id = :id
UNION ALL SELECT section FROM articles WHERE id = :id UNION ALL SELECT body FROM articles WHERE id = :id
UNION ALL SELECT w.name FROM article_authors x JOIN authors w ON w.id = x.author_id WHERE x.article_id = :id
UNION ALL SELECT t.name FROM article_tags x JOIN tags t ON t.id = x.tag_id WHERE x.article_id = :id
UNION ALL SELECT alt FROM images WHERE article_id = :id UNION ALL SELECT caption FROM images WHERE article_id = :id
UNION ALL SELECT credit FROM images WHERE article_id = :id
UNION ALL SELECT coalesce(title || char(10), '') || authors || char(10) || coalesce(body, '')
FROM revisions WHERE article_id = :id
"""
_STORED = """
SELECT u.kind, coalesce(u.article_id, (SELECT x.article_id FROM article_pages x WHERE x.page_id = p.id)), u.site_id, u.url,
  b.data, b.dictionary_id, p.headers, p.fetched_at
FROM pages p JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id WHERE p.id = ?
"""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A stored page."""

    id: int
    kind: str
    """As its URL's."""
    article_id: int | None
    site_id: int
    page: Page


def held(connection: sqlite3.Connection, names: Mentions, site: str | None = None) -> Iterator[RawPage]:
    """Yield the stored pages in which a name stands, in whatever way it is written there; all pages are unpacked.

    Args:
        connection: any; pages may be changed meanwhile.
        names: as they are looked for.
        site: whose pages; ``None``: all.

    Raises:
        ArchiveFailed: a page cannot be unpacked, so that nobody can tell whether a name stands in it.
    """
    rows = connection.execute(
        "SELECT p.id FROM pages p JOIN urls u ON u.id = p.url_id JOIN sites s ON s.id = u.site_id"
        " WHERE :site IS NULL OR s.name = :site ORDER BY p.id",
        {"site": site},
    ).fetchall()
    telling = [max(_LETTERS.findall(name), key=len, default="").encode() for name in names.names]
    unpack = Unpacker(connection)
    for (number,) in rows:
        kind, article_id, site_id, url, data, dictionary_id, headers, fetched_at = connection.execute(
            _STORED, (number,)
        ).fetchone()
        try:
            body = unpack(data, dictionary_id)
        except Damaged as error:
            raise ArchiveFailed(
                f"the raw page of {url} is damaged ({error}), and may hold the name: nothing is changed; `newsscrape check`"
                " names all such pages, restore them from a backup before you give the command again"
            ) from error
        # Plain letters are the same bytes in every charset but UTF-16, and as good as never escaped.
        if b"\x00" not in body and not any(letters in body for letters in telling):
            continue
        page = Page(url, body, json.loads(headers), from_utc_text(fetched_at))
        if any(names.found(fold(text)) for text in (page.text, legible(page.text))):
            yield RawPage(number, kind, article_id, site_id, page)


def spoken(connection: sqlite3.Connection, article_id: int | None) -> str:
    """Return what an article itself says, and of whom, in all its versions: names in it need not be those of commenters."""
    rows = connection.execute(_OWN, {"id": article_id}) if article_id is not None else ()
    return "\n".join(text for (text,) in rows if text)
