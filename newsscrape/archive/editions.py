"""An article that was read finds its row, its revision and its pages, within the writer's transaction."""

import sqlite3

from newsscrape.archive import articles, pages, runs
from newsscrape.archive.records import Lease, Visit
from newsscrape.model import Article
from newsscrape.urls import host, normalise


def keep(
    connection: sqlite3.Connection, visit: Visit, article: Article, stored: pages.Stored | None, now: str
) -> articles.Kept:
    """Store an article that a visit's page gave.

    Args:
        connection: a writer's.
        visit: of the page.
        article: as it was read from all of its pages.
        stored: where the raw page lies; ``None``: it is not kept.
        now: when it was seen.
    """
    lease = visit.lease
    site_id, number = _row(connection, lease, article)
    if number is None:
        kept = articles.Kept(articles.insert(connection, site_id, article, now), "new", frozenset())
    else:
        page_id = stored.page_id if stored else None
        edit = not (stored and stored.known) and not _is_new_part(connection, lease, number)
        fill = _is_other_edition(connection, lease, number, article)
        if visit.before and not fill:  # what today's reader makes of the stored pages is no edit, what differs from it is one
            articles.update(connection, number, visit.before, now, page_id=page_id, edit=False, fill=False)
        kept = articles.update(connection, number, article, now, page_id=page_id, edit=edit, fill=fill)
    if stored:
        _join(connection, lease, visit.part, kept.id, stored.page_id)
    return kept


def _row(connection: sqlite3.Connection, lease: Lease, article: Article) -> tuple[int, int | None]:
    """Return the ids of the article's site and of its row, if there is one; a part belongs to its lease's article."""
    row = connection.execute("SELECT id FROM sites WHERE name = ?", (article.site,)).fetchone()
    site = runs.SiteRow(article.site, host(article.url), article.site, "web")
    site_id = row[0] if row else runs.site_id(connection, site)
    if lease.kind == "part" and lease.article_id is not None:
        return site_id, lease.article_id
    return site_id, articles.find(connection, site_id, article.key)


def _position(connection: sqlite3.Connection, lease: Lease, article_id: int) -> int | None:
    """Return where among the article's pages the one of this URL stands."""
    row = connection.execute(
        "SELECT x.position FROM article_pages x JOIN pages p ON p.id = x.page_id WHERE x.article_id = ? AND p.url_id = ?",
        (article_id, lease.id),
    ).fetchone()
    return row[0] if row else None


def _is_new_part(connection: sqlite3.Connection, lease: Lease, article_id: int) -> bool:
    """Tell whether this page is added to the article, which then grows without having been edited."""
    return lease.kind == "part" and _position(connection, lease, article_id) is None


def _is_other_edition(connection: sqlite3.Connection, lease: Lease, article_id: int, article: Article) -> bool:
    """Tell whether the article was read from another address (mobile, AMP) than its own, which is archived too."""
    own = normalise(article.url)
    if lease.kind != "article" or lease.url == own:
        return False
    row = connection.execute(
        "SELECT 1 FROM urls WHERE url = ? AND method = 'GET' AND payload = '' AND article_id = ? AND state = 'done'"
        " AND redirect_id IS NULL AND id <> ?",
        (own, article_id, lease.id),
    ).fetchone()
    return bool(row)


def _join(connection: sqlite3.Connection, lease: Lease, part: int, article_id: int, page_id: int) -> None:
    """Give the page its place among the article's pages."""
    position = _position(connection, lease, article_id)
    if position is None:
        taken = connection.execute("SELECT position FROM article_pages WHERE article_id = ?", (article_id,)).fetchall()
        position = pages.place(lease.kind, part, [at for (at,) in taken])
    connection.execute(
        "INSERT INTO article_pages(article_id, position, page_id) VALUES (?, ?, ?)"
        " ON CONFLICT(article_id, position) DO UPDATE SET page_id = excluded.page_id WHERE page_id <> excluded.page_id",
        (article_id, position, page_id),
    )
